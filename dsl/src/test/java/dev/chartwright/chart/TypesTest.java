package dev.chartwright.chart;

import static dev.chartwright.chart.Types.anything;
import static dev.chartwright.chart.Types.decimal;
import static dev.chartwright.chart.Types.field;
import static dev.chartwright.chart.Types.flag;
import static dev.chartwright.chart.Types.integer;
import static dev.chartwright.chart.Types.list;
import static dev.chartwright.chart.Types.map;
import static dev.chartwright.chart.Types.object;
import static dev.chartwright.chart.Types.oneOf;
import static dev.chartwright.chart.Types.quantity;
import static dev.chartwright.chart.Types.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.ValueType.ObjectType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypesTest {
  private static final ObjectType VARIABLE =
      object(
          field("name", text("^[A-Z]+$").length(1, 9), "Name.").required(),
          field("value", text(), "Value."),
          field("secret", text(), "Secret.").insteadOf("value"));

  private final Values values = Values.create();

  @Test
  void typesSayWhatDoesNotFit() {
    assertThat(text().complaint(1)).isEqualTo("is not text: 1");
    assertThat(text().notEmpty().complaint(""))
        .isEqualTo("'' has 0 characters, not 1 to 2147483647");
    assertThat(text("^a+$").except("aa").complaint("aa")).isEqualTo("'aa' is refused");
    assertThat(oneOf("a", "b").complaint("c")).isEqualTo("'c' is none of [a, b]");
    assertThat(integer(1, 3).complaint(4)).isEqualTo("4 is not between 1 and 3");
    assertThat(decimal(0, 1).complaint(1.5)).isEqualTo("1.5 is not between 0.0 and 1.0");
    assertThat(flag().complaint("true")).isEqualTo("is not true or false: true");
    assertThat(quantity().complaint("1 GB")).isEqualTo("is not a quantity such as 300Gi: 1 GB");
    assertThat(list(oneOf("a")).size(1, 2).complaint(List.of()))
        .isEqualTo("has 0 items, not 1 to 2");
    assertThat(list(integer(0, 9)).complaint(List.of(1, 10)))
        .isEqualTo("item 1 10 is not between 0 and 9");
    assertThat(map("^[a-z]+$", flag()).complaint(Map.of("A", true)))
        .isEqualTo("key 'A' does not match ^[a-z]+$");
    assertThat(map("^[a-z]+$", VARIABLE).complaint(Map.of("a", Map.of("value", "x"))))
        .isEqualTo("entry 'a' lacks the field 'name'");
    assertThat(VARIABLE.complaint(Map.of("name", "A", "value", "x", "secret", "y")))
        .isEqualTo("has the fields 'secret' and 'value', not one of them");
    assertThat(VARIABLE.complaint(Map.of("name", "A", "vlaue", "x")))
        .isEqualTo("has the unknown field 'vlaue'");
    assertThat(object(field("any", anything(), "Any.")).complaint(Map.of("any", Map.of("a", 1))))
        .isEmpty();
  }

  @Test
  void aListIsUniqueByAField() {
    ValueType variables = list(VARIABLE).uniqueBy("name");
    assertThat(variables.complaint(List.of(Map.of("name", "A"), Map.of("name", "B")))).isEmpty();
    assertThat(variables.complaint(List.of(Map.of("name", "A"), Map.of("name", "A"))))
        .isEqualTo("has the name 'A' twice, in items 0 and 1");
    ValueType shapeless = list(anything()).uniqueBy("name");
    assertThat(shapeless.complaint(List.of(Map.of("name", "a", "more", Map.of("b", 1))))).isEmpty();
    assertThat(shapeless.complaint(List.of(Map.of("more", 1))))
        .isEqualTo("item 0 lacks the field 'name'");
  }

  @Test
  void aNumberThatMayBeLeftOutIsNullByDefault() {
    Value<Integer> whole = values.optionalInteger("whole").min(5).max(9).describe("A number.");
    Value<Double> decimal = values.optionalDecimal("decimal").max(1).describe("A number.");
    assertThat(whole.defaultValue()).isNull();
    assertThat(whole.type().complaint(null)).isEmpty();
    assertThat(whole.type().complaint(4)).isEqualTo("4 is not between 5 and 9");
    assertThat(decimal.type().complaint(1.5)).isEqualTo("1.5 is not between 0.0 and 1.0");
    Templating.when(whole);
    Templating.not(decimal);
    assertThat(values.findings()).isEmpty();
  }

  @Test
  void numbersBeyondIntAreDeclared() {
    Value<Long> bytes = values.integer("bytes", 10737418240L).describe("Bytes.");
    Value<Long> most = values.wholeNumber("most", 1L << 53).min(-5).describe("Bytes.");
    assertThat(bytes.defaultValue()).isEqualTo(10737418240L);
    assertThat(most.type().complaint(-6L)).isEqualTo("-6 is not between -5 and 9007199254740992");
    assertThat(values.findings()).isEmpty();
  }

  @Test
  void examplesAreKeptInTheirOrder() {
    Value<String> zone =
        values.string("zone", "").example("a").pattern("^[a-z]*$").example("b").describe("Zone.");
    assertThat(zone.examples()).containsExactly("a", "b");
    assertThat(values.findings()).isEmpty();
  }

  @Test
  void valuesBelowGlobalAreDeclaredLikeOthers() {
    values.string("global.imageRegistry", "").describe("Registry of all charts.");
    assertThat(values.findings()).isEmpty();
  }

  @Test
  void mistakesAreReportedAllAtOnce() {
    values.list("a", List.of("x"), oneOf("y", "z")).describe("A.");
    values.list("b", List.of(), text("[a-z]+")).describe("B.");
    values.list("c", List.of(), text("^[a-z+$")).describe("C.");
    values.list("d", List.of(), oneOf()).describe("D.");
    values.list("e", List.of(), oneOf("a", "a")).describe("E.");
    values.list("f", List.of(), integer(5, 4)).describe("F.");
    values.list("g", List.of(), decimal(1, 0)).describe("G.");
    values.list("h", List.of(), text()).size(3, 2).describe("H.");
    values.list("i", List.of(), text()).size(1, 2).describe("I.");
    values.list("j", List.of(), VARIABLE).uniqueBy("nam").describe("J.");
    values.list("k", List.of(), VARIABLE).uniqueBy("value").describe("K.");
    values
        .list("l", List.of(), object(field("on", flag(), "On.").required()))
        .uniqueBy("on")
        .describe("L.");
    values.list("m", List.of(), text()).uniqueBy("name").describe("M.");
    values
        .list("o", List.of(Map.of("name", "A"), Map.of("name", "A")), VARIABLE)
        .uniqueBy("name")
        .describe("O.");
    values.map("p", Map.of("A", 1), map("^[a-z]$", integer(0, 9))).describe("P.");
    values.map("q", Map.of(), map("[a-z]", integer(0, 9))).describe("Q.");
    values.object("r", Map.of("nme", "A"), VARIABLE).describe("R.");
    values.object("s", Map.of(), object(field("my-name", text(), "Name."))).describe("S.");
    values.object("t", Map.of(), object(field("name", text(), ""))).describe("T.");
    values
        .object("u", Map.of(), object(field("a", text(), "A."), field("a", text(), "B.")))
        .describe("U.");
    values.optionalInteger("v").min(5).max(4).describe("V.");
    values.optionalInteger("w").max(10).example(11).describe("W.");
    values.integer("x", 10737418240L).max(5).describe("X.");
    values.wholeNumber("z", 0).max(Long.MAX_VALUE).describe("Z.");
    values.string("aa", "").pattern("^[a-z]*$").example("A").describe("AA.");
    values.flag("bb", true).example(null).describe("BB.");

    assertThat(values.findings())
        .extracting(each -> each.rule().id() + " " + each.place().model() + ": " + each.what())
        .containsExactly(
            "DEC-04 values.a: the default item 0 'x' is none of [y, z]",
            "DEC-08 values.b: the pattern '[a-z]+' does not begin with ^ and end with $",
            "DEC-08 values.c: the pattern '^[a-z+$' is no regular expression: Unclosed character"
                + " class",
            "DEC-07 values.d: there is no choice",
            "DEC-07 values.e: a choice is given twice among [a, a]",
            "DEC-07 values.f: no whole number is between 5 and 4 within ±2^53",
            "DEC-07 values.g: no number is between 1.0 and 0.0",
            "DEC-07 values.h: no list has 3 to 2 items",
            "DEC-04 values.i: the default has 0 items, not 1 to 2",
            "DEC-35 values.j: the items have no field 'nam'",
            "DEC-35 values.k: the field 'value' is not required",
            "DEC-35 values.l: the field 'on' is neither text nor a whole number",
            "DEC-35 values.m: the items have no field 'name'",
            "DEC-04 values.o: the default has the name 'A' twice, in items 0 and 1",
            "DEC-04 values.p: the default key 'A' does not match ^[a-z]$",
            "DEC-08 values.q: the pattern '[a-z]' does not begin with ^ and end with $",
            "DEC-04 values.r: the default lacks the field 'name'",
            "DEC-09 values.s: 'my-name' is not a valid name of a field",
            "DEC-03 values.t: the field 'name' has no description",
            "DEC-09 values.u: the field 'a' is given twice",
            "DEC-07 values.v: no whole number is between 5 and 4 within ±2^53",
            "DEC-37 values.w: the example 11 is not between 0 and 10",
            "DEC-04 values.x: the default 10737418240 is not between 0 and 5",
            "DEC-07 values.z: no whole number is between 0 and 9223372036854775807 within ±2^53",
            "DEC-37 values.aa: the example 'A' does not match ^[a-z]*$",
            "DEC-37 values.bb: the example is null");
    assertThat(values.findings()).allMatch(each -> each.place().declaredAt().isPresent());
  }
}
