package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.releaseNamespace;
import static dev.chartwright.generator.compose.Variables.fromSecret;
import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Version;
import dev.chartwright.resource.RabbitmqCluster;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpecBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The RabbitMQ cluster that its operator runs, and the addresses by which other components reach
 * it.
 */
final class BrokerComponent {
  private static final String USERNAME = "RABBITMQ_USERNAME";
  private static final String PASSWORD = "RABBITMQ_PASSWORD";
  private static final String CONSUMER_TIMEOUT = "consumer_timeout";
  private static final String MAX_MESSAGE_SIZE = "max_message_size";
  private static final String DIGEST = "@sha256:[0-9a-f]{64}";
  private static final String IMAGE =
      "^([a-zA-Z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
          + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}("
          + DIGEST
          + ")?|"
          + DIGEST
          + ")$";
  private static final int SHORTEST_TIMEOUT = 60_000;
  private static final int SMALLEST_MESSAGE = 1_048_576;

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
  private final Value<String> priorityClass;
  private final Value<Map<String, String>> labels;
  private final Value<Map<String, String>> annotations;
  private final Map<String, String> settings;
  private final NamedTemplate secret;

  BrokerComponent(FleetValues shared) {
    this.shared = shared;
    this.broker = shared.fleet().broker();
    this.name = fullName(broker.name());
    Values values = shared.values();
    values.section("broker", "The RabbitMQ cluster, which its operator runs.");
    image =
        values
            .string("broker.image", broker.image())
            .plainPattern(IMAGE)
            .describe(
                "RabbitMQ image, with tag or digest. The settings below are for the declared"
                    + " version: use only images of the same minor version.");
    replicas =
        values
            .integer("broker.replicas", broker.replicas())
            .min(1)
            .max(7)
            .example(3)
            .describe(
                "Number of RabbitMQ nodes, which must be odd. More nodes do not protect tasks,"
                    + " because the prover's queues are not replicated.");
    resources =
        values
            .resources(
                "broker.resources",
                Resources.of(
                    broker.cpu(), broker.memory(), broker.memory(), Broker.EPHEMERAL_STORAGE))
            .describe(
                "Requests and limits. Set equal values for memory: RabbitMQ adjusts to the limit.");
    storage =
        values
            .quantity("broker.storage.size", broker.storage().toString())
            .describe("Volume size of each node. It can grow but not shrink.");
    storageClass =
        values
            .dnsName("broker.storage.className", broker.storageClass().orElse(""))
            .example("premium-rwo")
            .describe("Storage class of the volumes; empty for the default of the cluster.");
    existingSecret =
        values
            .dnsName("broker.existingSecret", broker.existingSecret().orElse(""))
            .example("my-broker")
            .describe(
                "Existing Secret with `username`, `password`, `default_user.conf`, `host` and"
                    + " `port`; empty to let the operator create one. User and password become"
                    + " part of a URL: use only letters, digits and `-._~`.");
    settings = declareSettings(values);
    affinity =
        values
            .affinity("broker.affinity", poolAffinity())
            .describe(
                "Affinity of the pods. The default selects the node pool `"
                    + broker.pool().name()
                    + "`.");
    tolerations =
        values
            .tolerations(
                "broker.tolerations", broker.pool().tolerations().toArray(Toleration[]::new))
            .describe("Taints that the pods tolerate.");
    priorityClass =
        values
            .name("broker.priorityClassName", "")
            .example("high-priority")
            .describe(
                "Priority class of the pods, which should be above that of the workers; empty for"
                    + " the default of the cluster.");
    labels =
        values
            .labels("broker.labels", Map.of())
            .example(Map.of("rabbitmq.com/pauseReconciliation", "true"))
            .describe(
                "Labels of the RabbitmqCluster. With `rabbitmq.com/pauseReconciliation: \"true\"`"
                    + " the operator leaves the broker alone, so that an upgrade of the operator"
                    + " does not restart it during a run.");
    annotations =
        values
            .annotations("broker.annotations", Map.of())
            .example(Map.of("example.com/contact", "provers: #help"))
            .describe("Annotations of the RabbitmqCluster.");
    secret =
        new NamedTemplate(
            "brokerSecret",
            "The Secret with the broker's credentials: the existing one, or the one of the"
                + " operator.",
            choose(existingSecret)
                .then(existingSecret.asString())
                .otherwise(name + "-default-user"));
  }

  String component() {
    return broker.name();
  }

  /** The name of the RabbitmqCluster, which is also the name of its Service. */
  String name() {
    return name;
  }

  /** The fully qualified host name of the Service, so that resolvers need no search list. */
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
   * The variables by which a prover pod reaches the broker. Kubernetes puts earlier entries into
   * later ones, so the credentials come first; this form works with the Secret of every operator
   * version. The address names the virtual host {@code /}: the prover takes an empty path for a
   * virtual host with an empty name, which the broker refuses.
   */
  List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    environment.addAll(credentials());
    environment.addAll(address());
    environment.add(
        variable(
            shared.release().amqpUriVariable(),
            "amqp://" + login() + "@" + host() + ":" + Broker.AMQP_PORT + "/%2f"));
    return environment;
  }

  private List<EnvVar> credentials() {
    return List.of(
        fromSecret(USERNAME, secretName().asString(), "username"),
        fromSecret(PASSWORD, secretName().asString(), "password"));
  }

  /** User and password, for a pod that also starts before there is a broker. */
  List<EnvVar> loginIfAny() {
    return credentials().stream()
        .map(
            variable ->
                new EnvVarBuilder(variable)
                    .editValueFrom()
                    .editSecretKeyRef()
                    .withOptional(true)
                    .endSecretKeyRef()
                    .endValueFrom()
                    .build())
        .toList();
  }

  /**
   * User and password as they stand in a URL; Kubernetes inserts them from the variables before it.
   */
  String login() {
    return "$(" + USERNAME + "):$(" + PASSWORD + ")";
  }

  /** The variables that a script needs to reach the broker without logging in. */
  List<EnvVar> address() {
    return List.of(
        variable("AMQP_HOST", host()), variable("AMQP_PORT", Integer.toString(Broker.AMQP_PORT)));
  }

  /**
   * The variables by which a script finds the fence: the global parameter of the broker that is
   * closed after a failed run, and the port where it is read.
   */
  List<EnvVar> fence() {
    return List.of(
        variable("FENCE", "chartwright-fence-" + fullName().asString()),
        variable("MANAGEMENT_PORT", Integer.toString(Broker.MANAGEMENT_PORT)));
  }

  /** Its objects. */
  List<Manifest> manifests() {
    RabbitmqCluster.Builder cluster =
        RabbitmqCluster.named(name)
            .replicas(replicas.asInt())
            .image(image.asString())
            .persistence(
                volume ->
                    volume.storage(storage.asString()).storageClassName(storageClass.asString()))
            .additionalPlugins(broker.plugins())
            .additionalConfig(configuration())
            .terminationGracePeriodSeconds((int) broker.terminationGracePeriod().toSeconds())
            .overrideStatefulSet(statefulSet -> statefulSet.spec(podOverride()));
    Manifest manifest =
        Manifest.of(component() + "/rabbitmqcluster", cluster.build())
            .component(component())
            .requiresApi(
                "rabbitmq.com/v1beta1/RabbitmqCluster",
                shared.requireCrds(),
                "The RabbitMQ Cluster Operator is not installed in this cluster: install it first"
                    + " (https://www.rabbitmq.com/kubernetes/operator/install-operator), or set"
                    + " requireCRDs=false to render without a cluster.")
            .append("metadata.labels", labels)
            .append("metadata.annotations", annotations)
            .when("spec.persistence.storageClassName", storageClass.isSet())
            .bind("spec.imagePullSecrets", shared.imagePullSecrets())
            .bind("spec.resources", resources)
            .bind("spec.affinity", affinity)
            .comment("spec.affinity", "The RabbitmqCluster resource has no node selector.")
            .bind("spec.tolerations", tolerations)
            .bind("spec.secretBackend", secretBackend())
            .when("spec.secretBackend", existingSecret.isSet())
            .comment(
                "spec.rabbitmq.additionalConfig",
                "Proofs take longer and tasks are larger than the defaults of RabbitMQ allow.")
            .failsWhen(
                image.matches(":latest$"),
                "broker.image has the tag `latest`, which moves: set a version or a digest.")
            .failsWhen(
                replicas.modulo(2).is(0),
                "broker.replicas is even: the cluster stops if the network splits it into halves."
                    + " Set 1, 3, 5 or 7.");
    manifest =
        operatorRestrictsPods()
            ? manifest.when("spec.override", priorityClass.isSet())
            : manifest
                .when(
                    "spec.override.statefulSet.spec.template.spec.priorityClassName",
                    priorityClass.isSet())
                .comment(
                    "spec.override",
                    "Required by the Pod Security Standard restricted; this version of the"
                        + " operator does not set it.");
    Manifest budget =
        Manifest.of(
                component() + "/poddisruptionbudget",
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
            .component(component())
            .onlyWhen(replicas.greaterThan(1))
            .comment(
                "Not for a single node: the budget would block the drain of its Kubernetes node"
                    + " forever.");
    return List.of(manifest, budget);
  }

  /**
   * Whether the operator itself creates pods that meet the standard {@code restricted}, as it does
   * since 2.17.
   */
  private boolean operatorRestrictsPods() {
    return shared.fleet().platform().operator().isAtLeast(Version.of(2, 17));
  }

  /**
   * Settings for which the resource has no field. The operator merges them into its pods, and
   * containers by name.
   */
  private StatefulSetSpec podOverride() {
    PodSpecBuilder pod = new PodSpecBuilder().withPriorityClassName(priorityClass.asString());
    if (operatorRestrictsPods()) {
      pod.addNewContainer().withName("rabbitmq").endContainer();
    } else {
      SecurityContext restricted =
          new SecurityContextBuilder()
              .withAllowPrivilegeEscalation(false)
              .withNewCapabilities()
              .withDrop("ALL")
              .endCapabilities()
              .build();
      pod.withNewSecurityContext()
          .withRunAsNonRoot(true)
          .withNewSeccompProfile()
          .withType("RuntimeDefault")
          .endSeccompProfile()
          .endSecurityContext()
          .addNewInitContainer()
          .withName("setup-container")
          .withSecurityContext(restricted)
          .endInitContainer()
          .addNewContainer()
          .withName("rabbitmq")
          .withSecurityContext(restricted)
          .endContainer();
    }
    return new StatefulSetSpecBuilder()
        .withNewTemplate()
        .withSpec(pod.build())
        .endTemplate()
        .build();
  }

  private Node secretBackend() {
    return Node.mapping()
        .with("externalSecret", Node.mapping().with("name", existingSecret.asString()));
  }

  /**
   * Turns settings that users may want to change into values; the text of such a setting becomes a
   * token.
   */
  private Map<String, String> declareSettings(Values values) {
    Map<String, String> lines = new LinkedHashMap<>(shared.fleet().brokerSettings());
    numberIn(lines, CONSUMER_TIMEOUT, SHORTEST_TIMEOUT, Integer.MAX_VALUE)
        .ifPresent(
            milliseconds ->
                lines.put(
                    CONSUMER_TIMEOUT,
                    values
                        .integer("broker.consumerTimeout", milliseconds)
                        .min(SHORTEST_TIMEOUT)
                        .describe(
                            "Milliseconds that a worker may hold a task. A longer task would be"
                                + " given to another worker, again and again.")
                        .asString()));
    numberIn(lines, MAX_MESSAGE_SIZE, SMALLEST_MESSAGE, Broker.MAX_MESSAGE_SIZE)
        .ifPresent(
            bytes ->
                lines.put(
                    MAX_MESSAGE_SIZE,
                    values
                        .integer("broker.maxMessageSize", bytes)
                        .min(SMALLEST_MESSAGE)
                        .max(Broker.MAX_MESSAGE_SIZE)
                        .describe("Maximum size of a task in bytes.")
                        .asString()));
    return lines;
  }

  /** A setting, if it is a number within these bounds. */
  private static Optional<Integer> numberIn(
      Map<String, String> settings, String key, long min, long max) {
    return Optional.ofNullable(settings.get(key))
        .filter(text -> text.matches("[0-9]{1,10}"))
        .map(Long::parseLong)
        .filter(number -> number >= min && number <= max)
        .map(Long::intValue);
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
}
