package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Fallback;
import dev.chartwright.prover.ScaleIn;
import dev.chartwright.prover.Workers;
import dev.chartwright.resource.RabbitmqTrigger;
import dev.chartwright.resource.ScaledObject;
import dev.chartwright.resource.ScalingRules;
import dev.chartwright.resource.Trigger;
import dev.chartwright.resource.TriggerAuthentication;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ScaledObject of a group of workers, and the TriggerAuthentication that gives KEDA the
 * broker's credentials.
 */
final class AutoscalingComponent {
  private static final String MANAGEMENT_URI = "RABBITMQ_MANAGEMENT_URI";

  private final ProverPod pods;
  private final Workers workers;
  private final Autoscaling scaling;
  private final Value<Boolean> enabled;
  private final Value<Integer> min;
  private final Value<Integer> max;
  private final Value<Integer> tasks;
  private final Value<Integer> activation;
  private final Value<Integer> polling;
  private final Value<Integer> cooldown;
  private final Value<Map<String, String>> annotations;
  private final String path;

  AutoscalingComponent(ProverPod pods, Workers workers, Autoscaling scaling, String path) {
    this.pods = pods;
    this.workers = workers;
    this.scaling = scaling;
    this.path = path;
    Values values = pods.shared().values();
    values.section(
        path,
        "KEDA scales the workers by the number of outstanding tasks: waiting and in"
            + " progress.");
    enabled =
        values
            .flag(path + ".enabled", true)
            .describe(
                "Let KEDA set the number of workers. Change this only between two runs: switched"
                    + " off, the number becomes `replicas` at once; switched on, it starts at 1.");
    min =
        values
            .integer(path + ".minReplicas", scaling.min())
            .max(10_000)
            .describe(
                "Minimum number of workers. With 0, KEDA removes all workers when there are no"
                    + " tasks. "
                    + (pods.shared().fleet().runs().isEnabled()
                        ? "A run keeps its tasks until a worker is ready."
                        : "New tasks are then lost if no worker is ready within 30 minutes,"
                            + " because the queue expires."));
    max =
        values
            .integer(path + ".maxReplicas", scaling.max())
            .min(1)
            .max(10_000)
            .describe(
                "Maximum number of workers: "
                    + workers.pool().maxNodes()
                    + (workers.pool().hasChoice()
                        ? " nodes of the preferred machine hold "
                        : " nodes hold ")
                    + workers.perNode().stream()
                        .mapToObj(n -> n + " each")
                        .findFirst()
                        .orElse("an unknown number")
                    + (workers.pool().hasChoice()
                        ? ". More would stay Pending while there are no other machines."
                        : ". More would stay Pending forever.")
                    + (workers.scaleIn() instanceof ScaleIn.Disabled
                        ? " Lower it after a run to remove workers."
                        : ""));
    tasks =
        values
            .integer(path + ".tasksPerWorker", scaling.value())
            .min(1)
            .max(1_000)
            .describe(
                "Outstanding tasks per worker. A worker processes one task at a time, so with 1"
                    + " no task waits.");
    activation =
        values
            .integer(path + ".activationTasks", scaling.activationValue())
            .max(1_000_000)
            .describe("Start the first worker from 0 when there are more tasks than this.");
    polling =
        values
            .integer(path + ".pollingIntervalSeconds", (int) scaling.pollingInterval().toSeconds())
            .min(1)
            .max(3_600)
            .describe(
                "Seconds between two requests for the queue length while there are no workers."
                    + " With workers, the autoscaler asks every 15 seconds.");
    cooldown =
        values
            .integer(path + ".cooldownSeconds", (int) scaling.cooldown().toSeconds())
            .max(86_400)
            .describe(
                "Seconds without tasks before KEDA removes all workers, if `minReplicas` is 0.");
    annotations =
        values
            .annotations(path + ".annotations", Map.of())
            .example(Map.of("example.com/contact", "provers: #help"))
            .describe(
                "Annotations of the ScaledObject, such as `autoscaling.keda.sh/"
                    + (pods.shared().fleet().platform().kedaPausesScaleIn()
                        ? "paused-scale-in"
                        : "paused")
                    + ": \"true\"`.");
  }

  Value<Boolean> enabled() {
    return enabled;
  }

  /**
   * The variable that worker pods need for KEDA versions that read the broker's address only from a
   * pod.
   */
  static List<EnvVar> environment(ProverPod pods, Autoscaling scaling) {
    if (pods.shared().fleet().platform().kedaTakesCredentials()
        || scaling.protocol() == Autoscaling.Protocol.AMQP) {
      return List.of();
    }
    return List.of(
        Variables.variable(
            MANAGEMENT_URI,
            "http://"
                + pods.broker().login()
                + "@"
                + pods.broker().host()
                + ":"
                + Broker.MANAGEMENT_PORT
                + "/"));
  }

  /** Its objects. */
  List<Manifest> manifests() {
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(scaledObject());
    if (takesCredentials()) {
      manifests.add(authentication());
    }
    return manifests;
  }

  private boolean takesCredentials() {
    return pods.shared().fleet().platform().kedaTakesCredentials();
  }

  private Manifest scaledObject() {
    String name = fullName(workers.name());
    ScaledObject.Builder object =
        ScaledObject.named(name)
            .scaleTarget("apps/v1", "Deployment", name)
            .pollingInterval(polling.asInt())
            .cooldownPeriod(cooldown.asInt())
            .minReplicas(min.asInt())
            .maxReplicas(max.asInt())
            .scaleUp(
                rules ->
                    rules
                        .stabilizationWindowSeconds(0)
                        .pods(
                            scaling.scaleOut().pods(),
                            (int) scaling.scaleOut().period().toSeconds()))
            .scaleDown(this::scaleDown)
            .trigger(trigger());
    if (pods.circuits().areMadeAfterInstallation()) {
      object.initialCooldownPeriod((int) Workers.LONGEST_START.toSeconds());
    }
    scaling
        .fallback(pods.shared().fleet().platform())
        .ifPresent(fallback -> fallback(object, fallback));
    Manifest manifest =
        Manifest.of(workers.name() + "/scaledobject", object.build()).component(workers.name());
    if (scaling.fallback().isEmpty()
        && scaling.fallback(pods.shared().fleet().platform()).isPresent()) {
      manifest =
          manifest
              .bind("spec.fallback.replicas", min)
              .when("spec.fallback", min.isAtLeast(1))
              .comment(
                  "spec.fallback",
                  "While the broker does not answer, workers stay. Without workers, a fallback"
                      + " would start one.");
    }
    if (pods.circuits().areMadeAfterInstallation()) {
      manifest =
          manifest
              .when("spec.initialCooldownPeriod", min.is(0))
              .comment(
                  "spec.initialCooldownPeriod",
                  "After the installation the first worker stays until it has built the circuits,"
                      + " without which no run starts.");
    }
    return guarded(manifest, "keda.sh/v1alpha1/ScaledObject")
        .failsWhen(
            min.greaterThan(max),
            path
                + ".minReplicas is greater than maxReplicas: set a smaller minimum or a larger"
                + " maximum.")
        .append("metadata.annotations", annotations)
        .when("spec.pollingInterval", min.is(0))
        .when("spec.cooldownPeriod", min.is(0))
        .comment("spec.pollingInterval", "These two fields apply only between 0 and 1 workers.")
        .comment(
            "spec.triggers[0].metadata.queueName",
            "Anchored, so that reply and abort queues are not counted.")
        .comment(
            "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown",
            workers.scaleIn() instanceof ScaleIn.Disabled
                ? "A worker that is removed can lose its proof. To scale in, lower the maximum."
                : "A worker that is removed finishes its task first, within its grace period.");
  }

  private ScalingRules scaleDown(ScalingRules rules) {
    if (workers.scaleIn() instanceof ScaleIn.Drain drain) {
      return rules
          .stabilizationWindowSeconds((int) drain.window().toSeconds())
          .pods(drain.pods(), (int) drain.period().toSeconds());
    }
    return rules.selectPolicy(ScalingRules.SelectPolicy.DISABLED);
  }

  private void fallback(ScaledObject.Builder object, Fallback fallback) {
    if (fallback.behavior() == Fallback.Behavior.STATIC) {
      // The default, and the only value that KEDA before 2.17 accepts.
      object.fallback(fallback.failureThreshold(), fallback.replicas());
    } else {
      object.fallback(
          fallback.failureThreshold(),
          fallback.replicas(),
          dev.chartwright.resource.Fallback.Behavior.valueOf(fallback.behavior().name()));
    }
  }

  private RabbitmqTrigger trigger() {
    boolean http = scaling.protocol() == Autoscaling.Protocol.HTTP;
    int port = scaling.protocol().port();
    RabbitmqTrigger trigger =
        Trigger.rabbitmq()
            .protocol(http ? RabbitmqTrigger.Protocol.HTTP : RabbitmqTrigger.Protocol.AMQP)
            .queueName(scaling.queueExpression(pods.shared().release(), workers.routing()))
            .mode(RabbitmqTrigger.Mode.QUEUE_LENGTH)
            .value(tasks.asString())
            .activationValue(activation.asString());
    // The last part of the path is the virtual host; an empty part is the default one.
    trigger =
        takesCredentials()
            ? trigger
                .host(scaling.protocol() + "://" + pods.broker().host() + ":" + port + "/")
                .authenticationRef(fullName(workers.name()))
            : trigger.hostFromEnv(
                http ? MANAGEMENT_URI : pods.shared().release().amqpUriVariable());
    if (http) {
      trigger =
          trigger
              .useRegex(true)
              .operation(RabbitmqTrigger.Operation.SUM)
              .pageSize(scaling.pageSize())
              .excludeUnacknowledged(!scaling.includeUnacknowledged());
    }
    return trigger;
  }

  private Manifest authentication() {
    String secret = pods.broker().secretName().asString();
    return guarded(
        Manifest.of(
                workers.name() + "/triggerauthentication",
                TriggerAuthentication.named(fullName(workers.name()))
                    .secret("username", secret, "username")
                    .secret("password", secret, "password")
                    .build())
            .component(workers.name()),
        "keda.sh/v1alpha1/TriggerAuthentication");
  }

  private Manifest guarded(Manifest manifest, String api) {
    return manifest
        .onlyWhen(enabled.isSet())
        .requiresApi(
            api,
            pods.shared().requireCrds(),
            "KEDA is not installed in this cluster: install it first"
                + " (https://keda.sh/docs/deploy), set requireCRDs=false to render without a"
                + " cluster, or disable autoscaling.");
  }
}
