package dev.chartwright.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of values under the name of a release that a chart was rendered with. Immutable.
 *
 * @param name {@code defaults}, the path of a values file of the chart, or the settings, such as
 *     {@code replicas=0}
 * @param release the name of the release; empty for the first one of the proof
 * @param values the smallest values that cause a finding, as a ready {@code values.yaml}, empty for
 *     the defaults; nothing when the case is a file, or when no smaller values were searched for
 */
public record TriedCase(String name, String release, Optional<String> values) {
  /** The name of the case without settings. */
  public static final String DEFAULTS = "defaults";

  /** A name that is shorter is shown whole. */
  private static final int LONG_RELEASE = 20;

  public TriedCase {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(values, "values");
  }

  /**
   * The defaults, or a values file of the chart.
   *
   * @param release empty for the first release name of the proof
   */
  public static TriedCase named(String name, String release) {
    return new TriedCase(name, release, Optional.empty());
  }

  /**
   * A case of the value space.
   *
   * @param values a ready {@code values.yaml}; empty for the defaults
   */
  public static TriedCase ofSpace(String name, String values) {
    return new TriedCase(name, "", Optional.of(values));
  }

  /** Whether it has no settings. */
  public boolean isDefaults() {
    return name.equals(DEFAULTS);
  }

  /** What tells it from the defaults under the first release name; empty for those. */
  public String mark() {
    List<String> marks = new ArrayList<>();
    if (!isDefaults()) {
      marks.add(values.isPresent() ? "with " + name : name);
    }
    if (!release.isEmpty()) {
      marks.add(
          release.length() < LONG_RELEASE
              ? "release name " + release
              : "release name of " + release.length() + " characters");
    }
    return String.join(", ", marks);
  }
}
