package dev.chartwright.generator.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Values;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTextsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[A-Z]+$",
        "^[A-Z_][A-Z0-9_]*$",
        "^[a-z]([-a-z0-9]*[a-z0-9])?$",
        "^(a|b|cd)$",
        "^(?:arn:aws:iam::[0-9]{12}:role/[\\w+=,.@-]+)$",
        "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$",
        "^\\d{4}-\\d{2}-\\d{2}$",
        "^(\\*|[0-9,/-]+)( (\\*|[0-9,/-]+)){4}$",
        "^[^/ ]+/[^/ ]+$",
        "^#[0-9a-fA-F]{6}$",
        "^x{3,}y?z*$",
        "^[[:alpha:]]+$",
        "^.+@.+\\..+$",
        Values.QUANTITY,
        Values.POSITIVE_QUANTITY,
        Values.DURATION,
      })
  void textsMatchThePatternThatTheyAreMadeFrom(String pattern) {
    List<String> texts = PatternTexts.of(pattern);

    assertThat(texts).isNotEmpty().doesNotHaveDuplicates();
    if (!pattern.contains("[:")) {
      assertThat(texts).allMatch(text -> Pattern.matches(pattern, text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"^[A-Z]+$", "^[a-z]{3}$", "^v[0-9]+$", "^(one|two|three)$"})
  void thereAreSeveralTextsWherePossible(String pattern) {
    assertThat(PatternTexts.of(pattern)).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(?=a)b$", "^[a-z", "^a{x}$", "^(a$", "^\\p{Lu}$"})
  void aPatternThatCannotBeReadGivesNoText(String pattern) {
    assertThat(PatternTexts.of(pattern)).isEmpty();
  }

  @Test
  void theSamePatternGivesTheSameTexts() {
    assertThat(PatternTexts.of("^[a-c]{2,4}$")).isEqualTo(PatternTexts.of("^[a-c]{2,4}$"));
  }
}
