package dev.chartwright.companion.chain;

import dev.chartwright.companion.chain.StateRoots.Answer.Known;
import dev.chartwright.companion.chain.StateRoots.Answer.Unknown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/** Finds before a run what the prover would find only after hours. */
public final class ChainCheck {
  private final Dialect release;
  private final StateRoots stateRoots;
  private final ChainReport.Builder report = new ChainReport.Builder();
  private Optional<Long> checkpointBlock = Optional.empty(); // for the command that fetches

  private ChainCheck(Dialect release, StateRoots stateRoots) {
    this.release = release;
    this.stateRoots = stateRoots;
  }

  /**
   * Checks files that are to be proven as one chain.
   *
   * @param witnesses at least one, in any order
   * @param previous the proof that the chain continues; empty if it begins at its checkpoint
   * @param release the release of the prover that will run
   * @param stateRoots the node of the chain, if there is one
   * @return all problems at once
   */
  public static ChainReport check(
      List<Path> witnesses, Optional<Path> previous, Dialect release, StateRoots stateRoots) {
    Optional<Predecessor> predecessor = previous.map(Predecessor::of);
    return check(witnesses, first -> predecessor, first -> false, release, stateRoots);
  }

  /**
   * Checks files that are to be proven as one chain, whose previous proof depends on their blocks.
   *
   * @param witnesses at least one, in any order
   * @param previous the proof that the chain continues, by the number of its first block
   * @param later whether a run that is still to come makes the previous proof, by the same number;
   *     the chain then need not begin at its checkpoint
   * @param release the release of the prover that will run
   * @param stateRoots the node of the chain, if there is one
   * @return all problems at once
   */
  public static ChainReport check(
      List<Path> witnesses,
      LongFunction<Optional<Predecessor>> previous,
      LongPredicate later,
      Dialect release,
      StateRoots stateRoots) {
    ChainCheck check = new ChainCheck(release, stateRoots);
    List<WitnessFile> files = check.read(witnesses);
    boolean whole = files.size() == witnesses.size();
    return check.report(files, whole, previous, later, Optional.empty());
  }

  /** Checks a file that was read. */
  public static ChainReport check(
      WitnessFile witness, Optional<Predecessor> previous, Dialect release, StateRoots stateRoots) {
    return new ChainCheck(release, stateRoots)
        .report(List.of(witness), true, first -> previous, first -> false, Optional.empty());
  }

  /**
   * Checks a file that was read, and whose blocks before a number are proven: the last of them is
   * the previous proof.
   */
  public static ChainReport resume(
      WitnessFile witness, long from, Predecessor previous, Dialect release) {
    return new ChainCheck(release, StateRoots.NONE)
        .report(
            List.of(witness),
            true,
            first -> Optional.of(previous),
            first -> false,
            Optional.of(from));
  }

  /** The files that can be read, by their first block. */
  private List<WitnessFile> read(List<Path> witnesses) {
    List<WitnessFile> files = new ArrayList<>();
    for (Path path : witnesses) {
      try {
        files.add(WitnessFile.read(path));
      } catch (ChainException e) {
        report.problems(e.problems());
      }
    }
    files.sort(Comparator.comparingLong(file -> file.first().number()));
    return files;
  }

  private ChainReport report(
      List<WitnessFile> files,
      boolean whole,
      LongFunction<Optional<Predecessor>> previousOf,
      LongPredicate later,
      Optional<Long> from) {
    report.witnesses = files;
    long first = files.isEmpty() ? -1 : files.get(0).first().number();
    Optional<Predecessor> previous = previousOf.apply(first);
    boolean begins = previous.isEmpty() && whole && !later.test(first);
    if (begins) {
      checkpointBlock = Optional.of(first - 1);
    }
    for (WitnessFile file : files) {
      dialect(file);
      links(file);
    }
    if (previous.isPresent()) {
      try {
        ProofFile proof = ProofFile.read(previous.get().proof());
        if (!previous.get().otherCircuits()) {
          form(proof);
        }
        if (whole) {
          WitnessFile file = files.get(0);
          continues(from.flatMap(file::from).orElse(file), proof, previous.get());
        }
      } catch (ChainException e) {
        report.problems(e.problems());
      }
    } else if (begins) {
      begins(files.get(0));
    }
    for (int i = 1; whole && i < files.size(); i++) {
      continues(files.get(i), files.get(i - 1));
    }
    return report.build();
  }

  private void form(ProofFile proof) {
    if (release == Dialect.V0_7 && proof.last().isOld()) {
      report.problem("%s is a proof of v0.6, which v0.7 cannot continue.", proof.path());
    } else if (release == Dialect.V0_7 && !(proof.array() && proof.proofs().size() == 1)) {
      report.problem("%s has to be an array of exactly one proof.", proof.path());
    }
  }

  private void dialect(WitnessFile file) {
    for (WitnessBlock block : file.blocks()) {
      if (block.dialect() != release) {
        report.problem(
            "%s is a witness for %s, not for %s: block %d %s checkpoint_consolidated_hash."
                + " Fetch it with the tool of %s: %s",
            file.path(),
            block.dialect(),
            release,
            block.number(),
            release == Dialect.V0_7 ? "has no" : "has a",
            release,
            fetch(file));
        return;
      }
    }
  }

  /** Each block of a file follows the one before it, and all have one checkpoint. */
  private void links(WitnessFile file) {
    WitnessBlock first = file.first();
    Optional<WitnessBlock> other = Optional.empty();
    for (int i = 1; i < file.blocks().size(); i++) {
      WitnessBlock before = file.blocks().get(i - 1);
      WitnessBlock block = file.blocks().get(i);
      follows(file.path().toString(), block, before.number(), before.hash(), true);
      if (other.isEmpty()
          && block.dialect() == first.dialect()
          && !block.checkpoint().equals(first.checkpoint())) {
        other = Optional.of(block);
      }
    }
    if (other.isPresent()) {
      report.problem(
          "%s has two checkpoints: block %d has %s, block %d has %s. Fetch all with one: %s",
          file.path(),
          first.number(),
          first.checkpoint(),
          other.get().number(),
          other.get().checkpoint(),
          fetch(file));
    }
  }

  private void continues(WitnessFile file, WitnessFile earlier) {
    WitnessBlock last = earlier.last();
    follows(earlier.path() + " and " + file.path(), file.first(), last.number(), last.hash(), true);
    checkpoint(file, earlier.path(), last.checkpoint().root(), true);
  }

  private void continues(WitnessFile file, ProofFile proof, Predecessor previous) {
    ProofFile.BlockProof last = proof.last();
    WitnessBlock first = file.first();
    Hash hash = last.values().map(ProofFile.PublicValues::hash).orElse(first.parent());
    Hash root =
        last.values().map(ProofFile.PublicValues::checkpoint).orElse(first.checkpoint().root());
    String places = "the previous proof " + proof.path() + " and " + file.path();
    follows(places, first, last.height(), hash, last.confirmed());
    if (!previous.otherCircuits() && !previous.isFetchedBefore(first)) {
      checkpoint(file, proof.path(), root, last.confirmed());
    }
    if (last.values().isEmpty()) {
      report.note(
          "It was not checked whether hash and checkpoint of %s fit, because its public inputs have"
              + " an unknown form.",
          proof.path());
    }
  }

  private void follows(String places, WitnessBlock block, long before, Hash hash, boolean sure) {
    long number = block.number();
    if (number > before + 1) {
      report.problem(
          "%s missing in %s: block %d is followed by block %d.",
          number == before + 2
              ? "Block " + (before + 1) + " is"
              : "Blocks " + (before + 1) + " to " + (number - 1) + " are",
          places,
          before,
          number);
    } else if (number <= before) {
      report.problem("Block %d cannot follow block %d in %s.", number, before, places);
    } else if (!block.parent().equals(hash)) {
      report.mismatch(
          sure,
          "Block %d does not continue block %d in %s: its parent is %s, the hash of block %d is"
              + " %s.",
          number,
          before,
          places,
          block.parent(),
          before,
          hash);
    }
  }

  private void checkpoint(WitnessFile file, Path source, Hash checkpoint, boolean sure) {
    WitnessBlock first = file.first();
    if (file.isFetchedWithDefault()) {
      report.problem(
          "%s was fetched without -c: its checkpoint is block %d, but it must be that of %s. Fetch"
              + " it again: %s",
          file.path(), first.number() - 1, source, fetch(file));
    } else if (!checkpoint.equals(first.checkpoint().root())) {
      report.mismatch(
          sure,
          "%s has the checkpoint %s, but %s has %s. Fetch it again: %s",
          file.path(),
          first.checkpoint().root(),
          source,
          checkpoint,
          fetch(file));
    }
  }

  /** Without a previous proof, the checkpoint is the block before the first one. */
  private void begins(WitnessFile file) {
    WitnessBlock first = file.first();
    long block = first.number() - 1;
    if (block < 0) {
      report.problem("Block 0 in %s cannot be proven: no block precedes it.", file.path());
      return;
    }
    StateRoots.Answer answer = stateRoots.after(block, first.parent());
    boolean otherState =
        answer instanceof Known known && !known.root().equals(first.checkpoint().root());
    if (otherState || (first.hashBefore().isPresent() && !file.isFetchedWithDefault())) {
      report.problem(
          "The checkpoint of %s is not block %d, so the proof of block %d would fail at its"
              + " end. Give the proof of block %d as the previous one, or fetch the witness again: %s",
          file.path(), block, first.number(), block, fetch(file));
    } else if (first.hashBefore().isEmpty() && answer instanceof Unknown unknown) {
      report.note(
          "It was not checked whether the checkpoint of %s is block %d, because %s.",
          file.path(), block, unknown.why());
    }
  }

  private String fetch(WitnessFile file) {
    return release.fetch(file.first().number(), file.last().number(), checkpointBlock);
  }
}
