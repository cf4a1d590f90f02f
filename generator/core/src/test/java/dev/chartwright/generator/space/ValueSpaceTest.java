package dev.chartwright.generator.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.space.ValueSpace.Interaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cases that a chart is rendered with. */
class ValueSpaceTest {
  private static final ValuePath ENABLED = ValuePath.of("scaling.enabled");
  private static final ValuePath LEAST = ValuePath.of("scaling.min");
  private static final ValuePath POLLING = ValuePath.of("scaling.polling");

  private final List<Knob> knobs =
      Knobs.of(
          Map.of("scaling", Map.of("enabled", false, "min", 1, "polling", 15), "other", 1),
          List.of());

  @Test
  void aValueIsSetWhereEachOfItsConditionsIs() {
    Set<Interaction> interactions =
        Set.of(new Interaction(ENABLED, POLLING), new Interaction(LEAST, POLLING));

    assertThat(ValueSpace.conditions(knob(POLLING), knobs, interactions))
        .extracting(ValueCase::settings)
        .contains(Map.of(ENABLED, true), Map.of(ENABLED, true, LEAST, 0L))
        .allSatisfy(settings -> assertThat(settings).containsEntry(ENABLED, true))
        .allSatisfy(settings -> assertThat(settings).doesNotContainKey(POLLING));
    assertThat(ValueSpace.conditions(knob(LEAST), knobs, interactions)).isEmpty();
  }

  private Knob knob(ValuePath path) {
    return knobs.stream().filter(knob -> knob.path().equals(path)).findFirst().orElseThrow();
  }
}
