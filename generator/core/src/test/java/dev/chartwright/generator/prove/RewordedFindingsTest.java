package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.rule.RuleRegister;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingGroup;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Severities and groups follow from rule, place and case, whatever the texts say. */
class RewordedFindingsTest {
  /** Every rule at two places, with the defaults, in a file of values, and in the value space. */
  private static final List<Finding> FINDINGS = findings();

  private static List<Finding> findings() {
    List<TriedCase> cases =
        List.of(
            TriedCase.named(TriedCase.DEFAULTS, ""),
            TriedCase.named("ci/a-values.yaml", "a-long-name-of-a-release"),
            TriedCase.named(TriedCase.DEFAULTS, "").withApis(List.of("example.com/v1")),
            TriedCase.ofSpace("replicas=0", "", "replicas: 0\n"));
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : RuleRegister.complete().all()) {
      for (TriedCase tried : cases) {
        for (int item = 0; item < 2; item++) {
          Place place = Place.ofFile("templates/a.yaml", "spec.items[" + item + "]");
          findings.add(Finding.error(rule, place.shownBy(tried), "item " + item));
        }
      }
    }
    return findings;
  }

  @Test
  void otherTextsGiveTheSameSeveritiesAndGroups() {
    List<Finding> reworded =
        FINDINGS.stream()
            .map(
                each ->
                    new Finding(each.severity(), each.rule(), each.place(), "one", "two", "three"))
            .toList();

    assertThat(shape(judged(reworded))).isEqualTo(shape(judged(FINDINGS)));
  }

  @Test
  void aRuleIsMildForThirdPartyChartsAsTheRegisterSays() {
    assertThat(judged(FINDINGS))
        .allSatisfy(
            finding -> {
              boolean isOfSpace = finding.place().shownBy().orElseThrow().isOfSpace();
              Severity expected =
                  switch (finding.rule().strictness()) {
                    case ALWAYS -> Severity.ERROR;
                    case OWN_CHARTS -> Severity.WARNING;
                    case DEFAULTS_ONLY -> isOfSpace ? Severity.WARNING : Severity.ERROR;
                    case OWN_PROOFS -> Severity.NOTE;
                  };
              assertThat(finding.severity()).as("%s", finding).isEqualTo(expected);
            });
  }

  @Test
  void whatBreaksOneRuleInOneFieldAndOneCaseIsReportedOnce() {
    assertThat(FindingGroup.of(judged(FINDINGS)))
        .hasSize(FINDINGS.size() / 2)
        .allMatch(group -> group.places().size() == 2);
  }

  private static List<Finding> judged(List<Finding> findings) {
    return findings.stream().map(ThirdPartyPolicy::judge).toList();
  }

  private static List<String> shape(List<Finding> findings) {
    return FindingGroup.of(findings).stream()
        .map(each -> each.severity() + " " + each.rule() + " " + each.places())
        .toList();
  }
}
