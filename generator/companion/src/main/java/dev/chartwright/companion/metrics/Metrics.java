package dev.chartwright.companion.metrics;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was counted since the companion started. Threads may share it. */
public final class Metrics {
  private final Map<Metric, Map<List<String>, Double>> values = new EnumMap<>(Metric.class);

  /** Counters without labels begin with 0, because Prometheus sees only what increases later. */
  public Metrics() {
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.COUNTER && metric.labels().isEmpty()) {
        add(metric, 0);
      }
    }
  }

  /** Adds one to a counter. */
  public void count(Metric counter, String... labels) {
    add(counter, 1, labels);
  }

  /**
   * Adds to a counter.
   *
   * @param labels a value for each label of the metric
   */
  public synchronized void add(Metric counter, double amount, String... labels) {
    series(counter, Metric.Kind.COUNTER, labels).merge(List.of(labels), amount, Double::sum);
  }

  /**
   * Sets a gauge.
   *
   * @param labels a value for each label of the metric
   */
  public synchronized void set(Metric gauge, double value, String... labels) {
    series(gauge, Metric.Kind.GAUGE, labels).put(List.of(labels), value);
  }

  /**
   * Sets a gauge that is counted.
   *
   * @param labels a value for each label of the metric
   */
  public void set(Metric gauge, long value, String... labels) {
    set(gauge, (double) value, labels);
  }

  /** The present value; 0 if nothing was counted. */
  public synchronized double value(Metric metric, String... labels) {
    return values.getOrDefault(metric, Map.of()).getOrDefault(List.of(labels), 0.0);
  }

  private Map<List<String>, Double> series(Metric metric, Metric.Kind kind, String... labels) {
    if (metric.kind() != kind || metric.labels().size() != labels.length) {
      throw new IllegalArgumentException(metric + " is a " + metric.kind() + metric.labels());
    }
    return values.computeIfAbsent(
        metric, key -> new TreeMap<>(Comparator.comparing(Object::toString)));
  }

  /** All values in the text format of Prometheus, version 0.0.4. */
  public synchronized String text() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (metric, series) -> {
          text.append("# HELP " + metric + " " + metric.help() + "\n");
          text.append("# TYPE ").append(metric).append(' ');
          text.append(metric.kind() == Metric.Kind.COUNTER ? "counter" : "gauge").append('\n');
          series.forEach(
              (labels, value) ->
                  text.append(metric)
                      .append(braces(metric.labels(), labels))
                      .append(' ')
                      .append(number(value))
                      .append('\n'));
        });
    return text.toString();
  }

  private static String braces(List<String> names, List<String> values) {
    return names.isEmpty() ? "" : "{" + names.get(0) + "=\"" + escaped(values.get(0)) + "\"}";
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
