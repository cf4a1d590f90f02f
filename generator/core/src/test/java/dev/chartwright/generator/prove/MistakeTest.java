package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.problem.InvalidModelException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MistakeTest {
  /** All pairs take half a minute; every mistake meets a dozen others. */
  private static final int STRIDE = 7;

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("mistakes")
  void aMistakeIsReportedByNameAndNeverCrashes(Mistake mistake) {
    assertThat(refusal(mistake))
        .isInstanceOf(mistake.isOfNull() ? NullPointerException.class : InvalidModelException.class)
        .hasMessageContaining(mistake.mention());
  }

  @Tag("thorough")
  @Test
  void ofTwoMistakesBothAreReportedAtOnce() {
    List<Mistake> mistakes =
        Mistake.all().stream().filter(each -> !each.isOfNull() && !each.isDeep()).toList();
    for (int one = 0; one < mistakes.size(); one++) {
      for (int other = one + 1; other < mistakes.size(); other += STRIDE) {
        Mistake first = mistakes.get(one);
        Mistake second = mistakes.get(other);
        assertThat(refusal(first, second))
            .as("%s, and %s", first, second)
            .isInstanceOf(InvalidModelException.class)
            .hasMessageContaining(first.mention())
            .hasMessageContaining(second.mention());
      }
    }
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    List<Mistake> mistakes = Mistake.all().stream().filter(each -> !each.isOfNull()).toList();
    Throwable refusal = refusal(mistakes.toArray(Mistake[]::new));
    assertThat(refusal).isInstanceOf(InvalidModelException.class);
    for (Mistake mistake : mistakes) {
      assertThat(refusal).as(mistake.name()).hasMessageContaining(mistake.mention());
    }
    assertThat(((InvalidModelException) refusal).findings())
        .allMatch(finding -> finding.place().declaredAt().isPresent());
  }

  private static Throwable refusal(Mistake... mistakes) {
    return catchThrowable(
        () -> {
          Values values = Values.create();
          Chart.Builder chart = Chart.named("mistaken").describe("A.").values(values);
          for (Mistake mistake : mistakes) {
            mistake.make().in(chart, values);
          }
          Generator.generate(chart.build()).chartFiles();
        });
  }

  private static List<Mistake> mistakes() {
    return Mistake.all();
  }
}
