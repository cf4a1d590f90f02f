package dev.chartwright.companion.command;

import dev.chartwright.companion.leader.FleetBroker;
import dev.chartwright.companion.leader.FleetFigures;
import dev.chartwright.companion.leader.Observed;
import dev.chartwright.companion.leader.Prover;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.metrics.MetricsEndpoint;
import dev.chartwright.companion.metrics.Phases;
import dev.chartwright.companion.monitor.Collector;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.tip.TipException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The companion as a process: it works on the queue of runs, and on all that goes on beside it. */
final class Companion {
  private static final int FAILED = 1;
  private static final Duration DELETE = Duration.ofHours(1);

  private Companion() {}

  /**
   * Works until the process is told to end.
   *
   * @return the exit code
   * @throws TipException if the chain that is declared cannot be followed
   */
  static int serve(Settings settings, RunQueue queue)
      throws IOException, InterruptedException, TipException {
    try (FileChannel channel =
            FileChannel.open(
                queue.root().resolve(".service"),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        System.err.println("Another companion works on " + queue.root() + ".");
        return FAILED;
      }
      FleetBroker broker = settings.broker();
      Metrics metrics = new Metrics();
      FleetFigures figures = new FleetFigures(broker, metrics, settings.workerHourDollars());
      Prover prover =
          new Prover(
              settings.prover(),
              broker,
              queue,
              new ProofStore(settings.proofs()),
              new Observed(metrics, new Phases(metrics), figures),
              Clock.systemUTC());
      Optional<Following> following = Following.start(settings, queue, metrics);
      Collector collector = new Collector(prover, Collector.INTERVAL);
      start("collector", collector::work);
      beside(settings, queue, metrics);
      Service service = new Service(prover, settings.stopsOnFailure(), System.out);
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, ended), "stop"));
      try {
        service.work();
      } finally {
        following.ifPresent(Following::close);
        ended.countDown();
      }
      return 0;
    }
  }

  /** Starts what may be killed at any moment. */
  private static void beside(Settings settings, RunQueue queue, Metrics metrics)
      throws TipException {
    if (settings.metricsPort().isPresent()) {
      listen(settings.metricsPort().getAsInt(), metrics);
    }
    settings
        .retention(queue)
        .map(retention -> new Housekeeping(retention, System.out::println))
        .ifPresent(keeper -> start("housekeeping", () -> keeper.work(DELETE)));
    settings
        .uploader(metrics, System.out::println)
        .ifPresent(uploader -> start("uploads", () -> uploader.work(settings.uploadTick())));
  }

  /** Answers until the process ends. A port that is taken must not keep the fleet from proving. */
  private static void listen(int port, Metrics metrics) {
    try {
      new MetricsEndpoint(null, port, metrics::text);
    } catch (IOException e) {
      System.err.println("Nobody can read metrics: port " + port + ": " + e.getMessage());
    }
  }

  /** Works until it is interrupted. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The JVM ends when this hook has ended, so it waits for the run to be left in order. */
  private static void stop(Service service, CountDownLatch ended) {
    service.stop();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
