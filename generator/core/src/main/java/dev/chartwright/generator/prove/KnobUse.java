package dev.chartwright.generator.prove;

import dev.chartwright.generator.cases.CaseRenderer.Outcome;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.space.Knob;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.yaml.GoJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts in how many cases each value changes what is rendered. Used by one thread. */
final class KnobUse {
  private final List<Knob> knobs;
  private final Map<ValuePath, Integer> tried = new HashMap<>();
  private final Map<ValuePath, Integer> changes = new HashMap<>();
  private final Map<ValuePath, Object> examples = new HashMap<>();

  /** Sections are no knobs of their own, and a value without a second setting cannot be turned. */
  KnobUse(List<Knob> knobs) {
    this.knobs =
        knobs.stream().filter(knob -> !knob.isSection() && !knob.legal().isEmpty()).toList();
  }

  /** Compares a case with the one below it, which lacks only the setting of one value. */
  void compare(ValuePath path, ValueCase values, Outcome outcome, Outcome below) {
    tried.merge(path, 1, Integer::sum);
    if (differs(outcome, below)) {
      changes.merge(path, 1, Integer::sum);
      examples.putIfAbsent(path, values.settings().get(path));
    }
  }

  /** A refusal is an effect, too: that of a switch which guards something. */
  private static boolean differs(Outcome outcome, Outcome below) {
    if (!(below instanceof Outcome.Rendered base)) {
      return false;
    }
    return outcome instanceof Outcome.Rendered rendered
        ? !rendered.files().equals(base.files())
        : outcome instanceof Outcome.Failed failed
            && failed.failure() instanceof HelmFailure.Refusal;
  }

  /** Whether a value was set alone over a case. */
  boolean isTried(ValuePath path) {
    return tried.containsKey(path);
  }

  /** The values that were not set alone over any case. */
  List<String> untried() {
    return knobs.stream()
        .map(Knob::path)
        .filter(path -> !isTried(path))
        .map(ValuePath::toString)
        .toList();
  }

  /** The values that have changed nothing yet. */
  List<Knob> dead() {
    return knobs.stream().filter(knob -> !changes.containsKey(knob.path())).toList();
  }

  List<SpaceReport.KnobCoverage> coverage() {
    return knobs.stream()
        .map(
            knob ->
                new SpaceReport.KnobCoverage(
                    knob.path().toString(),
                    tried.getOrDefault(knob.path(), 0),
                    changes.getOrDefault(knob.path(), 0),
                    examples.containsKey(knob.path()) ? GoJson.of(examples.get(knob.path())) : ""))
        .toList();
  }
}
