package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternLengthTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "^[a-z][-a-z0-9]{0,15}$; 16",
        "[a-z]([-a-z0-9]{0,30}[a-z0-9])?; 32",
        "^(nightly|weekly|a)$; 7",
        "^(?:ab){2,3}c?$; 7",
        "^[\\]a]{4}\\.x$; 6",
        "^$; 0"
      })
  void aPatternThatBoundsTheLengthTellsIt(String pattern, int longest) {
    assertThat(PatternLength.longest(pattern)).hasValue(longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"^[a-z]+$", "^(a|b*)$", "a{2,}", "^(?=.{1,5}$)a*$", "(a", "[a", "a)"})
  void anotherPatternTellsNothing(String pattern) {
    assertThat(PatternLength.longest(pattern)).isEmpty();
  }

  @Test
  void noPatternAdmitsEverything() {
    assertThat(PatternLength.longest("")).isEmpty();
  }
}
