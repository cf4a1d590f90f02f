package dev.chartwright.generator;

import static dev.chartwright.chart.Templating.fullName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Charts that depend on other charts of the same build. */
class SubchartsTest {
  private final Values values = Values.create();

  @Test
  void aSubchartIsSwitchedByItsOwnConditionAndProvenWithItsParent() {
    Value<Boolean> greeter = values.flag("greeter.enabled", true).describe("Installs the greeter.");
    Generated umbrella =
        Generator.generate(
            umbrella().dependency(Dependency.on(greeter()).onlyWhen(greeter)).build());
    assertThat(findings(prove(umbrella))).isEmpty();
    assertThat(umbrella.chartFiles().text("Chart.yaml"))
        .endsWith(
            """
            dependencies:
              - name: greeter
                version: "1.2.0"
                condition: greeter.enabled
            """);
    assertThat(umbrella.chartFiles().text("values.yaml"))
        .contains(
            """

            # Values of the subchart greeter.
            greeter:
              # -- Installs the greeter.
              enabled: true

            """);
    assertThat(umbrella.chartFiles().paths())
        .contains("charts/greeter/Chart.yaml", "charts/greeter/templates/config.yaml");
    assertThat(rendered(umbrella)).contains("umbrella/charts/greeter/templates/config.yaml");
    assertThat(rendered(umbrella, "greeter: {enabled: false}")).doesNotContain("greeter");
  }

  @Test
  void oneChartIsTwoSubchartsByItsAliases() {
    Value<Boolean> second = values.flag("second.enabled", false).describe("Installs a second one.");
    Chart greeter = greeter();
    Generated umbrella =
        Generator.generate(
            umbrella()
                .dependency(Dependency.on(greeter).as("first").set("greeting", "One."))
                .dependency(Dependency.on(greeter).as("second").onlyWhen(second))
                .build());
    assertThat(findings(prove(umbrella))).isEmpty();
    assertThat(rendered(umbrella, "second: {enabled: true, greeting: Two.}"))
        .contains("name: \"demo-first\"", "greeting: \"One.\"")
        .contains("name: \"demo-second\"", "greeting: \"Two.\"");
  }

  @Test
  void aTagSwitchesSubcharts() {
    values.flag("tags.backend", true).describe("Installs what belongs to the back end.");
    Generated umbrella =
        Generator.generate(
            umbrella().dependency(Dependency.on(greeter()).tag("backend").tag("all")).build());
    assertThat(findings(prove(umbrella))).isEmpty();
    assertThat(rendered(umbrella, "tags: {backend: false, all: false}")).doesNotContain("greeter");
  }

  @Test
  void aTagNeedNotBeDeclared() {
    Generated umbrella =
        Generator.generate(umbrella().dependency(Dependency.on(greeter()).tag("backend")).build());
    assertThat(findings(prove(umbrella))).isEmpty();
    assertThat(rendered(umbrella, "tags: {backend: false}")).doesNotContain("greeter");
  }

  @Test
  void aDeclaredValueOfASubchartIsDocumentedAndUsed() {
    values.string("greeter.greeting", "Hi.").describe("What the greeter says.");
    Generated umbrella = Generator.generate(umbrella().dependency(greeter()).build());
    assertThat(findings(prove(umbrella))).isEmpty();
    assertThat(rendered(umbrella)).contains("greeting: \"Hi.\"");
  }

  @Test
  void aSettingThatTheSubchartDoesNotHaveIsFoundWithWhatWasMeant() {
    Generated umbrella =
        Generator.generate(
            umbrella().dependency(Dependency.on(greeter()).set("greting", "Hi.")).build());
    assertThat(findings(prove(umbrella)))
        .singleElement()
        .asString()
        .contains("greeter.greting", "did you mean greeting?");
  }

  @Test
  void mistakesOfADependencyAreReportedAtOnce() {
    Value<String> text = values.string("more", "x").describe("More.");
    values.flag("greeter.enabled", true).describe("Installs it.");
    Dependency greeter =
        Dependency.on(greeter())
            .tag("two words")
            .importValues("")
            .set("greeting", text)
            .set("enabled", true)
            .set("a", 1)
            .set("a", 2)
            .set("a.b", 2);
    assertThat(
            problems(umbrella().dependency(greeter).dependency(Dependency.on("x", "1", "ftp://x"))))
        .contains(
            "DEC-44 dependencies[greeter].greeting",
            "DEC-44 dependencies[greeter].a",
            "DEC-24 dependencies[greeter].tags",
            "DEC-24 dependencies[greeter].import-values",
            "DEC-44 dependencies[greeter].enabled",
            "DEC-24 dependencies[x].repository");
  }

  @Test
  void mistakesOfASubchartAreReportedOnceWithTheirPlace() {
    Values own = Values.create();
    own.flag("unused", true).describe("Nothing reads it.");
    Chart broken = Chart.named("broken").describe("Broken.").values(own).build();
    assertThat(
            problems(umbrella().dependency(broken).dependency(Dependency.on(broken).as("again"))))
        .containsExactly("VAL-03 dependencies[broken].values.unused");
  }

  @Test
  void aGeneratedChartIsASubchartOfAForeignParentUnderItsCondition() {
    FileTree parent =
        FileTree.builder()
            .add(
                "Chart.yaml",
                """
                apiVersion: v2
                name: parent
                version: 1.0.0
                dependencies:
                  - name: greeter
                    version: 1.2.0
                    condition: greeter.enabled
                """)
            .add("values.yaml", "global: {region: eu}\ngreeter: {enabled: true, global: {a: b}}\n")
            .addAll(Generator.generate(greeter()).chartFiles().below("charts/greeter"))
            .build();
    ProofReport report =
        Generator.verify(
            ThirdPartyChart.of(parent),
            List.of(),
            SpaceRequest.thirdParty().withLimit(8),
            ProofProgress.silent());
    assertThat(findings(report)).noneMatch(Finding::isError);
  }

  @Test
  void aNamedTemplateOfALibraryChartIsIncluded() {
    Chart library = library();
    Generated chart =
        Generator.generate(
            umbrella()
                .dependency(library)
                .manifest("more", more(library.include("owner")))
                .manifest(
                    Manifest.of("marks", named("marks")).bind("data", library.include("marks")))
                .build());
    assertThat(findings(prove(chart))).isEmpty();
    assertThat(chart.chartFiles().text("templates/more.yaml"))
        .contains("owner: {{ include \"common.owner\" . | quote }}");
    assertThat(chart.chartFiles().text("templates/marks.yaml"))
        .endsWith(
            """
            {{- with include "common.marks" . }}
            data:
              {{- . | nindent 2 }}
            {{- end }}
            """);
    assertThat(rendered(chart)).contains("owner: \"umbrella of hello\"", "team: \"demo\"");
  }

  @Test
  void aLibraryThatTheChartDoesNotHaveIsReported() {
    Chart library = library();
    assertThat(problems(umbrella().manifest(Manifest.of("more", more(library.include("owner"))))))
        .containsExactly("TPL-05 manifests[more].data.owner");
  }

  @Test
  void aTemplateThatTheLibraryDoesNotHaveIsReported() {
    Chart library = library();
    assertThat(
            problems(
                umbrella()
                    .dependency(library)
                    .manifest(Manifest.of("more", more(library.include("onwer"))))))
        .containsExactly("TPL-05 manifests[more].data.owner");
  }

  private static ConfigMap named(String suffix) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(fullName(suffix))
        .endMetadata()
        .withData(Map.of("replaced", ""))
        .build();
  }

  private static ConfigMap more(Expr owner) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(fullName("more"))
        .endMetadata()
        .withData(Map.of("owner", owner.asString()))
        .build();
  }

  private static Chart library() {
    Values values = Values.create();
    Value<String> text = values.string("text", "").describe("A text that the chart has too.");
    return Chart.named("common")
        .version("0.3.0")
        .describe("Templates for all charts.")
        .library()
        .values(values)
        .template(
            new NamedTemplate(
                "owner",
                "Who owns it.",
                Node.of(Templating.chartName().asString() + " of " + text.asString())))
        .template(
            new NamedTemplate(
                "marks",
                "Annotations.",
                Node.mapping().with("team", Templating.releaseName().asString())))
        .build();
  }

  private Chart.Builder umbrella() {
    Value<String> text = values.string("text", "hello").describe("A text.");
    return Chart.named("umbrella")
        .version("1.0.0")
        .appVersion("1.0")
        .describe("Everything together.")
        .values(values)
        .manifest("config", config(Map.of("text", text.asString())));
  }

  private static Chart greeter() {
    Values values = Values.create();
    Value<String> greeting = values.string("greeting", "Hello.").describe("What it says.");
    return Chart.named("greeter")
        .version("1.2.0")
        .appVersion("1.0")
        .describe("Says hello.")
        .values(values)
        .manifest("config", config(Map.of("greeting", greeting.asString())))
        .build();
  }

  static ConfigMap config(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(fullName().asString())
        .endMetadata()
        .withData(data)
        .build();
  }

  private static List<String> problems(Chart.Builder chart) {
    InvalidModelException invalid =
        catchThrowableOfType(InvalidModelException.class, () -> Generator.generate(chart.build()));
    return invalid.findings().stream()
        .map(each -> each.rule().id() + " " + each.place().target())
        .toList();
  }

  /** Over few cases: most of what a proof does has tests of its own. */
  private static ProofReport prove(Generated generated) {
    return Generator.prove(generated, SpaceRequest.standard().withLimit(8), ProofProgress.silent());
  }

  static List<Finding> findings(ProofReport report) {
    return report.findings();
  }

  static String rendered(Generated generated, String... values) {
    Rendering rendering = Generator.render(generated, "demo", "default", List.of(values));
    assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
    return ((Rendering.Rendered) rendering).manifest();
  }
}
