package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
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
    refuses(() -> values.flag("on1", true).describe(" "), "values.on1: needs a description");
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
    refuses(
        () -> values.flag(path, true).describe("X."),
        "no key in camelCase that YAML takes for text");
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
    refuses(
        () -> values.flag(path, true).describe("X."),
        "no key in camelCase that YAML takes for text");
  }

  @Test
  void aPathIsDeclaredOnceAndIsEitherAValueOrAGroup() {
    values.flag("a.b", true).describe("X.");
    refuses(() -> values.flag("a.b", true).describe("X."), "values.a.b: declared twice");
    refuses(() -> values.flag("a", true).describe("X."), "values.a: declared twice");
    refuses(
        () -> values.flag("a.b.c", true).describe("X."), "values.a.b.c: 'a.b' is a value itself");
    refuses(() -> values.flag("global.a", true).describe("X."), "'global' belongs to Helm");
  }

  @Test
  void aDefaultSatisfiesItsOwnConstraint() {
    refuses(
        () -> values.integer("a", 0).min(1).describe("X."),
        "values.a: the default 0 is not between 1 and 2147483647");
    refuses(
        () -> values.integer("a", 9).max(8).describe("X."), "the default 9 is not between 0 and 8");
    refuses(
        () -> values.decimal("a", 1.5).max(1).describe("X."),
        "the default 1.5 is not between 0.0 and 1.0");
    refuses(() -> values.decimal("a", Double.NaN).describe("X."), "is not a number: NaN");
    refuses(
        () -> values.string("a", "B").pattern("^[a-z]*$").describe("X."),
        "'B' does not match ^[a-z]*$");
    refuses(
        () -> values.string("a", "b\n").pattern("^[a-z]*$").describe("X."),
        "does not match ^[a-z]*$");
    refuses(
        () -> values.string("a", "ab").length(3, 4).describe("X."),
        "'ab' has 2 characters, not 3 to 4");
    refuses(() -> values.string("a", "\ud83d").describe("X."), "half of a surrogate pair");
    refuses(
        () -> values.string("a", "latest").except("latest").describe("X."), "'latest' is refused");
    refuses(() -> values.quantity("a", "1GB").describe("X."), "does not match");
    refuses(() -> values.duration("a", "90").describe("X."), "does not match");
    refuses(
        () -> values.labels("a", Map.of("k", "ä")).describe("X."), "entry 'k' 'ä' does not match");
    refuses(
        () -> values.labels("a", Map.of("helm.sh/chart", "x")).describe("X."),
        "key 'helm.sh/chart' is reserved");
    refuses(
        () -> values.image("a", "nginx", "latest").describe("X."),
        "values.a.tag: the default 'latest' is refused");
  }

  @Test
  void whatGoesIntoPodsIsHeldAgainstWhatTheApiAdmits() {
    refuses(() -> values.dnsName("a", "a..b").describe("X."), "does not match");
    refuses(() -> values.name("a", "").notEmpty().describe("X."), "'' has 0 characters");
    refuses(() -> values.size("a", "0.0Gi").describe("X."), "does not match");
    refuses(
        () -> values.nodeSelector("a", Map.of("k", "a b")).describe("X."), "entry 'k' 'a b' does");
    refuses(
        () -> values.tolerations("a", List.of(Map.of("effect", "x"))).describe("X."),
        "item 0 field 'effect' 'x' is none of");
    refuses(
        () -> values.affinity("a", Map.of("node", Map.of())).describe("X."),
        "has the unknown field 'node'");
    refuses(
        () -> values.resources("a", Map.of("limits", Map.of("cpu", 0))).describe("X."),
        "field 'limits' entry 'cpu' 0 is too little");
    refuses(
        () -> values.resources("a", Map.of("requests", Map.of("cpu", "1 core"))).describe("X."),
        "entry 'cpu' is not a quantity such as 300Gi: 1 core");
    refuses(
        () -> values.resources("a", Map.of("limits", Map.of("cpu", 1)), "memory").describe("X."),
        "field 'limits' lacks the key 'memory'");
    FieldType value = new FieldType("value", TextType.ANY, false, "X.");
    ObjectType either =
        new ObjectType(
            List.of(value, new FieldType("file", TextType.ANY, false, "X.").insteadOf("value")));
    refuses(
        () -> values.objects("a", List.of(Map.of("value", "", "file", "")), either).describe("X."),
        "has the fields 'file' and 'value', not one of them");
  }

  @Test
  void aDefaultIsFixed() {
    Value<String> other = values.string("other", "x").describe("X.");
    refuses(
        () -> values.string("a", other.asString()).describe("X."),
        "holds a reference to another value");
  }

  @Test
  void theItemsOfAListOfObjectsSatisfyTheirType() {
    ObjectType item = new ObjectType(List.of(new FieldType("host", TextType.ANY, true, "Host.")));
    refuses(
        () -> values.objects("a", List.of(Map.of()), item).describe("X."),
        "item 0 lacks the field 'host'");
    refuses(
        () -> values.objects("a", List.of(Map.of("host", "h", "port", 1)), item).describe("X."),
        "item 0 has the unknown field 'port'");
    refuses(
        () -> values.objects("a", List.of(Map.of("host", 1)), item).describe("X."),
        "field 'host' is not text: 1");
    refuses(() -> new FieldType("a-b", TextType.ANY, true, "X."), "not a name of a field: 'a-b'");
  }

  @Test
  void theChoicesOfAnEnumAreThoseOfTheJavaEnum() {
    Value<String> colour = values.oneOf("colour", Colour.GREEN).describe("Colour.");
    assertThat(colour.type()).isEqualTo(new ValueType.EnumType(List.of("RED", "GREEN")));
    assertThat(colour.defaultValue()).isEqualTo("GREEN");
    refuses(() -> values.oneOf("a", "x", "x").describe("X."), "a choice is given twice");
  }

  @Test
  void onlyWholeNumbersGiveTokensForIntFields() {
    Value<Boolean> flag = values.flag("flag", true).describe("X.");
    Value<String> text = values.string("text", "").describe("X.");
    refuses(flag::asInt, "flag is no whole number");
    refuses(text::asLong, "text is no whole number");
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
    refuses(() -> values.string("a", "").pattern("[a-z]*"), "must begin with ^ and end with $");
    refuses(() -> values.string("a", "").pattern("^[a-z]*\\$"), "must begin with ^ and end with $");
  }

  private static void refuses(Runnable declaration, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(declaration::run)
        .withMessageContaining(message);
  }
}
