package dev.chartwright.generator.rule;

import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Strictness;
import java.util.List;

/** Rules about autoscalers and the RabbitMQ brokers that they read. */
public final class ScalingRules {
  public static final Rule SCA_01 =
      Rule.of(
              "SCA-01",
              "An autoscaler has room to scale, and every group of workers has at least one",
              "the API server or KEDA rejects the autoscaler, or tasks wait forever",
              "write a minimum that is not above the maximum, and a maximum of 1 or more")
          .withoutWaiver()
          .example(
              """
              apiVersion: autoscaling/v2
              kind: HorizontalPodAutoscaler
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  apiVersion: apps/v1
                  kind: Deployment
                  name: {{ .Release.Name }}-web
                minReplicas: 5
                maxReplicas: 3
                metrics:
                  - type: Resource
                    resource:
                      name: cpu
                      target:
                        type: Utilization
                        averageUtilization: 75
              """);

  public static final Rule SCA_02 =
      Rule.of(
              "SCA-02",
              "An autoscaler scales a workload of the chart that no other autoscaler scales",
              "nothing is scaled, or two autoscalers change the number of pods against each other",
              "name a workload of this chart, and keep one autoscaler for it")
          .example(
              """
              apiVersion: autoscaling/v2
              kind: HorizontalPodAutoscaler
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  apiVersion: apps/v1
                  kind: Deployment
                  name: {{ .Release.Name }}-wbe
                minReplicas: 2
                maxReplicas: 10
                metrics:
                  - type: Resource
                    resource:
                      name: cpu
                      target:
                        type: Utilization
                        averageUtilization: 75
              """);

  public static final Rule SCA_03 =
      Rule.of(
              "SCA-03",
              "A trigger uses only parameters that the scaler of this KEDA version reads there",
              "KEDA ignores the parameter without a message and uses a default",
              "write a parameter that the scaler has, at the place where it reads it, or use a "
                  + "newer KEDA")
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:15672/
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
                      queue: tasks
              """);

  public static final Rule SCA_04 =
      Rule.of(
              "SCA-04",
              "Protocol, scheme and port of a broker address belong together",
              "KEDA rejects the trigger or cannot reach the broker, and nothing scales",
              "use http:// with port 15672, or amqp:// with port 5672")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:5672/
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
              """);

  public static final Rule SCA_05 =
      Rule.of(
              "SCA-05",
              "A trigger has a readable address of a broker that exists",
              "KEDA rejects the trigger or cannot reach the broker, and nothing scales",
              "write the address as host, with escaped credentials, or name a variable or a Service "
                  + "that exists")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
              """);

  public static final Rule SCA_06 =
      Rule.of(
              "SCA-06",
              "The path of a broker address ends with the virtual host, without /api",
              "KEDA adds /api itself, and counts the queues of another virtual host",
              "leave /api out, and end the path with the virtual host, or with / for the default one")
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:15672/api
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
              """);

  public static final Rule SCA_07 =
      Rule.of(
              "SCA-07",
              "A trigger names its queue, or an anchored expression that finds exactly the task "
                  + "queues",
              "KEDA rejects the trigger, or the fleet scales on messages that are not its tasks",
              "name the queue, or anchor the expression with ^ and $")
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:15672/
                      queueName: tasks-.*
                      mode: QueueLength
                      value: "1"
                      useRegex: "true"
              """);

  public static final Rule SCA_08 =
      Rule.of(
              "SCA-08",
              "The page size of a trigger is a whole number from 1 to 500",
              "KEDA or the broker rejects the request, and nothing scales",
              "write \"100\", or another number from 1 to 500")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:15672/
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
                      pageSize: "501"
              """);

  public static final Rule SCA_09 =
      Rule.of(
              "SCA-09",
              "A trigger over AMQP uses only options that AMQP supports, and every option has a "
                  + "valid form",
              "KEDA rejects the trigger, and nothing scales",
              "use the protocol http, or leave the option out")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: amqp://broker.example:5672/
                      queueName: ^tasks$
                      mode: QueueLength
                      value: "1"
                      useRegex: "true"
              """);

  public static final Rule SCA_10 =
      Rule.of(
              "SCA-10",
              "A trigger has one mode and one value above 0, which is 1 task a worker for provers",
              "KEDA rejects the trigger or computes a wrong number of pods",
              "write mode QueueLength and value \"1\"")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:15672/
                      queueName: tasks
                      value: "1"
              """);

  public static final Rule SCA_11 =
      Rule.of(
              "SCA-11",
              "Tasks in progress are counted when they take long",
              "the queue looks empty while all workers are busy, so workers are removed and lose "
                  + "their proofs",
              "use the protocol http, and count unacknowledged messages")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool())
                  .autoscaling(Autoscaling.between(1, 8).excludeUnacknowledged()))
              """);

  public static final Rule SCA_12 =
      Rule.of(
              "SCA-12",
              "Workers that are removed have the time to finish their longest task",
              "running proofs are killed and start again",
              "use a longer grace period, or ScaleIn.disabled()")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool())
                  .terminationGracePeriod(Duration.ofMinutes(10))
                  .autoscaling(Autoscaling.between(1, 8)
                      .scaleIn(ScaleIn.drain(Duration.ofMinutes(10), 1, Duration.ofMinutes(10)))))
              """);

  public static final Rule SCA_13 =
      Rule.of(
              "SCA-13",
              "Windows, periods and steps of an autoscaler are within the limits of Kubernetes",
              "Kubernetes rejects the autoscaler, and only the log of KEDA tells",
              "use a window up to 3600 s, a period of 1 to 1800 s and steps of 1 or more")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool())
                  .autoscaling(Autoscaling.between(1, 8).scaleOut(4, Duration.ofHours(1))))
              """);

  public static final Rule SCA_14 =
      Rule.of(
              "SCA-14",
              "A fallback never removes workers that are busy",
              "a broker that restarts scales a busy fleet in, and proofs are lost",
              "remove the fallback, or use Fallback.keepCurrent(…)")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool())
                  .autoscaling(Autoscaling.between(1, 8).fallback(Fallback.setTo(0))))
              """);

  public static final Rule SCA_15 =
      Rule.of(
              "SCA-15",
              "A fleet scales to 0 only if its tasks outlive the time without workers, and not"
                  + " between two tasks",
              "RabbitMQ deletes a queue without a worker after 30 minutes, with its tasks",
              "write runs(Runs.enabled()), which keeps the queues of a run, or use a minimum of 1")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool())
                  .autoscaling(Autoscaling.between(0, 8).cooldown(Duration.ofMinutes(1))))
              """);

  public static final Rule SCA_16 =
      Rule.of(
              "SCA-16",
              "Scaling out is slower than workers start",
              "workers that still load are paid for and do not shorten the queue",
              "use smaller steps, such as scaleOut(4, Duration.ofMinutes(1))")
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(1, 10)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .build())
                      .autoscaling(Autoscaling.between(1, 40).scaleOut(80, Duration.ofSeconds(15))))
              """);

  public static final Rule SCA_17 =
      Rule.of(
              "SCA-17",
              "Every group of workers that takes tasks of its own has at least one worker",
              "nothing takes the tasks of this group, and the leader waits forever",
              "use replicas(1), or an autoscaling")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).named("heavy").routing(Routing.HEAVY))
                  .workers(
                      Workers.on(NodePool.highmemPool()).named("light").routing(Routing.LIGHT).replicas(0))
              """);

  public static final Rule SCA_18 =
      Rule.of(
              "SCA-18",
              "The names of fleet and group leave room for the prefix of KEDA",
              "KEDA puts keda-hpa- before the name of the ScaledObject, and Kubernetes rejects the longer name",
              "shorten the names of fleet and group to 53 characters together")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool())
                  .named("workers-with-a-name-that-is-longer-than-keda-takes")
                  .autoscaling(Autoscaling.between(1, 8)))
              """);

  public static final Rule SCA_19 =
      Rule.of(
              "SCA-19",
              "Triggers have different names, and a formula has a target and a name for every "
                  + "trigger",
              "KEDA rejects the object, and nothing scales",
              "give every trigger another name, and add the target of the formula")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    name: tasks
                    metadata:
                      host: http://broker.example:15672/
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
                  - type: cpu
                    name: tasks
                    metricType: Utilization
                    metadata:
                      value: "75"
              """);

  public static final Rule SCA_20 =
      Rule.of(
              "SCA-20",
              "Credentials, certificates and tokens of a trigger are complete and exclude each other",
              "KEDA rejects the trigger, and nothing scales",
              "add what is missing, and keep one way to authenticate")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:15672/
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
                      unsafeSsl: perhaps
              """);

  public static final Rule SCA_21 =
      Rule.of(
              "SCA-21",
              "The TriggerAuthentication that a trigger names exists",
              "the scaler has no credentials, and nothing scales",
              "render the TriggerAuthentication, or name one that exists")
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    authenticationRef:
                      name: {{ .Release.Name }}-login
                    metadata:
                      host: http://broker.example:15672/
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
              """);

  public static final Rule SCA_22 =
      Rule.of(
              "SCA-22",
              "The operation over several queues is sum, avg or max",
              "KEDA accepts the trigger, and fails as soon as the expression finds a queue",
              "write sum, avg or max")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:15672/
                      queueName: ^tasks-.*$
                      mode: QueueLength
                      value: "1"
                      useRegex: "true"
                      operation: median
              """);

  public static final Rule SCA_24 =
      Rule.of(
              "SCA-24",
              "KEDA reads the queue every 5 to 60 seconds",
              "the broker is busy with answers, or the first worker starts late",
              "use 15 s")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool())
                  .autoscaling(Autoscaling.between(1, 8).pollingInterval(Duration.ofSeconds(2))))
              """);

  public static final Rule SCA_25 =
      Rule.of(
              "SCA-25",
              "A fleet at 0 starts at the first task",
              "a small number of tasks waits forever",
              "use the activation value 0")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool())
                  .autoscaling(Autoscaling.between(0, 8).activationValue(1)))
              """);

  public static final Rule SCA_26 =
      Rule.of(
              "SCA-26",
              "An autoscaler measures containers that exist and that request the resource",
              "nothing can be measured, so nothing is scaled, or KEDA rejects the ScaledObject",
              "name a container of the pods, and add the resource to resources.requests of every "
                  + "container")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: autoscaling/v2
              kind: HorizontalPodAutoscaler
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  apiVersion: apps/v1
                  kind: Deployment
                  name: {{ .Release.Name }}-web
                minReplicas: 2
                maxReplicas: 10
                metrics:
                  - type: ContainerResource
                    containerResource:
                      container: proxy
                      name: cpu
                      target:
                        type: Utilization
                        averageUtilization: 75
              """);

  public static final Rule SCA_27 =
      Rule.of(
              "SCA-27",
              "A ScaledObject that scales to 0 has a trigger that needs no running pod",
              "KEDA rejects the ScaledObject, because without pods there is no use of CPU or "
                  + "memory to measure",
              "write minReplicaCount: 1, or add a trigger of another type")
          .withoutWaiver()
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                minReplicaCount: 0
                triggers:
                  - type: cpu
                    metricType: Utilization
                    metadata:
                      value: "75"
              """);

  public static final Rule BRO_01 =
      Rule.of(
              "BRO-01",
              "A broker has an odd number of replicas",
              "a broker with an even number of nodes stops when the network splits it in halves",
              "write an odd number, such as 1")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).replicas(2))
              """);

  public static final Rule BRO_02 =
      Rule.of(
              "BRO-02",
              "The consumer timeout of the broker is longer than the longest task",
              "the broker takes the task from its worker, the result is lost, and the task starts "
                  + "again forever",
              "remove the line, or write a longer consumer_timeout")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).additionalConfig("consumer_timeout = 1800000"))
              """);

  public static final Rule BRO_03 =
      Rule.of(
              "BRO-03",
              "The broker accepts messages of 128 to 512 MiB",
              "a large segment closes the channel of the leader",
              "remove the line, or write max_message_size = 536870912")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).additionalConfig("max_message_size = 16777216"))
              """);

  public static final Rule BRO_04 =
      Rule.of(
              "BRO-04",
              "The broker permits the transient queues that the prover declares",
              "the prover cannot declare its queues, because they use a deprecated feature",
              "remove the line, or use rabbitmq(\"4.2-management\")")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool())
                  .rabbitmq("4.3.0")
                  .additionalConfig("deprecated_features.permit.transient_nonexcl_queues = false"))
              """);

  public static final Rule BRO_05 =
      Rule.of(
              "BRO-05",
              "The broker has enough memory and a volume",
              "the broker blocks the leader when tasks fill its memory, or loses its users when its "
                  + "pod moves",
              "use memory(Memory.gib(4)) and storage(DiskSize.gib(20))")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).memory(Memory.gib(1)))
              """);

  public static final Rule BRO_07 =
      Rule.of(
              "BRO-07",
              "The broker runs on nodes that stay and that no worker uses",
              "all tasks are lost with the broker when its node goes or a worker starves it",
              "use Broker.on(…) with a pool without taint, on demand")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.highmemPool()))
              """);

  public static final Rule BRO_08 =
      Rule.of(
              "BRO-08",
              "The configuration of a broker contains no account",
              "everyone who can read the release has the password, and the Secret of the operator "
                  + "contains another one",
              "leave the account to the operator, or name an existing Secret")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).additionalConfig("default_pass = f9Qk2mX7pL"))
              """);

  public static final Rule BRO_09 =
      Rule.of(
              "BRO-09",
              "The broker does not use the account guest",
              "everyone knows this account, and RabbitMQ rejects it from other hosts",
              "remove the line; the operator creates an account and keeps it in a Secret")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).additionalConfig("default_user = guest"))
              """);

  public static final Rule BRO_10 =
      Rule.of(
              "BRO-10",
              "The configuration and the plugins of a broker are well formed, with each key once",
              "the API server, the operator or RabbitMQ rejects the configuration, and the broker does not start",
              "correct the line that the finding names")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).additionalConfig("heartbeat = 60\\nheartbeat = 90"))
              """);

  public static final Rule BRO_11 =
      Rule.of(
              "BRO-11",
              "A broker runs without privileges on its node",
              "the webhook of the operator rejects the cluster",
              "remove the field from the override")
          .withoutWaiver()
          .example(
              """
              apiVersion: rabbitmq.com/v1beta1
              kind: RabbitmqCluster
              metadata:
                name: broker-{{ sha256sum .Release.Name | trunc 8 }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                replicas: 1
                override:
                  statefulSet:
                    spec:
                      template:
                        spec:
                          hostNetwork: true
                          containers: []
              """);

  public static final Rule BRO_15 =
      Rule.of(
              "BRO-15",
              "The operator supports the RabbitMQ version",
              "the behaviour of the operator with such a broker is undefined",
              "use rabbitmq(\"4.2-management\"), or a version from 3.13.7 on")
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).rabbitmq("3.12.14-management"))
              """);

  private static final List<Rule> ALL =
      List.of(
          SCA_01, SCA_02, SCA_03, SCA_04, SCA_05, SCA_06, SCA_07, SCA_08, SCA_09, SCA_10, SCA_11,
          SCA_12, SCA_13, SCA_14, SCA_15, SCA_16, SCA_17, SCA_18, SCA_19, SCA_20, SCA_21, SCA_22,
          SCA_24, SCA_25, SCA_26, SCA_27, BRO_01, BRO_02, BRO_03, BRO_04, BRO_05, BRO_07, BRO_08,
          BRO_09, BRO_10, BRO_11, BRO_15);

  private ScalingRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
