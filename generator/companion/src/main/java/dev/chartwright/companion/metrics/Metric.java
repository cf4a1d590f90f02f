package dev.chartwright.companion.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Every figure that the companion provides. Its name is {@code chartwright_} and its own in lower
 * case.
 */
public enum Metric {
  RUNS(Kind.GAUGE, "Runs by state.", "state"),
  PAUSED(Kind.GAUGE, "1 while no run begins, by the command that ends this.", "until"),
  ATTEMPTS_TOTAL(Kind.COUNTER, "Attempts that ended, by result.", "result"),
  FAILURES_TOTAL(Kind.COUNTER, "Attempts that failed, by reason.", "reason"),
  PHASE_SECONDS_TOTAL(Kind.COUNTER, "Seconds in each phase of the work.", "phase"),
  BLOCKS_PROVEN_TOTAL(Kind.COUNTER, "Blocks with a verified proof."),
  BLOCKS_UPLOADED_TOTAL(Kind.COUNTER, "Proofs that the bucket has."),
  UPLOADS_TOTAL(Kind.COUNTER, "Attempts to send an object to the bucket, by result.", "result"),
  UPLOAD_REFUSED(Kind.GAUGE, "1 while a proof cannot be uploaded without a person."),
  HEAD_BLOCK(Kind.GAUGE, "The newest block of the chain."),
  FINAL_BLOCK(Kind.GAUGE, "The newest block that counts as final."),
  FINALITY_AGE_SECONDS(Kind.GAUGE, "Seconds since the newest final block changed."),
  PROVEN_BLOCK(Kind.GAUGE, "The newest block with a proof."),
  LAG_BLOCKS(Kind.GAUGE, "Final blocks that are still to be proven."),
  LAG_SECONDS(Kind.GAUGE, "Time between the newest final block and the next one to be proven."),
  REORGS_TOTAL(Kind.COUNTER, "Reorganisations of the chain, by depth.", "depth"),
  FOLLOW_STOPPED(
      Kind.GAUGE, "1 while the companion does not follow the chain, by reason.", "reason"),
  RPC_REQUESTS_TOTAL(Kind.COUNTER, "Requests to nodes of the chain."),
  RPC_ERRORS_TOTAL(Kind.COUNTER, "Requests to nodes of the chain that failed, by kind.", "kind"),
  RPC_UP(
      Kind.GAUGE,
      "1 if a node of the chain has answered the last request, by the value that names it.",
      "node"),
  BROKER_UP(Kind.GAUGE, "1 if the broker answers."),
  BROKER_ALARM(Kind.GAUGE, "1 while the broker blocks publishers for lack of memory or disk."),
  TASKS_OUTSTANDING(Kind.GAUGE, "Tasks that wait or are in progress, by queue.", "queue"),
  CONSUMERS(Kind.GAUGE, "Workers that listen, by queue.", "queue"),
  REDELIVERIES_TOTAL(Kind.COUNTER, "Tasks that went back to a queue."),
  FENCE_CLOSED(Kind.GAUGE, "1 while the fence keeps workers from their queues."),
  LEASE_AGE_SECONDS(
      Kind.GAUGE, "Seconds since the task queues were last kept from expiring; 0 without a run."),
  CIRCUITS_COMPLETE(Kind.GAUGE, "1 if the circuits exist."),
  DISK_FREE_BYTES(Kind.GAUGE, "Free space of the leader's volume."),
  DISK_SIZE_BYTES(Kind.GAUGE, "Size of the leader's volume."),
  WORKER_SECONDS_TOTAL(Kind.COUNTER, "Workers that listened, times seconds."),
  COST_DOLLARS_TOTAL(Kind.COUNTER, "Worker-seconds times the price of a worker.");

  /** What a scraper may expect of the values. */
  public enum Kind {
    COUNTER,
    GAUGE
  }

  private final Kind kind;
  private final String help;
  private final List<String> labels;

  Metric(Kind kind, String help, String... labels) {
    this.kind = kind;
    this.help = help;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  /** One sentence. */
  public String help() {
    return help;
  }

  /** The names of its labels, none or one. */
  public List<String> labels() {
    return labels;
  }

  /** Its full name, such as {@code chartwright_runs}. */
  @Override
  public String toString() {
    return "chartwright_" + name().toLowerCase(Locale.ROOT);
  }
}
