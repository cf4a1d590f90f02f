package dev.chartwright.generator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts are for people: a report with other texts has the same shape. */
class RewordingTest {
  private static final ProofDocument PLAIN = Documents.faulty();
  private static final ProofDocument REWORDED = reworded(PLAIN);

  @Test
  void theSuitesAndTestsStayTheSame() {
    assertThat(shape(REWORDED)).isEqualTo(shape(PLAIN)).hasSizeGreaterThan(5);
  }

  @Test
  void theGroupsOfThePageStayTheSame() {
    assertThat(groups(REWORDED)).isEqualTo(groups(PLAIN)).isNotEmpty();
  }

  @Test
  void programsReadTheSameFromJson() throws JsonProcessingException {
    JsonNode reworded = withoutTexts(ReportJson.of(REWORDED));
    assertThat(reworded).isEqualTo(withoutTexts(ReportJson.of(PLAIN)));
    assertThat(reworded.toString()).doesNotContain("other words");
  }

  @Test
  void theVerdictStaysTheSame() {
    assertThat(REWORDED.isProven()).isEqualTo(PLAIN.isProven()).isFalse();
  }

  private static ProofDocument reworded(ProofDocument document) {
    ProofReport proof = document.proof();
    UpgradeSection upgrade = document.upgrade().orElseThrow();
    return ProofDocument.of(
            document.chart(),
            document.version(),
            document.appVersion(),
            new ProofReport(
                proof.cases(),
                reworded(proof.findings()),
                proof.space(),
                proof.unfinished(),
                proof.duration()))
        .withUpgrade(
            new UpgradeSection(
                upgrade.previousVersion(),
                upgrade.declaredVersion(),
                upgrade.verdict(),
                upgrade.nextVersion(),
                upgrade.changelog(),
                reworded(upgrade.findings())));
  }

  private static List<Finding> reworded(List<Finding> findings) {
    return findings.stream()
        .map(
            each ->
                new Finding(
                    each.severity(),
                    each.rule(),
                    each.place(),
                    "other words: " + each.what().hashCode(),
                    "other words: " + each.why().hashCode(),
                    "other words: " + each.fix().hashCode()))
        .toList();
  }

  /** Suite, test, and the severity and place of what it tells. */
  private static List<String> shape(ProofDocument document) {
    return TestSuites.of(document).stream()
        .flatMap(
            suite ->
                suite.tests().stream()
                    .map(
                        test ->
                            suite.name()
                                + ": "
                                + test.name()
                                + ": "
                                + test.found().stream()
                                    .map(each -> each.severity() + " " + each.places())
                                    .toList()))
        .toList();
  }

  private static List<String> groups(ProofDocument document) {
    return ProofFindings.byRule(document.proof().findings()).stream()
        .map(
            group ->
                group.rule() + " " + group.groups().stream().map(FindingGroup::places).toList())
        .toList();
  }

  private static JsonNode withoutTexts(String json) throws JsonProcessingException {
    JsonNode report = new ObjectMapper().readTree(json);
    report
        .findParents("fix")
        .forEach(each -> ((ObjectNode) each).remove(List.of("what", "why", "fix")));
    return report;
  }
}
