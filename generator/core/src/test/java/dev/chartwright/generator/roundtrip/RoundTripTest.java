package dev.chartwright.generator.roundtrip;

import static dev.chartwright.chart.Templating.checksum;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.problem.Finding;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A chart whose templates say something else than its declaration is found out, field by field. */
class RoundTripTest {
  private final Values values = Values.create();
  private final Value<Integer> number = values.integer("number", 5).describe("A number.");
  private final Value<Boolean> second =
      values.flag("second", true).describe("Whether there is a second object.");
  private final Value<String> text = values.string("text", "a: b").describe("A text.");
  private final Value<Map<String, String>> more =
      values.stringMap("more", Map.of("x", "y")).describe("More.");
  private final Chart chart =
      Chart.named("round")
          .describe("A chart.")
          .values(values)
          .manifest(
              Manifest.of(
                      "one",
                      new ConfigMapBuilder()
                          .withNewMetadata()
                          .withName(fullName("one"))
                          .addToAnnotations("checksum/two", checksum("two").asString())
                          .endMetadata()
                          .addToData("number", number.asString())
                          .addToData("text", text.asString())
                          .addToData("sentence", "is " + text.asString() + "!")
                          .build())
                  .append("data", more)
                  .bind("list", number)
                  .when("data.text", number.greaterThan(3)))
          .manifest(
              "two",
              when(second),
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName(fullName("two"))
                  .endMetadata()
                  .build())
          .ci(
              CiCase.named("other")
                  .set(number, 3)
                  .set(text, "c")
                  .set(second, false)
                  .set(more, Map.of()))
          .build();
  private final FileTree files = Generator.generate(chart).chartFiles();

  @Test
  void whatIsPrintedAsDeclaredIsProven() {
    assertThat(namedCases(Generator.generate(chart)).findings())
        .filteredOn(each -> each.rule().id().equals("TPL-10"))
        .isEmpty();
    assertThat(differences("templates/one.yaml", "kind", "kind")).isEmpty();
  }

  @Test
  void anotherValueIsFound() {
    assertThat(differences("templates/one.yaml", ".Values.text | quote", ".Values.number | quote"))
        .contains(
            "templates/one.yaml ConfigMap/demo-round-one data.text: it was declared as the text \"a: b\" and is rendered as the"
                + " text \"5\"");
  }

  @Test
  void anotherTypeIsFound() {
    assertThat(
            differences(
                "templates/one.yaml",
                "list: {{ .Values.number | int64 }}",
                "list: {{ .Values.number | quote }}"))
        .containsExactly(
            "templates/one.yaml ConfigMap/demo-round-one list: it was declared as the number 5 and is rendered as the text \"5\"");
  }

  @Test
  void aMissingFieldAndAStrangeOneAreFound() {
    assertThat(differences("templates/one.yaml", "  sentence: ", "  other: "))
        .containsExactly(
            "templates/one.yaml ConfigMap/demo-round-one data.other: it is rendered, and was not declared",
            "templates/one.yaml ConfigMap/demo-round-one data.sentence: it was declared, and is not rendered");
  }

  @Test
  void aConditionTurnedAroundIsFound() {
    assertThat(differences("templates/two.yaml", "if .Values.second", "if not .Values.second"))
        .containsExactly("templates/two.yaml: one object was declared, and 0 are rendered");
  }

  @Test
  void aDifferenceThatOnlyAnotherCaseShowsIsFound() {
    assertThat(
            differences(
                "templates/one.yaml", "(.Values.number | int64) 3", "(.Values.number | int64) 2"))
        .containsExactly(
            "templates/one.yaml ConfigMap/demo-round-one data.text (ci/other-values.yaml): it is rendered, and was not declared");
  }

  @Test
  void aDefaultThatIsNotTheDeclaredOneIsFound() {
    assertThat(differences("values.yaml", "number: 5", "number: 6"))
        .contains(
            "templates/one.yaml ConfigMap/demo-round-one data.number: it was declared as the text \"5\" and is rendered as the"
                + " text \"6\"");
  }

  @Test
  void somethingThatIsNoDigestIsFound() {
    assertThat(
            differences(
                "templates/one.yaml", "| sha256sum", "| sha256sum | upper | replace \"0\" \"x\""))
        .hasSize(1)
        .allMatch(
            each ->
                each.startsWith(
                    "templates/one.yaml ConfigMap/demo-round-one metadata.annotations['checksum/two']: "));
  }

  /** What a proof says when a file of the chart is changed. */
  private List<String> differences(String file, String printed, String instead) {
    assertThat(files.text(file)).contains(printed);
    FileTree.Builder changed = FileTree.builder();
    files
        .files()
        .forEach(
            (path, content) -> {
              if (path.equals(file)) {
                changed.add(path, files.text(path).replace(printed, instead));
              } else {
                changed.add(path, content);
              }
            });
    return ChartProof.prove(
            changed.build(), chart, ProofRequest.standard().withoutSpace().withReleases("demo"))
        .findings()
        .stream()
        .filter(problem -> problem.rule().id().equals("TPL-10"))
        .map((Finding problem) -> problem.place().toString() + ": " + problem.what())
        .sorted()
        .toList();
  }

  /** Proves without the value space, which tests of its own look at. */
  private static ProofReport namedCases(Generated generated) {
    return ChartProof.prove(
        generated.chartFiles(),
        generated.chart(),
        ProofRequest.of(generated.chart()).withoutSpace());
  }
}
