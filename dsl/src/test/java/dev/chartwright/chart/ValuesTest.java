package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Rule;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private enum Colour {
    RED,
    GREEN
  }

  private final Values values = Values.create();

  @Test
  void valuesComeInTheOrderOfTheirDeclarationAfterTheStandardOnes() {
    values.flag("zeta", true).describe("Z.");
    values.flag("alpha.beta", true).describe("B.");
    assertThat(values.all())
        .extracting(Value::path)
        .containsExactly(
            "nameOverride",
            "fullnameOverride",
            "commonLabels",
            "commonAnnotations",
            "zeta",
            "alpha.beta");
  }

  @Test
  void aValueCannotExistWithoutADescription() {
    assertThat(Value.class.getDeclaredConstructors())
        .noneMatch(each -> Modifier.isPublic(each.getModifiers()));
    finds(
        () -> values.flag("on1", true).describe(" "),
        DeclarationRules.DESCRIPTION,
        "values.on1",
        "no description");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y",
        "n",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
        "yEs",
        "nO",
        "a.on",
        "a.nuLL.b"
      })
  void wordsThatYamlTakesForBooleansAreNoKeys(String path) {
    finds(
        () -> values.flag(path, true).describe("X."),
        DeclarationRules.VALUE_KEY,
        "values." + path,
        "is not a valid key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Upper",
        "snake_case",
        "kebab-case",
        "1st",
        "a..b",
        ".a",
        "a.",
        "a b",
        "ä",
        "~"
      })
  void keysAreCamelCase(String path) {
    finds(
        () -> values.flag(path, true).describe("X."),
        DeclarationRules.VALUE_KEY,
        "values." + path,
        "is not a valid key");
  }

  @Test
  void aPathIsDeclaredOnceAndIsEitherAValueOrAGroup() {
    values.flag("a.b", true).describe("X.");
    finds(
        () -> values.flag("a.b", true).describe("X."),
        DeclarationRules.VALUE_TWICE,
        "values.a.b",
        "'a.b'");
    finds(
        () -> values.flag("a", true).describe("X."),
        DeclarationRules.VALUE_INSIDE,
        "values.a",
        "'a'");
    finds(
        () -> values.flag("a.b.c", true).describe("X."),
        DeclarationRules.VALUE_INSIDE,
        "values.a.b.c",
        "'a.b'");
    finds(
        () -> values.flag("global", true).describe("X."),
        DeclarationRules.GLOBAL,
        "values.global",
        "'global'");
  }

  @Test
  void aDefaultSatisfiesItsOwnConstraint() {
    finds(
        () -> values.integer("a", 0).min(1).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "the default 0 is not between 1 and 2147483647");
    finds(
        () -> values.integer("a", 9).max(8).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "the default 9 is not between 0 and 8");
    finds(
        () -> values.decimal("a", 1.5).max(1).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "the default 1.5 is not between 0.0 and 1.0");
    finds(
        () -> values.decimal("a", Double.NaN).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "is not a number: NaN");
    finds(
        () -> values.string("a", "B").pattern("^[a-z]*$").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "'B' does not match ^[a-z]*$");
    finds(
        () -> values.string("a", "b\n").pattern("^[a-z]*$").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "does not match ^[a-z]*$");
    finds(
        () -> values.string("a", "ab").length(3, 4).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "'ab' has 2 characters, not 3 to 4");
    finds(
        () -> values.string("a", "\ud83d").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "half of a surrogate pair");
    finds(
        () -> values.string("a", "latest").except("latest").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "'latest' is refused");
    finds(
        () -> values.quantity("a", "1GB").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "does not match");
    finds(
        () -> values.duration("a", "90").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "does not match");
    finds(
        () -> values.labels("a", Map.of("k", "ä")).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "entry 'k' 'ä' does not match");
    finds(
        () -> values.labels("a", Map.of("helm.sh/chart", "x")).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "key 'helm.sh/chart' is reserved");
    finds(
        () -> values.image("a", "nginx", "latest").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a.tag",
        "the default 'latest' is refused");
  }

  @Test
  void whatGoesIntoPodsIsHeldAgainstWhatTheApiAdmits() {
    finds(
        () -> values.dnsName("a", "a..b").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "does not match");
    finds(
        () -> values.name("a", "").notEmpty().describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "'' has 0 characters");
    finds(
        () -> values.size("a", "0.0Gi").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "does not match");
    finds(
        () -> values.nodeSelector("a", Map.of("k", "a b")).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "entry 'k' 'a b' does");
    finds(
        () -> values.tolerations("a", List.of(Map.of("effect", "x"))).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "item 0 field 'effect' 'x' is none of");
    finds(
        () -> values.affinity("a", Map.of("node", Map.of())).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "has the unknown field 'node'");
    finds(
        () -> values.resources("a", Map.of("limits", Map.of("cpu", 0))).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "field 'limits' entry 'cpu' 0 is too little");
    finds(
        () -> values.resources("a", Map.of("requests", Map.of("cpu", "1 core"))).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "entry 'cpu' is not a quantity such as 300Gi: 1 core");
    finds(
        () -> values.resources("a", Map.of("limits", Map.of("cpu", 1)), "memory").describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "field 'limits' lacks the key 'memory'");
    FieldType value = new FieldType("value", TextType.ANY, false, "X.");
    ObjectType either =
        new ObjectType(
            List.of(value, new FieldType("file", TextType.ANY, false, "X.").insteadOf("value")));
    finds(
        () -> values.objects("a", List.of(Map.of("value", "", "file", "")), either).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "has the fields 'file' and 'value', not one of them");
  }

  @Test
  void aDefaultIsFixed() {
    Value<String> other = values.string("other", "x").describe("X.");
    finds(
        () -> values.string("a", other.asString()).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "holds a reference to another value");
  }

  @Test
  void theItemsOfAListOfObjectsSatisfyTheirType() {
    ObjectType item = new ObjectType(List.of(new FieldType("host", TextType.ANY, true, "Host.")));
    finds(
        () -> values.objects("a", List.of(Map.of()), item).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "item 0 lacks the field 'host'");
    finds(
        () -> values.objects("a", List.of(Map.of("host", "h", "port", 1)), item).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "item 0 has the unknown field 'port'");
    finds(
        () -> values.objects("a", List.of(Map.of("host", 1)), item).describe("X."),
        DeclarationRules.DEFAULT,
        "values.a",
        "field 'host' is not text: 1");
    finds(
        () ->
            values
                .objects(
                    "a",
                    List.of(),
                    new ObjectType(List.of(new FieldType("a-b", TextType.ANY, true, "X."))))
                .describe("X."),
        DeclarationRules.FIELD,
        "values.a",
        "'a-b'");
  }

  @Test
  void theChoicesOfAnEnumAreThoseOfTheJavaEnum() {
    Value<String> colour = values.oneOf("colour", Colour.GREEN).describe("Colour.");
    assertThat(colour.type()).isEqualTo(new ValueType.EnumType(List.of("RED", "GREEN")));
    assertThat(colour.defaultValue()).isEqualTo("GREEN");
    finds(
        () -> values.oneOf("a", "x", "x").describe("X."),
        DeclarationRules.CONSTRAINT,
        "values.a",
        "[x, x]");
  }

  @Test
  void onlyWholeNumbersGiveTokensForIntFields() {
    Value<Boolean> flag = values.flag("flag", true).describe("X.");
    Value<String> text = values.string("text", "").describe("X.");
    finds(flag::asInt, DeclarationRules.REFERENCE_KIND, "values.flag", ".Values.flag");
    finds(text::asLong, DeclarationRules.REFERENCE_KIND, "values.text", ".Values.text");
  }

  @Test
  void tokensOfNumbersAreToldApartAndFoundAgain() {
    Value<Integer> one = values.integer("one", 1).describe("X.");
    Value<Integer> two = values.integer("two", 2).describe("X.");
    assertThat(values.ofToken(one.asInt())).contains(one);
    assertThat(values.ofToken(two.asLong())).contains(two);
    assertThat(Values.isToken(one.asInt() + 1)).isTrue();
    assertThat(values.ofToken(one.asInt() + 1)).isEmpty();
    assertThat(values.ofToken(one.asInt() * 2L)).isEmpty();
    assertThat(Values.isToken(-1)).isFalse();
    assertThat(Values.isToken(Integer.MAX_VALUE)).isFalse();
  }

  @Test
  void mapsAndSetsWithoutAnOrderGetOne() {
    Map<String, Object> tree = Map.of("b", Set.of("y", "x", "z"), "a", Map.of("d", 1, "c", 2));
    Value<Map<String, Object>> value = values.object("a", tree).describe("X.");
    assertThat(value.defaultValue().toString()).isEqualTo("{a={c=2, d=1}, b=[x, y, z]}");
  }

  @Test
  void aPatternIsAnchored() {
    finds(
        () -> values.string("a", "").pattern("[a-z]*").describe("X."),
        DeclarationRules.PATTERN,
        "values.a",
        "[a-z]*");
    finds(
        () -> values.string("a", "").pattern("^[a-z]*\\$").describe("X."),
        DeclarationRules.PATTERN,
        "values.a",
        "[a-z]*");
  }

  private void finds(Runnable declaration, Rule rule, String place, String offender) {
    declaration.run();
    assertThat(values.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.place().model()).isEqualTo(place);
              assertThat(finding.what()).contains(offender);
            });
  }
}
