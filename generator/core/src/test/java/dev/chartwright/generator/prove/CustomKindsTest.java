package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.fullName;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.kind.Crd;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.resource.CustomResource;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Custom resources are judged by the definition that the chart brings or knows. */
@Tag("thorough")
class CustomKindsTest {
  private static final String WIDGETS =
      """
      # The kind of a widget, {{ not a template }}.
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: widgets.example.com
      spec:
        group: example.com
        names: {kind: Widget, plural: widgets, singular: widget}
        scope: Namespaced
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [size]
                    properties:
                      size: {type: integer, minimum: 0, exclusiveMinimum: true}
                      color: {type: string, enum: [red, green], nullable: true}
                      port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                      free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      labels: {type: object, additionalProperties: {type: string}}
                      items:
                        type: array
                        items: {type: object, properties: {name: {type: string, pattern: "^[a-z]+$"}}}
                    oneOf:
                      - required: [color]
                      - required: [port]
                  status: {type: object, properties: {ready: {type: boolean}}}
      """;

  private final Values values = Values.create();
  private final Value<Integer> size =
      values.integer("size", 3).min(1).max(9).describe("The size of the widget.");

  @Test
  void aResourceThatFitsItsDefinitionIsProven() {
    Generated generated =
        Generator.generate(chart().crd("widgets", WIDGETS).manifest(widget(fitting())).build());
    assertThat(findings(generated)).isEmpty();
    assertThat(generated.chartFiles().text("crds/widgets.yaml")).isEqualTo(WIDGETS);
  }

  @Test
  void aResourceInYamlTextIsJudgedByTheDefinitionToo() {
    String text =
        """
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: "${fullname}"}
        spec: {size: 3, port: "${size}"}
        """;
    assertThat(
            findings(
                Generator.generate(
                    chart()
                        .crd("widgets", WIDGETS)
                        .manifest(Manifest.yaml("widget", text))
                        .build())))
        .isEmpty();
    InvalidModelException failure =
        Assertions.catchThrowableOfType(
            InvalidModelException.class,
            () ->
                Generator.generate(
                    chart()
                        .crd("widgets", WIDGETS)
                        .manifest(Manifest.yaml("widget", text.replace("{size: 3", "{sise: 3")))
                        .build()));
    assertThat(failure.findings())
        .anyMatch(finding -> finding.what().contains("there is no such field"));
  }

  @Test
  void aResourceThatDoesNotFitIsReportedFieldByField() {
    Node.Mapping spec =
        Node.mapping()
            .with("size", Node.of(0))
            .with("color", "read")
            .with("colour", "red")
            .with("free", Node.of(Map.of("any", List.of(1))))
            .with("labels", Node.of(Map.of("a", 1)))
            .with("items", Node.of(List.of(Map.of("name", "A", "nam", "a"))));
    List<Finding> findings =
        findings(
            Generator.generate(
                chart().crd("widgets", WIDGETS).manifest(sizes()).manifest(widget(spec)).build()));
    assertThat(findings)
        .filteredOn(finding -> finding.rule().id().equals("TPL-07"))
        .extracting(finding -> finding.place().field() + ": " + finding.what())
        .containsExactlyInAnyOrder(
            "spec.colour: there is no such field",
            "spec.color: it is the text \"read\", not one of red, green",
            "spec.items[0].nam: there is no such field",
            "spec.items[0].name: does not match the regex pattern ^[a-z]+$",
            "spec.labels.a: it is the number 1, not text",
            "spec.size: must have an exclusive minimum value of 0");
  }

  @Test
  void aSchemaOfAForeignKindJudgesWithoutBeingShipped() {
    for (String text :
        List.of(
            WIDGETS,
            """
            type: object
            properties:
              spec: {type: object, properties: {size: {type: integer}, port: {type: string}}}
            """)) {
      Generated generated =
          Generator.generate(
              chart()
                  .schema("example.com/v1/Widget", text)
                  .manifest(widget(fitting().with("sise", Node.of(1))))
                  .build());
      assertThat(findings(generated))
          .extracting(Finding::what)
          .containsExactly(
              "nothing tests whether the cluster has the kind Widget", "there is no such field");
      assertThat(generated.chartFiles().paths()).noneMatch(path -> path.startsWith("crds/"));
    }
  }

  @Test
  void aDefinitionWithUpgradesIsATemplateThatHelmKeeps() {
    for (String metadata :
        List.of(
            "metadata:\n  name: widgets.example.com\n",
            "metadata:\n    name: widgets.example.com\n    annotations:\n        a.b/c: d\n")) {
      String text = WIDGETS.replace("metadata:\n  name: widgets.example.com\n", metadata);
      Generated generated =
          Generator.generate(
              chart().crd(Crd.of("widgets", text).withUpgrades()).manifest(sizes()).build());
      assertThat(findings(generated)).isEmpty();
      assertThat(generated.chartFiles().text("templates/crds/widgets.yaml"))
          .contains("helm.sh/resource-policy: keep\n", "{{ \"{{\" }} not a template }}");
    }
  }

  @Test
  void mistakesAreReportedWithTheLineThatDeclaredThem() {
    InvalidModelException failure =
        Assertions.catchThrowableOfType(
            InvalidModelException.class,
            () ->
                Generator.generate(
                    chart()
                        .crd("Widgets", WIDGETS)
                        .crd("a", WIDGETS)
                        .crd("a", WIDGETS)
                        .crd(Crd.of("b", "{kind: CustomResourceDefinition}").withUpgrades())
                        .schema("Widget", WIDGETS)
                        .build()));
    assertThat(failure.findings())
        .allMatch(finding -> finding.place().declaredAt().isPresent())
        .extracting(finding -> finding.place().model() + ": " + finding.what())
        .contains(
            "crds[a]: two are called 'a'",
            "crds[Widgets]: 'Widgets' is not a valid name of a file in crds/",
            "crds[b]: the text has no line 'metadata:', below which Helm is told to keep the kind",
            "schemas[Widget]: 'Widget' is not an API version and a kind");
  }

  @Test
  void aTextThatIsNoDefinitionIsReportedWithTheLineThatDeclaredIt() {
    List<Finding> findings =
        findings(
            Generator.generate(
                chart()
                    .manifest(sizes())
                    .crd("broken", "a: [1\n")
                    .crd("other", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n")
                    .schema("example.com/v2/Widget", WIDGETS)
                    .schema("example.com/v1/Gadget", "x: 1\n")
                    .schema("example.com/v1/Gear", "x: 'y\n")
                    .build()));
    assertThat(findings)
        .allMatch(finding -> finding.place().declaredAt().isPresent())
        .extracting(Finding::what)
        .containsExactlyInAnyOrder(
            "line 2, column 1: expected ',' or ']', but got <stream end>",
            "it holds something else than a CustomResourceDefinition",
            "the text defines example.com/v1/Widget, not example.com/v2/Widget",
            "the text is neither a CustomResourceDefinition nor an OpenAPI schema with a type",
            "line 2, column 1: found unexpected end of stream");
  }

  @Test
  void theSecretOfACertificateExists() {
    Manifest certificate =
        Manifest.of(
            "certificate",
            CustomResource.of("cert-manager.io/v1", "Certificate", fullName().asString())
                .field(
                    "spec",
                    Map.of(
                        "secretName",
                        fullName("tls"),
                        "dnsNames",
                        List.of("a.example"),
                        "issuerRef",
                        Map.of("name", "letsencrypt", "kind", "ClusterIssuer", "knd", "x")))
                .build());
    Manifest pod =
        Manifest.of(
            "pod",
            new PodBuilder()
                .withNewMetadata()
                .withName(fullName().asString())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("example.com/web:1")
                .addNewEnv()
                .withName("CERTIFICATE")
                .withNewValueFrom()
                .withNewSecretKeyRef("tls.crt", fullName("tls"), false)
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("OTHER")
                .withNewValueFrom()
                .withNewSecretKeyRef("tls.cert", fullName("tls"), false)
                .endValueFrom()
                .endEnv()
                .endContainer()
                .endSpec()
                .build());
    assertThat(
            findings(
                Generator.generate(
                    chart().manifest(certificate).manifest(pod).manifest(sizes()).build())))
        .filteredOn(
            finding ->
                List.of("GEN-02", "SEC-05", "TPL-07", "TPL-14").contains(finding.rule().id()))
        .extracting(finding -> finding.place().field() + ": " + finding.what())
        .containsExactlyInAnyOrder(
            "spec.issuerRef.knd: there is no such field",
            "spec.containers[0].env[1].valueFrom.secretKeyRef.key: Secret/demo-kinds-tls has no"
                + " key tls.cert");
  }

  private Node.Mapping fitting() {
    return Node.mapping().with("size", Node.of(size)).with("port", "http");
  }

  private static Manifest widget(Node spec) {
    return Manifest.of(
            "widget", CustomResource.of("example.com/v1", "Widget", fullName().asString()).build())
        .bind("spec", spec);
  }

  private Manifest sizes() {
    return Manifest.of(
        "sizes",
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(fullName().asString())
            .endMetadata()
            .addToData("size", size.asString())
            .build());
  }

  private Chart.Builder chart() {
    return Chart.named("kinds").describe("A chart.").values(values);
  }

  private static List<Finding> findings(Generated generated) {
    return ChartProof.prove(
            generated.chartFiles(), generated.chart(), ProofRequest.of(generated.chart()))
        .findings();
  }
}
