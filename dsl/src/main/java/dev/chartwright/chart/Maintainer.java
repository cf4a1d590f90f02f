package dev.chartwright.chart;

/** Who answers for a chart; e-mail and URL may be empty. */
public record Maintainer(String name, String email, String url) {
  public Maintainer {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a maintainer needs a name");
    }
  }
}
