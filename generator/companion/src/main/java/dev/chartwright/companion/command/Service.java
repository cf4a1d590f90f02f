package dev.chartwright.companion.command;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.leader.Prover;
import dev.chartwright.companion.run.Pause;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Stop;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Works on the queue until it is told to stop: the only one that starts a leader. */
final class Service {
  private static final long PAUSE_MILLIS = 500;

  private final Prover prover;
  private final boolean stopsOnFailure;
  private final PrintStream out;
  private final AtomicBoolean stopping = new AtomicBoolean();

  Service(Prover prover, boolean stopsOnFailure, PrintStream out) {
    this.prover = prover;
    this.stopsOnFailure = stopsOnFailure;
    this.out = out;
  }

  /** Tells the service to stop. From any thread. */
  void stop() {
    stopping.set(true);
  }

  /** Works until it is told to stop. */
  void work() throws IOException, InterruptedException {
    RunQueue queue = prover.queue();
    queue.clear();
    openFence();
    boolean announced = true; // perhaps, by the companion before this one
    out.println("ready: " + queue.root());
    while (!stopping.get()) {
      Optional<Run> next =
          queue.isPaused()
              ? Optional.empty()
              : queue.take(request -> request.isReady(prover.proofs()));
      if (next.isEmpty()) {
        endOrphan();
        announced = announced && !isWithdrawn();
        Thread.sleep(PAUSE_MILLIS);
        continue;
      }
      queue.keepReserve();
      out.println("run " + next.get().id());
      announced = true;
      Optional<Run> over;
      try (Closeable work = queue.work(next.get().id())) {
        over = prover.prove(next.get(), stopping::get);
      }
      if (over.isPresent()) {
        Run run = over.get();
        String outcome = run.outcome().orElse("");
        out.println("run " + run.id() + " " + run.state().folder() + ": " + outcome);
        if (run.state() == RunState.FAILED && stopsOnFailure && !isOrphaned(run)) {
          queue.pause(Pause.RESET, "run " + run.id() + " failed: " + outcome);
        }
      }
    }
  }

  /** Whether a reorg has ended a run, and not the prover. */
  static boolean isOrphaned(Run run) throws IOException {
    return run.stop().filter(Stop.ORPHANED::equals).isPresent()
        || !Files.exists(run.folder()); // the follower has moved it away already
  }

  /** Ends a run that was left in the middle, and whose blocks a reorg has undone meanwhile. */
  private void endOrphan() throws IOException {
    for (Run run : prover.queue().in(RunState.RUNNING)) {
      if (isOrphaned(run)) {
        prover
            .queue()
            .finish(
                run,
                RunState.FAILED,
                "Not proven: " + Stop.ORPHANED.clause() + ".",
                Stop.ORPHANED.exitCode());
      }
    }
  }

  /** Withdraws what was announced to an upgrade of the chart, if no run goes on. */
  private boolean isWithdrawn() throws IOException {
    if (!prover.queue().in(RunState.RUNNING).isEmpty()) {
      return false; // the queue is paused
    }
    try {
      prover.broker().withdraw();
      return true;
    } catch (BrokerException e) {
      return false;
    }
  }

  /** Workers that wait behind a fence which the companion before this one closed may go on. */
  private void openFence() throws IOException {
    try {
      if (!prover.queue().isPaused()) {
        prover.broker().fence().open();
      }
    } catch (BrokerException e) {
      out.println(e.getMessage()); // the next run opens it
    }
  }
}
