package dev.chartwright.companion.tip;

import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.tip.Batch.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Follows a chain: keeps the journal of its blocks, chooses final ones, fetches their witnesses,
 * and puts runs into the queue. Requests that fail are reported, and repeated for as long as it
 * takes. Used by one thread.
 */
public final class Follower implements AutoCloseable {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final FollowSettings settings;
  private final Nodes nodes;
  private final JournalFile journal;
  private final ChainWatch watch;
  private final Settlement settlement;
  private final Choice choice;
  private final Preparation preparation;
  private final Witnesses witnesses;
  private final Metrics metrics;
  private final Clock clock;
  private final Report report;
  private final Retry asking;
  private final Retry fetching;
  private Instant nextLook = Instant.EPOCH;

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
    this.metrics = metrics;
    this.clock = clock;
    this.report = new Report(out);
    this.asking = new Retry(settings.times().backoff(), clock);
    this.fetching = new Retry(settings.times().backoff(), clock);
    this.journal = new JournalFile(ChainJournal.file(home), settings);
    this.nodes = Nodes.of(settings, metrics);
    Headers headers = nodes.headers();
    Orphans orphans = new Orphans(home.resolve("orphaned"), queue, proofs);
    this.witnesses = new Witnesses(home.resolve("tip").resolve("fetching"), rpc, settings);
    this.watch =
        new ChainWatch(
            settings,
            headers,
            journal,
            new Verification(headers, proofs, settings.selection().isChain()),
            uploaded,
            metrics,
            clock,
            report);
    this.settlement = new Settlement(settings, journal, queue, proofs, orphans, witnesses, report);
    this.choice = new Choice(settings, headers, journal, proofs, orphans, uploaded, report);
    this.preparation = new Preparation(journal, queue, witnesses, fetching, metrics, clock, report);
  }

  /**
   * Asks the nodes once whether they can be followed. A node that does not answer now may do so
   * later.
   *
   * @throws TipException if that is in vain
   */
  public void check() throws TipException {
    nodes.check(sentence -> report.once("unreachable", sentence));
  }

  /** One round. */
  public void round() throws IOException {
    try {
      if (isFollowing() && asking.isDue() && !clock.instant().isBefore(nextLook)) {
        nextLook = clock.instant().plus(settings.blockTime());
        if (ask(watch::look)) {
          asking.succeeded();
          report.over("rpc");
        }
      }
      settlement.bury();
      settlement.settle();
      if (isFollowing() && !journal.get().window().isEmpty()) {
        prove();
      }
      if (!isFollowing()) {
        witnesses.cancel();
        report.once("stopped", journal.get().stopped().get().sentence());
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
    return journal.get().stopped().isEmpty() || journal.get().isSuperseded(settings);
  }

  private void prove() throws IOException {
    if (!journal.get().in(Stage.ORPHANED).isEmpty()) {
      return; // what replaces them may have to begin with an earlier block
    }
    if (preparation.take() && fetching.isDue() && asking.isDue()) {
      ask(
          () -> {
            choice.choose();
            preparation.fetch();
          });
    }
  }

  /** What asks nodes. */
  private interface Question {
    void ask() throws IOException, RpcException;
  }

  /** Returns whether the nodes have answered. */
  private boolean ask(Question question) throws IOException {
    try {
      question.ask();
      return true;
    } catch (RpcException e) {
      asking.failed(e.retryAfter());
      report.once("rpc", e.sentence() + ".");
      return false;
    }
  }

  private void measure() {
    ChainJournal now = journal.get();
    metrics.set(Metric.HEAD_BLOCK, watch.head());
    metrics.set(Metric.FINAL_BLOCK, now.finalBlock());
    metrics.set(Metric.FINALITY_AGE_SECONDS, watch.finalityAge().toSeconds());
    now.proven().ifPresent(block -> metrics.set(Metric.PROVEN_BLOCK, block.number()));
    long lag = now.lag(settings);
    metrics.set(Metric.LAG_BLOCKS, lag);
    metrics.set(Metric.LAG_SECONDS, settings.blockTime().toMillis() / 1_000.0 * lag);
    if (settings.maxLag() > 0 && lag > settings.maxLag()) {
      report.once("lag", "more than " + settings.maxLag() + " final blocks wait to be proven");
    } else {
      report.over("lag");
    }
    for (StopReason reason : StopReason.values()) {
      boolean is = now.stopped().filter(reason::equals).isPresent();
      metrics.set(Metric.FOLLOW_STOPPED, is ? 1 : 0, reason.label());
    }
  }

  @Override
  public void close() {
    witnesses.close();
  }
}
