package dev.chartwright.generator.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.generator.file.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a chart and what they may be set to, from the best source that there is. */
public final class ChartKnobs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA = "values.schema.json";

  private ChartKnobs() {}

  /**
   * From the declaration, else from the schema, else from the defaults.
   *
   * @param values the defaults as templates see them
   * @param examples values that are known to be useful
   */
  public static List<Knob> of(
      FileTree chart,
      Optional<Chart> declared,
      Map<String, Object> values,
      List<Map<String, Object>> examples) {
    return declared.isPresent()
        ? Knobs.of(declared.get(), values, examples)
        : schema(chart)
            .map(schema -> Knobs.of(schema, values, examples))
            .orElseGet(() -> Knobs.of(values, examples));
  }

  /** Settings near the defaults, for a chart whose author has not said what is allowed. */
  public static List<Knob> near(
      FileTree chart, Map<String, Object> values, List<Map<String, Object>> examples) {
    return Knobs.near(schema(chart), values, examples);
  }

  private static Optional<JsonNode> schema(FileTree chart) {
    try {
      return chart.contains(SCHEMA)
          ? Optional.of(JSON.readTree(chart.text(SCHEMA)))
          : Optional.empty();
    } catch (JsonProcessingException unreadable) {
      return Optional.empty(); // A check of the file reports it.
    }
  }
}
