package dev.chartwright.generator.cases;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users may set in a chart that depends on others of the same build, and what comes of it. */
@Tag("thorough")
class SubchartCasesTest {
  private static final Chart LIBRARY =
      Chart.named("common")
          .version("1.0.0")
          .describe("What all have in common.")
          .library()
          .template(new NamedTemplate("owner", "Who owns it.", Node.of("us")))
          .build();

  @Test
  void theValuesOfSubchartsAreVariedBelowTheirKeysAndThoseOfAllOnce() {
    ProofReport report = prove(umbrella(greeter("${fullname}-loud")));

    assertThat(report.findings()).isEmpty();
    assertThat(report.space().orElseThrow())
        .as("%s", report.space())
        .matches(SpaceReport::isExhaustive);
    assertThat(report.space().orElseThrow().knobs())
        .extracting(SpaceReport.KnobCoverage::path)
        .contains(
            "global.region",
            "first.greeting",
            "first.loud",
            "outer.inner.note",
            "second.enabled",
            "second.greeting")
        .doesNotContain("first.global.region", "common.nameOverride")
        .doesNotHaveDuplicates();
  }

  @Test
  void aFaultUnderASettingOfASubchartIsFoundWithTheValuesThatShowIt() {
    ProofReport report = prove(umbrella(greeter("${greeting}")));

    assertThat(report.findings())
        .anySatisfy(
            each -> {
              assertThat(each.place().toString())
                  .isEqualTo(
                      "charts/first/templates/loud.yaml ConfigMap/One. metadata.name (with first.loud=true)");
            });
  }

  @Test
  void manyCasesOfSubchartsInOneCallGiveWhatEachGivesAlone() {
    FileTree chart = Generator.generate(umbrella(greeter("${fullname}-loud"))).chartFiles();
    ProofRequest request = ProofRequest.standard();
    List<ValueCase> cases =
        List.of(
            of(),
            of("first.greeting", "Hi."),
            of("first.greeting", 5L),
            of("first.greeting", null),
            of("first.noSuchValue", 5L),
            of("first", null),
            of("first", "text"),
            of("outer.inner.note", ""),
            of("first.global.region", "us"),
            of("global.region", "us"),
            of("global.region", 7L),
            of("global", null),
            of("second.greeting", 5L),
            of("second.enabled", true),
            of("second.enabled", "text"),
            of("outer.inner.enabled", false, "outer.inner.note", 5L),
            of("second.enabled", null),
            of("second.enabled", true, "second.greeting", "Ho.", "global.region", "us"),
            of("second.enabled", true, "second.greeting", 5L),
            of("second.enabled", true, "second.loud", true, "outer.inner.note", "m"),
            of("common.nameOverride", "x"));
    new AloneAndTogether(chart, request, SubchartCasesTest::paths).assertAlike(cases);
  }

  private static Set<String> paths(List<HelmFailure.Violation> violations) {
    return violations.stream().map(HelmFailure.Violation::path).collect(Collectors.toSet());
  }

  private static ValueCase of(Object... settings) {
    Map<ValuePath, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(ValuePath.of((String) settings[i]), settings[i + 1]);
    }
    return ValueCase.together(all);
  }

  private static ProofReport prove(Chart chart) {
    return Generator.prove(
        Generator.generate(chart), SpaceRequest.standard(), ProofProgress.silent());
  }

  /** Twice the same chart under two aliases, the second switched off by default. */
  private static Chart umbrella(Chart greeter) {
    Values values = Values.create();
    region(values);
    Value<Boolean> second = values.flag("second.enabled", false).describe("Installs a second one.");
    return Chart.named("umbrella")
        .version("1.0.0")
        .appVersion("1.0")
        .describe("Everything together.")
        .values(values)
        .dependency(Dependency.on(greeter).as("first").set("greeting", "One."))
        .dependency(Dependency.on(greeter).as("second").onlyWhen(second))
        .dependency(outer())
        .build();
  }

  private static Value<String> region(Values values) {
    return values.oneOf("global.region", "eu", "us").describe("Where everything runs.");
  }

  /**
   * A chart with a library.
   *
   * @param name of an object that is there when {@code loud} is on
   */
  private static Chart greeter(String name) {
    Values values = Values.create();
    Value<String> region = region(values);
    Value<String> greeting = values.string("greeting", "Hello.").describe("What it says.");
    Value<Boolean> loud = values.flag("loud", false).describe("Says it louder.");
    return Chart.named("greeter")
        .version("1.2.0")
        .appVersion("1.0")
        .describe("Says hello.")
        .values(values)
        .dependency(LIBRARY)
        .manifest("config", config(region, greeting))
        .manifest(
            Manifest.yaml(
                    "loud",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: "%s"}
                    data: {greeting: "${greeting}"}
                    """
                        .formatted(name))
                .onlyWhen(when(loud)))
        .build();
  }

  private static ConfigMap config(Value<String> region, Value<String> greeting) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(fullName().asString())
        .endMetadata()
        .addToData("region", region.asString())
        .addToData("greeting", greeting.asString())
        .addToData("owner", LIBRARY.include("owner").asString())
        .build();
  }

  private static Chart outer() {
    Values values = Values.create();
    Value<Boolean> inner = values.flag("inner.enabled", true).describe("Installs what is inside.");
    return Chart.named("outer")
        .version("1.0.0")
        .appVersion("1.0")
        .describe("Around another one.")
        .values(values)
        .dependency(Dependency.on(inner()).onlyWhen(inner))
        .build();
  }

  private static Chart inner() {
    Values values = Values.create();
    values.string("note", "A note.").describe("A note.");
    return Chart.named("inner")
        .version("1.0.0")
        .appVersion("1.0")
        .describe("Below.")
        .values(values)
        .manifest(
            Manifest.yaml(
                "note",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: "${fullname}"}
                data: {note: "${note}"}
                """))
        .build();
  }
}
