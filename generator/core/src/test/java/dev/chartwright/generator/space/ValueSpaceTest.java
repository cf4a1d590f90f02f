package dev.chartwright.generator.space;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.space.Setting.Expectation;
import dev.chartwright.generator.space.ValueSpace.Interaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ValueSpaceTest {
  private static final ValuePath ENABLED = ValuePath.of("scaling.enabled");
  private static final ValuePath LEAST = ValuePath.of("scaling.least");
  private static final ValuePath LEVEL = ValuePath.of("level");

  private final List<Knob> knobs =
      List.of(
          new Knob(ENABLED, false, List.of(Setting.legal(true), wrong("yes")), Knob.Shape.CLOSED),
          new Knob(
              LEAST,
              1L,
              List.of(Setting.legal(10L), Setting.legal(0L), wrong(-1L), wrong(11L)),
              Knob.Shape.CLOSED),
          new Knob(
              LEVEL,
              "info",
              List.of(Setting.legal("debug"), Setting.legal("warn"), wrong("")),
              Knob.Shape.CLOSED));
  private final Set<Interaction> interactions =
      Set.of(new Interaction(ENABLED, LEAST), new Interaction(LEVEL, LEAST));

  private static Setting wrong(Object value) {
    return Setting.illegal(value);
  }

  @Test
  void everySettingStandsAloneOnce() {
    List<ValueCase> alone =
        cases(1, 1000).stream().filter(each -> each.alone().isPresent()).toList();

    assertThat(alone).doesNotHaveDuplicates();
    for (Knob knob : knobs) {
      assertThat(alone)
          .filteredOn(each -> each.alone().orElseThrow().equals(knob.path()))
          .extracting(each -> new Setting(each.settings().get(knob.path()), each.expectation()))
          .containsExactlyInAnyOrderElementsOf(knob.settings());
    }
  }

  @Test
  void everyPairOfSettingsOfTwoValuesThatInteractIsInSomeCase() {
    List<Map<ValuePath, Object>> cases = cases(1, 1000).stream().map(ValueCase::settings).toList();

    for (Object enabled : List.of(true, false)) {
      for (Object least : List.of(1L, 10L, 0L)) {
        assertThat(cases).anySatisfy(each -> assertSets(each, ENABLED, enabled, LEAST, least));
      }
    }
    for (Object level : List.of("info", "debug", "warn")) {
      for (Object least : List.of(1L, 10L, 0L)) {
        assertThat(cases).anySatisfy(each -> assertSets(each, LEVEL, level, LEAST, least));
      }
    }
  }

  private static void assertSets(
      Map<ValuePath, Object> settings, ValuePath one, Object its, ValuePath other, Object others) {
    assertThat(settings).containsEntry(one, its).containsEntry(other, others);
  }

  @Test
  void everyTwoOfManySwitchesMeetInAllStatesInFewCasesThoughNeitherDecidesAboutTheOther() {
    List<Knob> flags = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      boolean given = i % 3 == 0;
      flags.add(
          new Knob(
              ValuePath.of("f" + i), given, List.of(Setting.legal(!given)), Knob.Shape.CLOSED));
    }
    List<Map<ValuePath, Object>> cases =
        ValueSpace.cases(flags, Set.of(), 1, 450).stream().map(ValueCase::settings).toList();

    assertThat(cases).hasSizeLessThan(150 + 20);
    for (Knob one : flags) {
      for (Knob other : flags) {
        if (one.path().equals(other.path())) {
          continue;
        }
        for (boolean isSet : List.of(true, false)) {
          assertThat(cases)
              .anyMatch(
                  each ->
                      each.containsKey(one.path())
                          && !each.get(one.path()).equals(one.defaultValue())
                          && isSet == isChanged(each, other));
        }
      }
    }
  }

  private static boolean isChanged(Map<ValuePath, Object> settings, Knob knob) {
    return settings.containsKey(knob.path())
        && !settings.get(knob.path()).equals(knob.defaultValue());
  }

  @Test
  void aSwitchMeetsWhatItDecidesAboutInAllStatesBeforeAnyOtherPair() {
    List<Knob> many = new ArrayList<>();
    Set<Interaction> gates = new LinkedHashSet<>();
    for (int i = 0; i < 20; i++) {
      many.add(
          new Knob(ValuePath.of("f" + i), false, List.of(Setting.legal(true)), Knob.Shape.CLOSED));
      for (int j = 0; j < 5; j++) {
        ValuePath dependent = ValuePath.of("v" + i + "-" + j);
        many.add(new Knob(dependent, "a", List.of(Setting.legal("b")), Knob.Shape.CLOSED));
        gates.add(new Interaction(ValuePath.of("f" + i), dependent));
      }
    }
    List<Map<ValuePath, Object>> cases =
        ValueSpace.cases(many, gates, 1, 120).stream().map(ValueCase::settings).toList();

    for (Interaction gate : gates) {
      assertThat(cases)
          .anyMatch(each -> isOn(each, gate.condition()) && "b".equals(each.get(gate.dependent())))
          .anyMatch(each -> isOn(each, gate.condition()) && !each.containsKey(gate.dependent()))
          .anyMatch(each -> !isOn(each, gate.condition()) && each.containsKey(gate.dependent()));
    }
  }

  private static boolean isOn(Map<ValuePath, Object> settings, ValuePath flag) {
    return Boolean.TRUE.equals(settings.get(flag));
  }

  @Test
  void theLimitGrowsWithTheNumberOfValuesUnlessTheUserSetsIt() {
    assertThat(SpaceRequest.standard().limit(10)).isEqualTo(120);
    assertThat(SpaceRequest.standard().limit(150)).isEqualTo(450);
    assertThat(SpaceRequest.standard().withLimit(60).limit(150)).isEqualTo(60);
  }

  @Test
  void allAtTheirFullestAndAllAtTheirLeastAreCases() {
    assertThat(cases(1, 1000))
        .extracting(ValueCase::settings)
        .contains(Map.of(ENABLED, true, LEAST, 10L, LEVEL, "debug"))
        .contains(Map.of(ENABLED, false));
  }

  @Test
  void theSameSeedGivesTheSameCasesAndAnotherOneOtherCombinations() {
    assertThat(cases(7, 1000)).isEqualTo(cases(7, 1000));
    Set<List<ValueCase>> orders = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      orders.add(cases(seed, 1000));
    }
    assertThat(orders).hasSizeGreaterThan(1);
  }

  @Test
  void aLimitKeepsThePlaceOfCombinationsAndOfWhatIsToBeRejected() {
    List<ValueCase> few = cases(1, 6);

    List<ValueCase> rejected = new ArrayList<>(few);
    rejected.removeIf(each -> each.expectation() != Expectation.REJECTED);
    assertThat(few).hasSize(6 + rejected.size());
    assertThat(rejected).hasSize(4);
    assertThat(few).filteredOn(each -> each.alone().isPresent()).hasSize(2 + rejected.size());
    assertThat(cases(1, 1)).hasSizeLessThanOrEqualTo(1 + 4);
  }

  @Tag("thorough")
  @Test
  @Timeout(20)
  void manyValuesThatDecideAboutEachOtherAreNotComparedPairByPair() {
    List<Knob> many = new ArrayList<>();
    Set<Interaction> all = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      ValuePath path = ValuePath.of("v" + i);
      many.add(new Knob(path, 1L, List.of(Setting.legal(2L)), Knob.Shape.CLOSED));
      for (int j = 0; j < i; j++) {
        all.add(new Interaction(path, ValuePath.of("v" + j)));
      }
    }

    assertThat(ValueSpace.cases(many, all, 1, 150)).hasSize(150);
  }

  @Test
  void underALimitTheFirstSettingOfEachValueComesBeforeTheSecondOfAny() {
    List<ValueCase> alone =
        cases(1, 8).stream()
            .filter(each -> each.alone().isPresent())
            .filter(each -> each.expectation() == Expectation.ACCEPTED)
            .limit(3)
            .toList();

    assertThat(alone)
        .extracting(each -> each.alone().orElseThrow())
        .containsExactly(ENABLED, LEAST, LEVEL);
  }

  @Test
  void aValueIsSetWhereEachOfItsConditionsIs() {
    ValuePath polling = ValuePath.of("scaling.polling");
    Knob dependent = new Knob(polling, 15L, List.of(Setting.legal(16L)), Knob.Shape.CLOSED);
    Set<Interaction> both =
        Set.of(new Interaction(ENABLED, polling), new Interaction(LEAST, polling));

    assertThat(ValueSpace.conditions(dependent, knobs, both))
        .extracting(ValueCase::settings)
        .contains(Map.of(ENABLED, true), Map.of(ENABLED, true, LEAST, 0L))
        .allSatisfy(settings -> assertThat(settings).containsEntry(ENABLED, true))
        .allSatisfy(settings -> assertThat(settings).doesNotContainKey(polling));
    assertThat(ValueSpace.conditions(knobs.get(1), knobs, both)).isEmpty();
  }

  /** A chart may refuse a bucket without a node; then only both show the chain of the bucket. */
  @Test
  void aValueIsSetWhereItsConditionHasWhatItNeedsInTurn() {
    ValuePath chain = ValuePath.of("publish.chainId");
    ValuePath bucket = ValuePath.of("publish.bucket");
    ValuePath node = ValuePath.of("runs.rpc");
    List<Setting> texts = List.of(Setting.legal(""), Setting.legal("a"), Setting.legal("b"));
    List<Knob> all =
        List.of(
            new Knob(chain, 1L, List.of(Setting.legal(2L)), Knob.Shape.CLOSED),
            new Knob(bucket, "", texts, Knob.Shape.CLOSED),
            new Knob(node, "", texts, Knob.Shape.CLOSED));
    Set<Interaction> chained =
        Set.of(new Interaction(bucket, chain), new Interaction(node, bucket));

    assertThat(ValueSpace.conditions(all.get(0), all, chained))
        .extracting(ValueCase::settings)
        .contains(Map.of(bucket, "a"), Map.of(bucket, "a", node, "a"));
  }

  @Test
  void theBoundariesOfASchemaAreTriedFromBothSides() throws JsonProcessingException {
    String schema =
        """
        {"type": "object", "properties": {
           "port": {"type": "integer", "minimum": 1, "maximum": 65535},
           "mode": {"type": "string", "enum": ["slow", "fast"]},
           "name": {"type": "string", "maxLength": 4}}}
        """;
    Map<String, Object> defaults = Map.of("port", 80L, "mode", "slow", "name", "abc");

    List<Knob> knobs = Knobs.of(new ObjectMapper().readTree(schema), defaults, List.of());

    assertThat(settings(knobs, "port")).contains(1L, 65535L, 0L, 65536L, "7");
    assertThat(settings(knobs, "mode")).contains("fast").doesNotContain("slow");
    assertThat(settings(knobs, "name"))
        .filteredOn(String.class::isInstance)
        .extracting(value -> ((String) value).length())
        .contains(4, 5);
    assertThat(knobs).filteredOn(knob -> !knob.isSection()).allSatisfy(ValueSpaceTest::isRemoved);
  }

  private static void isRemoved(Knob knob) {
    assertThat(knob.settings()).extracting(Setting::value).contains((Object) null);
  }

  @Test
  void withoutASchemaTheTypesOfTheDefaultsTellWhatToTry() {
    Map<String, Object> defaults = Map.of("replicas", 2L, "debug", false, "tags", List.of());

    List<Knob> knobs = Knobs.of(defaults, List.of());

    assertThat(settings(knobs, "replicas")).contains(1L, 3L);
    assertThat(settings(knobs, "debug")).contains(true);
    assertThat(knobs)
        .flatExtracting(Knob::settings)
        .extracting(Setting::expectation)
        .doesNotContain(Expectation.REJECTED);
  }

  private static List<Object> settings(List<Knob> knobs, String path) {
    Knob knob =
        knobs.stream()
            .filter(each -> each.path().toString().equals(path))
            .findFirst()
            .orElseThrow();
    return Arrays.asList(knob.settings().stream().map(Setting::value).toArray());
  }

  private List<ValueCase> cases(long seed, int limit) {
    return ValueSpace.cases(knobs, interactions, seed, limit);
  }
}
