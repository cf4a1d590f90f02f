package dev.chartwright.chart;

import java.util.Optional;

/**
 * A subchart. Immutable.
 *
 * @param version exact or a SemVer range
 * @param repository {@code https://…}, {@code oci://…}, or {@code file://…} beside the chart
 * @param condition the flag that switches it on; empty for always
 * @param alias its name in the values; empty for its own name
 */
public record Dependency(
    String name,
    String version,
    String repository,
    Optional<Value<Boolean>> condition,
    String alias) {
  public Dependency {
    if (!name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")) {
      throw new IllegalArgumentException("not a name of a chart: '" + name + "'");
    }
    if (version.isBlank()) {
      throw new IllegalArgumentException("the dependency " + name + " needs a version");
    }
    if (!repository.matches("(https|oci|file)://.+")) {
      throw new IllegalArgumentException(
          "the dependency "
              + name
              + " comes from '"
              + repository
              + "', which is none of https, oci and file");
    }
  }

  public static Dependency on(String name, String version, String repository) {
    return new Dependency(name, version, repository, Optional.empty(), "");
  }

  public Dependency onlyWhen(Value<Boolean> flag) {
    return new Dependency(name, version, repository, Optional.of(flag), alias);
  }

  public Dependency as(String changed) {
    return new Dependency(name, version, repository, condition, changed);
  }

  /** Its key in the values. */
  public String key() {
    return alias.isEmpty() ? name : alias;
  }
}
