package dev.chartwright.generator.space;

import java.util.List;
import java.util.Objects;

/**
 * A value that users may turn, with the settings that are worth trying. Immutable.
 *
 * @param settings without the default; legal ones first, and of these the fullest first
 * @param shape what is known about what may be written for it
 * @param examples settings that the declaration gives for this value, which make sense alone
 */
public record Knob(
    ValuePath path,
    Object defaultValue,
    List<Setting> settings,
    Shape shape,
    List<Object> examples) {
  /** What is known about a value. */
  public enum Shape {
    /** All of it: each of its settings makes sense for itself. */
    CLOSED,
    /**
     * Parts of it are YAML of the user's own, such as more volumes of a pod: what stands in an
     * example makes sense beside the rest of that example only.
     */
    OPEN,
    /** It is an earlier name of another knob, and is refused beside another setting of that one. */
    FORMER,
    /** It is a map of other knobs, which is only ever removed or misused as a whole. */
    SECTION
  }

  public Knob {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(shape, "shape");
    settings = List.copyOf(settings);
    examples = List.copyOf(examples);
  }

  public Knob(ValuePath path, Object defaultValue, List<Setting> settings, Shape shape) {
    this(path, defaultValue, settings, shape, List.of());
  }

  /** The same value at another path. */
  public Knob at(ValuePath other) {
    return new Knob(other, defaultValue, settings, shape, examples);
  }

  /** The same value with other settings. */
  public Knob with(List<Setting> others) {
    return new Knob(path, defaultValue, others, shape, examples);
  }

  public boolean isSection() {
    return shape == Shape.SECTION;
  }

  boolean isFormer() {
    return shape == Shape.FORMER;
  }

  public boolean isOpen() {
    return shape == Shape.OPEN;
  }

  /** The settings that the declaration allows, beside taking the value away. */
  public List<Setting> legal() {
    return settings.stream().filter(each -> each.isLegal() && each.value() != null).toList();
  }

  /** Whether a setting makes sense without others: of a value of open shape, an example does. */
  boolean standsAlone(Setting setting) {
    return !isOpen() || !setting.isLegal() || examples.contains(setting.value());
  }

  boolean isFlag() {
    return defaultValue instanceof Boolean;
  }
}
