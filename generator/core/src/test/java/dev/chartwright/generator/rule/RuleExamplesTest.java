package dev.chartwright.generator.rule;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.check.FleetCheck;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.prove.TimeBudget;
import dev.chartwright.generator.write.OutputException;
import dev.chartwright.generator.write.OutputFolder;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.ProverFleet;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the documentation breaks its rule, and no other one. */
@Tag("thorough")
class RuleExamplesTest {
  /** Rules about a declaration that only its proof judges, and what else the proof finds. */
  private static final Map<String, Set<String>> OF_PROOFS = Map.of("VAL-12", Set.of("NAM-07"));

  /** Found only where values are tried, which finds values without effect too. */
  private static final Set<String> OF_VALUES = Set.of("VAL-07", "VAL-08");

  /** Found only in charts that were not generated here. */
  private static final Set<String> OF_OTHERS = Set.of("GEN-10");

  /** Broken by a proof that takes long. */
  private static final Set<String> OF_TIME = Set.of("GEN-11");

  /** Rules that the input cannot break alone, and what it breaks besides. */
  private static final Map<String, Set<String>> BESIDES =
      Map.of("POO-02", Set.of("GEN-02"), "POO-05", Set.of("CAP-05", "POO-06"));

  @TempDir private static Path folder;
  private static ExampleCode code;

  @BeforeAll
  static void compileExamples() {
    code = ExampleCode.of(examples(each -> each.isFleet() || each.isChartCode()).toList(), folder);
  }

  @Test
  void everyRuleHasAnExample() {
    assertThat(RuleRegister.complete().all()).noneMatch(rule -> rule.example().isBlank());
  }

  @Test
  void theChartOfTheExamplesBreaksNoRule() {
    assertThat(rules(prove(RuleExample.base()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void aFleetBreaksTheRule(RuleExample example) {
    ProverFleet fleet = code.ofFleet(example).in(ProverFleet.named("zero-prover")).build();

    assertThat(rules(FleetCheck.check(fleet)))
        .contains(expected(example))
        .isSubsetOf(expected(example, BESIDES.getOrDefault(example.rule().id(), Set.of())));
  }

  static Stream<RuleExample> aFleetBreaksTheRule() {
    return examples(RuleExample::isFleet);
  }

  @ParameterizedTest
  @MethodSource
  void aDeclarationBreaksTheRule(RuleExample example) {
    Values values = Values.create();
    Chart.Builder chart = Chart.named("example").describe("A small chart.").values(values);
    code.ofChart(example).in(chart, values, page("page").build());

    // What is declared wrongly is seldom used.
    Set<String> others =
        example.rule().family().equals("DEC")
            ? Set.of("VAL-03")
            : OF_PROOFS.getOrDefault(example.rule().id(), Set.of());
    List<Finding> found =
        OF_PROOFS.containsKey(example.rule().id()) ? proven(chart.build()) : problems(chart);
    assertThat(rules(found)).contains(expected(example)).isSubsetOf(expected(example, others));
  }

  /** What the proof of a declared chart finds, without its value space. */
  private static List<Finding> proven(Chart chart) {
    Generated generated = Generator.generate(chart);
    return ChartProof.prove(generated.chartFiles(), chart, ProofRequest.of(chart).withoutSpace())
        .findings();
  }

  static Stream<RuleExample> aDeclarationBreaksTheRule() {
    return examples(RuleExample::isChartCode);
  }

  @ParameterizedTest
  @MethodSource
  void aChartBreaksTheRule(RuleExample example) {
    // Operators come with the cluster of the example.
    assertThat(rules(prove(example.chart())))
        .contains(expected(example))
        .isSubsetOf(expected(example, Set.of("INS-06")));
  }

  static Stream<RuleExample> aChartBreaksTheRule() {
    return examples(
        each ->
            each.isTemplate()
                && !OF_VALUES.contains(each.rule().id())
                && !OF_OTHERS.contains(each.rule().id())
                && !OF_TIME.contains(each.rule().id()));
  }

  @ParameterizedTest
  @MethodSource
  void aThirdPartyChartBreaksTheRule(RuleExample example) {
    ProofRequest request = ProofRequest.thirdParty().withoutSpace();

    assertThat(rules(ChartProof.prove(example.chart(), request).findings()))
        .containsExactly(expected(example));
  }

  static Stream<RuleExample> aThirdPartyChartBreaksTheRule() {
    return examples(each -> OF_OTHERS.contains(each.rule().id()));
  }

  @ParameterizedTest
  @MethodSource
  void aProofThatTakesTooLongBreaksTheRule(RuleExample example) {
    TimeBudget over = TimeBudget.of(Duration.ZERO, () -> 0, () -> false);

    assertThat(
            rules(
                ChartProof.prove(
                        ParsedChart.of(example.chart()),
                        Optional.empty(),
                        ProofRequest.standard(),
                        ProofProgress.silent(),
                        over)
                    .findings()))
        .containsExactly(expected(example));
  }

  static Stream<RuleExample> aProofThatTakesTooLongBreaksTheRule() {
    return examples(each -> OF_TIME.contains(each.rule().id()));
  }

  @ParameterizedTest
  @MethodSource
  void aSettingBreaksTheRule(RuleExample example) {
    assertThat(rules(ChartProof.prove(example.chart(), ProofRequest.standard()).findings()))
        .contains(expected(example))
        .isSubsetOf(expected(example, Set.of("VAL-03")));
  }

  static Stream<RuleExample> aSettingBreaksTheRule() {
    return examples(each -> OF_VALUES.contains(each.rule().id()));
  }

  @ParameterizedTest
  @MethodSource
  void aWrongGeneratorBreaksTheRule(RuleExample example) {
    FileTree files = example.changed(Generator.generate(declared()).chartFiles());

    assertThat(rules(ChartProof.prove(files, declared(), ProofRequest.standard()).findings()))
        .containsExactly(expected(example));
  }

  static Stream<RuleExample> aWrongGeneratorBreaksTheRule() {
    return examples(RuleExample::isGenerated);
  }

  @ParameterizedTest
  @MethodSource
  void anOutputFolderBreaksTheRule(RuleExample example, @TempDir Path project) throws IOException {
    Path output = project.resolve("charts-out");
    if (example.isEdited() || example.isBeside()) {
      Generator.write(Generator.generate(declared()), output);
    }
    example.disturb(project);

    List<Finding> problems =
        example.isBeside() ? OutputFolder.at(output).foreignFiles() : problems(declared(), output);
    assertThat(rules(problems)).containsExactly(expected(example));
  }

  static Stream<RuleExample> anOutputFolderBreaksTheRule() {
    return examples(RuleExample::isOutput);
  }

  @ParameterizedTest
  @MethodSource
  void anUpgradeBreaksTheRule(RuleExample example) {
    assertThat(
            Generator.diff(example.before(), example.after()).findings().stream()
                .map(each -> each.rule().id()))
        .contains(expected(example));
  }

  static Stream<RuleExample> anUpgradeBreaksTheRule() {
    return examples(RuleExample::isUpgrade);
  }

  private static Stream<RuleExample> examples(Predicate<RuleExample> kind) {
    return RuleRegister.complete().all().stream().map(RuleExample::new).filter(kind);
  }

  private static String expected(RuleExample example) {
    return example.rule().id();
  }

  private static Set<String> expected(RuleExample example, Set<String> others) {
    Set<String> all = new TreeSet<>(others);
    all.add(expected(example));
    return all;
  }

  private static ConfigMapBuilder page(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData("index", "hello");
  }

  /** The generated chart of the examples. */
  private static Chart declared() {
    Values values = Values.create();
    Value<Integer> port = values.integer("port", 8080).max(65535).describe("The port.");
    ConfigMapBuilder page = page(Templating.fullName("page")).addToData("port", port.asString());
    return Chart.named("example")
        .describe("A small chart.")
        .values(values)
        .manifest(Manifest.of("page", page.build()))
        .build();
  }

  private static List<Finding> problems(Chart.Builder chart) {
    try {
      return problems(chart.build(), folder.resolve("output"));
    } catch (InvalidModelException refusal) {
      return refusal.findings();
    }
  }

  private static List<Finding> problems(Chart chart, Path output) {
    try {
      Generated generated = Generator.generate(chart);
      Generator.write(generated, output);
      return generated.findings();
    } catch (OutputException refusal) {
      return refusal.findings();
    }
  }

  private static List<Finding> prove(FileTree chart) {
    return ChartProof.prove(chart, ProofRequest.standard().withoutSpace()).findings();
  }

  private static Set<String> rules(List<Finding> problems) {
    return problems.stream().map(each -> each.rule().id()).collect(toCollection(TreeSet::new));
  }
}
