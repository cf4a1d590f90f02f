package dev.chartwright.benchmark;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs all benchmarks and prints their figures beside their bounds. Takes the options of JMH, but
 * measures nothing less than everything.
 */
public final class Figures {
  private final Collection<RunResult> results;
  private boolean allHold = true;

  private Figures(Collection<RunResult> results) {
    this.results = results;
  }

  /** Fails when a figure misses its bound. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    OptionsBuilder options = new OptionsBuilder();
    options.parent(new CommandLineOptions(arguments));
    options.include("^dev\\.chartwright\\.benchmark\\.");
    options.shouldFailOnError(true);
    options.addProfiler(PeakHeap.class);
    Figures figures = new Figures(new Runner(options.build()).run());
    System.out.println();
    figures.print();
    if (!figures.allHold) {
      System.exit(1);
    }
  }

  private void print() {
    double hundred = score("WorkerGroupsBenchmark.generate", "100");
    double thousand = score("WorkerGroupsBenchmark.generate", "1000");
    System.out.println("| figure | bound | measured |");
    System.out.println("|---|---|---|");
    double chart = score("FleetBenchmark.chart", "");
    double parts = score("FleetBenchmark.everything", "") - chart;
    row("check, compose and render the chart of the fleet", 5, chart, "ms");
    row("scripts, Terraform, plan and picture beside it", 10, parts, "ms");
    row("the same with 100 groups of workers", hundred, "ms");
    row("the same with 1000 groups of workers", thousand, "ms");
    row("t(1000)/t(100)", 12, thousand / hundred, "");
    double tenPools = score("PoolsBenchmark.everything", "10");
    double hundredPools = score("PoolsBenchmark.everything", "100");
    row("everything of a fleet on 10 pools", tenPools, "ms");
    row("everything of a fleet on 100 pools", hundredPools, "ms");
    row("t(100)/t(10)", 12, hundredPools / tenPools, "");
    row("prove with the defaults", 100, score("ProofBenchmark.defaults", ""), "ms");
    row("prove all cases under two names", score("ProofBenchmark.complete", ""), "ms");
    row("all stages in a new JVM", score("GenerateBenchmark.first", ""), "ms");
    row("peak heap of that", 128, peakHeap("GenerateBenchmark.first"), "MB");
  }

  private void row(String figure, double bound, double measured, String unit) {
    boolean holds = measured <= bound;
    allHold &= holds;
    print(figure, number("≤ %.0f", bound, unit), number("%.1f", measured, unit), holds);
  }

  private void row(String figure, double measured, String unit) {
    print(figure, "", number("%.1f", measured, unit), true);
  }

  private static void print(String figure, String bound, String measured, boolean holds) {
    System.out.printf("| %s | %s | %s%s |%n", figure, bound, measured, holds ? "" : ", missed");
  }

  private static String number(String format, double number, String unit) {
    return (String.format(Locale.ROOT, format, number) + " " + unit).strip();
  }

  private double score(String benchmark, String groups) {
    return find(benchmark, groups).getPrimaryResult().getScore();
  }

  private double peakHeap(String benchmark) {
    Result<?> peak = find(benchmark, "").getSecondaryResults().get(PeakHeap.NAME);
    return peak.getScore();
  }

  private RunResult find(String benchmark, String groups) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
        .filter(result -> groups.isEmpty() || groups.equals(result.getParams().getParam("groups")))
        .findFirst()
        .orElseThrow();
  }
}
