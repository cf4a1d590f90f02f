package dev.chartwright.companion.command;

import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.run.RunState;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prints the log of a run until the run is over. Ending it does not affect the run. */
final class Follow {
  private static final long PAUSE_MILLIS = 500;

  /** The exit code where nobody reads the log any more: the connection is lost. */
  private static final int UNHEARD = 1;

  private final RunQueue queue;
  private final ProofStore proofs;
  private final PrintStream out;
  private Object logKey;
  private long printed;
  private String told = "";

  Follow(RunQueue queue, ProofStore proofs, PrintStream out) {
    this.queue = queue;
    this.proofs = proofs;
    this.out = out;
  }

  /** Returns the exit code of the run. */
  int follow(String id) throws IOException, InterruptedException, Refusal {
    while (true) {
      Run run = Main.find(queue, id);
      try {
        print(run.log());
        tell(run);
        Optional<Integer> exitCode = run.state().isOver() ? run.exitCode() : Optional.empty();
        if (exitCode.isPresent()) {
          out.println(run.outcome().orElse(""));
          return exitCode.get();
        }
      } catch (NoSuchFileException e) {
        continue; // it has moved meanwhile
      }
      if (out.checkError()) {
        return UNHEARD;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void tell(Run run) throws IOException {
    Optional<String> now = whyWaiting(run);
    if (now.isPresent() && !now.get().equals(told)) {
      told = now.get();
      out.println("waiting: " + told);
    }
  }

  private Optional<String> whyWaiting(Run run) throws IOException {
    if (run.state().isOver() || (run.state() == RunState.RUNNING && queue.isWorkedOn(run))) {
      return Optional.empty();
    }
    Optional<String> paused = queue.pauses().stream().findFirst();
    if (paused.isPresent() || run.state() == RunState.RUNNING) {
      return paused;
    }
    Optional<String> missing = missing(run.state(), run.request(), proofs);
    if (missing.isPresent()) {
      return missing;
    }
    List<Run> active = queue.all().stream().filter(other -> !other.state().isOver()).toList();
    int before = active.indexOf(run);
    return Optional.of(before > 0 ? "runs before this one: " + before : "it is the next run");
  }

  /** What a run of the inbox waits for, if that is not another run. */
  static Optional<String> missing(RunState state, RunRequest request, ProofStore proofs) {
    return state != RunState.INBOX || request.isReady(proofs)
        ? Optional.empty()
        : Optional.of("it waits for the proof of block " + (request.first() - 1));
  }

  private void print(Path log) throws IOException {
    if (!Files.exists(log)) {
      return;
    }
    Object key =
        Files.readAttributes(log, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
    if (!key.equals(logKey)) {
      logKey = key;
      printed = 0;
    }
    try (FileChannel channel = FileChannel.open(log);
        InputStream in = Channels.newInputStream(channel.position(printed))) {
      printed += in.transferTo(out);
    }
    out.flush();
  }
}
