package dev.chartwright.generator.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.schema.ShippedSchema;
import dev.chartwright.resource.AuthenticationBuilder;
import dev.chartwright.resource.AuthenticationSpec.AwsSecretManager;
import dev.chartwright.resource.AuthenticationSpec.AzureKeyVault;
import dev.chartwright.resource.AuthenticationSpec.GcpSecretManager;
import dev.chartwright.resource.AuthenticationSpec.HashiCorpVault;
import dev.chartwright.resource.AuthenticationSpec.OAuth2;
import dev.chartwright.resource.AuthenticationSpec.PodIdentity;
import dev.chartwright.resource.AuthenticationSpec.SecretValue;
import dev.chartwright.resource.ClusterTriggerAuthentication;
import dev.chartwright.resource.CustomResource;
import dev.chartwright.resource.Fallback;
import dev.chartwright.resource.RabbitmqCluster;
import dev.chartwright.resource.RabbitmqTrigger;
import dev.chartwright.resource.ScaledObject;
import dev.chartwright.resource.ScalingPolicy;
import dev.chartwright.resource.ScalingRules;
import dev.chartwright.resource.Trigger;
import dev.chartwright.resource.TriggerAuthentication;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceClaim;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the typed resources can say, the strict schema of their kind accepts. */
class TypedResourcesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final ShippedSchema BROKER =
      ShippedSchema.of("rabbitmq.com_v1beta1_RabbitmqCluster");
  private static final ShippedSchema SCALED_OBJECT =
      ShippedSchema.of("keda.sh_v1alpha1_ScaledObject");
  private static final ShippedSchema AUTHENTICATION =
      ShippedSchema.of("keda.sh_v1alpha1_TriggerAuthentication");
  private static final ShippedSchema CLUSTER_AUTHENTICATION =
      ShippedSchema.of("keda.sh_v1alpha1_ClusterTriggerAuthentication");

  @Test
  void aBrokerWithEveryFieldFitsItsSchema() {
    assertThat(BROKER.problems(fullBroker())).isEmpty();
    assertThat(unset(BROKER, fullBroker())).isEmpty();
  }

  @Test
  void aBrokerWithNothingButANameFitsItsSchema() {
    assertThat(BROKER.problems(RabbitmqCluster.named("x").build())).isEmpty();
  }

  @Test
  void aScaledObjectWithEveryFieldFitsItsSchema() {
    assertThat(SCALED_OBJECT.problems(fullScaledObject())).isEmpty();
    assertThat(unset(SCALED_OBJECT, fullScaledObject())).isEmpty();
  }

  @Test
  void aTriggerAuthenticationWithEveryFieldFitsItsSchema() {
    TriggerAuthentication full =
        everySource(TriggerAuthentication.named("x")).namespace("provers").build();

    assertThat(AUTHENTICATION.problems(full)).isEmpty();
    assertThat(unset(AUTHENTICATION, full)).isEmpty();
  }

  @Test
  void aClusterTriggerAuthenticationWithEveryFieldFitsItsSchema() {
    ClusterTriggerAuthentication full =
        everySource(ClusterTriggerAuthentication.named("x")).build();

    assertThat(CLUSTER_AUTHENTICATION.problems(full)).isEmpty();
    assertThat(unset(CLUSTER_AUTHENTICATION, full)).isEmpty();
  }

  @Test
  void aGenericResourceFitsTheSchemaOfItsKind() {
    CustomResource monitor =
        CustomResource.of("monitoring.coreos.com/v1", "PodMonitor", "x")
            .spec(
                Map.of(
                    "selector",
                    new LabelSelectorBuilder().addToMatchLabels("app", "x").build(),
                    "podMetricsEndpoints",
                    List.of(Map.of("port", "prometheus", "interval", "30s"))))
            .build();

    assertThat(ShippedSchema.of("monitoring.coreos.com_v1_PodMonitor").problems(monitor)).isEmpty();
  }

  @Test
  void anUnknownFieldAWrongWordAndANumberAmongTextsAreFound() {
    CustomResource scaling =
        CustomResource.of("keda.sh/v1alpha1", "ScaledObject", "x")
            .spec(
                Map.of(
                    "scaleTargetRef",
                    Map.of("name", "x"),
                    "maxReplicas",
                    3,
                    "fallback",
                    Map.of("failureThreshold", 1, "replicas", 1, "behavior", "keep"),
                    "triggers",
                    List.of(Map.of("type", "rabbitmq", "metadata", Map.of("value", 1)))))
            .build();

    assertThat(SCALED_OBJECT.problems(scaling))
        .containsExactly(
            "$.spec.fallback.behavior: does not have a value in the enumeration [\"static\","
                + " \"currentReplicas\", \"currentReplicasIfHigher\", \"currentReplicasIfLower\","
                + " \"scalingModifiers\"]",
            "$.spec.triggers[0].metadata.value: integer found, string expected",
            "$.spec: property 'maxReplicas' is not defined in the schema and the schema does not"
                + " allow additional properties");
  }

  @Test
  void aCommandSubstitutionInTheBrokersEnvironmentIsFound() {
    assertThat(BROKER.problems(RabbitmqCluster.named("x").envConfig("A=$(id)").build())).hasSize(1);
    assertThat(BROKER.problems(RabbitmqCluster.named("x").envConfig("A=`id`\n").build()))
        .hasSize(1);
    assertThat(BROKER.problems(RabbitmqCluster.named("x").envConfig("A=$B\nC=1\n").build()))
        .isEmpty();
  }

  static Stream<Arguments> enums() {
    String advanced = "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.";
    return Stream.of(
        Arguments.of(BROKER, "spec.service.type", RabbitmqCluster.ServiceType.values()),
        Arguments.of(
            BROKER, "spec.service.ipFamilyPolicy", RabbitmqCluster.IpFamilyPolicy.values()),
        Arguments.of(SCALED_OBJECT, "spec.fallback.behavior", Fallback.Behavior.values()),
        Arguments.of(
            SCALED_OBJECT,
            "spec.advanced.scalingModifiers.metricType",
            ScaledObject.ScalingModifiers.MetricType.values()),
        Arguments.of(SCALED_OBJECT, "spec.triggers.[].metricType", Trigger.MetricType.values()),
        Arguments.of(
            SCALED_OBJECT,
            "spec.triggers.[].authenticationRef.kind",
            Trigger.AuthenticationRef.Kind.values()),
        Arguments.of(SCALED_OBJECT, advanced + "selectPolicy", ScalingRules.SelectPolicy.values()),
        Arguments.of(SCALED_OBJECT, advanced + "policies.[].type", ScalingPolicy.Type.values()),
        Arguments.of(AUTHENTICATION, "spec.podIdentity.provider", PodIdentity.Provider.values()),
        Arguments.of(
            AUTHENTICATION, "spec.podIdentity.identityOwner", PodIdentity.IdentityOwner.values()),
        Arguments.of(
            AUTHENTICATION,
            "spec.hashiCorpVault.authentication",
            HashiCorpVault.Authentication.values()),
        Arguments.of(AUTHENTICATION, "spec.oauth2.type", OAuth2.Type.values()));
  }

  @ParameterizedTest
  @MethodSource("enums")
  void anEnumHasTheWordsOfItsFieldAndNoOther(
      ShippedSchema schema, String path, Enum<?>[] constants) {
    assertThat(words(constants)).containsExactlyInAnyOrderElementsOf(words(schema.at(path)));
  }

  @Test
  void theEngineOfAVaultSecretMayAlsoBeLeftOut() {
    List<String> words = words(AUTHENTICATION.at("spec.hashiCorpVault.secrets.[].type"));

    assertThat(words).contains("");
    assertThat(words(HashiCorpVault.SecretType.values()))
        .containsExactlyInAnyOrderElementsOf(words.stream().filter(w -> !w.isEmpty()).toList());
  }

  private static RabbitmqCluster fullBroker() {
    NodeSelectorRequirement pool =
        new NodeSelectorRequirement("pool", "In", List.of("default-pool"));
    return RabbitmqCluster.named("x")
        .namespace("provers")
        .label("app.kubernetes.io/name", "x")
        .annotation("example.org/note", "any text: #1")
        .replicas(3)
        .image("rabbitmq:4.2-management")
        .imagePullSecret("registry")
        .service(
            service ->
                service
                    .type(RabbitmqCluster.ServiceType.LOAD_BALANCER)
                    .ipFamilyPolicy(RabbitmqCluster.IpFamilyPolicy.PREFER_DUAL_STACK)
                    .label("a", "b")
                    .annotation("c", "d"))
        .persistence(
            disk ->
                disk.storage(new Quantity("50Gi"))
                    .storageClassName("standard-rwo")
                    .emptyDir(new RabbitmqCluster.EmptyDir("Memory", "1Gi")))
        .resources(
            new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("500m"))
                .addToLimits("memory", new Quantity("8Gi"))
                .withClaims(new ResourceClaim("claim"))
                .build())
        .affinity(
            new AffinityBuilder()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addToMatchExpressions(pool)
                .addToMatchFields(pool)
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(1)
                .withNewPreference()
                .addToMatchExpressions(pool)
                .addToMatchFields(pool)
                .endPreference()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .withNewPodAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withTopologyKey("zone")
                .withNewLabelSelector()
                .addToMatchLabels("a", "b")
                .endLabelSelector()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAffinity()
                .withNewPodAntiAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withTopologyKey("kubernetes.io/hostname")
                .withNamespaces("a")
                .withNewNamespaceSelector()
                .addNewMatchExpression()
                .withKey("a")
                .withOperator("Exists")
                .endMatchExpression()
                .endNamespaceSelector()
                .withMatchLabelKeys("a")
                .withMismatchLabelKeys("b")
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build())
        .toleration(new Toleration("NoExecute", "highmem", "Equal", 60L, "true"))
        .additionalPlugins("rabbitmq_top", "rabbitmq_shovel")
        .additionalConfig("consumer_timeout = 21600000\n")
        .advancedConfig("[].")
        .envConfig("A=b\n")
        .erlangInetConfig("{lookup, [dns]}.")
        .tls(tls -> tls.secretName("tls").caSecretName("ca").disableNonTLSListeners(true))
        .overrideStatefulSet(
            set ->
                set.label("a", "b")
                    .annotation("c", "d")
                    .spec(
                        new StatefulSetSpecBuilder()
                            .withMinReadySeconds(5)
                            .withPodManagementPolicy("Parallel")
                            .withReplicas(1)
                            .withServiceName("x-nodes")
                            .withNewSelector()
                            .addToMatchLabels("a", "b")
                            .endSelector()
                            .withNewPersistentVolumeClaimRetentionPolicy("Delete", "Retain")
                            .withNewUpdateStrategy()
                            .withType("RollingUpdate")
                            .withNewRollingUpdate()
                            .withPartition(1)
                            .withNewMaxUnavailable(1)
                            .endRollingUpdate()
                            .endUpdateStrategy()
                            .withTemplate(
                                new PodTemplateSpecBuilder()
                                    .withNewMetadata()
                                    .addToLabels("a", "b")
                                    .endMetadata()
                                    .withNewSpec()
                                    .addNewContainer()
                                    .withName("rabbitmq")
                                    .endContainer()
                                    .endSpec()
                                    .build())
                            .addToVolumeClaimTemplates(
                                new PersistentVolumeClaimBuilder()
                                    .withNewMetadata()
                                    .withName("persistence")
                                    .endMetadata()
                                    .withNewSpec()
                                    .withAccessModes("ReadWriteOnce")
                                    .withStorageClassName("standard-rwo")
                                    .withNewResources()
                                    .addToRequests("storage", new Quantity("1Gi"))
                                    .endResources()
                                    .endSpec()
                                    .build())
                            .build()))
        .overrideService(
            service ->
                service
                    .label("a", "b")
                    .annotation("c", "d")
                    .spec(
                        new ServiceSpecBuilder()
                            .withType("ClusterIP")
                            .addNewPort()
                            .withName("amqp")
                            .withPort(5672)
                            .withNewTargetPort("amqp")
                            .endPort()
                            .withTrafficDistribution("PreferClose")
                            .build()))
        .externalSecret("own")
        .vault(
            vault ->
                vault
                    .role("rabbitmq")
                    .defaultUserPath("secret/data/rabbitmq")
                    .defaultUserUpdaterImage("")
                    .annotation("vault.hashicorp.com/namespace", "a")
                    .tls(
                        new RabbitmqCluster.VaultTls(
                            "pki/issue/x", "pki/cert/ca", "x.example", "a,b", "10.0.0.1")))
        .skipPostDeploySteps(false)
        .autoEnableAllFeatureFlags(true)
        .terminationGracePeriodSeconds(60)
        .delayStartSeconds(0)
        .build();
  }

  private static ScaledObject fullScaledObject() {
    return ScaledObject.named("x")
        .namespace("provers")
        .annotation(ScaledObject.PAUSED_SCALE_IN, "true")
        .scaleTarget("apps/v1", "Deployment", "x-worker")
        .envSourceContainerName("worker")
        .pollingInterval(15)
        .cooldownPeriod(600)
        .initialCooldownPeriod(0)
        .idleReplicas(0)
        .minReplicas(1)
        .maxReplicas(8)
        .fallback(3, 1, Fallback.Behavior.CURRENT_REPLICAS)
        .restoreToOriginalReplicaCount(true)
        .hpaName("x-worker")
        .scaleUp(
            up ->
                up.stabilizationWindowSeconds(0)
                    .selectPolicy(ScalingRules.SelectPolicy.MAX)
                    .pods(4, 60)
                    .percent(100, 1800)
                    .tolerance("0.1"))
        .scaleDown(
            down ->
                down.stabilizationWindowSeconds(3600)
                    .selectPolicy(ScalingRules.SelectPolicy.MIN)
                    .pods(1, 1)
                    .tolerance("50m"))
        .scalingModifiers(
            modifiers ->
                modifiers
                    .formula("tasks + cron")
                    .target("1")
                    .activationTarget("0")
                    .metricType(ScaledObject.ScalingModifiers.MetricType.AVERAGE_VALUE))
        .trigger(
            Trigger.rabbitmq()
                .name("tasks")
                .metricType(Trigger.MetricType.AVERAGE_VALUE)
                .useCachedMetrics(false)
                .authenticationRef(TriggerAuthentication.named("x").build().reference())
                .host("http://x:15672/")
                .hostFromEnv("AMQP")
                .usernameFromEnv("AMQP_USER")
                .passwordFromEnv("AMQP_PASSWORD")
                .protocol(RabbitmqTrigger.Protocol.HTTP)
                .queueName("^tasks$")
                .mode(RabbitmqTrigger.Mode.QUEUE_LENGTH)
                .value(0.5)
                .activationValue("0")
                .useRegex(true)
                .operation(RabbitmqTrigger.Operation.SUM)
                .pageSize(500)
                .vhostName("/")
                .excludeUnacknowledged(false)
                .timeout(3000)
                .unsafeSsl(false))
        .trigger(Trigger.of("cron").name("cron").parameter("timezone", "UTC"))
        .build();
  }

  private static <B extends AuthenticationBuilder<B>> B everySource(B builder) {
    SecretValue secret = SecretValue.of("cloud", "key");
    PodIdentity identity =
        PodIdentity.of(PodIdentity.Provider.AWS)
            .identityId("a")
            .identityTenantId("b")
            .identityAuthorityHost("c")
            .identityOwner(PodIdentity.IdentityOwner.WORKLOAD)
            .roleArn("d")
            .externalId("e");
    return builder
        .secret("password", "x-default-user", "password")
        .configMap("host", "x", "host")
        .env("username", "AMQP_USER")
        .env("vhost", "VHOST", "worker")
        .podIdentity(identity)
        .filePath("/mnt/auth.json")
        .boundServiceAccountToken("token", "x")
        .hashiCorpVault(
            new HashiCorpVault(
                "https://vault:8200",
                HashiCorpVault.Authentication.KUBERNETES,
                "keda",
                "kubernetes",
                "a",
                new HashiCorpVault.Credential("b", "/var/run/token", "keda"),
                List.of(
                    new HashiCorpVault.Secret(
                        "cert",
                        "pki/issue/x",
                        "certificate",
                        HashiCorpVault.SecretType.PKI,
                        new HashiCorpVault.PkiData("a", "b", "c", "d", "e", "1h", "pem")))))
        .azureKeyVault(
            new AzureKeyVault(
                "https://x.vault.azure.net",
                new AzureKeyVault.Cloud("Private", "a", "b"),
                new AzureKeyVault.Credentials("tenant", "client", secret),
                identity,
                List.of(new AzureKeyVault.Secret("password", "a", "1"))))
        .gcpSecretManager(
            new GcpSecretManager(
                new GcpSecretManager.Credentials(secret),
                identity,
                List.of(new GcpSecretManager.Secret("password", "a", "1"))))
        .awsSecretManager(
            new AwsSecretManager(
                "eu-west-1",
                new AwsSecretManager.Credentials(secret, secret, secret),
                identity,
                List.of(new AwsSecretManager.Secret("password", "a", "b", "c", "d"))))
        .oauth2(
            new OAuth2(
                OAuth2.Type.CLIENT_CREDENTIALS,
                "https://token",
                "client",
                secret,
                List.of("scope"),
                Map.of("audience", "x")));
  }

  // The fields of the schema's own spec that the instance leaves out. Parts that are fabric8's
  // types
  // are fabric8's business.
  private static List<String> unset(ShippedSchema schema, Object resource) {
    List<String> paths = new ArrayList<>();
    unset("spec", schema, schema.at("spec"), JSON.valueToTree(resource).path("spec"), paths);
    return paths;
  }

  private static void unset(
      String path, ShippedSchema schema, JsonNode field, JsonNode value, List<String> paths) {
    if (path.matches("spec\\.(affinity|resources|override\\.\\w+\\.spec)")) {
      return;
    }
    if (value.isMissingNode()) {
      paths.add(path);
      return;
    }
    JsonNode resolved = schema.resolve(field);
    resolved
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode child = value.path(property.getKey());
              unset(path + "." + property.getKey(), schema, property.getValue(), child, paths);
            });
    if (value.isArray()) {
      // Elements complete each other: one may hold what the other does not.
      List<List<String>> ofElements = new ArrayList<>();
      for (JsonNode element : value) {
        List<String> ofElement = new ArrayList<>();
        unset(path + "[]", schema, resolved.get("items"), element, ofElement);
        ofElements.add(ofElement);
      }
      ofElements.stream()
          .flatMap(List::stream)
          .distinct()
          .filter(missing -> ofElements.stream().allMatch(one -> one.contains(missing)))
          .forEach(paths::add);
    }
  }

  private static List<String> words(Enum<?>[] constants) {
    return Stream.of(constants).map(word -> JSON.valueToTree(word).textValue()).toList();
  }

  private static List<String> words(JsonNode schema) {
    TreeSet<String> words = new TreeSet<>();
    schema.get("enum").forEach(word -> words.add(word.textValue()));
    return List.copyOf(words);
  }
}
