package dev.chartwright.generator.prove;

import dev.chartwright.fixture.Examples;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The charts of the two examples, rendered from what declares them, and the defects for them. */
public final class ChartMutants {
  static final List<String> CHARTS = List.of("hello-web", "zero-prover");

  private static final Path EARLIER = Path.of("src/test/resources/mutants/earlier");

  private ChartMutants() {}

  public static List<Mutant> all() {
    return CHARTS.stream().flatMap(chart -> MutantTable.of(chart).stream()).toList();
  }

  /** Defects that an upgrade from the chart as it is shows. */
  public static List<Mutant> ofUpgrades() {
    return CHARTS.stream().flatMap(chart -> MutantTable.ofUpgrade(chart).stream()).toList();
  }

  public static FileTree chart(String name) {
    return name.equals("zero-prover") ? Charts.ZERO_PROVER : Charts.HELLO_WEB;
  }

  /** Rendered once, when the first is asked for. */
  private static final class Charts {
    static final FileTree ZERO_PROVER = Generator.generate(ZeroProver.fleet()).chartFiles();
    static final FileTree HELLO_WEB = Generator.generate(Examples.typedHelloWeb()).chartFiles();
  }

  /** The chart that an upgrade begins with: it has objects of more kinds that cannot change. */
  public static FileTree earlier(String name) {
    FileTree.Builder files = FileTree.builder();
    chart(name).files().forEach(files::add);
    Path more = EARLIER.resolve(name);
    if (Files.isDirectory(more)) {
      addTo(files, more);
    }
    return files.build();
  }

  private static void addTo(FileTree.Builder files, Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.add(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** How a chart is proven from its files alone, without a cluster. */
  public static ProofRequest request(String chart) {
    ProofRequest request = ProofRequest.standard();
    return chart.equals("zero-prover") ? request.withOverlay("requireCRDs: false\n") : request;
  }
}
