package dev.chartwright.benchmark;

import static java.lang.management.MemoryType.HEAP;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The most heap that was in use since the JVM started. The pools reach their peaks at different
 * times, so the truth is at most their sum, which is what is reported.
 */
public final class PeakHeap implements InternalProfiler {
  static final String NAME = "peak heap";

  @Override
  public String getDescription() {
    return "The most heap in use";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long bytes =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == HEAP)
            .mapToLong(PeakHeap::peak)
            .sum();
    return List.of(new ScalarResult(NAME, bytes / 1e6, "MB", AggregationPolicy.MAX));
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }
}
