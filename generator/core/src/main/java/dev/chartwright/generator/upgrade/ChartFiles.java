package dev.chartwright.generator.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The files of a chart, and what an upgrade has to know of them. Immutable.
 *
 * @param files by their path below the chart's folder
 * @param metadata the tree of {@code Chart.yaml}
 * @param values the tree of {@code values.yaml}
 * @param schema {@code values.schema.json}; nothing for a chart without one
 */
record ChartFiles(
    FileTree files,
    Map<String, Object> metadata,
    Map<String, Object> values,
    Optional<JsonNode> schema) {
  private static final ObjectMapper JSON = new ObjectMapper();

  ChartFiles {
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(schema, "schema");
  }

  /** Reads a chart; a file that is not readable counts as empty, which is for the proof to tell. */
  static ChartFiles of(FileTree files) {
    return new ChartFiles(
        files, tree(files, "Chart.yaml"), tree(files, "values.yaml"), schema(files));
  }

  private static Map<String, Object> tree(FileTree files, String path) {
    try {
      return files.contains(path) ? Tree.map(YamlReader.read(files.text(path))) : Map.of();
    } catch (InvalidYamlException unreadable) {
      return Map.of();
    }
  }

  private static Optional<JsonNode> schema(FileTree files) {
    try {
      return files.contains("values.schema.json")
          ? Optional.of(JSON.readTree(files.text("values.schema.json")))
          : Optional.empty();
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }

  /** The chart's name; empty when {@code Chart.yaml} has none. */
  String name() {
    return metadata("name");
  }

  /** The chart's version as it is written; empty when {@code Chart.yaml} has none. */
  String version() {
    return metadata("version");
  }

  String metadata(String key) {
    Object value = metadata.get(key);
    return value == null ? "" : value.toString();
  }
}
