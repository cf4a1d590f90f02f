package dev.chartwright.chart.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
  @Test
  void aPathGoesThroughKeysNamesAndIndexes() {
    assertThat(FieldPath.parse("spec.containers[web].env[0].data['a.b/c']").steps())
        .containsExactly(
            new FieldPath.Key("spec"),
            new FieldPath.Key("containers"),
            new FieldPath.Name("web"),
            new FieldPath.Key("env"),
            new FieldPath.Index(0),
            new FieldPath.Key("data"),
            new FieldPath.Key("a.b/c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "a.b.c", "a[0]", "a[web-1].b", "['x y']", "a['b.c'].d", "$x.y-z"})
  void aPathPrintsAsItIsWritten(String path) {
    assertThat(FieldPath.parse(path)).hasToString(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "a b",
        "a[",
        "a[]",
        "a]",
        "a[b]c",
        "a['']",
        "a['b",
        "a[b'c]",
        "1a",
        "a[9999999999]x"
      })
  void everythingElseIsRefused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldPath.parse(path))
        .withMessageMatching("(the path is empty|.* is not the path of a field, at .*)");
  }
}
