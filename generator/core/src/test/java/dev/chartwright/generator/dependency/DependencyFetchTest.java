package dev.chartwright.generator.dependency;

import static dev.chartwright.chart.Templating.fullName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.marcnuri.helm.Helm;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.write.WriteReport;
import dev.chartwright.problem.InvalidModelException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subcharts from a repository, a registry and a folder, fetched by Helm's own code. */
@Tag("thorough")
class DependencyFetchTest {
  @TempDir Path project;
  private LoopbackRegistry remote;

  @BeforeEach
  void start() throws IOException {
    remote = LoopbackRegistry.start();
    for (String version : List.of("1.0.0", "1.4.0", "2.0.0")) {
      remote.with("greeter", version, archive(greeter(version)));
    }
  }

  @AfterEach
  void stop() {
    remote.close();
  }

  @Test
  void aChartFromARepositoryIsFetchedLockedAndProvenOffline() throws IOException {
    Chart umbrella = umbrella(Dependency.on("greeter", "1.x", remote.repository()), true);
    WriteReport report = fetch(umbrella, false);
    assertThat(report.written())
        .containsExactly("umbrella/Chart.lock", "umbrella/greeter-1.4.0.tgz");
    remote.close();
    Generated generated = Generator.generate(umbrella, dependencies());
    assertThat(prove(generated).findings()).isEmpty();
    assertThat(generated.chartFiles().paths()).contains("Chart.lock", "charts/greeter-1.4.0.tgz");
    assertThat(rendered(generated)).contains("helm.sh/chart: \"greeter-1.4.0\"");
    assertThat(rendered(generated, "greeter: {enabled: false}")).doesNotContain("greeter");
  }

  @Test
  void aChartFromARegistryIsFetchedLockedAndProvenOffline() {
    Chart umbrella = umbrella(Dependency.on("greeter", "1.x", remote.registry()), false);
    assertThat(fetch(umbrella, false).written())
        .containsExactly("umbrella/Chart.lock", "umbrella/greeter-1.4.0.tgz");
    remote.close();
    Generated generated = Generator.generate(umbrella, dependencies());
    assertThat(prove(generated).findings()).isEmpty();
    assertThat(rendered(generated)).contains("helm.sh/chart: \"greeter-1.4.0\"");
  }

  @Test
  void aChartInAFolderIsFetchedAgainWheneverItHasChanged() throws IOException {
    Path output = project.resolve("charts-out");
    Generator.write(Generator.generate(greeter("1.0.0")), output.resolve("greeter"));
    Chart umbrella =
        umbrella(Dependency.on("greeter", "1.0.0", "file://../../../greeter/helm/greeter"), true);
    assertThat(fetch(umbrella, false).written()).hasSize(2);
    assertThat(fetch(umbrella, false).isUnchanged()).isTrue();
    Path notes = output.resolve("greeter/helm/greeter/templates/NOTES.txt");
    Files.writeString(notes, "Hello.");
    assertThat(fetch(umbrella, false).written()).containsExactly("umbrella/greeter-1.0.0.tgz");
    assertThat(prove(Generator.generate(umbrella, dependencies())).findings()).isEmpty();
  }

  @Test
  void helmBuildsTheDependenciesFromTheLock() throws IOException {
    Path chart = written(umbrella(Dependency.on("greeter", "^1.0.0", remote.registry()), true));
    Files.delete(chart.resolve("charts/greeter-1.4.0.tgz"));
    remote.with("greeter", "1.5.0", archive(greeter("1.5.0")));
    new Helm(chart).dependency().build().call();
    assertThat(chart.resolve("charts/greeter-1.4.0.tgz")).exists();
  }

  @Test
  void theDigestOfTheLockIsThatOfHelm() throws IOException {
    Path chart =
        written(
            chart(Values.create())
                .dependency(
                    Dependency.on("greeter", ">=1.0.0 <2", remote.repository())
                        .as("hello")
                        .tag("back-end")
                        .tag("all")
                        .importValues("exported")
                        .importValues("inner", "imported"))
                .dependency(Dependency.on("greeter", "2.0.0", remote.repository()))
                .dependency(Chart.named("third").describe("A third one.").build())
                .build());
    String ours = Files.readString(chart.resolve("Chart.lock"));
    assertThat(HelmEngine.embedded().fetchDependencies(chart)).isEmpty();
    assertThat(digest(Files.readString(chart.resolve("Chart.lock")))).isEqualTo(digest(ours));
  }

  private Path written(Chart chart) throws IOException {
    fetch(chart, false);
    Path output = project.resolve("charts-out").resolve(chart.name());
    Generator.write(Generator.generate(chart, dependencies()), output);
    return output.resolve("helm").resolve(chart.name());
  }

  private static String digest(String lock) {
    return lock.lines().filter(line -> line.startsWith("digest: ")).findFirst().orElseThrow();
  }

  @Test
  void whatIsLockedIsNotAskedForAgainUntilAnUpdate() {
    Chart umbrella = umbrella(Dependency.on("greeter", "1.x", remote.repository()), false);
    fetch(umbrella, false);
    remote.with("greeter", "1.5.0", archive(greeter("1.5.0")));
    int asked = remote.requests().size();
    assertThat(fetch(umbrella, false).isUnchanged()).isTrue();
    assertThat(remote.requests()).hasSize(asked);
    WriteReport update = fetch(umbrella, true);
    assertThat(update.written())
        .containsExactly("umbrella/Chart.lock", "umbrella/greeter-1.5.0.tgz");
    assertThat(update.removed()).containsExactly("umbrella/greeter-1.4.0.tgz");
  }

  @Test
  void aLostArchiveIsFetchedInItsLockedVersion() throws IOException {
    Chart umbrella = umbrella(Dependency.on("greeter", "1.x", remote.repository()), false);
    fetch(umbrella, false);
    remote.with("greeter", "1.5.0", archive(greeter("1.5.0")));
    Files.delete(dependencies().resolve("umbrella/greeter-1.4.0.tgz"));
    assertThat(fetch(umbrella, false).written()).containsExactly("umbrella/greeter-1.4.0.tgz");
  }

  @Test
  void everyDependencyThatCannotBeFetchedIsReportedAtOnce() {
    Chart umbrella =
        chart(Values.create())
            .dependency(Dependency.on("greeter", "9.x", remote.repository()))
            .dependency(Dependency.on("gretter", "1.x", remote.repository()))
            .dependency(Dependency.on("other", "1.0.0", remote.registry()))
            .dependency(Dependency.on("local", "1.0.0", "file://../local"))
            .build();
    InvalidModelException invalid =
        catchThrowableOfType(InvalidModelException.class, () -> fetch(umbrella, false));
    assertThat(invalid.findings())
        .extracting(each -> each.rule().id() + " " + each.place().model())
        .containsExactly(
            "CHA-05 dependencies[greeter]",
            "CHA-05 dependencies[gretter]",
            "CHA-05 dependencies[other]",
            "CHA-05 dependencies[local]");
    assertThat(invalid.findings()).allMatch(each -> each.place().declaredAt().isPresent());
    assertThat(dependencies()).doesNotExist();
  }

  @Test
  void aDependencyThatIsNotFetchedIsReportedWithTheGoalThatFetchesIt() {
    Chart umbrella = umbrella(Dependency.on("greeter", "1.x", remote.repository()), false);
    ProofReport proof = prove(Generator.generate(umbrella, dependencies()));
    assertThat(proof.findings())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.rule().id()).isEqualTo("CHA-05");
              assertThat(each.fix()).contains("goal dependencies");
              assertThat(each.place().declaredAt()).isPresent();
            });
  }

  @Test
  void aLockThatWasMadeForOtherDependenciesIsReported() {
    fetch(umbrella(Dependency.on("greeter", "1.x", remote.repository()), false), false);
    Chart changed = umbrella(Dependency.on("greeter", "2.x", remote.repository()), false);
    ProofReport proof = prove(Generator.generate(changed, dependencies()));
    assertThat(proof.findings()).extracting(each -> each.rule().id()).containsExactly("CHA-12");
  }

  @Test
  void ofAForeignSubchartOnlyWhatBreaksTheInstallationIsReported() throws IOException {
    Path foreign = Files.createDirectories(project.resolve("foreign/templates"));
    Files.writeString(
        project.resolve("foreign/Chart.yaml"), "apiVersion: v2\nname: foreign\nversion: 1.0.0\n");
    Files.writeString(
        foreign.resolve("pod.yaml"),
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: "{{ .Release.Name }}-foreign"}
        spec:
          containers: [{name: a, image: "busybox:latest", imagePulPolicy: Always}]
        """);
    Chart umbrella =
        umbrella(Dependency.on("foreign", "1.0.0", "file://" + project.resolve("foreign")), false);
    fetch(umbrella, false);
    assertThat(prove(Generator.generate(umbrella, dependencies())).findings())
        .singleElement()
        .asString()
        .contains("TPL-07", "imagePulPolicy");
  }

  @Test
  void aSubchartOfTheSameBuildHasDependenciesOfItsOwn() {
    Chart inner = umbrella(Dependency.on("greeter", "1.x", remote.repository()), false);
    Chart outer =
        Chart.named("outer").version("1.0.0").describe("Outer.").dependency(inner).build();
    assertThat(fetch(outer, false).written())
        .containsExactly("umbrella/Chart.lock", "umbrella/greeter-1.4.0.tgz");
    Generated generated = Generator.generate(outer, dependencies());
    assertThat(prove(generated).findings()).isEmpty();
    assertThat(rendered(generated))
        .contains("outer/charts/umbrella/charts/greeter/templates/config.yaml");
  }

  private WriteReport fetch(Chart chart, boolean isUpdate) {
    return Generator.fetch(
        Generator.generate(chart),
        dependencies(),
        project.resolve("charts-out").resolve(chart.name()),
        isUpdate);
  }

  /** Over few cases: most of what a proof does has tests of its own. */
  private static ProofReport prove(Generated generated) {
    return Generator.prove(generated, SpaceRequest.standard().withLimit(8), ProofProgress.silent());
  }

  private Path dependencies() {
    return project.resolve("src/main/charts");
  }

  private static Chart umbrella(Dependency dependency, boolean isConditional) {
    Values values = Values.create();
    Dependency declared =
        isConditional
            ? dependency.onlyWhen(
                values.flag("greeter.enabled", true).describe("Installs the greeter."))
            : dependency;
    return chart(values).dependency(declared).build();
  }

  private static Chart.Builder chart(Values values) {
    Value<String> text = values.string("text", "hello").describe("A text.");
    return Chart.named("umbrella")
        .version("1.0.0")
        .appVersion("1.0")
        .describe("Everything together.")
        .values(values)
        .manifest("config", config(Map.of("text", text.asString())));
  }

  private static Chart greeter(String version) {
    Values values = Values.create();
    Value<String> greeting = values.string("greeting", "Hello.").describe("What it says.");
    return Chart.named("greeter")
        .version(version)
        .appVersion("1.0")
        .describe("Says hello.")
        .values(values)
        .manifest("config", config(Map.of("greeting", greeting.asString())))
        .build();
  }

  private static byte[] archive(Chart chart) {
    return Generator.archive(Generator.generate(chart));
  }

  private static ConfigMap config(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(fullName().asString())
        .endMetadata()
        .withData(data)
        .build();
  }

  private static String rendered(Generated generated, String... values) {
    Rendering rendering = Generator.render(generated, "demo", "default", List.of(values));
    assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
    return ((Rendering.Rendered) rendering).manifest();
  }
}
