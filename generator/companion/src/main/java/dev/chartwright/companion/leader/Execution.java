package dev.chartwright.companion.leader;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.chain.ChainCheck;
import dev.chartwright.companion.chain.ChainException;
import dev.chartwright.companion.chain.ChainPart;
import dev.chartwright.companion.chain.ChainReport;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.Predecessor;
import dev.chartwright.companion.chain.WitnessBlock;
import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Phase;
import dev.chartwright.companion.run.Attempts;
import dev.chartwright.companion.run.Journal;
import dev.chartwright.companion.run.Journal.Kind;
import dev.chartwright.companion.run.Pause;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Room;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Proves the blocks of one run: attempt after attempt, each from the first block without a proof
 * on, until all are proven, or there is a reason to give up. Used by one thread.
 */
final class Execution {
  /** The exit code of a run whose request cannot be fulfilled. */
  private static final int REFUSED = 2;

  private static final long LEAST_ROOM = 1L << 20;

  /** How often the cost of a run is written down. */
  private static final Duration CHARGING = Duration.ofMinutes(1);

  private final ProverSettings settings;
  private final FleetBroker broker;
  private final RunQueue queue;
  private final ProofStore proofs;
  private final Observed observed;
  private final BooleanSupplier stopping;
  private final Clock clock;
  private final Run run;
  private final RunLog log;
  private RunRequest request;
  private WitnessFile witness;
  private boolean isChecked; // the witness
  private Usage charged; // what was written down for a run
  private Map<Long, Hash> hashes = Map.of(); // of the blocks of the run
  private boolean full; // the disk, so that no other run can begin

  Execution(Prover prover, BooleanSupplier stopping, Run run, RunLog log) {
    this.settings = prover.settings();
    this.broker = prover.broker();
    this.queue = prover.queue();
    this.proofs = prover.proofs();
    this.observed = prover.observed();
    this.clock = prover.clock();
    this.stopping = stopping;
    this.run = run;
    this.log = log;
    this.charged = observed.figures().used();
  }

  /** Why an attempt has ended. */
  private sealed interface End {
    /** Its leader succeeded. */
    record Succeeded() implements End {}

    /** It failed, and may be tried again. */
    record Failed(Fault fault) implements End {}

    /** There is something new, so that it has to be decided again what comes next. */
    record Undecided() implements End {}

    /** The companion has to stop, or only a person can help; the run stays as it is. */
    record Interrupted() implements End {}

    /** The run is over. */
    record Over(String outcome, int exitCode) implements End {}
  }

  /**
   * Works on the run.
   *
   * @return the run that is over; empty if the companion has to stop
   */
  Optional<Run> work() throws IOException, InterruptedException {
    request = run.request();
    observed.phases().enter(Phase.CHECKING);
    try {
      Optional<Run> over = proven();
      if (over.isEmpty()) {
        charge();
      }
      return over;
    } catch (IOException e) {
      if (Room.of(run.folder()) > LEAST_ROOM) {
        throw e;
      }
      full = true;
      return Optional.of(
          finish(
              RunState.FAILED,
              notProven() + ": the volume of " + proofs.folder() + " is full: " + Room.MAKE_ROOM,
              1));
    } finally {
      observed.phases().enter(Phase.WAITING);
      observed.figures().release();
    }
  }

  private Optional<Run> proven() throws IOException, InterruptedException {
    try {
      witness = WitnessFile.read(run.witness());
    } catch (ChainException e) {
      return Optional.of(finish(RunState.FAILED, e.getMessage(), REFUSED));
    }
    hashes =
        witness.blocks().stream()
            .collect(Collectors.toMap(WitnessBlock::number, WitnessBlock::hash, (one, two) -> one));
    while (true) {
      long next = firstWithoutProof();
      if (next > request.last()) {
        return Optional.of(finish(RunState.DONE, blocks() + " proven and verified.", 0));
      }
      Optional<End.Over> over = over();
      if (over.isPresent()) {
        return Optional.of(finish(RunState.FAILED, over.get().outcome(), over.get().exitCode()));
      }
      End end = stopping.getAsBoolean() ? new End.Interrupted() : attempt(next);
      if (end instanceof End.Interrupted) {
        log.say("interrupted: the run resumes here");
        return Optional.empty();
      } else if (end instanceof End.Over last) {
        return Optional.of(finish(RunState.FAILED, last.outcome(), last.exitCode()));
      } else if (end instanceof End.Failed failed) {
        int number = run.journal().attempts().number();
        log.say("attempt " + number + " failed: " + failed.fault().sentence());
        record(Kind.FAILED, number, 0, failed.fault().sentence());
        observed.metrics().count(Metric.FAILURES_TOTAL, failed.fault().reason().label());
      }
    }
  }

  private Run finish(RunState state, String outcome, int exitCode) throws IOException {
    charge();
    log.say(outcome);
    if (full) {
      queue.pause(Pause.RESET, outcome); // first: the next run must not fill the volume again
    }
    Run over = queue.finish(run, state, outcome, exitCode);
    try {
      broker.withdraw();
    } catch (BrokerException e) {
      log.say(e.getMessage()); // the service tries again
    }
    return over;
  }

  /** Writes down what the run cost. */
  private void charge() {
    Usage now = observed.figures().used();
    try {
      run.charge(now.minus(charged));
      charged = now;
    } catch (IOException e) {
      log.say("the cost of the run cannot be written down: " + e.getMessage());
    }
  }

  /** What the run has cost until now. */
  private Usage usage() {
    charge();
    try {
      return run.usage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String blocks() {
    return request.first() == request.last()
        ? "Block " + request.first() + " is"
        : "Blocks " + request.first() + " to " + request.last() + " are";
  }

  /** Why nothing more is tried, if that is so. */
  private Optional<End.Over> over() throws IOException {
    List<Journal.Event> events = run.journal().events();
    Attempts attempts = run.journal().attempts();
    String last =
        events.stream()
            .filter(event -> event.kind() == Kind.FAILED)
            .reduce((first, second) -> second)
            .map(event -> ": " + event.text())
            .orElse("");
    Optional<End.Over> stopped = stopped();
    if (stopped.isPresent()) {
      return stopped;
    }
    if (attempts.failed() >= settings.attempts()) {
      return Optional.of(
          new End.Over(notProven() + " after " + attempts.failed() + " attempts" + last + ".", 1));
    }
    if (isTooLate()) {
      return Optional.of(
          new End.Over(
              notProven() + " within " + settings.deadline().toMinutes() + " min" + last + ".", 1));
    }
    return Optional.empty();
  }

  private Optional<End.Over> stopped() throws IOException {
    return run.stop()
        .map(why -> new End.Over(notProven() + ": " + why.clause() + ".", why.exitCode()));
  }

  private String notProven() {
    return "Block " + firstWithoutProof() + " is not proven";
  }

  private boolean isTooLate() throws IOException {
    Instant now = clock.instant();
    Optional<Instant> since = run.journal().attempts().since();
    return since.filter(start -> now.isAfter(start.plus(settings.deadline()))).isPresent();
  }

  private long firstWithoutProof() {
    long block = request.first();
    while (block <= request.last()
        && hashes.containsKey(block)
        && proofs.has(block, hashes.get(block))) {
      block++;
    }
    return block;
  }

  private End attempt(long next) throws IOException, InterruptedException {
    observed.phases().enter(Phase.CHECKING);
    Attempts before = run.journal().attempts();
    Optional<Predecessor> previous = previous(next);
    List<String> problems = problems(next, previous, before.number() == 0);
    if (!problems.isEmpty()) {
      return new End.Over(String.join(" ", problems), REFUSED);
    }
    ChainPart part;
    try {
      part = ChainPart.of(witness, next, previous);
    } catch (ChainException e) {
      return new End.Over(e.getMessage(), REFUSED);
    }
    if (publishesWhatIsLeft(before.number(), part)) {
      return new End.Undecided();
    }
    observed.phases().enter(Phase.PREPARING);
    try {
      if (!prepareBroker()) {
        return new End.Undecided();
      }
    } catch (BrokerException e) {
      queue.pause(Pause.RESET, e.getMessage());
      return new End.Interrupted();
    }
    int number = before.number() + 1;
    Path folder = run.attempt(number);
    Path output = Files.createDirectories(folder.resolve("proofs"));
    Path input = input(part, folder);
    log.say(
        "attempt "
            + number
            + " begins with block "
            + next
            + (previous.filter(Predecessor::otherCircuits).isPresent()
                ? " and a new chain, because the circuits have changed since the block before"
                : ""));
    record(Kind.STARTED, number, next, "");
    queue.markUsed();
    List<String> command =
        previous
            .filter(proof -> !proof.otherCircuits())
            .map(proof -> List.of(settings.leader() + "", input + "", proof.proof() + ""))
            .orElse(List.of(settings.leader() + "", input + ""));
    Map<String, String> environment =
        Map.of(
            "HOME", folder.toString(),
            "ZERO_BIN_PROOF_OUTPUT_DIR", output.toString(),
            "ZERO_BIN_KEEP_INTERMEDIATE_PROOFS", "true");
    log.takeCause(); // of the attempt before
    observed.phases().enter(Phase.PROVING);
    End end;
    try (LeaderProcess leader =
        LeaderProcess.start(command, folder, environment, Path.of("/dev/null"), log)) {
      end = watch(leader, publisher(output, number, part));
    }
    observed.metrics().count(Metric.ATTEMPTS_TOTAL, result(end));
    if (end instanceof End.Succeeded) {
      queue.markUnused();
    }
    if (!input.equals(run.witness())) {
      Files.deleteIfExists(input);
    }
    return end;
  }

  /**
   * Publishes the proofs that an attempt has left whole and that nobody looked at any more, because
   * the companion was killed.
   *
   * @return whether there were any
   */
  private boolean publishesWhatIsLeft(int attempt, ChainPart part)
      throws IOException, InterruptedException {
    long first = firstWithoutProof();
    Path output = run.attempt(attempt).resolve("proofs");
    publisher(output, attempt, part)
        .publishLast()
        .ifPresent(
            fault ->
                log.say("a proof of attempt " + attempt + " is of no use: " + fault.sentence()));
    return firstWithoutProof() > first;
  }

  private Publisher publisher(Path output, int attempt, ChainPart part) {
    return new Publisher(
        settings, observed, proofs, run, log, clock, this::usage, output, attempt, part);
  }

  /** How an attempt that had a leader ended, for the metrics. */
  private static String result(End end) {
    return end instanceof End.Succeeded
        ? "succeeded"
        : end instanceof End.Failed
            ? "failed"
            : end instanceof End.Over ? "stopped" : "interrupted";
  }

  /** The proof that the next block continues. */
  private Optional<Predecessor> previous(long next) throws IOException {
    if (next > request.first() || request.previous() == RunRequest.Previous.CONTINUE) {
      return Optional.of(
          Predecessor.of(proofs.proof(next - 1), proofs.facts(next - 1), settings.circuits()));
    }
    return request.previous() == RunRequest.Previous.FILE
        ? Optional.of(
            Predecessor.of(
                run.previousProof(), ProofStore.factsOf(run.previousProof()), settings.circuits()))
        : Optional.empty();
  }

  private List<String> problems(long next, Optional<Predecessor> previous, boolean fresh)
      throws IOException {
    if (!isChecked) {
      ChainReport report =
          next == request.first()
              ? ChainCheck.check(witness, previous, settings.release(), settings.stateRoots())
              : ChainCheck.resume(witness, next, previous.orElseThrow(), settings.release());
      report.warnings().forEach(log::say);
      report.notes().forEach(log::say);
      if (!report.problems().isEmpty()) {
        return report.problems();
      }
      if (witness.first().number() != request.first()
          || witness.last().number() != request.last()) {
        return List.of(run.witness() + " has changed since the run was put into the queue.");
      }
      isChecked = true;
    }
    if (fresh) {
      Optional<String> again = proofs.whyNotAgain(next, request.last());
      if (again.isPresent()) {
        return List.of(again.get());
      }
    }
    if (settings.circuitsMarker().filter(marker -> !Files.exists(marker)).isPresent()) {
      // No reason to refuse: a fleet that scales to zero has a worker only while there are tasks.
      log.say("the circuits do not exist yet: the first worker builds them, and then proves");
    }
    long needed =
        (request.last() - next + 1) * ProofStore.LARGEST_PROOF
            + 2 * RunLog.LARGEST
            + Files.size(run.witness()); // an attempt may need a file of its own
    Optional<String> lacking = Room.lacking(run.folder(), "the rest of the run needs", needed);
    full = lacking.isPresent();
    return lacking.stream().toList();
  }

  /**
   * Gives the attempt workers and queues that hold nothing of an earlier one. A broker that is away
   * and a fence that somebody else has closed are waited for.
   *
   * @return false if the run has to end meanwhile
   * @throws BrokerException if only a person can help
   */
  private boolean prepareBroker() throws BrokerException, InterruptedException, IOException {
    String told = "";
    while (!stopping.getAsBoolean() && over().isEmpty()) {
      try {
        if (queue.isUsed()) {
          broker.reset("reset before run " + run.id(), settings.hasWorkers(), log::say);
          queue.markUnused();
        }
        broker.fence().open();
        observed.figures().renew();
        broker.announce(run.id(), settings.circuits());
        return true;
      } catch (BrokerException e) {
        if (e.kind() != BrokerException.Kind.UNREACHABLE
            && e.kind() != BrokerException.Kind.FENCE_OF_ANOTHER) {
          throw e;
        }
        if (!told.equals(e.getMessage())) {
          told = e.getMessage();
          log.say("waiting: " + told);
        }
      }
      Thread.sleep(settings.tick().toMillis());
    }
    return false;
  }

  /** The witness of an attempt: that of the run, or a new file with what is left of it. */
  private Path input(ChainPart part, Path folder) throws IOException {
    if (part.isWhole(witness)) {
      return run.witness();
    }
    Path file = folder.resolve("witness.json");
    try (OutputStream out = Files.newOutputStream(file)) {
      part.write(witness, out);
    }
    return file;
  }

  private End watch(LeaderProcess leader, Publisher publisher)
      throws IOException, InterruptedException {
    Watch watch = new Watch(settings.limits(), clock.instant());
    Instant leaseEnd = clock.instant().plus(settings.lease());
    Instant charging = clock.instant().plus(CHARGING);
    Instant graceEnd = null;
    while (!leader.await(settings.tick())) {
      Optional<Fault> fault = publisher.publish();
      Instant now = clock.instant();
      if (now.isAfter(charging)) {
        charge();
        charging = now.plus(CHARGING);
      }
      Optional<End.Over> stopped = stopped();
      if (stopped.isPresent()) {
        return stopped.get();
      }
      if (stopping.getAsBoolean()) {
        if (graceEnd == null) {
          graceEnd = now.plus(settings.grace());
          log.say("asked to stop: the leader may go on for " + settings.grace().toSeconds() + " s");
        }
        if (now.isAfter(graceEnd)) {
          return new End.Interrupted();
        }
      }
      if (now.isAfter(leaseEnd)) {
        List<String> lost = observed.figures().renew();
        leaseEnd = now.plus(settings.lease());
        if (!lost.isEmpty()) {
          fault =
              fault.or(
                  () ->
                      Fault.of(
                          Loss.QUEUE_LOST,
                          "the queue " + lost.get(0) + " was lost with its tasks"));
        }
      }
      fault = fault.or(() -> watch.see(now, observed.figures().look(), leader.cpu()));
      if (fault.isEmpty() && isTooLate()) {
        fault = Fault.of(Loss.DEADLINE, "the deadline has passed");
      }
      if (fault.isPresent()) {
        return new End.Failed(fault.get());
      }
    }
    Optional<Fault> fault = publisher.publishLast();
    if (fault.isPresent()) {
      return new End.Failed(fault.get());
    }
    long next = firstWithoutProof();
    if (leader.exitCode().orElseThrow() == 0 && next > request.last()) {
      return new End.Succeeded();
    }
    return new End.Failed(
        log.takeCause()
            .map(cause -> new Fault(cause, cause.sentence()))
            .orElse(
                new Fault(
                    Loss.LEADER_ENDED,
                    "the leader ended with exit code "
                        + leader.exitCode().orElseThrow()
                        + " without a proof of block "
                        + next
                        + ", see the log of the run")));
  }

  private void record(Kind kind, int attempt, long block, String text) throws IOException {
    run.journal().add(new Journal.Event(kind, clock.instant(), attempt, block, text));
  }
}
