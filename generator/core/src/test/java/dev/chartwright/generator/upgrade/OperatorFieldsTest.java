package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorFieldsTest {
  private static final String OTHER =
      "{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}\n---\n";

  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rabbitmq.com/v1beta1/Queue | arguments: {x-message-ttl: 1} | arguments: {x-message-ttl: 2} | spec.arguments.x-message-ttl
          rabbitmq.com/v1beta1/Queue | arguments: {x-message-ttl: 1} | durable: false | spec.arguments
          rabbitmq.com/v1beta1/Queue | name: a | name: b | spec.name
          rabbitmq.com/v1beta1/Queue | vhost: / | vhost: b | spec.vhost
          rabbitmq.com/v1beta1/Queue | type: classic | type: quorum | spec.type
          rabbitmq.com/v1beta1/Queue | durable: true | durable: false | spec.durable
          rabbitmq.com/v1beta1/Queue | autoDelete: true | autoDelete: false | spec.autoDelete
          rabbitmq.com/v1beta1/Queue | rabbitmqClusterReference: {name: a} | rabbitmqClusterReference: {name: b} | spec.rabbitmqClusterReference.name
          rabbitmq.com/v1beta1/Exchange | type: fanout | type: topic | spec.type
          rabbitmq.com/v1beta1/Exchange | arguments: {a: b} | arguments: {a: c} | spec.arguments.a
          rabbitmq.com/v1beta1/Binding | routingKey: a | routingKey: b | spec.routingKey
          rabbitmq.com/v1beta1/Vhost | name: a | name: b | spec.name
          rabbitmq.com/v1beta1/Policy | vhost: a | vhost: b | spec.vhost
          rabbitmq.com/v1beta1/User | rabbitmqClusterReference: {name: a} | rabbitmqClusterReference: {name: b} | spec.rabbitmqClusterReference.name
          rabbitmq.com/v1beta1/Permission | userReference: {name: a} | userReference: {name: b} | spec.userReference.name
          rabbitmq.com/v1beta1/TopicPermission | permissions: {exchange: a} | permissions: {exchange: b} | spec.permissions.exchange
          rabbitmq.com/v1alpha1/SuperStream | partitions: 3 | partitions: 2 | spec.partitions
          kafka.strimzi.io/v1beta2/KafkaTopic | partitions: 12 | partitions: 6 | spec.partitions
          kafka.strimzi.io/v1beta2/KafkaTopic | topicName: a | topicName: b | spec.topicName
          cert-manager.io/v1/CertificateRequest | request: a | request: b | spec.request
          snapshot.storage.k8s.io/v1/VolumeSnapshot | source: {persistentVolumeClaimName: a} | source: {persistentVolumeClaimName: b} | spec.source.persistentVolumeClaimName
          gateway.networking.k8s.io/v1/GatewayClass | controllerName: a.b/c | controllerName: d.e/f | spec.controllerName
          """)
  void whatAnOperatorDoesNotChangeIsAnError(
      String type, String before, String after, String field) {
    assertThat(Rendered.findings(object(type, before), object(type, after)))
        .filteredOn(finding -> finding.place().field().equals(field))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("UPG-01");
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.impact()).isEqualTo(Impact.BREAKING);
            });
  }

  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rabbitmq.com/v1beta1/Policy | priority: 1 | priority: 2
          rabbitmq.com/v1beta1/User | tags: [a] | tags: [b]
          rabbitmq.com/v1beta1/Permission | permissions: {read: a} | permissions: {read: b}
          rabbitmq.com/v1beta1/Vhost | tracing: true | tracing: false
          kafka.strimzi.io/v1beta2/KafkaTopic | partitions: 6 | partitions: 12
          kafka.strimzi.io/v1beta2/KafkaTopic | config: {a: 1} | config: {a: 2}
          keda.sh/v1alpha1/TriggerAuthentication | secretTargetRef: [{name: a}] | secretTargetRef: [{name: b}]
          monitoring.coreos.com/v1/ServiceMonitor | jobLabel: a | jobLabel: b
          """)
  void whatAnOperatorFollowsIsChangedInPlace(String type, String before, String after) {
    assertThat(Rendered.findings(object(type, before), object(type, after)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("UPG-13"));
  }

  @Test
  void aDefaultThatIsWrittenOutIsNoChange() {
    assertThat(
            Rendered.findings(
                object("rabbitmq.com/v1beta1/Queue", "name: a"),
                object("rabbitmq.com/v1beta1/Queue", "{name: a, vhost: /}")))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.com/v1/Thing | a: 1 | a: 2 | spec.a
          cert-manager.io/v1/Certificate | secretName: a | secretName: b | spec.secretName
          kafka.strimzi.io/v1beta2/Kafka | kafka: {storage: {type: jbod}} | kafka: {storage: {type: ephemeral}} | spec.kafka.storage.type
          keda.sh/v1alpha1/ScaledThing | a: b | a: c | spec.a
          monitoring.coreos.com/v1/Prometheus | replicas: 1 | replicas: 2 | spec.replicas
          gateway.networking.k8s.io/v1/Gateway | gatewayClassName: a | gatewayClassName: b | spec.gatewayClassName
          rabbitmq.com/v1alpha1/SuperStream | partitions: 2 | partitions: 3 | spec.partitions
          """)
  void aChangeOfWhichNothingIsKnownIsSaidToBeOne(
      String type, String before, String after, String field) {
    assertThat(Rendered.findings(object(type, before), object(type, after)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("UPG-19");
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.impact()).isEqualTo(Impact.FEATURE);
              assertThat(finding.place().field()).isEqualTo(field);
              assertThat(finding.clusterDoes()).contains("not known");
              assertThat(finding.wayOut()).doesNotContain("nothing");
            });
  }

  @Test
  void severalFieldsAreOneFinding() {
    List<UpgradeFinding> found =
        Rendered.findings(
            object("example.com/v1/Thing", "{a: 1, b: 1}"),
            object("example.com/v1/Thing", "{a: 2, b: 2, c: 3}"));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).what()).contains("2 more fields");
  }

  @Test
  void theFieldsOfAnUnknownKindNeedNotBeBelowSpec() {
    String thing = "{apiVersion: example.com/v1, kind: Thing, metadata: {name: a}, data: {a: %s}}";
    assertThat(Rendered.findings(thing.formatted("b"), thing.formatted("c")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("UPG-19"));
  }

  @Test
  void labelsAreChangedInPlaceWhateverTheKind() {
    String thing =
        "{apiVersion: a.example.com/v1, kind: Thing, metadata: {name: a, labels: {team: %s},"
            + " annotations: {%s/note: %s}}, spec: {}}";
    assertThat(
            Rendered.findings(
                thing.formatted("a", "acme.org", "b"), thing.formatted("c", "acme.org", "d")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("UPG-13"));
    assertThat(
            Rendered.findings(
                thing.formatted("a", "example.com", "b"), thing.formatted("a", "example.com", "d")))
        .as("an annotation of the operator")
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("UPG-19"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rabbitmq.com/v1beta1/Queue | name: a | true
          rabbitmq.com/v1beta1/Queue | {name: a, deletionPolicy: retain} | false
          rabbitmq.com/v1beta1/Vhost | name: a | true
          rabbitmq.com/v1beta1/Policy | name: a | false
          kafka.strimzi.io/v1beta2/KafkaTopic | partitions: 1 | true
          postgresql.cnpg.io/v1/Cluster | instances: 3 | true
          elasticsearch.k8s.elastic.co/v1/Elasticsearch | version: 8.0.0 | true
          elasticsearch.k8s.elastic.co/v1/Elasticsearch | volumeClaimDeletePolicy: DeleteOnScaledownOnly | false
          example.com/v1/Thing | a: b | false
          """)
  void whatAnOperatorDeletesWithItsResourceIsLost(String type, String spec, boolean isLost) {
    assertThat(Rendered.findings(OTHER + object(type, spec), OTHER))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.rule().id()).isEqualTo(isLost ? "UPG-05" : "UPG-04"));
  }

  @Test
  void whatGoesWithAnUnknownResourceIsSaidToBeUnknown() {
    UpgradeFinding finding =
        Rendered.findings(OTHER + object("example.com/v1/Thing", "a: b"), OTHER).get(0);
    assertThat(finding.clusterDoes()).contains("not known");
    assertThat(finding.wayOut()).doesNotContain("nothing");
  }

  private static String object(String type, String spec) {
    int kind = type.lastIndexOf('/');
    return "{apiVersion: "
        + type.substring(0, kind)
        + ", kind: "
        + type.substring(kind + 1)
        + ", metadata: {name: a}, spec: "
        + (spec.startsWith("{") ? spec : "{" + spec + "}")
        + "}";
  }
}
