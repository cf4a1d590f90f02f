package dev.chartwright.generator.prove;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The two charts of the repository, as they are committed, and the defects for them. */
final class ChartMutants {
  static final List<String> CHARTS = List.of("hello-web", "zero-prover");

  private static final Path FOLDER = Path.of("../../charts-out");

  private ChartMutants() {}

  static List<Mutant> all() {
    return CHARTS.stream().flatMap(chart -> MutantTable.of(chart).stream()).toList();
  }

  /** Defects that an upgrade from the chart as it is shows. */
  static List<Mutant> ofUpgrades() {
    return CHARTS.stream().flatMap(chart -> MutantTable.ofUpgrade(chart).stream()).toList();
  }

  static FileTree chart(String name) {
    Path root = FOLDER.resolve(name).resolve("helm").resolve(name);
    FileTree.Builder files = FileTree.builder();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.add(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return files.build();
  }

  /** How a chart is proven from its files alone, without a cluster. */
  static ProofRequest request(String chart) {
    ProofRequest request = ProofRequest.standard();
    return chart.equals("zero-prover") ? request.withOverlay("requireCRDs: false\n") : request;
  }
}
