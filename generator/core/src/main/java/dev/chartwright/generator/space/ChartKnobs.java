package dev.chartwright.generator.space;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.chartfile.ParsedChart;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a chart and what they may be set to, from the best source that there is. */
public final class ChartKnobs {
  private ChartKnobs() {}

  /**
   * From the declaration, else from the schema, else from the defaults.
   *
   * @param values the defaults as templates see them
   * @param examples values that are known to be useful
   */
  public static List<Knob> of(
      ParsedChart chart,
      Optional<Chart> declared,
      Map<String, Object> values,
      List<Map<String, Object>> examples) {
    return declared.isPresent()
        ? Knobs.of(declared.get(), values, examples)
        : chart
            .schema()
            .map(schema -> Knobs.of(schema, values, examples))
            .orElseGet(() -> Knobs.of(values, examples));
  }

  /** Settings near the defaults, for a chart whose author has not said what is allowed. */
  public static List<Knob> near(
      ParsedChart chart, Map<String, Object> values, List<Map<String, Object>> examples) {
    return Knobs.near(chart.schema(), values, examples);
  }
}
