package dev.chartwright.chart.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Text.Placeholder;
import dev.chartwright.chart.tree.Text.Plain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  private final Values values = Values.create();
  private final Value<String> name = values.string("name", "").describe("Name.");
  private final Value<Integer> port = values.integer("port", 80).describe("Port.");

  @Test
  void aTokenSurvivesConcatenation() {
    String text = "http://" + name.asString() + ":" + port.asString() + "/";
    assertThat(Text.parse(text).parts())
        .containsExactly(
            new Plain("http://"),
            new Placeholder(name.expr()),
            new Plain(":"),
            new Placeholder(port.text()),
            new Plain("/"));
  }

  @Test
  void everyKindOfExpressionSurvivesAsAToken() {
    Expr nested =
        Expression.format("%s-%s 100%%", Templating.fullName().lower().trunc(9), port)
            .replace("\"", "é:3:")
            .trimSuffix("-")
            .required("12:34");
    for (Expr expr :
        new Expr[] {
          nested, Templating.checksum("config"), Templating.name(), Templating.releaseName()
        }) {
      assertThat(Text.parse("a" + expr.asString() + "b").parts()).contains(new Placeholder(expr));
    }
  }

  @Test
  void aCutTokenIsFound() {
    String token = name.asString();
    for (int cut = 1; cut < token.length(); cut++) {
      String head = token.substring(0, cut);
      String tail = token.substring(cut);
      assertDamaged("x" + head);
      assertDamaged(tail + "x");
    }
  }

  @Test
  void aTokenInAnotherCaseIsFound() {
    assertDamaged(name.asString().toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "{{ .Values.name }}", "‹›", "\ufdd2"})
  void otherTextHasNoReferences(String text) {
    assertThat(Text.hasReferences(text)).isFalse();
    assertThat(Text.parse(text).parts()).hasSize(text.isEmpty() ? 0 : 1);
  }

  @Test
  void aTokenAloneIsKnownAsSuch() {
    assertThat(Text.parse(name.asString()).onlyExpr()).isEqualTo(name.expr());
    assertThat(Text.parse(name.asString() + " ").onlyExpr()).isNull();
  }

  private static void assertDamaged(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.parse(text))
        .withMessageContaining("a reference was cut or changed");
  }
}
