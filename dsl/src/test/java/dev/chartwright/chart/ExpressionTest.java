package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
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
    refuses(list::asString, "bind it to the field");
    refuses(map::asQuantity, "bind it to the field");
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
    refuses(ratio::asIntOrString, "neither a whole number nor a name");
    refuses(flag::asIntOrString, "neither a whole number nor a name");
    refuses(list::asIntOrString, "neither a whole number nor a name");
  }

  @Test
  void functionsOfTextTakeTextOnly() {
    refuses(number::lower, "lower does not take .Values.number, a INTEGER");
    refuses(number::sha256sum, "sha256sum does not take");
    refuses(list::text, "toString does not take");
    refuses(number::length, "len does not take");
    refuses(() -> flag.replace("a", "b"), "replace does not take");
    refuses(() -> number.required("Set it."), "0 and false would count as missing");
    refuses(() -> text.join(","), "join does not take");
  }

  @Test
  void functionsOfWholeNumbersTakeWholeNumbersOnly() {
    assertThat(number.plus(5)).hasToString("(add 5 .Values.number)");
    assertThat(number.atLeast(1)).hasToString("(max 1 .Values.number)");
    assertThat(number.modulo(2)).hasToString("(mod .Values.number 2)");
    refuses(() -> ratio.plus(1), "add does not take .Values.ratio, a DECIMAL");
    refuses(() -> text.atLeast(1), "max does not take");
    refuses(() -> flag.modulo(2), "mod does not take");
    refuses(() -> number.modulo(1), "nothing is left of a division by 1");
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
    refuses(() -> Expression.format("%s"), "needs one %s for each of its 0 arguments");
    refuses(() -> Expression.format("%d", number), "needs one %s for each of its 1 arguments");
    refuses(() -> Expression.format("%s %", number), "needs one %s");
  }

  @Test
  void aLiteralHoldsNoReference() {
    refuses(
        () -> text.replace(size.asString(), ""), "a literal of a template cannot hold a reference");
  }

  private static void refuses(Runnable expression, String message) {
    assertThatIllegalArgumentException().isThrownBy(expression::run).withMessageContaining(message);
  }
}
