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

  @Test
  void aPathIsBuiltStepByStep() {
    FieldPath path = FieldPath.ROOT.key("spec").key("containers").item("web").key("env").item(0);

    assertThat(path).hasToString("spec.containers[web].env[0]");
    assertThat(path).isEqualTo(FieldPath.parse("spec.containers[web].env[0]"));
    assertThat(FieldPath.ROOT).hasToString("");
  }

  @Test
  void aPathIsInTheFieldsAroundIt() {
    FieldPath path = FieldPath.parse("spec.containers[web].image");

    assertThat(path.isIn("spec")).isTrue();
    assertThat(path.isIn("spec", "containers", FieldPath.ANY_ITEM)).isTrue();
    assertThat(path.isIn(FieldPath.parse("spec.containers[web]"))).isTrue();
    assertThat(path.isIn(FieldPath.parse("spec.containers[other]"))).isFalse();
    assertThat(path.isIn("spec", FieldPath.ANY_ITEM)).isFalse();
    assertThat(path.isIn("spec", "containers", FieldPath.ANY_ITEM, "image", "tag")).isFalse();
  }

  @Test
  void aPathTellsItsParts() {
    FieldPath path = FieldPath.parse("spec.containers[web].image");

    assertThat(path.first(2)).hasToString("spec.containers");
    assertThat(path.after(3)).hasToString("image");
    assertThat(path.step(2)).isEqualTo("[web]");
    assertThat(path.step(4)).isEmpty();
    assertThat(path.last()).isEqualTo("image");
  }
}
