package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the journal's window at the tip of the chain, reorgs included. Used by one thread. */
final class ChainWatch {
  /** How many blocks behind the newest final one are remembered. */
  private static final int LONGEST = 1_024;

  /** How many blocks are fetched in one look. */
  private static final int MOST = 64;

  private final FollowSettings settings;
  private final Headers headers;
  private final JournalFile journal;
  private final Verification verification;
  private final Uploaded uploaded;
  private final Metrics metrics;
  private final Clock clock;
  private final Report report;

  private Optional<Suspicion> suspicion = Optional.empty();
  private long head;
  private Instant finalSince;

  ChainWatch(
      FollowSettings settings,
      Headers headers,
      JournalFile journal,
      Verification verification,
      Uploaded uploaded,
      Metrics metrics,
      Clock clock,
      Report report) {
    this.settings = settings;
    this.headers = headers;
    this.journal = journal;
    this.verification = verification;
    this.uploaded = uploaded;
    this.metrics = metrics;
    this.clock = clock;
    this.report = report;
    this.finalSince = clock.instant();
  }

  /** The number of the newest block that was seen; 0 before the first look. */
  long head() {
    return head;
  }

  /** How long ago the newest final block changed. */
  Duration finalityAge() {
    return Duration.between(finalSince, clock.instant());
  }

  /** Takes in what is new on the chain. */
  void look() throws IOException, RpcException {
    if (journal.get().stopped().isPresent()) {
      // The operator has seen why, and says where to begin instead.
      journal.save(journal.get().with(Window.EMPTY).withStopped(Optional.empty()));
    }
    if (journal.get().window().isEmpty()) {
      begin();
    }
    step(headers.newest("latest"));
    finalised();
  }

  /** Begins at the newest final block. */
  private void begin() throws IOException, RpcException {
    Header block = settings.finality().newest(headers);
    ChainJournal begun = verification.of(journal.get(), Uploaded.NOTHING);
    if (begun.next() < 0) {
      begun = begun.withChain(settings.from().orElse(Math.max(1, block.number())), settings.from());
    }
    journal.save(begun.with(Window.at(block)).withFinal(block.number()));
    report.say("following the chain " + settings.chainId() + " from block " + block.number());
  }

  private void step(Header newest) throws IOException, RpcException {
    head = newest.number();
    Window window = journal.get().window();
    int most =
        (int) Math.max(0, Math.min(MOST, journal.get().finalBlock() + LONGEST - window.tip()));
    Step step = Step.of(window, newest, headers, most);
    if (step instanceof Step.Grown grown) {
      suspicion = Optional.empty();
      grow(grown);
    } else if (step instanceof Step.Forked forked) {
      suspect(forked.other());
    } else if (suspicion.isPresent() && window.has(newest.number(), newest.hash())) {
      suspicion = Optional.empty();
    }
  }

  private void grow(Step.Grown grown) throws IOException {
    Window window = journal.get().window();
    journal.save(journal.get().with(window.with(window.tip(), grown.blocks())));
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
    Window window = journal.get().window();
    Optional<List<Header>> branch = Step.branch(window, other, headers);
    suspicion = Optional.empty();
    if (branch.isEmpty()) {
      restart("no block of the journal is an ancestor of " + other.number() + " " + other.hash());
      return;
    }
    long ancestor = branch.get().get(0).number() - 1;
    long depth = window.tip() - ancestor;
    for (long number = window.tip(); number > ancestor; number--) {
      if (uploaded.has(new BlockId(number, window.at(number).orElseThrow()))) {
        journal.stop(StopReason.REORG_BELOW_UPLOADED);
        return;
      }
    }
    if (depth > 0) {
      metrics.count(Metric.REORGS_TOTAL, label(depth));
      report.say("reorg: " + depth + " blocks behind block " + ancestor + " are replaced");
    }
    journal.save(journal.get().reorganised(ancestor, branch.get()));
  }

  private static String label(long depth) {
    return depth > 31 ? "32+" : depth > 7 ? "8-31" : depth > 2 ? "3-7" : Long.toString(depth);
  }

  /** Leaves the window for the newest final block, and looks at each chosen block itself. */
  private void restart(String why) throws IOException, RpcException {
    Header block = settings.finality().newest(headers);
    ChainJournal verified = verification.of(journal.get(), uploaded);
    if (verified.stopped().isPresent()) {
      journal.stop(verified.stopped().get());
      return;
    }
    report.say("the journal begins again at the final block " + block.number() + ": " + why);
    journal.save(verified.with(Window.at(block)).withFinal(block.number()));
  }

  private void finalised() throws IOException, RpcException {
    if (settings.finality() instanceof FinalBlocks.Confirmed confirmed) {
      if (head - journal.get().window().tip() > LONGEST) {
        restart("it is far behind");
      } else {
        finalised(journal.get().window().tip() - confirmed.blocks());
      }
      return;
    }
    Window window = journal.get().window();
    Header block = settings.finality().newest(headers);
    Optional<Hash> known = window.at(block.number());
    if (known.isPresent() && !known.get().equals(block.hash())) {
      believe(block); // what is final needs no second answer
    } else if (block.number() > window.tip() + LONGEST) {
      restart("it is far behind");
    } else if (block.number() > window.tip()) {
      reach(block);
    } else {
      finalised(Math.max(block.number(), journal.get().finalBlock()));
    }
  }

  /** Makes the window reach a final block that it does not have yet. */
  private void reach(Header block) throws IOException, RpcException {
    Window window = journal.get().window();
    long most = Math.min(MOST, block.number() - window.tip());
    Step step = Step.of(window, block, headers, (int) most);
    if (step instanceof Step.Grown grown) {
      grow(grown);
    } else if (step instanceof Step.Forked forked) {
      suspect(forked.other());
    }
  }

  private void finalised(long number) throws IOException {
    if (number >= journal.get().window().first() && number != journal.get().finalBlock()) {
      finalSince = clock.instant();
      journal.save(journal.get().withFinal(number));
    }
  }
}
