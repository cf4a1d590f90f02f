package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CiCaseTest {
  private final Values values = Values.create();
  private final Value<Integer> replicas =
      values.integer("replicas", 1).min(1).max(9).describe("Replicas.");
  private final Value<Map<String, String>> labels =
      values.labels("labels", Map.of()).describe("Labels.");

  @Test
  void settingsKeepTheirOrderAndTheLastOneOfAPathWins() {
    CiCase ciCase =
        CiCase.named("case")
            .set(labels, Map.of("b", "1", "a", "2"))
            .set(replicas, 2)
            .set(replicas, 3);
    assertThat(ciCase.settings().toString()).isEqualTo("{labels={a=2, b=1}, replicas=3}");
  }

  @Test
  void aSettingSatisfiesTheConstraintOfItsValue() {
    assertThat(findings(CiCase.named("case").set(replicas, 10)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(CommonRules.VAL_01);
              assertThat(finding.place().model()).isEqualTo("ciCases[case].replicas");
              assertThat(finding.what()).contains("10");
            });
  }

  @Test
  void aNameIsPartOfAFileName() {
    assertThat(findings(CiCase.named("../x")))
        .extracting(Finding::rule)
        .containsExactly(DeclarationRules.CASE_NAME);
  }

  @Test
  void aSettingThatIsNoTreeIsLeftOutAndReported() {
    Map<String, Object> itself = new HashMap<>();
    itself.put("itself", itself);
    CiCase ciCase = new CiCase("case", Map.of("labels", itself, "replicas", 2));
    assertThat(ciCase.settings()).containsOnlyKeys("replicas");
    assertThat(findings(ciCase))
        .extracting(Finding::rule, finding -> finding.place().model())
        .containsExactly(tuple(DeclarationRules.TREE, "ciCases[case].labels"));
  }

  private List<Finding> findings(CiCase ciCase) {
    return Chart.named("chart").describe("A chart.").values(values).ci(ciCase).build().findings();
  }
}
