package dev.chartwright.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.CarriedFindings;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpecBuilder;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTest {
  @Test
  void aBrokerIsWrittenAsTheOperatorReadsIt() throws Exception {
    RabbitmqCluster broker =
        RabbitmqCluster.named("fleet")
            .label("app.kubernetes.io/name", "fleet")
            .replicas(1)
            .image("docker.io/library/rabbitmq:4.2.6-management")
            .imagePullSecret("registry")
            .service(service -> service.type(RabbitmqCluster.ServiceType.CLUSTER_IP))
            .persistence(disk -> disk.storage("50Gi").storageClassName("standard-rwo"))
            .resources(
                new ResourceRequirementsBuilder()
                    .addToRequests("memory", new Quantity("8Gi"))
                    .addToLimits("memory", new Quantity("8Gi"))
                    .build())
            .affinity(
                new AffinityBuilder()
                    .withNewNodeAffinity()
                    .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                    .addNewNodeSelectorTerm()
                    .addToMatchExpressions(
                        new NodeSelectorRequirement("pool", "In", List.of("default-pool")))
                    .endNodeSelectorTerm()
                    .endRequiredDuringSchedulingIgnoredDuringExecution()
                    .endNodeAffinity()
                    .build())
            .toleration(new Toleration("NoSchedule", "highmem", "Equal", null, "true"))
            .additionalPlugins("rabbitmq_top")
            .additionalConfig("consumer_timeout = 21600000\nmax_message_size = 536870912\n")
            .terminationGracePeriodSeconds(60)
            .build();

    assertThat(json(broker))
        .isEqualTo(
            """
            {
              "apiVersion" : "rabbitmq.com/v1beta1",
              "kind" : "RabbitmqCluster",
              "metadata" : {
                "labels" : {
                  "app.kubernetes.io/name" : "fleet"
                },
                "name" : "fleet"
              },
              "spec" : {
                "replicas" : 1,
                "image" : "docker.io/library/rabbitmq:4.2.6-management",
                "imagePullSecrets" : [ {
                  "name" : "registry"
                } ],
                "service" : {
                  "type" : "ClusterIP"
                },
                "persistence" : {
                  "storageClassName" : "standard-rwo",
                  "storage" : "50Gi"
                },
                "resources" : {
                  "limits" : {
                    "memory" : "8Gi"
                  },
                  "requests" : {
                    "memory" : "8Gi"
                  }
                },
                "affinity" : {
                  "nodeAffinity" : {
                    "requiredDuringSchedulingIgnoredDuringExecution" : {
                      "nodeSelectorTerms" : [ {
                        "matchExpressions" : [ {
                          "key" : "pool",
                          "operator" : "In",
                          "values" : [ "default-pool" ]
                        } ]
                      } ]
                    }
                  }
                },
                "tolerations" : [ {
                  "effect" : "NoSchedule",
                  "key" : "highmem",
                  "operator" : "Equal",
                  "value" : "true"
                } ],
                "rabbitmq" : {
                  "additionalPlugins" : [ "rabbitmq_top" ],
                  "additionalConfig" : "consumer_timeout = 21600000\\nmax_message_size = 536870912\\n"
                },
                "terminationGracePeriodSeconds" : 60
              }
            }\
            """);
    assertThat(broker.defaultUserSecretName()).isEqualTo("fleet-default-user");
    assertThat(broker.serviceName()).isEqualTo("fleet");
    assertThat(broker.nodesServiceName()).isEqualTo("fleet-nodes");
    assertThat(broker.statefulSetName()).isEqualTo("fleet-server");
  }

  @Test
  void aScaledObjectIsWrittenAsKedaReadsIt() throws Exception {
    TriggerAuthentication credentials =
        TriggerAuthentication.named("fleet-broker")
            .secret("username", "fleet-default-user", "username")
            .secret("password", "fleet-default-user", "password")
            .build();
    ScaledObject scaling =
        ScaledObject.named("fleet-worker")
            .scaleTarget("apps/v1", "Deployment", "fleet-worker")
            .minReplicas(1)
            .maxReplicas(8)
            .pollingInterval(15)
            .cooldownPeriod(600)
            .fallback(3, 1, Fallback.Behavior.CURRENT_REPLICAS)
            .scaleUp(up -> up.stabilizationWindowSeconds(0).pods(4, 60))
            .scaleDown(down -> down.selectPolicy(ScalingRules.SelectPolicy.DISABLED))
            .trigger(
                Trigger.rabbitmq()
                    .protocol(RabbitmqTrigger.Protocol.HTTP)
                    .host("http://fleet.default.svc:15672/")
                    .queueName("^tasks$")
                    .useRegex(true)
                    .mode(RabbitmqTrigger.Mode.QUEUE_LENGTH)
                    .value(1)
                    .activationValue(0)
                    .excludeUnacknowledged(false)
                    .authenticationRef(credentials.name()))
            .build();

    assertThat(json(scaling))
        .isEqualTo(
            """
            {
              "apiVersion" : "keda.sh/v1alpha1",
              "kind" : "ScaledObject",
              "metadata" : {
                "name" : "fleet-worker"
              },
              "spec" : {
                "scaleTargetRef" : {
                  "apiVersion" : "apps/v1",
                  "kind" : "Deployment",
                  "name" : "fleet-worker"
                },
                "pollingInterval" : 15,
                "cooldownPeriod" : 600,
                "minReplicaCount" : 1,
                "maxReplicaCount" : 8,
                "fallback" : {
                  "failureThreshold" : 3,
                  "replicas" : 1,
                  "behavior" : "currentReplicas"
                },
                "advanced" : {
                  "horizontalPodAutoscalerConfig" : {
                    "behavior" : {
                      "scaleUp" : {
                        "stabilizationWindowSeconds" : 0,
                        "policies" : [ {
                          "type" : "Pods",
                          "value" : 4,
                          "periodSeconds" : 60
                        } ]
                      },
                      "scaleDown" : {
                        "selectPolicy" : "Disabled"
                      }
                    }
                  }
                },
                "triggers" : [ {
                  "type" : "rabbitmq",
                  "authenticationRef" : {
                    "name" : "fleet-broker"
                  },
                  "metadata" : {
                    "protocol" : "http",
                    "host" : "http://fleet.default.svc:15672/",
                    "queueName" : "^tasks$",
                    "useRegex" : "true",
                    "mode" : "QueueLength",
                    "value" : "1",
                    "activationValue" : "0",
                    "excludeUnacknowledged" : "false"
                  }
                } ]
              }
            }\
            """);
    assertThat(json(credentials))
        .isEqualTo(
            """
            {
              "apiVersion" : "keda.sh/v1alpha1",
              "kind" : "TriggerAuthentication",
              "metadata" : {
                "name" : "fleet-broker"
              },
              "spec" : {
                "secretTargetRef" : [ {
                  "parameter" : "username",
                  "name" : "fleet-default-user",
                  "key" : "username"
                }, {
                  "parameter" : "password",
                  "name" : "fleet-default-user",
                  "key" : "password"
                } ]
              }
            }\
            """);
  }

  @Test
  void anyOtherKindIsATreeThatStaysAsItIs() throws Exception {
    CustomResource monitor =
        CustomResource.of("monitoring.coreos.com/v1", "PodMonitor", "fleet")
            .spec(
                Map.of(
                    "selector",
                    Map.of(),
                    "podMetricsEndpoints",
                    List.of(Map.of("port", new Quantity("1Gi")))))
            .field("extra", List.of(1, true, "text"))
            .build();

    assertThat(map(monitor))
        .isEqualTo(
            Map.of(
                "apiVersion", "monitoring.coreos.com/v1",
                "kind", "PodMonitor",
                "metadata", Map.of("name", "fleet"),
                "spec",
                    Map.of(
                        "selector",
                        Map.of(),
                        "podMetricsEndpoints",
                        List.of(Map.of("port", "1Gi"))),
                "extra", List.of(1, true, "text")));
    assertThat(monitor.getFullResourceName()).isEqualTo("podmonitors.monitoring.coreos.com");
  }

  @Test
  void aKindWithoutSpecHasNone() {
    CustomResource bare = CustomResource.of("example.org/v1", "Bare", "x").build();

    assertThat(map(bare)).containsOnlyKeys("apiVersion", "kind", "metadata");
  }

  @Test
  void aTreeCarriesTheFindingAboutWhatCannotBeWritten() {
    CustomResource.Builder builder = CustomResource.of("example.org/v1", "Thing", "x");
    Map<String, Object> missing = new LinkedHashMap<>();
    missing.put("b", null);

    CustomResource thing =
        builder
            .spec(Map.of("a", List.of(missing)))
            .field("rest", Map.of("a", Map.of(1, 2)))
            .field("kind", "Other")
            .build();

    assertThat(carried(thing.spec()))
        .extracting(Finding::rule, Finding::what)
        .containsExactly(tuple(DeclarationRules.TREE, "Thing: 'spec.a[0].b' is null"));
    assertThat(carried(thing.otherFields()))
        .extracting(Finding::rule, Finding::what)
        .containsExactlyInAnyOrder(
            tuple(DeclarationRules.TREE, "Thing: 'rest.a' has the key 1, which is not text"),
            tuple(DeclarationRules.OWN_FIELD, "Thing: 'kind' is not a free field"));
    assertThat(thing.getKind()).isEqualTo("Thing");
  }

  private static List<Finding> carried(Object tree) {
    return CarriedFindings.in(Node.of(tree), "manifests[x]");
  }

  @Test
  void aTreeIsCopied() {
    List<Object> list = new ArrayList<>(List.of("a"));
    CustomResource thing =
        CustomResource.of("example.org/v1", "Thing", "x").spec(Map.of("list", list)).build();

    list.add("b");

    assertThat(thing.spec()).isEqualTo(Map.of("list", List.of("a")));
  }

  @Test
  void referencesToValuesPassThrough() {
    Values values = Values.create();
    Value<Integer> workers = values.integer("workers", 3).describe("Workers at most.");
    Value<String> pool = values.string("pool", "default").describe("The pool.");

    ScaledObject scaling =
        ScaledObject.named("x")
            .scaleTarget(pool.asString() + "-worker")
            .maxReplicas(workers.asInt())
            .trigger(Trigger.rabbitmq().queueName(pool.asString()).value(workers.asString()))
            .build();

    assertThat(scaling.spec().maxReplicaCount()).isEqualTo(workers.asInt());
    assertThat(scaling.spec().scaleTargetRef().name()).isEqualTo(pool.asString() + "-worker");
    assertThat(scaling.spec().triggers().get(0).metadata())
        .containsEntry("queueName", pool.asString())
        .containsEntry("value", workers.asString());
  }

  @Test
  void aNumberOfAReferenceIsReportedWhereKedaHasAText() {
    Values values = Values.create();
    Value<Integer> backlog = values.integer("backlog", 1).describe("Messages a worker.");

    assertThat(carried(Trigger.rabbitmq().value(backlog.asInt()).metadata()))
        .extracting(Finding::rule)
        .containsExactly(DeclarationRules.REFERENCE_KIND);
  }

  @Test
  void emptyTextsAreParametersToo() {
    assertThat(map(Trigger.of("cron").parameter("desired", "")).get("metadata"))
        .isEqualTo(Map.of("desired", ""));
    assertThat(map(Trigger.of("cron"))).containsEntry("metadata", Map.of());
  }

  @Test
  void overridesOfTheOperatorsObjectsCarryOnlyWhatIsSet() {
    RabbitmqCluster broker =
        RabbitmqCluster.named("x")
            .overrideStatefulSet(
                set ->
                    set.annotation("a", "b")
                        .spec(new StatefulSetSpecBuilder().withMinReadySeconds(5).build()))
            .overrideService(
                service ->
                    service.spec(
                        new ServiceSpecBuilder().withInternalTrafficPolicy("Local").build()))
            .build();

    assertThat(map(broker).get("spec"))
        .isEqualTo(
            Map.of(
                "override",
                Map.of(
                    "statefulSet",
                    Map.of(
                        "metadata",
                        Map.of("annotations", Map.of("a", "b")),
                        "spec",
                        Map.of("minReadySeconds", 5)),
                    "service",
                    Map.of("spec", Map.of("internalTrafficPolicy", "Local")))));
  }

  @Test
  void aResourceCannotBeChanged() {
    ObjectMeta metadata = new ObjectMetaBuilder().withName("x").build();
    HasMetadata resource = RabbitmqCluster.named("y").metadata(metadata).build();

    metadata.setName("other");
    resource.getMetadata().setName("other");

    assertThat(resource.getMetadata().getName()).isEqualTo("x");
    assertThatThrownBy(() -> resource.setMetadata(metadata))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("RabbitmqCluster/x is immutable; use withMetadata");
    assertThatThrownBy(() -> resource.setApiVersion("v2"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aCopyDiffersInItsMetadataOnly() {
    RabbitmqCluster broker = RabbitmqCluster.named("x").replicas(3).build();

    RabbitmqCluster copy =
        broker.withMetadata(new ObjectMetaBuilder().withName("z").addToLabels("a", "b").build());

    assertThat(copy.name()).isEqualTo("z");
    assertThat(copy.spec()).isSameAs(broker.spec());
    assertThat(copy).isNotEqualTo(broker);
    assertThat(broker).isEqualTo(RabbitmqCluster.named("x").replicas(3).build());
  }

  @Test
  void everyResourceCanBeSerialisedByJavaToo() throws Exception {
    for (HasMetadata resource :
        List.of(
            RabbitmqCluster.named("x").replicas(1).build(),
            ScaledObject.named("x").scaleTarget("y").trigger(Trigger.rabbitmq()).build(),
            ClusterTriggerAuthentication.named("x").env("a", "b").build())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(resource);
      }
      assertThat(bytes.size()).isPositive();
    }
  }

  private static String json(Object resource) throws Exception {
    return new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(resource)
        .replace("\r\n", "\n");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object resource) {
    return new ObjectMapper().convertValue(resource, Map.class);
  }
}
