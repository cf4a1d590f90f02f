package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.problem.Finding;
import io.fabric8.kubernetes.api.model.ConfigMap;
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
  void anEditWithAPathThatCannotBeReadIsReported() {
    Manifest manifest = Manifest.of("web", new ConfigMap()).bind("a..b", Node.of("x"));
    assertThat(manifest.readableEdits()).isEmpty();
    assertThat(manifest.findings())
        .extracting(Finding::rule, finding -> finding.place().model())
        .containsExactly(tuple(DeclarationRules.FIELD_PATH, "manifests[web].a..b"));
  }
}
