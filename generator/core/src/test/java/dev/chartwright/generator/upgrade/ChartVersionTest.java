package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartVersionTest {
  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "1.2.3,       none,  1.2.3",
    "1.2.3,       patch, 1.2.4",
    "1.2.3,       minor, 1.3.0",
    "1.2.3,       major, 2.0.0",
    "0.2.3,       none,  0.2.3",
    "0.2.3,       patch, 0.2.4",
    "0.2.3,       minor, 0.2.4",
    "0.2.3,       major, 0.3.0",
    "v1.2,        patch, 1.2.1",
    "1.2.3+build, patch, 1.2.4",
    "2.0.0-rc.1,  patch, 2.0.0",
    "2.0.0-rc.1,  minor, 2.0.0",
    "2.0.0-rc.1,  major, 2.0.0",
    "2.1.0-rc.1,  major, 3.0.0",
    "2.1.0-rc.1,  minor, 2.1.0",
    "2.1.1-rc.1,  minor, 2.2.0",
    "2.1.1-rc.1,  none,  2.1.1-rc.1"
  })
  void theNextVersionFollowsFromTheVerdict(String before, String verdict, String next) {
    assertThat(version(before).next(Verdict.valueOf(verdict.toUpperCase(Locale.ROOT))))
        .hasToString(next);
  }

  @Test
  void versionsHaveTheOrderOfSemanticVersioning() {
    List<String> ordered =
        List.of(
            "0.9.9",
            "1.0.0-1",
            "1.0.0-2",
            "1.0.0-10",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-beta",
            "1.0.0",
            "1.0.1",
            "1.1.0",
            "1.10.0",
            "2.0.0");
    for (int left = 0; left < ordered.size(); left++) {
      for (int right = 0; right < ordered.size(); right++) {
        assertThat(
                Integer.signum(version(ordered.get(left)).compareTo(version(ordered.get(right)))))
            .as(ordered.get(left) + " and " + ordered.get(right))
            .isEqualTo(Integer.compare(left, right));
      }
    }
  }

  @Test
  void anythingElseIsNoVersion() {
    for (String text : List.of("", "latest", "1.2.3.4", "1.2.3-", "1.x", "1.2.3 ", "-1.0.0")) {
      assertThat(ChartVersion.of(text)).as(text).isEmpty();
    }
  }

  private static ChartVersion version(String text) {
    return ChartVersion.of(text).orElseThrow();
  }
}
