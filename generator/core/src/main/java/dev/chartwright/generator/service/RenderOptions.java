package dev.chartwright.generator.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a chart is rendered. Immutable.
 *
 * @param release the name of the release; that of the chart without
 * @param namespace its namespace
 * @param values values files, later ones win
 */
public record RenderOptions(Optional<String> release, String namespace, List<Path> values) {
  public RenderOptions {
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(namespace, "namespace");
    values = List.copyOf(values);
  }
}
