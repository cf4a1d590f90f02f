package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.problem.DeclarationRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormerNameTest {
  @Test
  void aValueKnowsItsEarlierNamesInTheirOrder() {
    Value<Integer> replicas =
        Values.create()
            .integer("replicaCount", 2)
            .max(9)
            .formerly("replicas", "web.replicas")
            .removedIn("2.0.0")
            .formerly("count")
            .describe("Pods.");

    assertThat(replicas.formerNames())
        .containsExactly(
            new FormerName("replicas", "2.0.0", Optional.empty()),
            new FormerName("web.replicas", "2.0.0", Optional.empty()),
            new FormerName("count", "", Optional.empty()));
  }

  @Test
  void everyDeclarationTakesEarlierNames() {
    Values values = Values.create();
    values.string("a", "").pattern("^[a-z]*$").formerly("a1").describe("Text.");
    values.decimal("b", 0.5).max(1).formerly("b1").describe("A number.");
    values.flag("c", true).formerly("c1").describe("A flag.");
    values.oneOf("d", "x", "y").formerly("d1").describe("A word.");
    values.strings("e", List.of()).formerly("e1").describe("Texts.");
    values.labels("f", Map.of()).formerly("f1").describe("Labels.");
    values.object("g", Map.of()).formerly("g1").describe("Anything.");

    assertThat(values.all().stream().flatMap(value -> value.formerNames().stream()))
        .extracting(FormerName::path)
        .containsExactly("a1", "b1", "c1", "d1", "e1", "f1", "g1");
  }

  @ParameterizedTest
  @CsvSource({
    "1.9.9, false",
    "2.0.0-rc.1, true",
    "2.0.0, true",
    "2.0.0+build, true",
    "2.0.1, true",
    "10.0.0, true",
    "0.2.0, false",
    "next, false"
  })
  void aNameIsRemovedFromItsVersionOn(String version, boolean isRemoved) {
    assertThat(new FormerName("old", "2.0.0", Optional.empty()).isRemovedIn(version))
        .isEqualTo(isRemoved);
    assertThat(new FormerName("old", "", Optional.empty()).isRemovedIn(version)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debug | the earlier name 'debug' is a value of this chart",
        "level | the earlier name 'level' is a value of this chart",
        "nameOverride | the earlier name 'nameOverride' is a value of this chart",
        "image | the earlier name 'image' is the section of the value 'image.repository'",
        "labels.team | the earlier name 'labels.team' is inside the value 'labels'",
        "size | the earlier name 'size' is also one of 'other'",
        "size.big | the earlier names 'size.big' and 'size' are inside each other",
        "'' | the earlier name '' is not a path of keys",
        "a..b | the earlier name 'a..b' is not a path of keys",
        "a b | the earlier name 'a b' is not a path of keys",
        "0a | the earlier name '0a' is not a path of keys",
      })
  void anEarlierNameThatMeansSomethingElseIsFound(String path, String what) {
    assertThat(
            problems(
                values -> {
                  values.flag("debug", true).describe("A flag.");
                  values.labels("labels", Map.of()).describe("Labels.");
                  values.image("image", "example.com/web", "1.0").describe("The image.");
                  values.integer("other", 1).formerly("size").describe("A number.");
                  values.integer("level", 1).formerly(path).describe("A number.");
                }))
        .containsExactly("values.level " + what);
  }

  @Test
  void anEarlierNameThatIsGivenTwiceIsFound() {
    assertThat(
            problems(
                values ->
                    values.integer("level", 1).formerly("debug", "debug").describe("A number.")))
        .containsExactly("values.level the earlier name 'debug' is also one of 'level'");
  }

  @ParameterizedTest
  @CsvSource({"2", "v2.0.0", "2.0", "2.0.0-rc.1", "soon", "''"})
  void aVersionThatCannotBeComparedIsFound(String version) {
    List<String> problems =
        problems(
            values ->
                values
                    .integer("level", 1)
                    .formerly("debug")
                    .removedIn(version)
                    .describe("A number."));

    assertThat(problems)
        .containsExactly("values.level '" + version + "' is not a version of the chart");
  }

  @Test
  void aLibraryChartCannotRenameValues() {
    Values values = Values.create();
    values.integer("level", 1).formerly("debug").describe("A number.");

    assertThat(
            Chart.named("library")
                .describe("A library.")
                .library()
                .values(values)
                .build()
                .findings())
        .extracting(each -> each.what())
        .containsExactly("a library chart has a value with an earlier name");
  }

  private static List<String> problems(Consumer<Values> declared) {
    Values values = Values.create();
    declared.accept(values);
    return Chart.named("small").describe("A chart.").values(values).build().findings().stream()
        .filter(each -> each.rule().equals(DeclarationRules.FORMER_NAME))
        .map(each -> each.place().model() + " " + each.what())
        .toList();
  }
}
