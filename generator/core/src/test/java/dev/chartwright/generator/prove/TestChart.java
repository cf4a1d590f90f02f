package dev.chartwright.generator.prove;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The chart {@code web} of the test resources, and copies of it with a defect. */
public record TestChart(FileTree files) {

  public static TestChart web() {
    try {
      Path root = Path.of(TestChart.class.getResource("/charts/web").toURI());
      FileTree.Builder files = FileTree.builder();
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          files.add(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
        }
      }
      return new TestChart(files.build());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Replaces a text that must be there. */
  public TestChart change(String path, String from, String to) {
    String text = files.text(path);
    if (!text.contains(from)) {
      throw new IllegalArgumentException("no '" + from + "' in " + path);
    }
    return put(path, text.replace(from, to));
  }

  public TestChart put(String path, String text) {
    return put(path, text.getBytes(UTF_8));
  }

  public TestChart put(String path, byte[] content) {
    TestChart without = remove(path);
    return new TestChart(without.files.with(path, content));
  }

  public TestChart remove(String path) {
    return new TestChart(files.only(each -> !each.equals(path)));
  }

  @Override
  public FileTree files() {
    return files;
  }

  public ProofReport prove() {
    return prove(ProofRequest.standard());
  }

  public ProofReport prove(ProofRequest request) {
    return ChartProof.prove(files, request.withoutSpace());
  }
}
