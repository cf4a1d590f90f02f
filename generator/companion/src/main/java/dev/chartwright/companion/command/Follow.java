package dev.chartwright.companion.command;

import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunState;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Prints the log of a run until the run is over. To end it leaves the run alone. */
final class Follow {
  private static final long PAUSE_MILLIS = 500;

  /** The exit code where nobody reads the log any more: the connection is lost. */
  private static final int UNHEARD = 1;

  private final RunQueue queue;
  private final PrintStream out;
  private Object logKey;
  private long printed;
  private String told = "";

  Follow(RunQueue queue, PrintStream out) {
    this.queue = queue;
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
    Optional<String> paused = queue.whyPaused();
    if (run.state() != RunState.INBOX && paused.isEmpty()) {
      return;
    }
    long before = queue.all().stream().filter(r -> !r.state().isOver()).toList().indexOf(run);
    String now =
        paused.map(why -> "waiting: " + why).orElse("waiting: runs before this one: " + before);
    if (!now.equals(told)) {
      told = now;
      out.println(now);
    }
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
