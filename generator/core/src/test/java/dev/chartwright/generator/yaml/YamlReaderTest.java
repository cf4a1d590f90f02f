package dev.chartwright.generator.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"yes", "Yes", "YES", "y", "Y", "on", "On", "true", "TRUE"})
  void takesTheWordsOfYaml11ForTrue(String word) {
    assertThat(YamlReader.read("a: " + word)).isEqualTo(Map.of("a", true));
    assertThat(YamlReader.read("a: \"" + word + "\"")).isEqualTo(Map.of("a", word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "No", "NO", "n", "N", "off", "OFF", "false", "False"})
  void takesTheWordsOfYaml11ForFalse(String word) {
    assertThat(YamlReader.read("a: " + word)).isEqualTo(Map.of("a", false));
    assertThat(YamlReader.read("a: '" + word + "'")).isEqualTo(Map.of("a", word));
  }

  @ParameterizedTest
  @CsvSource({
    "0755, 493",
    "0o755, 493",
    "0b101, 5",
    "0x1F, 31",
    "-7, -7",
    "+7, 7",
    "1_000, 1000",
    "0, 0",
    "-0755, -493",
    "9223372036854775807, 9223372036854775807"
  })
  void readsWholeNumbersInEveryBase(String text, long value) {
    assertThat(YamlReader.read("a: " + text)).isEqualTo(Map.of("a", value));
  }

  @ParameterizedTest
  @CsvSource({"1e3, 1000", "12e10, 120000000000", "1.10, 1.1", ".5, 0.5", "1., 1", "089, 89"})
  void readsDecimalNumbersAndGitHashesThatLookLikeThem(String text, double value) {
    assertThat(YamlReader.read("a: " + text)).isEqualTo(Map.of("a", value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12:30:45",
        "2026-01-31",
        "1.2.3",
        "0x",
        "5Gi",
        "1e",
        "-",
        "+",
        ".",
        "truely",
        "0b2"
      })
  void leavesWhatOnlyLooksLikeANumberOrTimeAsText(String text) {
    assertThat(YamlReader.read("a: \"" + text + "\"")).isEqualTo(Map.of("a", text));
    assertThat(YamlReader.read("- " + (text.equals("-") ? "'-'" : text))).isEqualTo(List.of(text));
  }

  @Test
  void keepsNumbersThatDoNotFitIntoALong() {
    assertThat(YamlReader.read("a: 18446744073709551615"))
        .isEqualTo(Map.of("a", new BigInteger("18446744073709551615")));
    assertThat(YamlReader.read("a: 99999999999999999999999"))
        .isEqualTo(Map.of("a", Double.valueOf("1e23")));
  }

  @Test
  void readsInfinityAndNotANumber() {
    assertThat(YamlReader.read("[.inf, -.inf, .NaN]"))
        .isEqualTo(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN));
  }

  @Test
  void readsNulls() {
    assertThat(YamlReader.read("[~, null, Null, NULL, ]"))
        .isEqualTo(Arrays.asList(null, null, null, null));
    assertThat(YamlReader.read("")).isNull();
    assertThat(YamlReader.read("# nothing\n")).isNull();
  }

  @Test
  void keepsTheOrderOfKeys() {
    assertThat(((Map<?, ?>) YamlReader.read("z: 1\na: 2\nm: 3\n")).keySet().toString())
        .isEqualTo("[z, a, m]");
  }

  @Test
  void readsEveryDocument() {
    assertThat(YamlReader.readAll("a: 1\n---\n---\nb: 2\n"))
        .isEqualTo(Arrays.asList(Map.of("a", 1L), null, Map.of("b", 2L)));
  }

  @Test
  void mergesMapsAsHelmDoes() {
    assertThat(YamlReader.read("base: &b {a: 1, c: 2}\nx:\n  <<: *b\n  a: 3\n"))
        .isEqualTo(Map.of("base", Map.of("a", 1L, "c", 2L), "x", Map.of("a", 3L, "c", 2L)));
  }

  @Test
  void refusesAKeyThatIsGivenTwice() {
    assertRefused(
        "a:\n  b: 1\n  c: 2\n  b: 3\n",
        "line 4, column 3: the key 'a.b' is given twice, first in line 2");
  }

  @ParameterizedTest
  @CsvSource({
    "on, true",
    "y, true",
    "no, false",
    "0755, 493",
    "~, null",
    "1e3, 1000.0",
    "1.10, 1.1"
  })
  void refusesAKeyThatMeansSomethingElse(String key, String meaning) {
    assertRefused(
        key + ": 1\n",
        "line 1, column 1: the key '" + key + "' means " + meaning + " in YAML; quote it");
  }

  @Test
  void acceptsTheSameKeyInQuotes() {
    assertThat(YamlReader.read("\"on\": 1\n8080: 2\ntrue: 3\n"))
        .isEqualTo(Map.of("on", 1L, "8080", 2L, "true", 3L));
  }

  @Test
  void tellsWhereTheTextIsMalformed() {
    assertRefused("a: 1\nb: c: d\n", "line 2, column 5: mapping values are not allowed here");
    assertRefused("a: [1, 2\n", "line 2, column 1: expected ',' or ']', but got <stream end>");
    assertRefused(
        "\tx: 1\n",
        "line 1, column 1: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)");
  }

  @Test
  void refusesTagsOfOtherLanguages() {
    assertRefused(
        "a: !!javax.script.ScriptEngineManager []\n",
        "line 1, column 4: Global tag is not allowed: tag:yaml.org,2002:javax.script.ScriptEngineManager");
    assertRefused(
        "a: !!int '5'\n", "line 1, column 4: the tag tag:yaml.org,2002:int is not allowed");
    assertThat(YamlReader.read("a: !!str 5\n")).isEqualTo(Map.of("a", "5"));
  }

  @Test
  void refusesAListAsKeyAndSeveralDocumentsWhereOneIsExpected() {
    assertRefused("? [a]\n: 1\n", "line 1, column 3: a key must be text, not a list or a map");
    assertRefused(
        "a: 1\n---\nb: 1\n", "line 1, column 1: there are 2 documents where one is expected");
  }

  @Test
  void refusesTextsThatUnfoldOutOfProportion() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 8; level++) {
      String alias = "*a" + (level - 1);
      laughs.append("a" + level + ": &a" + level + " [" + alias + (", " + alias).repeat(8) + "]\n");
    }
    assertThatThrownBy(() -> YamlReader.read(laughs.toString()))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageContaining("the aliases unfold to more than 1000000 values");
    assertThatThrownBy(() -> YamlReader.read("[".repeat(200) + "]".repeat(200)))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageContaining("Nesting Depth exceeded max 100");
    assertThatThrownBy(() -> YamlReader.read("a: &a [*a]\n"))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageContaining("an alias that contains itself");
  }

  @Test
  void givesTreesThatCannotBeChanged() {
    Map<?, ?> tree = (Map<?, ?>) YamlReader.read("a: [1]\n");
    assertThatThrownBy(() -> tree.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) tree.get("a")).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> YamlReader.read(text))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessage(message)
        .hasNoCause();
  }
}
