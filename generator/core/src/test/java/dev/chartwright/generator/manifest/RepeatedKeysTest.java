package dev.chartwright.generator.manifest;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.eachEntry;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.problem.InvalidModelException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No key twice in a map, whatever people set: maps of text are merged, keys of the chart's own are
 * refused by the schema, and what can be neither is refused when the chart is built.
 */
@Tag("thorough")
class RepeatedKeysTest {
  private final Values values = Values.create();
  private final Value<Map<String, String>> labels =
      values.labels("labels", Map.of()).describe("Labels of one object.");
  private final Value<Map<String, String>> texts =
      values.stringMap("texts", Map.of("a", "1")).describe("Texts.");
  private final Value<Map<String, String>> more =
      values.stringMap("more", Map.of("b", "2")).describe("More texts.");
  private final Value<Map<String, Object>> objects =
      values.object("objects", Map.of()).describe("An object.");
  private final Value<Boolean> flag = values.flag("flag", true).describe("A switch.");

  @Test
  void labelsOfOneObjectAreMergedWithThoseOfAllOfThem() {
    Generated generated =
        proven(
            one().component("part").append("metadata.labels", labels),
            CiCase.named("labels")
                .set(value("commonLabels"), Map.of("a", "common", "b", "common"))
                .set(labels, Map.of("b", "own", "c", "own")));
    assertThat(generated.chartFiles().text("templates/one.yaml"))
        .contains(
            """
            \
              labels:
                {{- include "keys.fixedLabels" . | nindent 4 }}
                app.kubernetes.io/component: part
                {{- range $key, $value := mergeOverwrite (dict) .Values.commonLabels .Values.labels }}
                {{ $key | quote }}: {{ $value | quote }}
                {{- end }}
            """);
    assertThat(generated.chartFiles().text("templates/_helpers.tpl"))
        .containsOnlyOnce("helm.sh/chart: ");
    assertThat(rendered(generated, "commonLabels: {a: x, b: x}\nlabels: {b: own}\n"))
        .containsOnlyOnce("\"a\": \"x\"")
        .containsOnlyOnce("\"b\": \"own\"")
        .doesNotContain("\"b\": \"x\"");
  }

  @Test
  void mapsOfTextAreMergedWhereverTheyStandAndWhateverTheySay() {
    Generated generated =
        proven(
            one()
                .append("data", texts)
                .append("data", Node.of(Map.of("key", "value")))
                .append("data", more),
            CiCase.named("both").set(texts, Map.of("x", "1")).set(more, Map.of("x", "")));
    assertThat(generated.chartFiles().text("templates/one.yaml"))
        .endsWith(
            """
            data:
              fixed: "1"
              key: value
              {{- range $key, $value := mergeOverwrite (dict) .Values.texts .Values.more }}
              {{ $key | quote }}: {{ $value | quote }}
              {{- end }}
            """);
  }

  @Test
  void twoMapsThatCannotBeMergedAreRefusedWithTheirPlace() {
    NamedTemplate template =
        new NamedTemplate(
            "spliced",
            "A map.",
            Node.mapping()
                .with("own", "x")
                .plus(Entry.splice(new Insert(objects.expr())).commented("Why.")));
    assertThat(
            problems(
                chart()
                    .template(template)
                    .manifest(
                        one()
                            .append("metadata.labels", objects)
                            .append("data", template.map())
                            .append("data", texts)
                            .bind(
                                "spec",
                                Node.mapping()
                                    .plus(Entry.splice(new Insert(texts.expr())))
                                    .plus(
                                        Entry.splice(new Insert(more.expr()))
                                            .onlyWhen(when(flag)))))))
        .containsExactly(
            "TPL-06 manifests[one].metadata.labels: .Values.commonLabels and .Values.objects may bring the same key",
            "TPL-06 manifests[one].spec: .Values.texts and .Values.more may bring the same key",
            "TPL-06 manifests[one].data: .Values.objects and .Values.texts may bring the same key");
  }

  @Test
  void whatNeverStandsThereTogetherMayHaveTheSameKeys() {
    proven(
        one()
            .append(
                "data",
                Node.mapping()
                    .plus(new Entry("a", new Node.Scalar("1")).onlyWhen(when(flag)))
                    .plus(new Entry("a", new Node.Scalar("2")).onlyWhen(not(flag)))),
        CiCase.named("other").set(flag, false));
    proven(
        Manifest.of(
                "one",
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(fullName().asString())
                    .endMetadata()
                    .build())
            .bind(
                "data",
                Node.mapping()
                    .plus(
                        Entry.splice(
                            choose(flag)
                                .then(new Node.Mapping(List.of(Entry.splice(insert(texts)))))
                                .otherwise(
                                    new Node.Mapping(List.of(Entry.splice(insert(more)))))))),
        CiCase.named("other").set(flag, false));
  }

  @Test
  void aKeyThatIsGivenTwiceIsRefusedWithItsPlace() {
    assertThat(
            problems(
                chart()
                    .manifest(
                        one()
                            .append("data", Node.of(Map.of("fixed", "2")))
                            .append(
                                "metadata.labels", Node.of(Map.of("helm.sh/chart", "another"))))))
        .containsExactly(
            "TPL-06 manifests[one].metadata.labels: the key 'helm.sh/chart' is given twice",
            "TPL-06 manifests[one].data: the key 'fixed' is given twice");
  }

  @Test
  void theSchemaRefusesAKeyThatAnIncludedTemplateWrites() {
    Generated generated = proven(one().append("metadata.labels", texts));
    assertThat(rejected(generated, "texts: {helm.sh/chart: x}")).contains("texts.helm.sh/chart");
  }

  @Test
  void loopsWhoseKeysBeginDifferentlyStandSideBySide() {
    Generated generated =
        proven(
            one()
                .append("data", Node.of(Map.of("a.taken.conf", "x", "c.free", "x")))
                .append(
                    "data",
                    eachEntry(
                        texts,
                        (key, text) -> Map.of("a." + key.asString() + ".conf", text.string())))
                .append(
                    "data",
                    eachEntry(more, (key, text) -> Map.of("b." + key.asString(), text.string()))),
            CiCase.named("same").set(texts, Map.of("x", "1")).set(more, Map.of("x", "2")));
    assertThat(rejected(generated, "texts: {taken: x}")).containsExactly("texts.taken");
  }

  @Test
  void aLoopThatMayWriteAKeyTwiceIsRefused() {
    assertThat(
            problems(
                chart()
                    .manifest(
                        one()
                            .append(
                                "data",
                                eachEntry(texts, (key, text) -> Map.of("same", text.string())))
                            .append(
                                "data",
                                eachEntry(
                                    more,
                                    (key, text) -> Map.of("f" + text.string().asString(), key)))
                            .append("data", objects))))
        .containsExactly(
            "TPL-06 manifests[one].data: the loop over .Values.more may bring the key 'fixed'",
            "TPL-06 manifests[one].data: the loop over .Values.more and .Values.objects may bring the same key",
            "TPL-06 manifests[one].data: the loop over .Values.texts writes the key 'same' in every round");
  }

  private static Insert insert(Value<?> value) {
    return new Insert(value.expr());
  }

  private static Manifest one() {
    return Manifest.of(
        "one",
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(fullName().asString())
            .endMetadata()
            .addToData("fixed", "1")
            .build());
  }

  @SuppressWarnings("unchecked") // Common labels are text.
  private Value<Map<String, String>> value(String path) {
    return (Value<Map<String, String>>) values.find(path).orElseThrow();
  }

  private Chart.Builder chart() {
    return Chart.named("keys")
        .describe("A chart.")
        .values(values)
        .notes(
            when(flag).and(labels).and(texts).and(more).and(objects),
            "Every value is used by something.");
  }

  private Generated proven(Manifest manifest, CiCase... cases) {
    Chart.Builder chart = chart().manifest(manifest);
    for (CiCase ciCase : cases) {
      chart.ci(ciCase);
    }
    Generated generated = Generator.generate(chart.build());
    assertThat(namedCases(generated).findings()).isEmpty();
    return generated;
  }

  private static List<String> problems(Chart.Builder chart) {
    Chart built = chart.build();
    InvalidModelException invalid =
        catchThrowableOfType(InvalidModelException.class, () -> Generator.generate(built));
    return invalid.findings().stream()
        .map(each -> each.rule() + " " + each.place().toString() + ": " + each.what())
        .toList();
  }

  private static String rendered(Generated generated, String settings) {
    Rendering rendering = Generator.render(generated, "r", "ns", List.of(settings));
    assertThat(rendering).as("%s", rendering).isInstanceOf(Rendering.Rendered.class);
    return ((Rendering.Rendered) rendering).manifest();
  }

  private static List<String> rejected(Generated generated, String settings) {
    Rendering rendering = Generator.render(generated, "r", "ns", List.of(settings));
    assertThat(rendering).as("%s", rendering).isInstanceOf(HelmFailure.SchemaRejection.class);
    return ((HelmFailure.SchemaRejection) rendering)
        .violations().stream().map(HelmFailure.Violation::path).toList();
  }

  /** Proves without the value space, which tests of its own look at. */
  private static ProofReport namedCases(Generated generated) {
    return ChartProof.prove(
        generated.chartFiles(),
        generated.chart(),
        ProofRequest.of(generated.chart()).withoutSpace());
  }
}
