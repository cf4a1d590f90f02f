package dev.chartwright.companion.tip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The journal on the volume, and in memory what stands there. All parts of the follower share it.
 * Used by one thread.
 */
final class JournalFile {
  private final Path file;
  private ChainJournal journal;

  /**
   * Goes on where the file ends.
   *
   * @throws TipException if the file cannot be used
   */
  JournalFile(Path file, FollowSettings settings) throws IOException, TipException {
    this.file = file;
    Files.createDirectories(file.getParent());
    this.journal =
        ChainJournal.read(file, settings.chainId())
            .orElse(ChainJournal.of(settings.chainId(), settings.from()));
  }

  ChainJournal get() {
    return journal;
  }

  void save(ChainJournal changed) throws IOException {
    if (!changed.equals(journal)) {
      changed.write(file);
      journal = changed;
    }
  }

  /** Nothing more is done until a person has decided. */
  void stop(StopReason reason) throws IOException {
    save(journal.withStopped(Optional.of(reason)));
  }
}
