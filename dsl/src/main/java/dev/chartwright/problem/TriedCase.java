package dev.chartwright.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of values under the name of a release, in a cluster, that a chart was rendered with.
 * Immutable.
 *
 * @param name {@code defaults}, the path of a values file of the chart, or the settings, such as
 *     {@code replicas=0}
 * @param apis what the cluster has beside what Kubernetes brings itself; usually nothing
 * @param release the name of the release; empty for the first one of the proof
 * @param values the smallest values that cause a finding, as a ready {@code values.yaml}, empty for
 *     the defaults; nothing when the case is a file, or when no smaller values were searched for
 */
public record TriedCase(String name, List<String> apis, String release, Optional<String> values) {
  /** The name of the case without settings. */
  public static final String DEFAULTS = "defaults";

  /** A name that is shorter is shown whole. */
  private static final int LONG_RELEASE = 20;

  public TriedCase {
    Objects.requireNonNull(name, "name");
    apis = List.copyOf(apis);
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(values, "values");
  }

  /**
   * The defaults, or a values file of the chart.
   *
   * @param release empty for the first release name of the proof
   */
  public static TriedCase named(String name, String release) {
    return new TriedCase(name, List.of(), release, Optional.empty());
  }

  /**
   * A case of the value space.
   *
   * @param release empty for the first release name of the proof
   * @param values a ready {@code values.yaml}; empty for the defaults
   */
  public static TriedCase ofSpace(String name, String release, String values) {
    return new TriedCase(name, List.of(), release, Optional.of(values));
  }

  /** Returns this case in a cluster that has more APIs. */
  public TriedCase withApis(List<String> more) {
    return new TriedCase(name, more, release, values);
  }

  /** Whether it has no settings. */
  public boolean isDefaults() {
    return name.equals(DEFAULTS);
  }

  /** Whether it was chosen by the proof, and not by the author of the chart. */
  public boolean isOfSpace() {
    return !apis.isEmpty() || (values.isPresent() && !isDefaults());
  }

  /** Whether two cases are the same rendering, whatever is known of smaller values. */
  public boolean isSameAs(TriedCase other) {
    return name.equals(other.name) && apis.equals(other.apis) && release.equals(other.release);
  }

  /**
   * The difference from the defaults under the first release name; empty for the defaults
   * themselves.
   */
  public String mark() {
    return mark("");
  }

  /** The same for a place in a file, which need not be named twice. */
  String mark(String file) {
    List<String> marks = new ArrayList<>();
    if (!isDefaults() && !name.equals(file)) {
      marks.add(values.isPresent() ? "with " + name : name);
    }
    if (!apis.isEmpty()) {
      marks.add((apis.size() == 1 ? "with the API " : "with the APIs ") + String.join(", ", apis));
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
