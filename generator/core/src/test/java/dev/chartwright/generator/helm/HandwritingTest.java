package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Scalar;
import dev.chartwright.chart.tree.Node.Sequence;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofRequest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Templates read as a good author writes them, and mean what was declared. */
@Tag("thorough")
class HandwritingTest {
  private static final String ODD =
      "# no comment: \"{{ .Values.x }}\"\\n second\tline\n  third \r\u0007\u2028 end\n";

  private final Values values = Values.create();
  private final Value<String> greeting =
      values.string("greeting", "Hello.").describe("Any text, of several lines or one.");
  private final Value<Boolean> flag = values.flag("flag", true).describe("A switch.");
  private final Value<Map<String, String>> labels =
      values.labels("labels", Map.of()).describe("Labels of one object.");
  private final Value<Boolean> requireCrds =
      values.flag("requireCRDs", true).describe("Whether a cluster without the kind is refused.");
  private final Value<List<Map<String, Object>>> objects =
      values.objects("objects", List.of(Map.of("key", "a"))).describe("Some objects.");

  @Test
  void textOfSeveralLinesWithAnyValueInItIsANamedTemplateWithTheseLines() {
    Generated generated =
        proven(
            config(
                Map.of(
                    "page.html",
                    "<p>" + greeting.asString() + "</p>\n{{ x }}\n",
                    "tail",
                    "one\n" + greeting.asString(),
                    "head",
                    greeting.asString() + "\nlast\n")));
    assertThat(generated.chartFiles().text("templates/web-config.yaml"))
        .endsWith(
            """
            data:
              head: {{ include "hand.webConfig.head" . | quote }}
              page.html: {{ include "hand.webConfig.page.html" . | quote }}
              tail: {{ include "hand.webConfig.tail" . | quote }}
            """);
    assertThat(generated.chartFiles().text("templates/_helpers.tpl"))
        .contains(
            """
            {{- define "hand.webConfig.head" -}}
            {{ .Values.greeting }}
            last
            {{ end }}
            """,
            """
            {{- define "hand.webConfig.page.html" -}}
            <p>{{ .Values.greeting }}</p>
            {{ "{{" }} x }}
            {{ end }}
            """,
            """
            {{- define "hand.webConfig.tail" -}}
            one
            {{ .Values.greeting }}
            {{- end }}
            """);
  }

  @Test
  void textWhoseBlanksWouldBeTrimmedStaysOnItsLine() {
    Generated generated =
        proven(
            config(
                Map.of(
                    "indented", "  <p>\n" + greeting.asString(),
                    "open", greeting.asString() + "\n\n",
                    "one", "a " + greeting.asString() + "\n")));
    assertThat(generated.chartFiles().text("templates/web-config.yaml"))
        .contains("indented: {{ printf ", "open: {{ printf ", "one: {{ printf ");
  }

  @Test
  void aNamedTemplateOfSeveralLinesIsWrittenInLines() {
    NamedTemplate page =
        new NamedTemplate(
            "page", "A page.", new Scalar("<p>\n" + greeting.asString() + "\n</p>\n"));
    Generated generated =
        proven(
            chart().template(page).manifest(config(Map.of("page", page.text(false).asString()))));
    assertThat(generated.chartFiles().text("templates/_helpers.tpl"))
        .contains(
            """
            {{- define "hand.page" -}}
            <p>
            {{ .Values.greeting }}
            </p>
            {{ end }}
            """);
  }

  @Test
  void mapsThatBeginWithANamedTemplateIncludeIt() {
    Map<String, String> selector = selectorLabels("");
    Generated generated =
        proven(
            thing(
                Node.mapping()
                    .plus(new Entry("all", Node.of(selector)))
                    .plus(new Entry("more", Node.of(selectorLabels("web"))))
                    .plus(new Entry("other", Node.of(Map.of("app.kubernetes.io/name", "x"))))
                    .plus(new Entry("items", new Sequence(List.of(new Item(Node.of(selector))))))));
    assertThat(spec(generated))
        .isEqualTo(
            """
              all:
                {{- include "hand.selectorLabels" . | nindent 4 }}
              items:
                - {{- include "hand.selectorLabels" . | nindent 6 }}
              more:
                {{- include "hand.selectorLabels" . | nindent 4 }}
                app.kubernetes.io/component: web
              other:
                app.kubernetes.io/name: x
            """);
  }

  @Test
  void labelsThatAreMergedIncludeThoseThatNoValueSets() {
    Generated generated =
        proven(
            chart()
                .manifest(config(Map.of("a", "b")).append("metadata.labels", labels))
                .manifest(thing(Node.mapping().with("a", "b"))));
    assertThat(generated.chartFiles().text("templates/web-config.yaml"))
        .contains(
            """
            \
              labels:
                {{- include "hand.fixedLabels" . | nindent 4 }}
                {{- range $key, $value := mergeOverwrite (dict) .Values.commonLabels .Values.labels }}
            """);
    assertThat(generated.chartFiles().text("templates/thing.yaml"))
        .contains("{{- include \"hand.labels\" . | nindent 4 }}");
    assertThat(generated.chartFiles().text("templates/_helpers.tpl"))
        .containsOnlyOnce("helm.sh/chart: ")
        .contains(
            """
            {{- define "hand.labels" -}}
            {{- include "hand.fixedLabels" . }}
            {{- with .Values.commonLabels }}
            """);
  }

  @Test
  void anItemBeginsBesideItsDash() {
    Mapping item =
        Node.mapping()
            .plus(new Entry("a", new Scalar("1")).onlyWhen(when(flag)))
            .plus(new Entry("b", new Scalar("2")).commented("Why b."))
            .with("c", "3");
    Mapping uncertain =
        Node.mapping()
            .plus(new Entry("a", new Scalar("1")).onlyWhen(when(flag)))
            .plus(new Entry("b", new Scalar("2")).onlyWhen(not(flag)));
    Generated generated =
        proven(
            thing(
                Node.mapping()
                    .with("list", new Sequence(List.of(new Item(item), new Item(uncertain))))
                    .with("nested", Node.of(List.of(List.of("x", "y"))))
                    .with("objects", each(objects, "item", each -> each.map()))));
    assertThat(spec(generated))
        .isEqualTo(
            """
              list:
                # Why b.
                - b: "2"
                  {{- if .Values.flag }}
                  a: "1"
                  {{- end }}
                  c: "3"
                {{- if or .Values.flag (not .Values.flag) }}
                -
                  {{- if .Values.flag }}
                  a: "1"
                  {{- end }}
                  {{- if not .Values.flag }}
                  b: "2"
                  {{- end }}
                {{- end }}
              nested:
                - - x
                  - "y"
              {{- if .Values.objects }}
              objects:
                {{- range $item := .Values.objects }}
                - {{- toYaml $item | nindent 6 }}
                {{- end }}
              {{- end }}
            """);
  }

  @Test
  void modesOfFilesAreIntegersForEveryReaderWithTheirOctalDigitsBeside() {
    assertThat(spec(proven(thing(Node.mapping().with("defaultMode", new Scalar(365L))))))
        .isEqualTo("  defaultMode: 365  # 0555\n");
  }

  private Manifest config(Map<String, String> texts) {
    return Manifest.of(
        "web-config",
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(fullName().asString())
            .endMetadata()
            .withData(texts)
            .build());
  }

  private Manifest thing(Mapping spec) {
    GenericKubernetesResource thing = new GenericKubernetesResource();
    thing.setApiVersion("example.com/v1");
    thing.setKind("Thing");
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(fullName().asString());
    thing.setMetadata(metadata);
    return Manifest.of("thing", thing)
        .bind("spec", spec)
        .requiresApi("example.com/v1/Thing", requireCrds, "Install its operator.");
  }

  private static String spec(Generated generated) {
    String text = generated.chartFiles().text("templates/thing.yaml");
    return text.substring(text.indexOf("spec:\n") + "spec:\n".length());
  }

  private Chart.Builder chart() {
    Condition all = when(flag).and(objects).and(greeting).and(labels).and(requireCrds);
    return Chart.named("hand")
        .describe("A chart.")
        .values(values)
        // Every value must be used by something.
        .notes(all, "All of them are set.")
        .allowUnknownKind("example.com/v1/Thing")
        .offline(requireCrds, false)
        .ci(CiCase.named("odd").set(greeting, ODD).set(flag, false).set(objects, List.of()));
  }

  private Generated proven(Manifest manifest) {
    return proven(chart().manifest(manifest));
  }

  /** Every rendered field is as declared, with plain values and odd ones. */
  private static Generated proven(Chart.Builder chart) {
    Generated generated = Generator.generate(chart.build());
    assertThat(
            ChartProof.prove(
                    generated.chartFiles(),
                    generated.chart(),
                    ProofRequest.of(generated.chart()).withoutSpace())
                .findings())
        .isEmpty();
    return generated;
  }
}
