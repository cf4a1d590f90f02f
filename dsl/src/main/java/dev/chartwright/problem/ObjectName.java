package dev.chartwright.problem;

import java.util.Objects;

/**
 * The kind and name of a rendered object. Immutable.
 *
 * @param kind such as {@code Deployment}
 * @param name such as {@code demo-web}
 */
public record ObjectName(String kind, String name) {
  public ObjectName {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }

  /** Such as {@code Deployment/demo-web}. */
  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
