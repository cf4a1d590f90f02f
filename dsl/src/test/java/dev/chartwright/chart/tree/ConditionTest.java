package dev.chartwright.chart.tree;

import static dev.chartwright.chart.Templating.capabilities;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private final Values values = Values.create();
  private final Condition a = when(values.flag("a", true).describe("A."));
  private final Condition b = when(values.flag("b", true).describe("B."));
  private final Condition c = capabilities("example.com/v1/C");
  private final Value<Integer> number = values.integer("number", 0).describe("Number.");
  private final Value<String> text = values.string("text", "").describe("Text.");

  @Test
  void alwaysIsNeutralInAndAndWinsInOr() {
    assertThat(Condition.always().and(a)).isEqualTo(a);
    assertThat(a.and(Condition.always())).isEqualTo(a);
    assertThat(Condition.always().or(a)).isEqualTo(Condition.always());
    assertThat(a.or(Condition.always())).isEqualTo(Condition.always());
  }

  @Test
  void chainsOfOneWordAreFlat() {
    assertThat(a.and(b).and(c)).isEqualTo(new Condition.All(List.of(a, b, c)));
    assertThat(a.and(b.and(c))).isEqualTo(new Condition.All(List.of(a, b, c)));
    assertThat(a.or(b).or(c)).isEqualTo(new Condition.Any(List.of(a, b, c)));
    assertThat(a.or(b).and(c))
        .isEqualTo(new Condition.All(List.of(new Condition.Any(List.of(a, b)), c)));
  }

  @Test
  void aConditionWithItselfIsTheSame() {
    assertThat(a.and(a)).isEqualTo(a);
    assertThat(a.or(a)).isEqualTo(a);
  }

  @Test
  void notNotIsNothing() {
    assertThat(not(not(a))).isEqualTo(a);
  }

  @Test
  void aNumberIsNeitherTrueNorFalse() {
    finds(when(number), DeclarationRules.CONDITION, "values.number");
    finds(not(number), DeclarationRules.CONDITION, "values.number");
  }

  @Test
  void onlyThingsOfOneKindAreCompared() {
    finds(number.is("1"), DeclarationRules.COMPARISON, "values.number");
    finds(text.is(1), DeclarationRules.COMPARISON, "values.text");
    finds(text.greaterThan(text), DeclarationRules.COMPARISON, "values.text");
    finds(
        number.greaterThan(values.decimal("d", 1).describe("D.")),
        DeclarationRules.COMPARISON,
        "values.number");
  }

  private static void finds(Condition condition, Rule rule, String place) {
    assertThat(CarriedFindings.in(condition, "here"))
        .extracting(Finding::rule, finding -> finding.place().model())
        .containsExactly(tuple(rule, place));
  }
}
