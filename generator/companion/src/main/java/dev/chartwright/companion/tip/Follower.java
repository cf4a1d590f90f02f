package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.Node;
import dev.chartwright.companion.rpc.RpcException;
import dev.chartwright.companion.rpc.TwoNodes;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Room;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Stop;
import dev.chartwright.companion.tip.Batch.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows a chain: keeps the journal of its blocks, chooses final ones, fetches their witnesses,
 * and puts runs into the queue. Requests that fail are reported, and repeated for as long as it
 * takes. Used by one thread.
 */
public final class Follower implements AutoCloseable {
  /** How many blocks are fetched in one round. */
  private static final int MOST = 64;

  /** How many blocks behind the newest final one are remembered. */
  private static final int LONGEST = 1_024;

  private static final long WITNESS_ROOM = 64L << 20; // bytes of a block, with its proof
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final FollowSettings settings;
  private final Node node;
  private final Headers headers;
  private final RunQueue queue;
  private final ProofStore proofs;
  private final Orphans orphans;
  private final Uploaded uploaded;
  private final Witnesses witnesses;
  private final Metrics metrics;
  private final Clock clock;
  private final Consumer<String> out;
  private final Path file;
  private final Random random = new Random();
  private final Set<String> told = new HashSet<>();
  private final Trouble asking = new Trouble();
  private final Trouble fetching = new Trouble();

  private ChainJournal journal;
  private Optional<Suspicion> suspicion = Optional.empty();
  private long head;
  private Instant finalSince;
  private Instant nextLook = Instant.EPOCH;

  /** Failures in a row, and when to try again. */
  private final class Trouble {
    private int failures;
    private Instant until = Instant.EPOCH;

    void failed(Optional<Duration> atLeast) {
      failures++;
      until = clock.instant().plus(settings.times().backoff().after(failures, atLeast, random));
    }

    void over() {
      failures = 0;
    }

    boolean isPast() {
      return !clock.instant().isBefore(until);
    }
  }

  /**
   * A follower that goes on where its journal ends.
   *
   * @param home the volume of the leader
   * @param uploaded what cannot be taken back
   * @param rpc the prover's tool that makes witnesses
   * @param out takes a line for the user
   * @throws TipException if the journal cannot be used
   */
  public Follower(
      FollowSettings settings,
      Path home,
      RunQueue queue,
      ProofStore proofs,
      Uploaded uploaded,
      Metrics metrics,
      Clock clock,
      String rpc,
      Consumer<String> out)
      throws IOException, TipException {
    this.settings = settings;
    this.queue = queue;
    this.proofs = proofs;
    this.uploaded = uploaded;
    this.metrics = metrics;
    this.clock = clock;
    this.out = out;
    this.node = node(settings, settings.rpc(), metrics);
    this.headers = headers(settings, node, metrics);
    this.orphans = new Orphans(home.resolve("orphaned"), queue, proofs);
    this.file = journal(home);
    Files.createDirectories(file.getParent());
    this.journal =
        ChainJournal.read(file, settings.chainId())
            .orElse(ChainJournal.of(settings.chainId(), settings.from()));
    this.witnesses = new Witnesses(home.resolve("tip").resolve("fetching"), rpc, settings);
    this.finalSince = clock.instant();
  }

  private static Node node(FollowSettings settings, String address, Metrics metrics) {
    return new Node(
        address, OptionalLong.of(settings.chainId()), settings.times().patience(), metrics);
  }

  private static Headers headers(FollowSettings settings, Headers first, Metrics metrics) {
    return settings.second().isEmpty()
        ? first
        : new TwoNodes(first, node(settings, settings.second().get(), metrics));
  }

  /** The journal on the volume of the leader. */
  public static Path journal(Path home) {
    return home.resolve("tip").resolve("journal.json");
  }

  /** The number of the newest block, by nodes of its own. */
  public static long head(FollowSettings settings, Metrics metrics) throws RpcException {
    Headers first = node(settings, settings.rpc(), metrics);
    return headers(settings, first, metrics).newest("latest").number();
  }

  /** Tells which blocks are final, by nodes of its own, for another thread. */
  public static NodeFinality finality(FollowSettings settings, Metrics metrics) {
    Headers first = node(settings, settings.rpc(), metrics);
    return new NodeFinality(headers(settings, first, metrics), settings.finality());
  }

  /**
   * Asks the nodes once whether they can be followed. A node that does not answer now may do so
   * later.
   *
   * @throws TipException if that is in vain
   */
  public void check() throws TipException {
    List<String> problems = new ArrayList<>();
    check(problems, node, "FOLLOW_RPC_URL", true);
    settings
        .second()
        .map(address -> node(settings, address, metrics))
        .ifPresent(second -> check(problems, second, "FOLLOW_SECOND_RPC_URL", true));
    Node traces = node(settings, settings.traces(), metrics);
    check(problems, traces, "FOLLOW_TRACES_RPC_URL", false);
    if (!problems.isEmpty()) {
      throw new TipException(problems);
    }
  }

  private void check(List<String> problems, Node asked, String variable, boolean tags) {
    try {
      asked.newest("latest");
      if (tags) {
        settings.finality().newest(asked);
      } else {
        String method =
            settings.type().equals("native") ? "debug_traceTransaction" : "eth_getWitness";
        if (!asked.has(method, "[\"0x" + "0".repeat(64) + "\",{}]")) {
          problems.add(
              "%s has no %s, so no witness can be made of it. Set FOLLOW_TRACES_RPC_URL to a node with traces of the type %s."
                  .formatted(asked, method, settings.type()));
        }
      }
    } catch (RpcException e) {
      switch (e.kind()) {
        case CHAIN ->
            problems.add(
                "%s: its blocks would be proven instead. Set %s or FOLLOW_CHAIN_ID."
                    .formatted(capital(e.getMessage()), variable));
        case ERROR, METHOD ->
            problems.add(
                "%s: so it is unknown which blocks are final. Set FOLLOW_FINALITY to confirmations, or another node."
                    .formatted(capital(e.getMessage())));
        default -> tell("unreachable", capital(e.getMessage()) + "; it is asked again.");
      }
    }
  }

  private static String capital(String clause) {
    return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1);
  }

  /** One round. */
  public void round() throws IOException {
    try {
      if (isFollowing() && isTimeToLook()) {
        look();
      }
      bury();
      settle();
      if (isFollowing() && !journal.window().isEmpty()) {
        prove();
      }
    } finally {
      measure(); // also while the volume fails, so that alerts fire
    }
  }

  /** How long to wait until the next round. */
  public Duration pause() {
    Duration part = settings.blockTime().dividedBy(2);
    return part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
  }

  private boolean isFollowing() {
    return journal.stopped().isEmpty() || isNewStart();
  }

  /** Whether the operator wants the chain of proofs to begin elsewhere. */
  private boolean isNewStart() {
    return settings.from().isPresent() && !settings.from().equals(journal.from());
  }

  private boolean isTimeToLook() {
    return asking.isPast() && !clock.instant().isBefore(nextLook);
  }

  private void save(ChainJournal changed) throws IOException {
    if (!changed.equals(journal)) {
      changed.write(file);
      journal = changed;
    }
  }

  /** Says a line, but not again while nothing else of its kind is to be said. */
  private void tell(String kind, String line) {
    if (told.add(kind + line)) {
      told.removeIf(other -> other.startsWith(kind) && !other.equals(kind + line));
      out.accept(line);
    }
  }

  private void tellAgain(String kind) {
    told.removeIf(other -> other.startsWith(kind));
  }

  // Looking: what is new on the chain.

  private void look() throws IOException {
    nextLook = clock.instant().plus(settings.blockTime());
    try {
      if (journal.stopped().isPresent()) {
        // The operator has seen why, and says where to begin instead.
        save(journal.with(Window.EMPTY).withStopped(Optional.empty()));
      }
      if (journal.window().isEmpty()) {
        begin();
      }
      step(headers.newest("latest"));
      finalised();
      asking.over();
      tellAgain("rpc");
    } catch (RpcException e) {
      asking.failed(e.retryAfter());
      tell("rpc", capital(e.getMessage()) + ".");
    }
  }

  /** Begins at the newest final block. */
  private void begin() throws IOException, RpcException {
    Header block = settings.finality().newest(headers);
    ChainJournal begun = verified(journal, OptionalLong.empty());
    if (begun.next() < 0) {
      begun = begun.withChain(settings.from().orElse(Math.max(1, block.number())), settings.from());
    }
    save(begun.with(Window.at(block)).withFinal(block.number()));
    out.accept("following the chain " + settings.chainId() + " from block " + block.number());
  }

  private void step(Header newest) throws IOException, RpcException {
    head = newest.number();
    Window window = journal.window();
    int most = (int) Math.max(0, Math.min(MOST, journal.finalBlock() + LONGEST - window.tip()));
    Step step = Step.of(window, newest, headers, most);
    if (step instanceof Step.Grown grown) {
      suspicion = Optional.empty();
      save(journal.with(window.with(window.tip(), grown.blocks())));
    } else if (step instanceof Step.Forked forked) {
      suspect(forked.other());
    } else if (suspicion.isPresent() && window.has(newest.number(), newest.hash())) {
      suspicion = Optional.empty();
    }
  }

  /** Believes a reorg that two nodes, or consistent answers a block time apart, tell. */
  private void suspect(Header other) throws IOException, RpcException {
    Instant now = clock.instant();
    Optional<Suspicion> before = suspicion;
    suspicion = Optional.of(new Suspicion(other, now));
    if (before.isPresent()) {
      Header first = before.get().other();
      if (other.number() >= first.number()
          && (other.equals(first) || headers.at(first.number()).equals(first))) {
        suspicion = Optional.of(before.get().again(now, settings.blockTime()));
      }
    }
    if (headers.isConfirmed() || suspicion.get().isEnough()) {
      believe(other);
    }
  }

  private void believe(Header other) throws IOException, RpcException {
    Window window = journal.window();
    Optional<List<Header>> branch = Step.branch(window, other, headers);
    suspicion = Optional.empty();
    if (branch.isEmpty()) {
      restart("no block of the journal is an ancestor of " + other.number() + " " + other.hash());
      return;
    }
    long ancestor = branch.get().get(0).number() - 1;
    long depth = window.tip() - ancestor;
    if (uploaded.newest().orElse(-1) > ancestor) {
      stop(StopReason.REORG_BELOW_UPLOADED);
      return;
    }
    if (depth > 0) {
      metrics.count(Metric.REORGS_TOTAL, label(depth));
      out.accept("reorg: " + depth + " blocks behind block " + ancestor + " are replaced");
    }
    save(journal.reorganised(ancestor, branch.get()));
  }

  private static String label(long depth) {
    return depth > 31 ? "32+" : depth > 7 ? "8-31" : depth > 2 ? "3-7" : Long.toString(depth);
  }

  /** Leaves the window for the newest final block, and looks at each chosen block itself. */
  private void restart(String why) throws IOException, RpcException {
    Header block = settings.finality().newest(headers);
    ChainJournal verified = verified(journal, uploaded.newest());
    if (verified.stopped().isPresent()) {
      stop(verified.stopped().get());
      return;
    }
    out.accept("the journal begins again at the final block " + block.number() + ": " + why);
    save(verified.with(Window.at(block)).withFinal(block.number()));
  }

  /** The journal where what was chosen of blocks that the node does not follow is orphaned. */
  private ChainJournal verified(ChainJournal old, OptionalLong limit)
      throws IOException, RpcException {
    ChainJournal result = old;
    List<Batch> newestFirst = new ArrayList<>(old.batches());
    newestFirst.sort(Comparator.comparing((Batch batch) -> batch.last().number()).reversed());
    for (Batch batch : newestFirst) {
      if (batch.stage() == Stage.ORPHANED) {
        continue;
      } else if (isOfChain(batch.last())) {
        break; // those before it are its ancestors
      } else if (limit.orElse(-1) >= batch.first().number()) {
        return old.withStopped(Optional.of(StopReason.REORG_BELOW_UPLOADED));
      }
      result = result.moved(batch, Stage.ORPHANED);
      result = result.withNext(Math.min(result.next(), batch.first().number()));
    }
    // What was proven before the batches that the journal still has.
    for (long number = result.next() - 1;
        settings.selection().isChain() && number > result.checkpoint() && proofs.has(number);
        number--) {
      Header block = headers.at(number);
      Optional<Hash> made = proofs.hash(number).filter(hash -> !hash.equals(block.hash()));
      if (made.isEmpty()) {
        break;
      } else if (limit.orElse(-1) >= number) {
        return old.withStopped(Optional.of(StopReason.REORG_BELOW_UPLOADED));
      }
      List<Batch> all = new ArrayList<>(result.batches());
      all.add(
          0,
          new Batch(
              new BlockId(number - 1, block.parent()),
              List.of(new BlockId(number, made.get())),
              result.checkpoint(),
              Stage.ORPHANED));
      result = result.withBatches(all).withNext(number);
    }
    if (result.proven().isPresent() && !isOfChain(result.proven().get())) {
      BlockId proven = result.proven().get();
      boolean known =
          result.in(Stage.ORPHANED).stream().anyMatch(it -> it.blocks().contains(proven));
      if (!known && !old.window().isEmpty()) {
        return old.withStopped(Optional.of(StopReason.NO_ANCESTOR));
      }
      result = result.withProven(Optional.empty());
    }
    return result;
  }

  private boolean isOfChain(BlockId block) throws RpcException {
    return headers.at(block.number()).hash().equals(block.hash());
  }

  private void stop(StopReason reason) throws IOException {
    witnesses.cancel();
    save(journal.withStopped(Optional.of(reason)));
    out.accept(
        switch (reason) {
          case REORG_BELOW_UPLOADED ->
              "STOPPED: a reorg undoes blocks whose proofs were uploaded, the newest of which is %d. Nothing was changed. Compare the uploaded proofs with the chain, and set follow.from to the block to begin with."
                  .formatted(uploaded.newest().orElse(0));
          case NO_ANCESTOR ->
              "STOPPED: the chain no longer has the newest block that was proven, and the journal does not reach back to where it differs. Nothing was changed. Compare the proofs with the chain, and set follow.from to the block to begin with.";
        });
  }

  private void finalised() throws IOException, RpcException {
    Window window = journal.window();
    long number;
    if (settings.finality() instanceof FinalBlocks.Confirmed confirmed) {
      number = window.tip() - confirmed.blocks();
      if (head - window.tip() > LONGEST) {
        restart("it is far behind");
        return;
      }
    } else {
      Header block = settings.finality().newest(headers);
      number = block.number();
      Optional<Hash> known = window.at(number);
      if (known.isPresent() && !known.get().equals(block.hash())) {
        believe(block); // what is final needs no second answer
        return;
      } else if (number > window.tip() + LONGEST) {
        restart("it is far behind");
        return;
      } else if (number > window.tip()) {
        // The window has to reach it first.
        long most = Math.min(MOST, number - window.tip());
        Step step = Step.of(window, block, headers, (int) most);
        if (step instanceof Step.Grown grown) {
          save(journal.with(window.with(window.tip(), grown.blocks())));
        } else if (step instanceof Step.Forked forked) {
          suspect(forked.other());
        }
        return;
      }
      number = Math.max(number, journal.finalBlock());
    }
    if (number >= window.first() && number != journal.finalBlock()) {
      finalSince = clock.instant();
      save(journal.withFinal(number));
    }
  }

  // What became of the chosen blocks.

  /** Moves what is orphaned away, the newest first, so that nothing that continues it begins. */
  private void bury() throws IOException {
    List<Batch> all = journal.in(Stage.ORPHANED);
    for (int i = all.size() - 1; i >= 0; i--) {
      Batch batch = all.get(i);
      if (witnesses.batch().filter(it -> it.last().equals(batch.last())).isPresent()) {
        witnesses.cancel();
      }
      if (orphans.buryRun(batch)) {
        long next = journal.next();
        boolean isWhole = true; // up to here, the chain still has the blocks, and their proofs
        for (BlockId block : batch.blocks()) {
          isWhole =
              isWhole
                  && journal.window().has(block.number(), block.hash())
                  && proofs.has(block.number(), block.hash());
          if (isWhole) {
            save(journal.withProven(Optional.of(block)));
          } else {
            next = Math.min(next, block.number());
            if (orphans.buryProof(block)) {
              out.accept("the proof of " + block + " is orphaned");
            }
          }
        }
        save(journal.without(batch).withNext(next));
      }
    }
  }

  private void settle() throws IOException {
    for (Batch batch : journal.in(Stage.QUEUED)) {
      Optional<Run> run = run(batch);
      boolean isProven =
          run.map(it -> it.state().isOver()).orElse(true)
              && batch.blocks().stream().allMatch(it -> proofs.has(it.number(), it.hash()));
      if (isProven) {
        save(journal.moved(batch, Stage.DONE).withProven(Optional.of(batch.last())));
      } else if (run.isEmpty()) {
        save(journal.moved(batch, Stage.CHOSEN)); // somebody has removed it
      } else if (run.get().state() == RunState.INBOX) {
        strand(batch, run.get());
      } else if (run.get().state() == RunState.FAILED) {
        boolean isLeft = !settings.selection().isChain() || isNewStart();
        String id = run.get().id();
        tell(
            "failed " + id,
            "run "
                + id
                + " failed, and the next blocks "
                + (isLeft ? "do without it" : "wait for it: `retry` tries it again"));
        if (isLeft) {
          save(journal.moved(batch, Stage.FAILED));
        }
      }
    }
  }

  /** Ends a run that waits for a proof which nothing makes, if the chain shall begin elsewhere. */
  private void strand(Batch batch, Run run) throws IOException {
    try {
      if (isNewStart() && journal.open().get(0).equals(batch) && !run.request().isReady(proofs)) {
        queue.finish(
            run,
            RunState.FAILED,
            "Not proven: the chain of proofs begins again with block %d."
                .formatted(settings.from().getAsLong()),
            Stop.PERSON.exitCode());
        save(journal.moved(batch, Stage.FAILED));
      }
    } catch (NoSuchFileException e) {
      // Somebody has moved it meanwhile.
    }
  }

  private Optional<Run> run(Batch batch) throws IOException {
    BlockId last = batch.last();
    return queue.find(batch.first().number(), last.number(), last.hash());
  }

  // Choosing: the next run.

  private void prove() throws IOException {
    if (!journal.in(Stage.ORPHANED).isEmpty()) {
      return; // what replaces them may have to begin with an earlier block
    }
    if (witnesses.batch().isPresent()) {
      Optional<Witnesses.Result> result = witnesses.poll(clock.instant());
      if (result.isEmpty()) {
        return;
      }
      take(result.get());
    }
    if (fetching.isPast() && asking.isPast()) {
      try {
        choose();
        fetch();
      } catch (RpcException e) {
        asking.failed(e.retryAfter());
        tell("rpc", capital(e.getMessage()) + ".");
      }
    }
  }

  private void take(Witnesses.Result result) throws IOException {
    if (result instanceof Witnesses.Result.Failed failed) {
      fetching.failed(Optional.empty());
      metrics.count(Metric.RPC_ERRORS_TOTAL, "witness");
      tell("witness", "a witness could not be fetched, and is tried again: " + failed.why());
      return;
    }
    fetching.over();
    WitnessFile witness = ((Witnesses.Result.Fetched) result).witness();
    for (Batch batch : journal.in(Stage.CHOSEN)) {
      if (batch.last().equals(new BlockId(witness.last().number(), witness.last().hash()))) {
        add(batch, witness);
      }
    }
    Files.delete(witness.path());
  }

  private void add(Batch batch, WitnessFile witness) throws IOException {
    RunRequest request =
        RunRequest.of(
            witness,
            batch.isContinuing() ? RunRequest.Previous.CONTINUE : RunRequest.Previous.NONE);
    queue.add(request, witness.path(), Optional.empty(), Optional.empty());
    save(journal.moved(batch, Stage.QUEUED));
  }

  private void fetch() throws IOException {
    for (Batch batch : journal.in(Stage.CHOSEN)) {
      if (run(batch).isPresent()) {
        save(journal.moved(batch, Stage.QUEUED)); // the companion before this one added it
        continue;
      }
      Optional<String> lacking =
          Room.lacking(
              queue.root(),
              queue.minFree() == 0
                  ? "the next witness needs"
                  : "the next witness needs, with runs.minFree,",
              queue.minFree() + WITNESS_ROOM * batch.blocks().size());
      if (lacking.isPresent()) {
        fetching.failed(Optional.empty());
        tell("room", lacking.get());
        return;
      }
      witnesses.start(batch, clock.instant());
      return;
    }
  }

  private void choose() throws IOException, RpcException {
    if (!journal.in(Stage.CHOSEN).isEmpty()) {
      return;
    }
    int open = journal.open().size();
    if (isNewStart()) {
      if (open > 0) {
        return; // the runs of the chain before end first
      }
      save(journal.withChain(settings.from().getAsLong(), settings.from()));
    }
    skip();
    for (int i = 0; i < MOST; i++) {
      Optional<Selection.Range> range =
          settings
              .selection()
              .choose(
                  journal.next(),
                  journal.finalBlock(),
                  settings.until().orElse(Long.MAX_VALUE),
                  open,
                  settings.ahead());
      if (range.isEmpty()) {
        return;
      }
      Batch batch = batch(range.get());
      if (isProven(batch)) {
        // Proofs that are there: a chain that begins, begins behind them.
        long behind = batch.first().number() + 1;
        save(journal.withChain(behind, journal.from()).withProven(Optional.of(batch.first())));
      } else if (!isInTheWay(batch)) {
        save(journal.chosen(batch));
        return;
      } else {
        return;
      }
    }
  }

  private boolean isProven(Batch batch) {
    BlockId first = batch.first();
    return !batch.isContinuing() && proofs.has(first.number(), first.hash());
  }

  /** Moves proofs of other blocks away, which would refuse the run. */
  private boolean isInTheWay(Batch batch) throws IOException {
    for (BlockId block : batch.blocks()) {
      if (uploaded.newest().orElse(-1) >= block.number()
          && proofs.has(block.number())
          && !proofs.has(block.number(), block.hash())) {
        stop(StopReason.REORG_BELOW_UPLOADED);
        return true;
      }
      orphans.buryOther(block);
    }
    return false;
  }

  private Batch batch(Selection.Range range) throws RpcException {
    long before = range.first() - 1;
    Optional<Hash> known = journal.window().at(before);
    Hash parent = known.isPresent() ? known.get() : headers.at(before).hash();
    BlockId last = new BlockId(before, parent);
    List<BlockId> blocks = new ArrayList<>();
    for (long number = range.first(); number <= range.last(); number++) {
      Optional<Hash> hash = journal.window().at(number);
      if (hash.isEmpty() || journal.window().at(number - 1).isEmpty()) {
        Header header = headers.at(number);
        if (!header.parent().equals(last.hash())
            || hash.filter(it -> !it.equals(header.hash())).isPresent()) {
          throw RpcException.contradiction(header);
        }
        hash = Optional.of(header.hash());
      }
      last = new BlockId(number, hash.get());
      blocks.add(last);
    }
    long checkpoint = settings.selection().isChain() ? journal.checkpoint() : range.first() - 1;
    return new Batch(new BlockId(before, parent), blocks, checkpoint, Stage.CHOSEN);
  }

  /** Leaves out blocks that cannot be proven in time, if the operator wants that. */
  private void skip() throws IOException {
    long newest = Math.min(journal.finalBlock(), settings.until().orElse(Long.MAX_VALUE));
    long waiting = newest - settings.selection().from(journal.next()) + 1;
    if (settings.skips() && waiting > settings.maxLag()) {
      out.accept(
          "blocks %d to %d are left out, because more than %d wait: a new chain begins with block %d"
              .formatted(journal.next(), newest - 1, settings.maxLag(), newest));
      save(journal.withChain(newest, journal.from()));
    }
  }

  private void measure() {
    metrics.set(Metric.HEAD_BLOCK, head);
    metrics.set(Metric.FINAL_BLOCK, journal.finalBlock());
    metrics.set(
        Metric.FINALITY_AGE_SECONDS, Duration.between(finalSince, clock.instant()).toSeconds());
    journal.proven().ifPresent(block -> metrics.set(Metric.PROVEN_BLOCK, block.number()));
    long lag = journal.lag(settings);
    metrics.set(Metric.LAG_BLOCKS, lag);
    metrics.set(Metric.LAG_SECONDS, settings.blockTime().toMillis() / 1_000.0 * lag);
    if (settings.maxLag() > 0 && lag > settings.maxLag()) {
      tell("lag", "more than " + settings.maxLag() + " final blocks wait to be proven");
    } else {
      tellAgain("lag");
    }
    for (StopReason reason : StopReason.values()) {
      boolean is = journal.stopped().filter(reason::equals).isPresent();
      metrics.set(Metric.FOLLOW_STOPPED, is ? 1 : 0, reason.label());
    }
  }

  @Override
  public void close() {
    witnesses.close();
  }
}
