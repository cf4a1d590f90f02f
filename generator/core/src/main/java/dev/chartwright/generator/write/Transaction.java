package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of changes to a folder that happens as a whole or not at all.
 *
 * <ol>
 *   <li>Stage: all new content is written, and all content that will go is copied, into a folder of
 *       our own inside the output. A full disk shows here, where nothing has been touched yet.
 *   <li>Journal: the list of changes appears beside them, in one step.
 *   <li>Apply: each file is moved into place, or removed.
 *   <li>Commit: the journal disappears, in one step; then what was staged.
 * </ol>
 *
 * While there is a journal, the old output counts: {@link #recover} puts it back, in this process
 * after a failure, or in the next one after a crash. Recovery looks at digests only, so that it may
 * itself be interrupted and repeated, and so that a file that somebody edited in the meantime is
 * left alone.
 */
final class Transaction {
  static final String FOLDER = ".chartwright.tmp";
  private static final String JOURNAL = "journal";
  private static final String UNFINISHED_JOURNAL = "journal.new";

  private final Folder output;
  private final Folder work;
  private final Folder incoming;
  private final Folder outgoing;

  Transaction(Folder output) {
    this.output = output;
    this.work = output.child(FOLDER);
    this.incoming = work.child("new");
    this.outgoing = work.child("old");
  }

  /** Whether an earlier run was interrupted, or another one is at work. */
  boolean isOpen() {
    return work.exists();
  }

  /** Whether changes may have been applied that are not yet committed. */
  boolean isHalfDone() {
    return work.isFolder() && work.isFile(JOURNAL);
  }

  /** Makes all the changes; on failure none of them, unless {@link #isHalfDone()} says so. */
  void run(List<Change> changes, FileTree target) throws IOException {
    try {
      stage(changes, target);
      apply(changes);
      work.delete(JOURNAL);
    } catch (IOException | RuntimeException failure) {
      try {
        recover();
      } catch (IOException | RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
    try {
      work.deleteAll();
    } catch (IOException left) {
      // The new output is committed; what remains here is cleared away by the next run.
      return;
    }
  }

  /** Puts the old output back if a transaction was interrupted before its commit. */
  void recover() throws IOException {
    if (isHalfDone()) {
      undo(Change.parse(new String(work.read(JOURNAL).orElseThrow(), UTF_8)));
      work.delete(JOURNAL);
    }
    work.deleteAll();
  }

  private void stage(List<Change> changes, FileTree target) throws IOException {
    for (Change change : changes) {
      if (!change.removes()) {
        incoming.write(change.path(), target.files().get(change.path()));
      }
      if (!change.creates()) {
        output.copy(change.path(), outgoing);
      }
    }
    String journal = changes.stream().map(c -> c + "\n").collect(Collectors.joining());
    work.write(UNFINISHED_JOURNAL, journal.getBytes(UTF_8));
    work.rename(UNFINISHED_JOURNAL, JOURNAL);
  }

  private void apply(List<Change> changes) throws IOException {
    for (Change change : changes) {
      if (!output.digest(change.path()).equals(change.before())) {
        throw new FileSystemException(
            output.path(change.path()).toString(), null, "it was changed in the meantime");
      }
      if (change.removes()) {
        output.delete(change.path());
        output.prune(change.path());
      } else {
        incoming.move(change.path(), output);
      }
    }
  }

  private void undo(List<Change> changes) throws IOException {
    for (int i = changes.size() - 1; i >= 0; i--) {
      Change change = changes.get(i);
      boolean asWeLeftIt = output.digest(change.path()).equals(change.after());
      if (change.creates()) {
        if (asWeLeftIt) {
          output.delete(change.path());
        }
        output.prune(change.path());
      } else if (asWeLeftIt && outgoing.digest(change.path()).equals(change.before())) {
        outgoing.move(change.path(), output);
      }
    }
  }
}
