package dev.chartwright.companion.command;

import dev.chartwright.companion.bucket.UploadJournal;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.tip.FollowSettings;
import dev.chartwright.companion.tip.Follower;
import dev.chartwright.companion.tip.TipException;
import dev.chartwright.companion.tip.Uploaded;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;

/** The thread that follows the chain beside the service. */
final class Following implements AutoCloseable {
  private static final long PAUSE_MILLIS = 5_000; // after a failure of the volume

  private final Follower follower;
  private final PrintStream out;
  private final Thread thread = new Thread(this::work, "follower");
  private volatile boolean isEnding;

  Following(Follower follower, PrintStream out) {
    this.follower = follower;
    this.out = out;
    thread.setDaemon(true);
  }

  /**
   * Follows the chain that is declared, if one is.
   *
   * @throws TipException if that is in vain
   */
  static Optional<Following> start(Settings settings, RunQueue queue, Metrics metrics)
      throws IOException, TipException {
    Optional<FollowSettings> follow = settings.follow();
    if (follow.isEmpty()) {
      return Optional.empty();
    }
    Follower follower =
        new Follower(
            follow.get(),
            settings.data(),
            queue,
            new ProofStore(settings.proofs()),
            uploaded(settings),
            metrics,
            Clock.systemUTC(),
            "rpc",
            System.out::println);
    follower.check();
    Following following = new Following(follower, System.out);
    following.thread.start();
    return Optional.of(following);
  }

  private static Uploaded uploaded(Settings settings) {
    UploadJournal journal = settings.uploads();
    return settings.isUploading()
        ? block -> journal.mayHave(block.number(), block.hash())
        : Uploaded.NOTHING;
  }

  private void work() {
    try (follower) {
      while (!isEnding) {
        try {
          follower.round();
          Thread.sleep(follower.pause().toMillis());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
          // Otherwise the thread would end, and nothing would tell it.
          out.println("following the chain failed, and is tried again: " + e);
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      // It shall end.
    }
  }

  @Override
  public void close() {
    // Without an interrupt, which would close the files that it writes.
    isEnding = true;
    try {
      thread.join(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
