package dev.chartwright.benchmark;

import dev.chartwright.examples.prover.ZeroProver;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.compose.FleetProof;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.report.ProofFiles;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The proof of the chart of the example, in an engine that is loaded. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProofBenchmark {
  private final Generated generated = Generator.generate(new ZeroProver());
  private final FileTree withoutCases =
      generated.chartFiles().only(path -> !path.startsWith("ci/"));
  private final ProofRequest oneRelease =
      FleetProof.request(generated.fleet().orElseThrow(), generated.chart()).withReleases("demo");

  /** One rendering, with the default values. */
  @Benchmark
  public ProofReport defaults() {
    return proven(ChartProof.prove(withoutCases, oneRelease.withoutSpace()));
  }

  /** Each case of the chart under a short and under a long release name. */
  @Benchmark
  public ProofReport named() {
    ProofRequest request =
        FleetProof.request(generated.fleet().orElseThrow(), generated.chart()).withoutSpace();
    return proven(ChartProof.prove(generated.chartFiles(), generated.chart(), request));
  }

  /** What the goal does: the named cases, the value space, and the files of the report. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Xmx512m")
  @Warmup(iterations = 30, time = 2)
  public FileTree complete() {
    return ProofFiles.of(Generator.document(generated, proven(Generator.prove(generated))));
  }

  private static ProofReport proven(ProofReport report) {
    if (!report.isProven()) {
      throw new IllegalStateException(report.findings().toString());
    }
    return report;
  }
}
