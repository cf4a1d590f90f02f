package dev.chartwright.benchmark;

import dev.chartwright.examples.prover.ZeroProver;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.prover.ProverFleet;
import java.util.Set;
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

/**
 * Check, compose and render of the fleet of the example, in memory: its chart, and what is beside
 * it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
// With fewer, the compiler is still at work while it is measured.
@Warmup(iterations = 25, time = 2)
@Measurement(iterations = 5, time = 2)
public class FleetBenchmark {
  private final ProverFleet fleet = new ZeroProver().fleet();

  /** The chart alone. */
  @Benchmark
  public Generated chart() {
    return Generator.generate(fleet, Set.of());
  }

  /** The chart, scripts, Terraform, plan and picture. */
  @Benchmark
  public Generated everything() {
    return Generator.generate(fleet);
  }
}
