package dev.chartwright.prover;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How a fleet follows the tip of a chain: the companion chooses final blocks, fetches their
 * witnesses with the prover's own {@code rpc}, and puts runs into the queue.
 *
 * @param chainId what the nodes have to answer to {@code eth_chainId}, at least 1
 * @param rpc the Secret with the address of a JSON-RPC node
 * @param secondRpc a second node: a block counts only if both know it by the same hash
 * @param traces the node that witnesses are fetched from; empty for {@code rpc}
 * @param type what that node can answer
 * @param finality which blocks are final
 * @param selection which final blocks are proven
 * @param from the first block; empty for the newest final one at the first start
 * @param until the last block; empty to follow forever
 * @param batch the blocks of one run, 1 to 100; more than 1 only with {@link #every()}
 * @param ahead the runs that wait beside the one in progress, 1 to 100
 * @param blockTime the time between two blocks of the chain
 * @param maxLag the final blocks without a proof at which the companion raises an alarm; 0 for none
 * @param onLag what it does then
 * @param findings the findings of settings that were left out
 */
public record Follow(
    long chainId,
    Optional<SecretReference> rpc,
    Optional<SecretReference> secondRpc,
    Optional<SecretReference> traces,
    NodeType type,
    Finality finality,
    Selection selection,
    Optional<Long> from,
    Optional<Long> until,
    int batch,
    int ahead,
    Duration blockTime,
    int maxLag,
    OnLag onLag,
    List<Finding> findings) {
  public Follow {
    Objects.requireNonNull(rpc, "rpc");
    Objects.requireNonNull(secondRpc, "secondRpc");
    Objects.requireNonNull(traces, "traces");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(finality, "finality");
    Objects.requireNonNull(selection, "selection");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(blockTime, "blockTime");
    Objects.requireNonNull(onLag, "onLag");
    findings = List.copyOf(findings);
  }

  /**
   * Starts to declare how a chain is followed. Every setting has a default but the node.
   *
   * @param id the chain id, such as 1 for Ethereum mainnet
   */
  public static Builder chain(long id) {
    return new Builder(id);
  }

  /** Every block, each proof continuing the one before: one chain of proofs. */
  public static Selection every() {
    return new Selection(SelectionKind.EVERY, 1);
  }

  /** The newest final block whenever the fleet has time for one, each proven alone. */
  public static Selection newest() {
    return new Selection(SelectionKind.NEWEST, 1);
  }

  /** The blocks whose numbers are divisible by {@code distance}, each proven alone. */
  public static Selection stride(int distance) {
    return new Selection(SelectionKind.STRIDE, distance);
  }

  /**
   * Which final blocks of a chain are proven. Mainnet has a block every 12 s, and one fleet needs
   * 29 to 77 minutes for one: it keeps up with one block in 145 to 385.
   *
   * @param kind how blocks are chosen
   * @param stride the distance of two blocks for {@link SelectionKind#STRIDE}; 1 otherwise
   */
  public record Selection(SelectionKind kind, int stride) {}

  /** How blocks are chosen. */
  public enum SelectionKind {
    EVERY,
    NEWEST,
    STRIDE;

    /** The word of the value, such as {@code every}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a node can answer. */
  public enum NodeType {
    /** {@code debug_traceTransaction} and {@code eth_getProof}, as Geth and Erigon do. */
    NATIVE,
    /** The patched Erigon of the prover's authors. */
    JERIGON;

    /** The word of the value, such as {@code native}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which blocks of a chain are final. */
  public enum FinalityKind {
    /** Those up to the block with the tag {@code finalized}. */
    FINALIZED,
    /** Those up to the block with the tag {@code safe}. */
    SAFE,
    /** Those with enough blocks on top. */
    CONFIRMATIONS;

    /** The word of the value, such as {@code finalized}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * When a block is final.
   *
   * @param confirmations the blocks on top for {@link FinalityKind#CONFIRMATIONS}, at least 1; 64
   *     otherwise, which nothing uses
   */
  public record Finality(FinalityKind kind, int confirmations) {}

  /** What the companion does when it lags too far behind. */
  public enum OnLag {
    /** It raises an alarm and goes on. */
    ALARM,
    /** It also begins a new chain of proofs at the newest final block. */
    SKIP;

    /** The word of the value, such as {@code skip}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Collects the settings. A setting that contradicts another is a finding, not an exception. */
  public static final class Builder {
    private static final int DEFAULT_CONFIRMATIONS = 64;
    private static final int MOST_CONFIRMATIONS = 10_000;
    private static final int MOST_BLOCKS = 100;
    private static final int LONGEST_STRIDE = 1_000_000;
    private static final int MOST_LAG = 10_000_000;
    private static final long MOST_NUMBER = Integer.MAX_VALUE;
    private static final long MOST_SECONDS = 3_600;

    private final long chainId;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<SecretReference> rpc = Optional.empty();
    private Optional<SecretReference> secondRpc = Optional.empty();
    private Optional<SecretReference> traces = Optional.empty();
    private NodeType type = NodeType.NATIVE;
    private Finality finality;
    private Selection selection = newest();
    private Optional<Long> from = Optional.empty();
    private Optional<Long> until = Optional.empty();
    private int batch = 1;
    private int ahead = 2;
    private Duration blockTime = Duration.ofSeconds(12);
    private int maxLag;
    private OnLag onLag = OnLag.ALARM;

    private Builder(long chainId) {
      this.chainId = chainId;
      if (chainId < 1) {
        left("chainId", "the chain id " + chainId, "write the id of the chain, such as 1");
      }
    }

    /**
     * Names the Secret with the address of a JSON-RPC node, such as {@code
     * https://node.example.com/key}. Required.
     */
    public Builder rpc(SecretReference address) {
      rpc = Optional.of(checked(address));
      return this;
    }

    /**
     * Adds a second node, which should not share anything with the first: a block counts only if
     * both know it by the same hash, so that one node that is stuck or wrong changes nothing.
     * Default: none.
     */
    public Builder secondRpc(SecretReference address) {
      secondRpc = Optional.of(checked(address));
      return this;
    }

    /** Fetches witnesses from another node. Default: the one of {@link #rpc}. */
    public Builder traces(SecretReference address) {
      traces = Optional.of(checked(address));
      return this;
    }

    /** Sets what the node of the witnesses can answer. Default: native. */
    public Builder type(NodeType type) {
      this.type = type;
      return this;
    }

    /** Proves blocks up to the tag {@code finalized}. This is the default. */
    public Builder finalized() {
      return finality(new Finality(FinalityKind.FINALIZED, DEFAULT_CONFIRMATIONS), "finalized()");
    }

    /** Proves blocks up to the tag {@code safe}, which a deep reorganisation can still replace. */
    public Builder safe() {
      return finality(new Finality(FinalityKind.SAFE, DEFAULT_CONFIRMATIONS), "safe()");
    }

    /** Proves blocks with so many blocks on top, 1 to 10,000, whatever the tags say. */
    public Builder confirmations(int blocks) {
      return blocks < 1 || blocks > MOST_CONFIRMATIONS
          ? left(
              "confirmations",
              blocks + " confirmations",
              "write 1 to " + MOST_CONFIRMATIONS + ", such as " + DEFAULT_CONFIRMATIONS)
          : finality(
              new Finality(FinalityKind.CONFIRMATIONS, blocks), "confirmations(" + blocks + ")");
    }

    /** Sets which final blocks are proven. Default: the newest. */
    public Builder select(Selection selection) {
      if (selection.stride() < 1 || selection.stride() > LONGEST_STRIDE) {
        return left(
            "select",
            "a stride of " + selection.stride(),
            "write stride(1) to stride(" + LONGEST_STRIDE + "), such as stride(300)");
      }
      this.selection = selection;
      return this;
    }

    /**
     * Sets the first block. A change of it begins a new chain of proofs. Default: the newest final
     * block at the first start.
     */
    public Builder from(long block) {
      from = number("from", block);
      return this;
    }

    /** Sets the last block. Default: none. */
    public Builder until(long block) {
      until = number("until", block);
      return this;
    }

    /** Sets the blocks of one run, 1 to 100. Default: 1. */
    public Builder batch(int blocks) {
      if (blocks < 1 || blocks > MOST_BLOCKS) {
        return left("batch", "a batch of " + blocks + " blocks", "write 1 to " + MOST_BLOCKS);
      }
      batch = blocks;
      return this;
    }

    /** Sets the runs that wait beside the one in progress, 1 to 100. Default: 2. */
    public Builder ahead(int runs) {
      if (runs < 1 || runs > MOST_BLOCKS) {
        return left("ahead", runs + " runs ahead", "write 1 to " + MOST_BLOCKS + ", such as 2");
      }
      ahead = runs;
      return this;
    }

    /** Sets the time between two blocks, in seconds from 1 to 3600. Default: 12 s. */
    public Builder blockTime(Duration time) {
      if (time.toSeconds() < 1 || time.toSeconds() > MOST_SECONDS) {
        return left("blockTime", "a block time of " + time, "write Duration.ofSeconds(12)");
      }
      blockTime = time;
      return this;
    }

    /** Raises an alarm when so many final blocks have no proof, up to 10,000,000. Default: none. */
    public Builder maxLag(int blocks) {
      if (blocks < 1 || blocks > MOST_LAG) {
        return left("maxLag", "a lag of " + blocks + " blocks", "write 1 to " + MOST_LAG);
      }
      maxLag = blocks;
      return this;
    }

    /** Sets what the companion does at {@link #maxLag}. Default: it only raises an alarm. */
    public Builder onLag(OnLag onLag) {
      this.onLag = onLag;
      return this;
    }

    public Follow build() {
      if (rpc.isEmpty()) {
        left("rpc", "no node", "write rpc(new SecretReference(\"ethereum-node\", \"url\"))");
      }
      if (from.isPresent() && until.isPresent() && until.get() < from.get()) {
        left(
            "until",
            "until(" + until.get() + ") is before from(" + from.get() + ")",
            "write a block from " + from.get() + " on");
      }
      if (batch > 1 && selection.kind() != SelectionKind.EVERY) {
        left(
            "batch",
            "batch(" + batch + ") with " + selection.kind() + ", which proves each block alone",
            "write select(every()), or leave batch out");
      }
      if (onLag == OnLag.SKIP && maxLag == 0) {
        left("onLag", "onLag(SKIP) without maxLag", "add maxLag(300), or leave onLag out");
      }
      if (onLag == OnLag.SKIP && selection.kind() == SelectionKind.NEWEST) {
        left(
            "onLag",
            "onLag(SKIP) with newest, which never lags",
            "leave onLag out, or write select(every())");
      }
      return new Follow(
          chainId,
          rpc,
          secondRpc,
          traces,
          type,
          finality == null ? new Finality(FinalityKind.FINALIZED, DEFAULT_CONFIRMATIONS) : finality,
          selection,
          from,
          until,
          batch,
          ahead,
          blockTime,
          maxLag,
          onLag,
          findings);
    }

    private Builder finality(Finality given, String call) {
      if (finality != null && !finality.equals(given)) {
        return left(
            "finality",
            call + " after another choice, " + finality.kind(),
            "write one of finalized(), safe() and confirmations(n)");
      }
      finality = given;
      return this;
    }

    private Optional<Long> number(String setting, long block) {
      if (block < 1 || block > MOST_NUMBER) {
        left(setting, setting + "(" + block + ")", "write the number of a block from 1 on");
        return Optional.empty();
      }
      return Optional.of(block);
    }

    private SecretReference checked(SecretReference address) {
      address.invalid().ifPresent(findings::add);
      return address;
    }

    private Builder left(String setting, String what, String fix) {
      findings.add(
          Finding.error(FleetDeclarationRules.FOLLOW, Place.ofCaller(setting), what).fixedBy(fix));
      return this;
    }
  }
}
