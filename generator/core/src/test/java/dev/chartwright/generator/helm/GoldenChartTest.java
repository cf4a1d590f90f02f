package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whole charts, to the byte, beside the tests. A meant change is taken over with {@code
 * -Dgolden.update=true} and read line by line before it is committed.
 */
class GoldenChartTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @Test
  void aChartWithEveryFeatureReadsAsIfWrittenByHand() throws IOException {
    isGolden(new EveryFeature().chart());
  }

  @Test
  void aLibraryChartReadsAsIfWrittenByHand() throws IOException {
    isGolden(EveryFeature.library());
  }

  @Test
  void aChartWithEveryFeatureIsProven() {
    Generated generated = Generator.generate(new EveryFeature().chart());
    ProofReport report = namedCases(generated);
    assertThat(report.findings()).isEmpty();
    assertThat(report.cases()).hasSize(6).allMatch(each -> each.objects() >= 4);
  }

  @Test
  void aLibraryChartIsProvenWithoutRenderingIt() {
    ProofReport report = namedCases(Generator.generate(EveryFeature.library()));
    assertThat(report.findings()).isEmpty();
    assertThat(report.cases()).isEmpty();
  }

  private static void isGolden(Chart chart) throws IOException {
    FileTree files = HelmChart.of(chart).files();
    Path folder = GOLDEN.resolve(chart.name());
    if (Boolean.getBoolean("golden.update")) {
      update(folder, files);
    }
    Map<String, String> rendered = new TreeMap<>();
    files
        .files()
        .forEach(
            (path, content) -> rendered.put(path, new String(content, StandardCharsets.UTF_8)));
    assertThat(rendered).isEqualTo(texts(folder));
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    return texts;
  }

  private static void update(Path folder, FileTree files) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    files
        .files()
        .forEach(
            (path, content) -> {
              try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
  }

  /** Proves without the value space, which tests of its own look at. */
  private static ProofReport namedCases(Generated generated) {
    return ChartProof.prove(
        generated.chartFiles(),
        generated.chart(),
        ProofRequest.of(generated.chart()).withoutSpace());
  }
}
