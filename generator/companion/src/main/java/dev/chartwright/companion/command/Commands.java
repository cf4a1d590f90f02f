package dev.chartwright.companion.command;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.bucket.Upload;
import dev.chartwright.companion.bucket.UploadJournal;
import dev.chartwright.companion.run.Pause;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Stop;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands of the user. Each one ends with the exit code that it returns. */
final class Commands {
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
      case "uploads" -> uploads(rest);
      case "upload" -> upload(one(rest, "usage: upload BLOCK"));
      case "follow" -> follow(one(rest, "usage: follow RUN"));
      default ->
          throw new Refusal(
              "usage: prove WITNESS [PREVIOUS|--continue] | batch FOLDER|FILE... | runs [RUN] |"
                  + " follow RUN | stop RUN | retry RUN | reset | pause [REASON] | resume | tip |"
                  + " uploads | upload BLOCK");
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
    Path witness = Path.of(args.get(0));
    NewRuns runs = new NewRuns(settings, queue, out, err);
    if (args.size() == 1) {
      return follow(runs.begin(witness));
    }
    return follow(
        args.get(1).equals("--continue")
            ? runs.goOn(witness)
            : runs.behind(witness, Path.of(args.get(1))));
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
    new NewRuns(settings, queue, out, err).batch(files);
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
        if (!args.isEmpty()) {
          out.println("cost so far: " + run.usage().phrase());
        }
      } catch (NoSuchFileException e) {
        // It has moved on meanwhile.
      }
    }
    queue.pauses().forEach(out::println);
    return 0;
  }

  /** Whether a run was left in the middle, and does not go on because the queue is paused. */
  private boolean isLeft(Run run) throws IOException {
    return run.state() == RunState.RUNNING && queue.isPaused() && !queue.isWorkedOn(run);
  }

  private int stop(String id) throws IOException, InterruptedException, Refusal {
    Run run = Main.find(queue, id);
    if (run.state().isOver()) {
      throw new Refusal("Run " + run.id() + " is over: " + run.outcome().orElse(""));
    }
    try {
      if (run.state() == RunState.INBOX) {
        queue.finish(run, RunState.FAILED, "Stopped before it began.", Stop.PERSON.exitCode());
        out.println("run " + run.id() + " will not begin");
        return 0;
      }
      if (isLeft(run) && hasEnded(run)) {
        out.println("run " + run.id() + " was left in the middle, and will not go on");
        return 0;
      }
      run.requestStop(Stop.PERSON);
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
      queue.finish(run, RunState.FAILED, "Somebody stopped the run.", Stop.PERSON.exitCode());
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

  /** What the bucket has, and what it refused. */
  private int uploads(List<String> args) throws IOException, Refusal {
    if (!args.isEmpty()) {
      throw new Refusal("usage: uploads");
    }
    List<Upload> all = settings.uploads().all();
    List<Upload> done =
        all.stream().filter(upload -> upload.kind() == Upload.Kind.UPLOADED).toList();
    out.printf(
        "%d blocks are uploaded%s%n",
        done.size(), done.isEmpty() ? "" : ", the newest is " + done.get(done.size() - 1).number());
    for (Upload upload : all) {
      if (upload.kind() == Upload.Kind.REFUSED) {
        out.println("the bucket has another " + upload.object() + ", since " + upload.at());
      }
    }
    return 0;
  }

  /** Lets the companion try a refused upload again. */
  private int upload(String block) throws IOException, Refusal {
    UploadJournal journal = settings.uploads();
    int again = 0;
    for (Upload upload : journal.all()) {
      if (upload.kind() == Upload.Kind.REFUSED && Long.toString(upload.number()).equals(block)) {
        journal.add(upload.with(Upload.Kind.RETRIED, Instant.now()));
        again++;
      }
    }
    if (again == 0) {
      throw new Refusal("No upload of block " + block + " was refused: `uploads` lists them.");
    }
    out.println("the proof of block " + block + " is sent again");
    return 0;
  }

  private int follow(String id) throws IOException, InterruptedException, Refusal {
    return follow(Main.find(queue, id));
  }
}
