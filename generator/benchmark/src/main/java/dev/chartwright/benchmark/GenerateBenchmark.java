package dev.chartwright.benchmark;

import dev.chartwright.examples.prover.ZeroProver;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.write.WriteReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All stages for the example, in a JVM that has just started and whose heap is no larger than the
 * bound: it fails when that is not enough.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgs = "-Xmx128m")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class GenerateBenchmark {
  private Path folder;

  @Setup
  public void createFolder() throws IOException {
    folder = Files.createTempDirectory("chartwright-benchmark-");
  }

  @TearDown
  public void deleteFolder() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The first run of the goal: nothing is loaded, nothing is written. */
  @Benchmark
  public WriteReport first() {
    Generated generated = Generator.generate(new ZeroProver());
    if (!Generator.prove(generated).isProven()) {
      throw new IllegalStateException("the example is not proven");
    }
    return Generator.write(generated, folder.resolve(generated.name()));
  }
}
