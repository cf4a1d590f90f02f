package dev.chartwright.chart.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Rule;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private final Values values = Values.create();
  private final Value<Integer> number = values.integer("number", 0).describe("Number.");
  private final Value<Double> ratio = values.decimal("ratio", 0.5).describe("Ratio.");
  private final Value<Boolean> flag = values.flag("flag", false).describe("Flag.");
  private final Value<String> text = values.string("text", "").describe("Text.");
  private final Value<String> size = values.quantity("size", "1Gi").describe("Size.");
  private final Value<List<String>> list = values.strings("list", List.of()).describe("List.");
  private final Value<Map<String, Object>> map = values.object("map", Map.of()).describe("Map.");

  @Test
  void listsAndMapsDoNotFitIntoText() {
    finds(list::asString, DeclarationRules.REFERENCE_KIND, ".Values.list");
    finds(map::asQuantity, DeclarationRules.REFERENCE_KIND, ".Values.map");
  }

  @Test
  void quantitiesSurviveTheBuildersOfTheModel() {
    EmptyDirVolumeSource volume =
        new EmptyDirVolumeSourceBuilder().withSizeLimit(size.asQuantity()).build();
    Quantity rebuilt = new EmptyDirVolumeSourceBuilder(volume).build().getSizeLimit();
    assertThat(rebuilt.getAmount() + rebuilt.getFormat()).isEqualTo(size.asString());
  }

  @Test
  void onlyNumbersAndTextFitIntoPorts() {
    assertThat(number.asIntOrString().getStrVal()).isNotEmpty();
    assertThat(text.asIntOrString().getStrVal()).isNotEmpty();
    finds(ratio::asIntOrString, DeclarationRules.REFERENCE_KIND, ".Values.ratio");
    finds(flag::asIntOrString, DeclarationRules.REFERENCE_KIND, ".Values.flag");
    finds(list::asIntOrString, DeclarationRules.REFERENCE_KIND, ".Values.list");
  }

  @Test
  void functionsOfTextTakeTextOnly() {
    finds(number::lower, DeclarationRules.FUNCTION, ".Values.number");
    finds(number::sha256sum, DeclarationRules.FUNCTION, ".Values.number");
    finds(list::text, DeclarationRules.FUNCTION, ".Values.list");
    finds(number::length, DeclarationRules.FUNCTION, ".Values.number");
    finds(() -> flag.replace("a", "b"), DeclarationRules.FUNCTION, ".Values.flag");
    finds(() -> number.required("Set it."), DeclarationRules.FUNCTION, ".Values.number");
    finds(() -> text.join(","), DeclarationRules.FUNCTION, ".Values.text");
  }

  @Test
  void functionsOfWholeNumbersTakeWholeNumbersOnly() {
    assertThat(number.plus(5)).hasToString("(add 5 .Values.number)");
    assertThat(number.atLeast(1)).hasToString("(max 1 .Values.number)");
    assertThat(number.modulo(2)).hasToString("(mod .Values.number 2)");
    finds(() -> ratio.plus(1), DeclarationRules.FUNCTION, ".Values.ratio");
    finds(() -> text.atLeast(1), DeclarationRules.FUNCTION, ".Values.text");
    finds(() -> flag.modulo(2), DeclarationRules.FUNCTION, ".Values.flag");
    finds(() -> number.modulo(1), DeclarationRules.FUNCTION, ".Values.number");
  }

  @Test
  void plainTextStaysPlainThroughFunctionsThatCannotSpoilIt() {
    assertThat(size.expr().plain()).isTrue();
    assertThat(size.lower().trunc(3).replace("i", "x").plain()).isTrue();
    assertThat(size.replace("i", "\"").plain()).isFalse();
    assertThat(text.lower().plain()).isFalse();
    assertThat(text.sha256sum().plain()).isTrue();
    assertThat(number.text().plain()).isTrue();
  }

  @Test
  void aFormatHasOneHoleForEachArgument() {
    assertThat(Expression.format("%s%%", number))
        .hasToString("(printf \"%s%%\" (toString .Values.number))");
    finds(() -> Expression.format("%s"), DeclarationRules.FORMAT, "%s");
    finds(() -> Expression.format("%d", number), DeclarationRules.FORMAT, "%d");
    finds(() -> Expression.format("%s %", number), DeclarationRules.FORMAT, "%s %");
  }

  @Test
  void aLiteralHoldsNoReference() {
    finds(() -> text.replace(size.asString(), ""), DeclarationRules.FIXED_TEXT, ".Values.size");
  }

  private static void finds(Supplier<Object> expression, Rule rule, String offender) {
    Object made = expression.get();
    Node tree =
        made instanceof Quantity quantity
            ? new Node.Scalar(quantity.getAmount() + quantity.getFormat())
            : made instanceof IntOrString port ? new Node.Scalar(port.getStrVal()) : Node.of(made);
    assertThat(CarriedFindings.in(tree, "here"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.what()).contains(offender);
            });
  }

  @Test
  void partsThatNoTemplateCanHoldCarryTheFindingThroughText() {
    Expr empty = new Expr.Reference(Expr.Root.VALUES, "", Kind.STRING, true);
    Expr strange = new Expr.Literal(java.util.Locale.ROOT);
    Expr call =
        new Expr.Call(Function.REPLACE, List.of(strange, strange, empty), Kind.STRING, true);

    assertThat(CarriedFindings.in(call.asString() + "-worker", "notes[0]"))
        .hasSize(2)
        .allSatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo(DeclarationRules.TREE);
              assertThat(finding.place().model()).isEqualTo("notes[0]");
              assertThat(finding.place().declaredAt()).isPresent();
            });
  }
}
