package dev.chartwright.benchmark;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.workload.WebService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Declaration and rendering of a chart with many components: the time grows with their number. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
public class ComponentsBenchmark {
  @Param({"1", "10", "100", "1000"})
  private int components;

  @Benchmark
  public Generated generate() {
    Chart.Builder chart = Chart.named("many").describe("A chart with many components.");
    for (int i = 0; i < components; i++) {
      chart.add(WebService.named("web" + i).image("example.com/web", "1.0").port(8080));
    }
    return Generator.generate(chart.build());
  }
}
