package dev.chartwright.generator.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The shipped schemas say what the custom resource definitions say, but for the differences in the
 * folder {@code schema-differences}. The definitions are not part of the product: where there is no
 * folder {@code shared/schemas} above this one, nor one named by the property {@code
 * chartwright.schemas}, the comparison is skipped.
 */
class ShippedSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "keda.sh_v1alpha1_ClusterTriggerAuthentication,"
        + "keda/clustertriggerauthentications-v2.20.2.yaml",
    "keda.sh_v1alpha1_ScaledJob, keda/scaledjobs-v2.20.2.yaml",
    "keda.sh_v1alpha1_ScaledObject, keda/scaledobjects-v2.20.2.yaml",
    "keda.sh_v1alpha1_TriggerAuthentication, keda/triggerauthentications-v2.20.2.yaml",
    "monitoring.coreos.com_v1_PodMonitor, prometheus-operator/podmonitors-v0.93.0.yaml",
    "monitoring.coreos.com_v1_PrometheusRule, prometheus-operator/prometheusrules-v0.93.0.yaml",
    "monitoring.coreos.com_v1_ServiceMonitor, prometheus-operator/servicemonitors-v0.93.0.yaml",
    "rabbitmq.com_v1beta1_RabbitmqCluster, rabbitmq/rabbitmqclusters-v2.22.3.yaml"
  })
  void everySchemaDiffersFromItsDefinitionOnPurposeOnly(String name, String definition)
      throws IOException {
    assertThat(differences(definition, name)).isEqualTo(deliberateDifferences(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cert-manager.io_v1_Certificate",
        "cert-manager.io_v1_ClusterIssuer",
        "cert-manager.io_v1_Issuer",
        "gateway.networking.k8s.io_v1_BackendTLSPolicy",
        "gateway.networking.k8s.io_v1_GRPCRoute",
        "gateway.networking.k8s.io_v1_Gateway",
        "gateway.networking.k8s.io_v1_GatewayClass",
        "gateway.networking.k8s.io_v1_HTTPRoute",
        "gateway.networking.k8s.io_v1_ListenerSet",
        "gateway.networking.k8s.io_v1_ReferenceGrant",
        "gateway.networking.k8s.io_v1_TCPRoute",
        "gateway.networking.k8s.io_v1_TLSRoute",
        "gateway.networking.k8s.io_v1_UDPRoute",
        "gateway.networking.k8s.io_v1beta1_ReferenceGrant",
        "keda.sh_v1alpha1_ClusterTriggerAuthentication",
        "keda.sh_v1alpha1_ScaledJob",
        "keda.sh_v1alpha1_ScaledObject",
        "keda.sh_v1alpha1_TriggerAuthentication",
        "monitoring.coreos.com_v1_PodMonitor",
        "monitoring.coreos.com_v1_PrometheusRule",
        "monitoring.coreos.com_v1_ServiceMonitor",
        "monitoring.googleapis.com_v1_PodMonitoring",
        "monitoring.googleapis.com_v1_Rules",
        "rabbitmq.com_v1beta1_RabbitmqCluster"
      })
  void everySchemaIsDraft07AndNamedAfterItsKind(String name) {
    ShippedSchema schema = ShippedSchema.of(name);

    JsonNode properties = schema.json().get("properties");
    assertThat(
            properties.at("/apiVersion/const").textValue().replace('/', '_')
                + "_"
                + properties.at("/kind/const").textValue())
        .isEqualTo(name);
    assertThat(fields(properties)).containsExactly("apiVersion", "kind", "metadata", "spec");
    assertThat(schema.json().get("additionalProperties").booleanValue()).isFalse();
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(SchemaLocation.of(SchemaId.V7))
                .validate(schema.json()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keda.sh_v1alpha1_ScaledObject", "rabbitmq.com_v1beta1_RabbitmqCluster"})
  void noSchemaHasADefinitionThatItDoesNotUse(String name) {
    JsonNode schema = ShippedSchema.of(name).json();

    assertThat(fields(schema.get("definitions")))
        .allSatisfy(
            definition -> assertThat(schema.toString()).contains("#/definitions/" + definition));
  }

  private static List<String> differences(String definition, String schema) throws IOException {
    JsonNode theirs = JSON.valueToTree(load(schemas().resolve(definition)));
    JsonNode root = storedVersion(theirs).at("/schema/openAPIV3Schema");
    ShippedSchema ours = ShippedSchema.of(schema);
    SortedMap<String, String> definitionFacts =
        SchemaFacts.of("spec", root.at("/properties/spec"), node -> node);
    SortedMap<String, String> ourFacts = SchemaFacts.of("spec", ours.at("spec"), ours::resolve);
    // Where ours leaves an object open on purpose, what the definition says below it is of no use.
    ourFacts.forEach(
        (fact, text) -> {
          if (text.equals("open object")) {
            String path = fact.substring(0, fact.indexOf(' '));
            definitionFacts
                .keySet()
                .removeIf(key -> key.startsWith(path + ".") || key.startsWith(path + "["));
          }
        });
    return SchemaFacts.differences(definitionFacts, ourFacts);
  }

  private static List<String> deliberateDifferences(String name) throws IOException {
    try (InputStream in =
        ShippedSchemasTest.class.getResourceAsStream("schema-differences/" + name + ".txt")) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
    }
  }

  private static JsonNode storedVersion(JsonNode definition) {
    for (JsonNode version : definition.at("/spec/versions")) {
      if (version.get("storage").booleanValue()) {
        return version;
      }
    }
    throw new AssertionError("no stored version");
  }

  private static Object load(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    try (InputStream in = Files.newInputStream(file)) {
      return new Yaml(new SafeConstructor(options)).load(in);
    }
  }

  private static Path schemas() {
    String named = System.getProperty("chartwright.schemas");
    Stream<Path> candidates =
        named != null
            ? Stream.of(Path.of(named))
            : Stream.iterate(
                    Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/schemas"));
    Path found = candidates.filter(Files::isDirectory).findFirst().orElse(null);
    assumeTrue(found != null, "no custom resource definitions to compare with");
    return found;
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
