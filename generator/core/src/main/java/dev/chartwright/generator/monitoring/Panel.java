package dev.chartwright.generator.monitoring;

import java.util.List;

/**
 * A panel of the dashboard.
 *
 * @param unit as Grafana names it, such as {@code short}
 * @param width in columns of 24
 */
record Panel(Kind kind, String title, String unit, int width, List<Query> queries) {
  Panel {
    queries = List.copyOf(queries);
  }

  static Panel number(String title, String unit, String expression) {
    return new Panel(Kind.NUMBER, title, unit, 4, List.of(new Query(expression, "")));
  }

  static Panel lines(String title, String unit, Query... queries) {
    return new Panel(Kind.LINES, title, unit, 8, List.of(queries));
  }

  /** How it shows its values. */
  enum Kind {
    NUMBER("stat", 4),
    LINES("timeseries", 8);

    private final String type;
    private final int height;

    Kind(String type, int height) {
      this.type = type;
      this.height = height;
    }

    /** The word of Grafana. */
    String type() {
      return type;
    }

    int height() {
      return height;
    }
  }

  /**
   * A query.
   *
   * @param expression in PromQL; {@code $fleet} is the variable of the dashboard
   * @param legend with labels in two braces; empty for one series
   */
  record Query(String expression, String legend) {}
}
