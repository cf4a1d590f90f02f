package dev.chartwright.chart;

import dev.chartwright.problem.SourceLine;
import java.util.Objects;
import java.util.Optional;

/**
 * A subchart. Immutable.
 *
 * @param version exact or a SemVer range
 * @param repository {@code https://…}, {@code oci://…}, or {@code file://…} beside the chart
 * @param condition the flag that switches it on; empty for always
 * @param alias its name in the values; empty for its own name
 * @param declaredAt the line of Java that declared it
 */
public record Dependency(
    String name,
    String version,
    String repository,
    Optional<Value<Boolean>> condition,
    String alias,
    Optional<SourceLine> declaredAt) {
  public Dependency {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }

  public static Dependency on(String name, String version, String repository) {
    return new Dependency(name, version, repository, Optional.empty(), "", SourceLine.ofCaller());
  }

  public Dependency onlyWhen(Value<Boolean> flag) {
    return new Dependency(name, version, repository, Optional.of(flag), alias, declaredAt);
  }

  public Dependency as(String changed) {
    return new Dependency(name, version, repository, condition, changed, declaredAt);
  }

  /** Its key in the values. */
  public String key() {
    return alias.isEmpty() ? name : alias;
  }
}
