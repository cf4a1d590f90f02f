package dev.chartwright.generator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  @Test
  void parametersAreQuotedOrNot() {
    assertThat(
            Challenge.parse(
                List.of(
                    "Bearer realm=\"https://a/token?x=1,2\",service=a.b , Scope=\"r:x:pull,push \\\"q\\\"\"")))
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm",
                    "https://a/token?x=1,2",
                    "service",
                    "a.b",
                    "scope",
                    "r:x:pull,push \"q\"")));
  }

  @Test
  void aFieldMayHaveSeveralChallenges() {
    assertThat(Challenge.parse(List.of("Negotiate, Basic realm=\"x\"", "BEARER realm=y")))
        .extracting(Challenge::scheme)
        .containsExactly("negotiate", "basic", "bearer");
  }

  @Test
  void anyTextIsRead() {
    Random random = new Random(7);
    String letters = "ab=\"\\, \t-é";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(30), 0, letters.length())
          .forEach(each -> text.append(letters.charAt(each)));
      assertThatCode(() -> Challenge.parse(List.of(text.toString()))).doesNotThrowAnyException();
    }
  }
}
