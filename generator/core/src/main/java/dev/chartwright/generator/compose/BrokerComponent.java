package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.releaseNamespace;

import dev.chartwright.chart.Expr;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Node;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.Broker;
import dev.chartwright.resource.RabbitmqCluster;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The RabbitMQ cluster that its operator runs, and how the others reach it. */
final class BrokerComponent implements Component {
  static final int AMQP_PORT = 5672;
  static final int MANAGEMENT_PORT = 15672;
  static final int METRICS_PORT = 15692;
  static final String USERNAME = "RABBITMQ_USERNAME";
  static final String PASSWORD = "RABBITMQ_PASSWORD";
  private static final String CONSUMER_TIMEOUT = "consumer_timeout";
  private static final String MAX_MESSAGE_SIZE = "max_message_size";

  private final FleetValues shared;
  private final Broker broker;
  private final String name;
  private final Value<String> image;
  private final Value<Integer> replicas;
  private final Value<Map<String, Object>> resources;
  private final Value<String> storage;
  private final Value<String> storageClass;
  private final Value<String> existingSecret;
  private final Value<Map<String, Object>> affinity;
  private final Value<List<Map<String, Object>>> tolerations;
  private final Value<Map<String, String>> annotations;
  private final Map<String, String> settings;
  private final NamedTemplate secret;

  BrokerComponent(FleetValues shared) {
    this.shared = shared;
    this.broker = shared.fleet().broker();
    this.name = fullName(broker.name());
    Values values = shared.values();
    values.section("broker", "The RabbitMQ cluster, run by its operator.");
    image =
        values
            .string("broker.image", broker.image())
            .plainPattern("^[a-z0-9]+([._:/@-]+[A-Za-z0-9]+)*$")
            .describe("Image of RabbitMQ, with the management plugin, which KEDA asks.");
    replicas =
        values
            .integer("broker.replicas", broker.replicas())
            .min(1)
            .max(7)
            .describe("Nodes, an odd number. More than one does not save tasks: the prover's queues are not replicated.");
    resources =
        values
            .object(
                "broker.resources", Resources.of(broker.cpu(), broker.memory(), broker.memory(), "1Gi"))
            .describe("Requests and limits. Memory: request and limit equal; RabbitMQ is told the limit.");
    storage =
        values
            .quantity("broker.storage.size", broker.storage().toString())
            .describe("Size of each node's volume. It can grow, never shrink.");
    storageClass =
        values
            .dnsName("broker.storage.className", broker.storageClass().orElse(""))
            .describe("Storage class of the volumes; empty for the cluster's default.");
    existingSecret =
        values
            .dnsName("broker.existingSecret", broker.existingSecret().orElse(""))
            .describe(
                "Secret with `username`, `password`, `default_user.conf`, `host`, `port`; empty to let the operator make one.");
    settings = declareSettings(values);
    affinity =
        values
            .object("broker.affinity", poolAffinity())
            .describe("Affinity of the pods: the pool `" + broker.pool().name() + "`.");
    tolerations =
        values
            .objects("broker.tolerations", Placement.tolerations(broker.pool()))
            .describe("Taints that the pods tolerate.");
    annotations =
        values
            .annotations("broker.annotations", Map.of())
            .describe("Annotations of the RabbitmqCluster, such as `rabbitmq.com/pauseReconciliation`.");
    secret =
        new NamedTemplate(
            "brokerSecret",
            "The Secret with the broker's credentials: the given one, or the operator's.",
            choose(existingSecret).then(existingSecret.asString()).otherwise(name + "-default-user"));
  }

  /** The name of the RabbitmqCluster, which is also the name of its Service. */
  String name() {
    return name;
  }

  /** The Service's host name, complete, so that no search list is walked. */
  String host() {
    return name + "." + releaseNamespace().asString() + ".svc." + shared.clusterDomain().asString();
  }

  NamedTemplate secretTemplate() {
    return secret;
  }

  Expr secretName() {
    return secret.text(true);
  }

  /** The labels that the operator gives to the broker's pods. */
  Map<String, String> podLabels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", name);
    labels.put("app.kubernetes.io/component", "rabbitmq");
    return labels;
  }

  /**
   * The variables by which a prover pod reaches the broker. Kubernetes puts earlier entries into later ones, so the
   * credentials come first; this form works with the Secret of every operator version.
   */
  List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(fromSecret(USERNAME, "username"));
    environment.add(fromSecret(PASSWORD, "password"));
    environment.add(variable("AMQP_HOST", host()));
    environment.add(variable("AMQP_PORT", Integer.toString(AMQP_PORT)));
    environment.add(
        variable(
            shared.release().amqpUriVariable(),
            "amqp://$(" + USERNAME + "):$(" + PASSWORD + ")@" + host() + ":" + AMQP_PORT + "/"));
    return environment;
  }

  @Override
  public List<Manifest> manifests() {
    RabbitmqCluster cluster =
        RabbitmqCluster.named(name)
            .replicas(replicas.asInt())
            .image(image.asString())
            .persistence(volume -> volume.storage(storage.asString()).storageClassName(storageClass.asString()))
            .additionalPlugins(broker.plugins())
            .additionalConfig(configuration())
            .terminationGracePeriodSeconds((int) broker.terminationGracePeriod().toSeconds())
            .build();
    Manifest manifest =
        Manifest.of("rabbitmqcluster", cluster)
            .component("broker")
            .requiresApi(
                "rabbitmq.com/v1beta1/RabbitmqCluster",
                shared.requireCrds(),
                "The RabbitMQ Cluster Operator is not installed in this cluster: install it first "
                    + "(https://www.rabbitmq.com/kubernetes/operator/install-operator), or set requireCRDs=false to render "
                    + "without a cluster.")
            .append("metadata.annotations", annotations)
            .when("spec.persistence.storageClassName", storageClass.isSet())
            .bind("spec.imagePullSecrets", shared.imagePullSecrets())
            .bind("spec.resources", resources)
            .bind("spec.affinity", affinity)
            .comment("spec.affinity", "The resource has no node selector.")
            .bind("spec.tolerations", tolerations)
            .bind("spec.secretBackend", secretBackend())
            .when("spec.secretBackend", existingSecret.isSet())
            .comment("spec.rabbitmq.additionalConfig", "Proofs take longer, and tasks are larger, than RabbitMQ expects.");
    Manifest budget =
        Manifest.of(
                "broker-poddisruptionbudget",
                new PodDisruptionBudgetBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .withNewSpec()
                    .withMaxUnavailable(new IntOrString(1))
                    .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                    .withNewSelector()
                    .withMatchLabels(podLabels())
                    .endSelector()
                    .endSpec()
                    .build())
            .component("broker")
            .onlyWhen(replicas.greaterThan(1))
            .comment("A single node has none: it would block the drain of its Kubernetes node for ever.");
    return List.of(manifest, budget);
  }

  private Node secretBackend() {
    return Node.mapping().with("externalSecret", Node.mapping().with("name", existingSecret.asString()));
  }

  /** Settings that a user may want to change are values; the text of each setting is a token then. */
  private Map<String, String> declareSettings(Values values) {
    Map<String, String> lines = new LinkedHashMap<>(shared.fleet().brokerSettings());
    if (lines.containsKey(CONSUMER_TIMEOUT)) {
      Value<Integer> timeout =
          values
              .integer("broker.consumerTimeout", Integer.parseInt(lines.get(CONSUMER_TIMEOUT)))
              .min(60_000)
              .describe(
                  "Milliseconds that a worker may hold a task. A longer task would start again elsewhere, for ever.");
      lines.put(CONSUMER_TIMEOUT, timeout.asString());
    }
    if (lines.containsKey(MAX_MESSAGE_SIZE)) {
      Value<Integer> size =
          values
              .integer("broker.maxMessageSize", Integer.parseInt(lines.get(MAX_MESSAGE_SIZE)))
              .min(1_048_576)
              .max(536_870_912)
              .describe("Bytes of the largest task.");
      lines.put(MAX_MESSAGE_SIZE, size.asString());
    }
    return lines;
  }

  private String configuration() {
    StringBuilder lines = new StringBuilder();
    settings.forEach((key, value) -> lines.append(key).append(" = ").append(value).append('\n'));
    return lines.toString();
  }

  private Map<String, Object> poolAffinity() {
    List<Map<String, Object>> expressions = new ArrayList<>();
    broker
        .pool()
        .nodeSelector()
        .forEach(
            (label, value) -> {
              Map<String, Object> expression = new LinkedHashMap<>();
              expression.put("key", label);
              expression.put("operator", "In");
              expression.put("values", List.of(value));
              expressions.add(expression);
            });
    return Map.of(
        "nodeAffinity",
        Map.of(
            "requiredDuringSchedulingIgnoredDuringExecution",
            Map.of("nodeSelectorTerms", List.of(Map.of("matchExpressions", expressions)))));
  }

  private EnvVar fromSecret(String variable, String key) {
    return new EnvVarBuilder()
        .withName(variable)
        .withNewValueFrom()
        .withNewSecretKeyRef()
        .withName(secretName().asString())
        .withKey(key)
        .endSecretKeyRef()
        .endValueFrom()
        .build();
  }

  static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }
}
