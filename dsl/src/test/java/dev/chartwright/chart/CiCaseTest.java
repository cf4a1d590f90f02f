package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CiCase.named("case").set(replicas, 10))
        .withMessage("ci case case: values.replicas 10 is not between 1 and 9");
  }

  @Test
  void aNameIsPartOfAFileName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CiCase.named("../x"))
        .withMessageContaining("not a name of a case");
  }
}
