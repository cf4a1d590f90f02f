package dev.chartwright.prover;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A release line of the Polygon Zero Type 1 prover. It selects the queue names, variables, circuit
 * tables and command line together, because one of them taken from another release fails without a
 * message: workers would wait on a queue to which nothing is published.
 */
public enum ProverRelease {
  /** July 2024, with paladin 0.4.2. */
  V0_5("0.5", false),
  /** July 2024, with paladin 0.4.2. */
  V0_6("0.6", false),
  /** November 2024, with paladin 0.4.4: segments, affinity, circuits named by kernel. */
  V0_7("0.7", true);

  private static final String SUFFIX = "_circuit_cache";

  private final String number;
  private final boolean since07;

  ProverRelease(String number, boolean since07) {
    this.number = number;
    this.since07 = since07;
  }

  /** The line without a {@code v}, with which its image tags begin, such as {@code 0.7}. */
  public String number() {
    return number;
  }

  /** The tag of the published image, such as {@code 0.7.0}. */
  public String imageTag() {
    return number + ".0";
  }

  /** The queue from which workers with this routing take their tasks. */
  public String taskQueue(Routing routing) {
    return switch (routing) {
      case HEAVY -> "heavy-proof";
      case LIGHT -> "light-proof";
      case SHARED -> since07 ? "task-ipc-routing-key" : "0".repeat(32);
    };
  }

  /** Every task queue that this release may use: one, or also heavy and light. */
  public List<String> taskQueues() {
    return since07
        ? List.of(taskQueue(Routing.SHARED), taskQueue(Routing.HEAVY), taskQueue(Routing.LIGHT))
        : List.of(taskQueue(Routing.SHARED));
  }

  /** The queue over which a failed task tells the other workers of its run. */
  public String abortQueue() {
    return since07 ? "command-ipc-routing-key" : "f".repeat(32);
  }

  /** A name such as the leader gives to its reply queues, which are random. */
  public String replyQueueExample() {
    return since07 ? "x7Kq2" : "3f2b8c1d4e5f46a79b0c1d2e3f4a5b6c";
  }

  /** An anchored regular expression for all task queues and nothing else. */
  public String taskQueuePattern() {
    return since07 ? "^(" + String.join("|", taskQueues()) + ")$" : "^0{32}$";
  }

  /** An anchored regular expression for the one queue of workers with this routing. */
  public String taskQueuePattern(Routing routing) {
    return since07 ? "^" + taskQueue(routing) + "$" : taskQueuePattern();
  }

  /** The variable from which leader and worker read the broker's address. */
  public String amqpUriVariable() {
    return since07 ? "PALADIN_AMQP_URI" : "AMQP_URI";
  }

  /** True if runtime, serializer and routing key can be set by {@code PALADIN_*} variables. */
  public boolean readsPaladinVariables() {
    return since07;
  }

  /** The variable that tells a worker its task queue; before v0.7 there is only one queue. */
  public Optional<String> routingKeyVariable() {
    return since07 ? Optional.of("PALADIN_TASK_BUS_ROUTING_KEY") : Optional.empty();
  }

  /** True if heavy and light tasks can go to separate workers. */
  public boolean hasAffinity() {
    return since07;
  }

  /** True if circuits of low security exist, for tests only ({@code --use-test-config}). */
  public boolean hasTestConfig() {
    return since07;
  }

  /** True if witnesses can be tried without proving ({@code --test-only}). */
  public boolean hasTestOnly() {
    return since07;
  }

  /** The tables for which this release makes circuits, in its own order. */
  public Set<CircuitTable> circuitTables() {
    Set<CircuitTable> tables = EnumSet.allOf(CircuitTable.class);
    if (!since07) {
      tables.remove(CircuitTable.MEMORY_BEFORE);
      tables.remove(CircuitTable.MEMORY_AFTER);
    }
    return tables;
  }

  /**
   * The variable that names the circuits directory. Before v0.7 it names the parent, in which the
   * binaries make a folder {@code circuits}.
   */
  public String circuitsDirectoryVariable() {
    return since07 ? "ZK_EVM_CACHE_DIR" : "CARGO_WORKSPACE_DIR";
  }

  /**
   * The suffix that the circuits directory must have. Otherwise every binary exits at its start.
   */
  public Optional<String> circuitsDirectorySuffix() {
    return since07 ? Optional.of(SUFFIX) : Optional.empty();
  }

  /**
   * The value of {@link #circuitsDirectoryVariable()} below the folder where the volume is mounted,
   * without the digest of image and ranges: {@code /circuits/v0.7_circuit_cache} or {@code
   * /circuits/v0.6}. Circuits for tests have the same file names as real ones, so they get a folder
   * of their own.
   */
  public String circuitsDirectory(String volume, boolean testConfig) {
    return volume + "/" + this + (testConfig ? "-test" : "") + circuitsDirectorySuffix().orElse("");
  }

  /**
   * The arguments with which the leader proves the blocks from the first to the last, both
   * included.
   */
  public List<String> blockArguments(long first, long last) {
    return since07
        ? List.of("--start-block=" + first, "--end-block=" + last)
        : List.of("--block-interval=" + first + "..=" + last);
  }

  /** True if the leader writes proofs to files; before v0.7 {@code stdio} prints them. */
  public boolean writesProofFiles() {
    return since07;
  }

  /**
   * True if {@code rpc} reads the address of the node from the environment; before v0.7 only from
   * its arguments, which every process of the node may list.
   */
  public boolean readsRpcVariables() {
    return since07;
  }

  /** True if a previous proof is handed over as an array of one; before v0.7 as an object. */
  public boolean previousProofIsArray() {
    return since07;
  }

  /** The spelling of this line in names and reports, such as {@code v0.7}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
