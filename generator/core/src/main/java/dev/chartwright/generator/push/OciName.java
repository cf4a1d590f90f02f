package dev.chartwright.generator.push;

import java.util.regex.Pattern;

/**
 * The repository and the tag of a chart in an OCI registry. Immutable.
 *
 * @param repository such as {@code team/charts/site}
 * @param tag such as {@code 1.0.0}
 */
record OciName(String repository, String tag) {
  /** A step of the path, by the Distribution Specification. */
  static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";

  private static final Pattern NAME = Pattern.compile(COMPONENT);
  private static final int LONGEST_TAG = 128;

  /**
   * The name of a chart.
   *
   * @throws PushException if a registry cannot have the name or the version
   */
  static OciName of(ChartRepository.OciRegistry registry, ChartPackage chart) {
    if (!NAME.matcher(chart.name()).matches()) {
      throw PushException.chart(
          "'"
              + chart.name()
              + "' cannot be the name of a repository in an OCI registry: name the chart with"
              + " lowercase letters, digits and hyphens");
    }
    // As Helm does it: a tag has no plus sign.
    String tag = chart.version().replace('+', '_');
    if (tag.length() > LONGEST_TAG) {
      throw PushException.chart(
          "The version "
              + chart.version()
              + " has "
              + tag.length()
              + " characters, and a tag has at most "
              + LONGEST_TAG
              + ": shorten it");
    }
    String folder = registry.path().isEmpty() ? "" : registry.path() + "/";
    return new OciName(folder + chart.name(), tag);
  }
}
