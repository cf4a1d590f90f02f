package dev.chartwright.companion.command;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.chain.ChainCheck;
import dev.chartwright.companion.chain.ChainException;
import dev.chartwright.companion.chain.ChainReport;
import dev.chartwright.companion.chain.Predecessor;
import dev.chartwright.companion.chain.ProofFile;
import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.companion.run.Pause;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Room;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.run.RunRequest.Previous;
import dev.chartwright.companion.run.RunState;
import java.io.Closeable;
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
import java.util.stream.Stream;

/** The commands of the user. Each one ends with the exit code that it returns. */
final class Commands {
  private static final int STOPPED = 130;
  private static final String RESET = Pause.RESET.command();

  private final Settings settings;
  private final RunQueue queue;
  private final PrintStream out;
  private final PrintStream err;

  Commands(Settings settings, RunQueue queue, PrintStream out, PrintStream err) {
    this.settings = settings;
    this.queue = queue;
    this.out = out;
    this.err = err;
  }

  int run(List<String> args) throws IOException, InterruptedException, BrokerException, Refusal {
    List<String> rest = args.isEmpty() ? args : args.subList(1, args.size());
    return switch (args.isEmpty() ? "" : args.get(0)) {
      case "prove" -> prove(rest);
      case "batch" -> batch(rest);
      case "runs" -> runs(rest);
      case "stop" -> stop(one(rest, "usage: stop RUN"));
      case "retry" -> retry(one(rest, "usage: retry RUN"));
      case "reset" -> reset(rest);
      case "pause" -> pause(rest);
      case "resume" -> resume(rest);
      case "follow" -> follow(one(rest, "usage: follow RUN"));
      default ->
          throw new Refusal(
              "usage: prove WITNESS [PREVIOUS|--continue] | batch FOLDER|FILE... | runs [RUN] |"
                  + " follow RUN | stop RUN | retry RUN | reset | pause [REASON] | resume");
    };
  }

  private static String one(List<String> args, String usage) throws Refusal {
    if (args.size() != 1) {
      throw new Refusal(usage);
    }
    return args.get(0);
  }

  private int prove(List<String> args) throws IOException, InterruptedException, Refusal {
    if (args.isEmpty() || args.size() > 2) {
      throw new Refusal("usage: prove WITNESS [PREVIOUS|--continue]");
    }
    boolean goOn = args.size() == 2 && args.get(1).equals("--continue");
    Optional<Path> given =
        args.size() == 2 && !goOn ? Optional.of(Path.of(args.get(1))) : Optional.empty();
    Run run = add(Path.of(args.get(0)), goOn, given);
    return follow(run);
  }

  private Run add(Path witness, boolean goOn, Optional<Path> given) throws IOException, Refusal {
    Chain chain = chain();
    Optional<Predecessor> predecessor = Optional.empty();
    Optional<Path> facts = Optional.empty();
    if (given.isPresent()) {
      facts = Optional.of(factsOf(given.get()));
      predecessor = Optional.of(Predecessor.of(given.get(), facts.get(), settings.circuits()));
    }
    if (predecessor.filter(Predecessor::otherCircuits).isPresent()) {
      throw new Refusal(
          given.get()
              + " was made with other circuits, so its chain ends there. Begin a new chain after it:"
              + " with `prove WITNESS --continue`, or with a witness whose checkpoint is that"
              + " block.");
    }
    Optional<Predecessor> one = predecessor;
    WitnessFile file =
        check(
                List.of(witness),
                goOn ? chain::published : first -> one,
                goOn ? first -> true : first -> false)
            .witnesses()
            .get(0);
    long before = file.first().number() - 1;
    if (goOn && !chain.continues(before + 1)) {
      throw new Refusal(
          "Nothing to continue: "
              + chain.proofs().proof(before)
              + " does not exist, and no run in the queue proves block "
              + before
              + ".");
    }
    refuseIfProven(file);
    refuseIfFull(List.of(file));
    Previous previous =
        goOn ? Previous.CONTINUE : given.isPresent() ? Previous.FILE : Previous.NONE;
    return add(file, previous, given, facts);
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

  /** A run keeps a copy of its witness. */
  private void refuseIfFull(List<WitnessFile> witnesses) throws IOException, Refusal {
    long needed = 0;
    for (WitnessFile witness : witnesses) {
      needed += Files.size(witness.path()) + witness.blocks().size() * ProofStore.LARGEST_PROOF;
    }
    Optional<String> lacking =
        Room.lacking(queue.root(), "witnesses and proofs of these runs need", needed);
    if (lacking.isPresent()) {
      throw new Refusal(lacking.get());
    }
  }

  private Run add(WitnessFile file, Previous previous, Optional<Path> given, Optional<Path> facts)
      throws IOException {
    RunRequest request =
        new RunRequest(
            file.first().number(),
            file.last().number(),
            previous,
            file.path().getFileName().toString());
    Run run = queue.add(request, file.path(), given, facts);
    out.println("run " + run.id() + " is in the queue");
    return run;
  }

  private ChainReport check(
      List<Path> witnesses, LongFunction<Optional<Predecessor>> previous, LongPredicate later)
      throws Refusal {
    ChainReport report =
        ChainCheck.check(witnesses, previous, later, settings.release(), settings.stateRoots());
    if (!report.problems().isEmpty()) {
      throw new Refusal(report.problems());
    }
    report.warnings().forEach(err::println);
    report.notes().forEach(err::println);
    return report;
  }

  private void refuseIfProven(WitnessFile file) throws Refusal {
    Optional<String> why =
        new ProofStore(settings.proofs()).whyNotAgain(file.first().number(), file.last().number());
    if (why.isPresent()) {
      throw new Refusal(why.get());
    }
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

  private int batch(List<String> args) throws IOException, Refusal {
    List<Path> files = new ArrayList<>();
    for (String arg : args) {
      Path path = Path.of(arg);
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside.filter(file -> file.toString().endsWith(".json")).forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    if (files.isEmpty()) {
      throw new Refusal("usage: batch FOLDER|FILE..., with at least one witness NAME.json");
    }
    Chain chain = chain();
    List<WitnessFile> witnesses = check(files, chain::published, chain::continues).witnesses();
    for (WitnessFile witness : witnesses) {
      refuseIfProven(witness);
    }
    refuseIfFull(witnesses);
    boolean goesOn = chain.continues(witnesses.get(0).first().number());
    for (WitnessFile witness : witnesses) {
      add(witness, goesOn ? Previous.CONTINUE : Previous.NONE, Optional.empty(), Optional.empty());
      goesOn = true;
    }
    return 0;
  }

  private int runs(List<String> args) throws IOException, Refusal {
    if (args.size() > 1) {
      throw new Refusal("usage: runs [RUN]");
    }
    List<Run> shown = args.isEmpty() ? queue.all() : List.of(Main.find(queue, args.get(0)));
    ProofStore proofs = new ProofStore(settings.proofs());
    for (Run run : shown) {
      try {
        RunRequest request = run.request();
        long proven = 0;
        for (long block = request.first(); block <= request.last(); block++) {
          proven += proofs.has(block) ? 1 : 0;
        }
        out.printf(
            "%-20s %-8s %d of %d proven, attempts: %d%s%n",
            run.id(),
            isLeft(run) ? "paused" : run.state().folder(),
            proven,
            request.last() - request.first() + 1,
            run.journal().attempts().number(),
            run.outcome()
                .or(() -> Follow.missing(run.state(), request, proofs))
                .map(text -> ": " + text)
                .orElse(""));
      } catch (NoSuchFileException e) {
        // It has moved on meanwhile.
      }
    }
    queue.pauses().forEach(out::println);
    return 0;
  }

  /** Whether a run was left in the middle, and does not go on because the queue is paused. */
  private boolean isLeft(Run run) throws IOException {
    return run.state() == RunState.RUNNING
        && queue.isPaused()
        && queue.workedOn().filter(run.id()::equals).isEmpty();
  }

  private int stop(String id) throws IOException, InterruptedException, Refusal {
    Run run = Main.find(queue, id);
    if (run.state().isOver()) {
      throw new Refusal("Run " + run.id() + " is over: " + run.outcome().orElse(""));
    }
    try {
      if (run.state() == RunState.INBOX) {
        queue.finish(run, RunState.FAILED, "Stopped before it began.", STOPPED);
        out.println("run " + run.id() + " will not begin");
        return 0;
      }
      if (isLeft(run) && hasEnded(run)) {
        out.println("run " + run.id() + " was left in the middle, and will not go on");
        return 0;
      }
      run.requestStop();
    } catch (NoSuchFileException e) {
      return stop(id); // it has moved meanwhile
    }
    follow(run);
    return 0;
  }

  /** Ends a run that nobody works on, because the queue is paused. */
  private boolean hasEnded(Run run) throws IOException {
    Optional<Closeable> work = queue.tryWork("stop");
    if (work.isEmpty()) {
      return false;
    }
    try (Closeable mine = work.get()) {
      queue.finish(run, RunState.FAILED, "Somebody stopped the run.", STOPPED);
    }
    return true;
  }

  private int follow(Run run) throws IOException, InterruptedException, Refusal {
    return new Follow(queue, new ProofStore(settings.proofs()), out).follow(run.id());
  }

  private int retry(String id) throws IOException, InterruptedException, Refusal {
    Run run = Main.find(queue, id);
    if (run.state() != RunState.FAILED) {
      throw new Refusal("Run " + run.id() + " has not failed: it is " + run.state().folder() + ".");
    }
    queue.retry(run);
    queue.resume(Pause.RESET);
    out.println("run " + run.id() + " is in the queue");
    return follow(run);
  }

  private int reset(List<String> args)
      throws IOException, InterruptedException, BrokerException, Refusal {
    if (!args.isEmpty()) {
      throw new Refusal("usage: reset");
    }
    Optional<Closeable> work = queue.tryWork(RESET);
    if (work.isEmpty()) {
      String other = queue.workedOn().orElse("");
      throw new Refusal(
          other.equals(RESET)
              ? "Another reset is in progress: wait for its end."
              : "Run " + other + " is in progress: stop it first.");
    }
    try (Closeable mine = work.get()) {
      settings.broker().reset("reset by hand", settings.prover().hasWorkers(), out::println);
      queue.markUnused();
    }
    queue.resume(Pause.RESET);
    queue.pauses().forEach(out::println);
    return 0;
  }

  /** Lets the running run end, and no other begin. */
  private int pause(List<String> args) throws IOException, Refusal {
    if (queue.isPaused(Pause.RESUME)) {
      throw new Refusal(queue.pauses());
    }
    String reason = args.isEmpty() ? "somebody paused the queue" : String.join(" ", args);
    queue.pause(Pause.RESUME, reason);
    List<Run> running = queue.in(RunState.RUNNING);
    out.println(
        running.isEmpty()
            ? "no run begins until `resume`"
            : "run " + running.get(0).id() + " continues, and no other begins until `resume`");
    return 0;
  }

  private int resume(List<String> args) throws IOException, Refusal {
    if (!args.isEmpty()) {
      throw new Refusal("usage: resume");
    }
    for (Pause pause : Pause.values()) {
      queue.resume(pause);
    }
    out.println("runs may begin");
    return 0;
  }

  private int follow(String id) throws IOException, InterruptedException, Refusal {
    return follow(Main.find(queue, id));
  }
}
