package dev.chartwright.companion.command;

import dev.chartwright.companion.chain.ChainCheck;
import dev.chartwright.companion.chain.ChainException;
import dev.chartwright.companion.chain.ChainReport;
import dev.chartwright.companion.chain.Predecessor;
import dev.chartwright.companion.chain.ProofFile;
import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Room;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.run.RunRequest.Previous;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/** Puts runs into the queue, or refuses what would fail only after hours. */
record NewRuns(Settings settings, RunQueue queue, PrintStream out, PrintStream err) {
  /** A run that begins a chain at the checkpoint of its witness. */
  Run begin(Path witness) throws IOException, Refusal {
    WitnessFile file = check(List.of(witness), first -> Optional.empty(), first -> false).get(0);
    refuse(List.of(file));
    return add(file, Previous.NONE, Optional.empty(), Optional.empty());
  }

  /** A run that continues the published proof of the block before, now or when it is there. */
  Run goOn(Path witness) throws IOException, Refusal {
    Chain chain = chain();
    WitnessFile file = check(List.of(witness), chain::published, first -> true).get(0);
    long before = file.first().number() - 1;
    if (!chain.continues(before + 1)) {
      throw new Refusal(
          "Nothing to continue: "
              + chain.proofs().proof(before)
              + " does not exist, and no run in the queue proves block "
              + before
              + ".");
    }
    refuse(List.of(file));
    return add(file, Previous.CONTINUE, Optional.empty(), Optional.empty());
  }

  /** A run that continues a proof that is given with it. */
  Run behind(Path witness, Path previous) throws IOException, Refusal {
    Path facts = factsOf(previous);
    Predecessor predecessor = Predecessor.of(previous, facts, settings.circuits());
    if (predecessor.otherCircuits()) {
      throw new Refusal(
          previous
              + " was made with other circuits, so its chain ends there. Begin a new chain after it:"
              + " with `prove WITNESS --continue`, or with a witness whose checkpoint is that"
              + " block.");
    }
    WitnessFile file =
        check(List.of(witness), first -> Optional.of(predecessor), first -> false).get(0);
    refuse(List.of(file));
    return add(file, Previous.FILE, Optional.of(previous), Optional.of(facts));
  }

  /** A run for each witness, by their blocks, each continuing the one before. */
  void batch(List<Path> files) throws IOException, Refusal {
    Chain chain = chain();
    List<WitnessFile> witnesses = check(files, chain::published, chain::continues);
    refuse(witnesses);
    boolean goesOn = chain.continues(witnesses.get(0).first().number());
    for (WitnessFile witness : witnesses) {
      add(witness, goesOn ? Previous.CONTINUE : Previous.NONE, Optional.empty(), Optional.empty());
      goesOn = true;
    }
  }

  private List<WitnessFile> check(
      List<Path> witnesses, LongFunction<Optional<Predecessor>> previous, LongPredicate later)
      throws Refusal {
    ChainReport report =
        ChainCheck.check(witnesses, previous, later, settings.release(), settings.stateRoots());
    if (!report.problems().isEmpty()) {
      throw new Refusal(report.problems());
    }
    report.warnings().forEach(err::println);
    report.notes().forEach(err::println);
    return report.witnesses();
  }

  /** Refuses what is proven already, or does not fit: a run keeps a copy of its witness. */
  private void refuse(List<WitnessFile> witnesses) throws IOException, Refusal {
    ProofStore proofs = new ProofStore(settings.proofs());
    long needed = settings.minFree();
    for (WitnessFile witness : witnesses) {
      Optional<String> proven =
          proofs.whyNotAgain(witness.first().number(), witness.last().number());
      if (proven.isPresent()) {
        throw new Refusal(proven.get());
      }
      needed += Files.size(witness.path()) + witness.blocks().size() * ProofStore.LARGEST_PROOF;
    }
    Optional<String> lacking =
        Room.lacking(
            queue.root(),
            settings.minFree() == 0
                ? "witnesses and proofs of these runs need"
                : "witnesses and proofs of these runs need, with runs.minFree,",
            needed);
    if (lacking.isPresent()) {
      throw new Refusal(lacking.get());
    }
  }

  /** The file beside a proof; for a copy of a published one, the file beside that. */
  private Path factsOf(Path given) throws IOException {
    ProofStore proofs = new ProofStore(settings.proofs());
    try {
      long height = ProofFile.read(given).last().height();
      if (proofs.has(height) && Files.mismatch(given, proofs.proof(height)) < 0) {
        return proofs.facts(height);
      }
    } catch (ChainException e) {
      // The check of the chain tells it.
    }
    return ProofStore.factsOf(given);
  }

  private Run add(WitnessFile file, Previous previous, Optional<Path> given, Optional<Path> facts)
      throws IOException {
    Run run = queue.add(RunRequest.of(file, previous), file.path(), given, facts);
    out.println("run " + run.id() + " is in the queue");
    return run;
  }

  /**
   * What a run may continue.
   *
   * @param proofs the published proofs
   * @param waiting the runs that are not over
   */
  private record Chain(ProofStore proofs, List<RunRequest> waiting, String circuits) {
    /** The published proof of the block before. */
    Optional<Predecessor> published(long first) {
      long before = first - 1;
      try {
        return proofs.has(before)
            ? Optional.of(Predecessor.of(proofs.proof(before), proofs.facts(before), circuits))
            : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether the block before is proven, or is to be proven by a run that is not over. */
    boolean continues(long first) {
      return proofs.has(first - 1)
          || waiting.stream().anyMatch(run -> run.first() < first && first - 1 <= run.last());
    }
  }

  private Chain chain() throws IOException {
    List<RunRequest> waiting = new ArrayList<>();
    for (Run run : queue.all()) {
      if (!run.state().isOver()) {
        try {
          waiting.add(run.request());
        } catch (NoSuchFileException e) {
          // It has moved on meanwhile; if it is done, its proof is there.
        }
      }
    }
    return new Chain(new ProofStore(settings.proofs()), waiting, settings.circuits());
  }
}
