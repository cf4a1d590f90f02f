package dev.chartwright.chart;

import dev.chartwright.problem.SourceLine;
import java.util.Objects;
import java.util.Optional;

/**
 * Who answers for a chart; e-mail and URL may be empty.
 *
 * @param declaredAt the line of Java that declared it
 */
public record Maintainer(String name, String email, String url, Optional<SourceLine> declaredAt) {
  public Maintainer {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }

  public Maintainer(String name, String email, String url) {
    this(name, email, url, SourceLine.ofCaller());
  }
}
