package dev.chartwright.workload;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.tree.Expression;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Configuration files that a container finds in a folder: a ConfigMap of the component. When a file
 * changes, the pods restart. Immutable.
 *
 * @param name the name of the volume, and the suffix of the ConfigMap's name
 * @param files the text of each file by its name; it may hold references
 * @param more maps from names to texts that are known at installation
 */
public record ConfigFiles(String name, Map<String, String> files, List<Expression> more) {
  public ConfigFiles {
    Objects.requireNonNull(name, "name");
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    more = List.copyOf(more);
  }

  public static ConfigFiles of(String name) {
    return new ConfigFiles(name, Map.of(), List.of());
  }

  /** Adds a file with fixed text, which may hold references such as {@code value.asString()}. */
  public ConfigFiles file(String file, String text) {
    Map<String, String> all = new LinkedHashMap<>(files);
    all.put(file, text);
    return new ConfigFiles(name, all, more);
  }

  /** Adds a file whose text is a value. */
  public ConfigFiles file(String file, Expression text) {
    return file(file, text.asString());
  }

  /** Adds the files of a value: a map from their names to their texts. */
  public ConfigFiles files(Expression map) {
    return new ConfigFiles(name, files, ContainerSettings.plus(more, map));
  }

  boolean isEmpty() {
    return files.isEmpty() && more.isEmpty();
  }

  /** The template file of the ConfigMap, of which a checksum restarts the pods. */
  String manifestName(Part part) {
    return part.file("configmap-" + name);
  }

  String objectName(Part part) {
    return part.objectName(name);
  }

  /** The ConfigMap. */
  Manifest configMap(Part part) {
    Manifest configMap =
        Manifest.of(
            manifestName(part),
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(objectName(part))
                .endMetadata()
                .withData(files)
                .build());
    for (Expression map : more) {
      configMap = configMap.append("data", map);
    }
    return configMap;
  }
}
