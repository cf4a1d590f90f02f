package dev.chartwright.companion.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Deletes what nobody needs any more from the leader's volume. A file or folder is as old as its
 * stay in its place: {@code kubectl cp} and renames keep an older time of its content.
 *
 * @param data the volume, with the folders {@code witnesses} and {@code orphaned}
 * @param keep how long things stay
 * @param uploaded whether a proof is safe elsewhere
 * @param continued what the next runs continue
 */
public record Retention(
    Path data,
    RunQueue queue,
    ProofStore proofs,
    Duration keep,
    Uploaded uploaded,
    Continued continued,
    Clock clock) {
  /** Knows which proofs are safe elsewhere. */
  public interface Uploaded {
    /** Whether exactly this proof of a block is. */
    boolean has(long block, byte[] proof) throws IOException;
  }

  /** Knows which proofs the next runs continue, also those that are not in the queue yet. */
  public interface Continued {
    /** The blocks whose proofs are continued; they need not be there. */
    Set<Long> blocks() throws IOException;
  }

  /**
   * Deletes old witnesses that no run needs, runs that are done, what is in {@code orphaned}, and
   * proofs that were uploaded. Failed runs stay, and so do the newest run, the newest proof and the
   * proofs that are continued.
   *
   * @return what was deleted, such as {@code witnesses/b5.json}
   */
  public List<Path> apply() throws IOException {
    List<Path> deleted = new ArrayList<>();
    Set<String> sources = new HashSet<>();
    Set<Long> blocks = new HashSet<>();
    List<Run> runs = queue.all();
    for (Run run : runs) {
      try {
        if (run.state() != RunState.DONE) {
          RunRequest request = run.request();
          sources.add(request.source());
          for (long block = request.first() - 1; block <= request.last(); block++) {
            blocks.add(block);
          }
        }
      } catch (NoSuchFileException e) {
        if (!Files.exists(run.folder())) {
          return deleted; // it moves just now
        }
        // A folder without a request is no run.
      }
    }
    blocks.addAll(continued.blocks()); // behind the runs: what became one meanwhile is in here
    for (Path file : old("witnesses")) {
      if (Files.isRegularFile(file) && !sources.contains(file.getFileName() + "")) {
        delete(file, deleted);
      }
    }
    for (Path orphan : old("orphaned")) {
      delete(orphan, deleted);
    }
    // The number of the newest run is what the number of the next one is counted from.
    for (Run run : runs.subList(0, Math.max(0, runs.size() - 1))) {
      if (run.state() == RunState.DONE && isOld(run.folder())) {
        queue.remove(run);
        deleted.add(data.relativize(run.folder()));
      }
    }
    List<Long> proven = proofs.blocks();
    for (long block : proven.subList(0, Math.max(0, proven.size() - 1))) {
      deleteProof(block, blocks, deleted);
    }
    return deleted;
  }

  private void deleteProof(long block, Set<Long> needed, List<Path> deleted) throws IOException {
    Path proof = proofs.proof(block);
    Path facts = proofs.facts(block);
    // The facts, because a link to the proof in the folder of its run changes the time of the
    // proof.
    Path aged = Files.exists(facts) ? facts : proof;
    if (!needed.contains(block) && isOld(aged) && uploaded.has(block, Files.readAllBytes(proof))) {
      delete(proof, deleted); // first: a proof is never without its facts
      Files.deleteIfExists(facts);
    }
  }

  private List<Path> old(String folder) throws IOException {
    List<Path> old = new ArrayList<>();
    try (Stream<Path> inside = Files.list(data.resolve(folder))) {
      for (Path path : inside.sorted().toList()) {
        if (isOld(path)) {
          old.add(path);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return old;
  }

  private boolean isOld(Path path) throws IOException {
    try {
      FileTime changed = (FileTime) Files.getAttribute(path, "unix:ctime");
      return changed.toInstant().plus(keep).isBefore(clock.instant());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void delete(Path path, List<Path> deleted) throws IOException {
    RunQueue.delete(path);
    deleted.add(data.relativize(path));
  }
}
