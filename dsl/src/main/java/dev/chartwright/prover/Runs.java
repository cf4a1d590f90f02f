package dev.chartwright.prover;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import dev.chartwright.units.DiskSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The queue of runs on the volume of the leader. A companion in the jumpbox works on one run at a
 * time: it keeps the task queues alive, watches the leader, and tries a failed run again from the
 * first block without a proof.
 *
 * @param isEnabled whether there is a companion; without one, people start the leader by hand
 * @param attempts how often a run is tried, 1 to 100
 * @param deadline the time of all attempts of one run together, one minute to a year
 * @param onFailure what becomes of the next run when all attempts of one have failed
 * @param redeliveries how often the broker may deliver a task again before the run counts as
 *     failed, 1 to 10,000
 * @param rpc the Secret with the address of a node of the chain, which tells the state that a chain
 *     of proofs begins with; empty if that is not checked
 * @param keepDays the days that old things stay on the leader's volume, 0 to 3,650; 0 keeps all;
 *     empty for 14 days if the fleet follows a chain, and otherwise 0
 * @param minFree no run begins while the leader's volume has less free
 * @param findings the findings of settings that were left out
 */
public record Runs(
    boolean isEnabled,
    int attempts,
    Duration deadline,
    OnFailure onFailure,
    int redeliveries,
    Optional<SecretReference> rpc,
    Optional<Integer> keepDays,
    DiskSize minFree,
    List<Finding> findings) {
  private static final int MOST_ATTEMPTS = 100;
  private static final int MOST_REDELIVERIES = 10_000;
  private static final int MOST_DAYS = 3_650;
  private static final Duration LEAST_TIME = Duration.ofMinutes(1);
  private static final Duration MOST_TIME = Duration.ofDays(365);

  public Runs {
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(onFailure, "onFailure");
    Objects.requireNonNull(rpc, "rpc");
    Objects.requireNonNull(minFree, "minFree");
    findings = List.copyOf(findings);
  }

  /**
   * A queue of runs with the usual settings: 3 attempts within 24 h, 10 redeliveries, the queue
   * goes on after a failed run, nothing is deleted, and 1 GiB stays free.
   */
  public static Runs enabled() {
    return new Runs(
        true,
        3,
        Duration.ofHours(24),
        OnFailure.CONTINUE,
        10,
        Optional.empty(),
        Optional.empty(),
        DiskSize.gib(1),
        List.of());
  }

  /** No queue and no companion: people start the leader by hand and watch it. */
  public static Runs disabled() {
    Runs usual = enabled();
    return new Runs(
        false,
        usual.attempts,
        usual.deadline,
        usual.onFailure,
        usual.redeliveries,
        usual.rpc,
        usual.keepDays,
        usual.minFree,
        usual.findings);
  }

  /** Sets how often a run is tried, 1 to 100. Default: 3. */
  public Runs attempts(int attempts) {
    return attempts < 1 || attempts > MOST_ATTEMPTS
        ? without("attempts", attempts + " attempts", "write 1 to " + MOST_ATTEMPTS + ", such as 3")
        : new Runs(
            isEnabled,
            attempts,
            deadline,
            onFailure,
            redeliveries,
            rpc,
            keepDays,
            minFree,
            findings);
  }

  /** Sets the time of all attempts of one run together, one minute to a year. Default: 24 h. */
  public Runs deadline(Duration deadline) {
    return deadline.compareTo(LEAST_TIME) < 0 || deadline.compareTo(MOST_TIME) > 0
        ? without(
            "deadline",
            "a deadline of " + deadline,
            "write one minute to a year, such as Duration.ofHours(24)")
        : new Runs(
            isEnabled,
            attempts,
            deadline,
            onFailure,
            redeliveries,
            rpc,
            keepDays,
            minFree,
            findings);
  }

  /** Sets what becomes of the next run when one has failed. Default: it starts. */
  public Runs onFailure(OnFailure onFailure) {
    return new Runs(
        isEnabled, attempts, deadline, onFailure, redeliveries, rpc, keepDays, minFree, findings);
  }

  /**
   * Sets how often the broker may deliver a task again before the run counts as failed, 1 to
   * 10,000. Default: 10; a worker that is stopped hands back one task.
   */
  public Runs redeliveries(int redeliveries) {
    return redeliveries < 1 || redeliveries > MOST_REDELIVERIES
        ? without(
            "redeliveries",
            redeliveries + " redeliveries",
            "write 1 to " + MOST_REDELIVERIES + ", such as 10")
        : new Runs(
            isEnabled,
            attempts,
            deadline,
            onFailure,
            redeliveries,
            rpc,
            keepDays,
            minFree,
            findings);
  }

  /**
   * Names the Secret with the address of a JSON-RPC node, such as {@code
   * https://node.example.com/key}. Before a chain of proofs begins, the node is asked for the state
   * that it begins with: a witness with another checkpoint would fail only after all its proving.
   * The network policies of the chart have to allow the jumpbox to reach the node.
   */
  public Runs rpc(SecretReference address) {
    List<Finding> all = new ArrayList<>(findings);
    address.invalid().ifPresent(all::add);
    return new Runs(
        isEnabled,
        attempts,
        deadline,
        onFailure,
        redeliveries,
        Optional.of(address),
        keepDays,
        minFree,
        all);
  }

  /**
   * Sets how many days old things stay on the leader's volume, 0 to 3,650: witnesses, runs that are
   * done, and what was orphaned. A proof goes only if a bucket has it. 0 keeps all. Default: 14 if
   * the fleet follows a chain, and otherwise 0.
   */
  public Runs keepDays(int days) {
    return days < 0 || days > MOST_DAYS
        ? without("keepDays", days + " days", "write 0 to " + MOST_DAYS + ", such as 14")
        : new Runs(
            isEnabled,
            attempts,
            deadline,
            onFailure,
            redeliveries,
            rpc,
            Optional.of(days),
            minFree,
            findings);
  }

  /**
   * Sets how much of the leader's volume stays free: below it no run begins, and none is added.
   * Default: 1 GiB.
   */
  public Runs minFree(DiskSize size) {
    List<Finding> all = new ArrayList<>(findings);
    size.invalid()
        .ifPresent(
            finding ->
                all.add(
                    finding.at(Place.ofModel("minFree").declaredAt(finding.place().declaredAt()))));
    return new Runs(
        isEnabled,
        attempts,
        deadline,
        onFailure,
        redeliveries,
        rpc,
        keepDays,
        size.orUsual(minFree),
        all);
  }

  private Runs without(String setting, String what, String fix) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(Finding.error(FleetDeclarationRules.RUNS, Place.ofCaller(setting), what).fixedBy(fix));
    return new Runs(
        isEnabled, attempts, deadline, onFailure, redeliveries, rpc, keepDays, minFree, all);
  }

  /** What becomes of the queue when all attempts of a run have failed. */
  public enum OnFailure {
    /** The next run starts. */
    CONTINUE,
    /** The queue stops until somebody retries or removes the failed run. */
    STOP;

    /** The word of the value, such as {@code stop}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
