package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.prover.Follow;
import dev.chartwright.prover.Follow.FinalityKind;
import dev.chartwright.prover.Follow.SelectionKind;
import dev.chartwright.prover.SecretReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values with which the companion follows the tip of a chain. */
final class FollowComponent {
  private static final String PATH = "follow";

  private final Value<Boolean> enabled;
  private final Value<Long> chainId;
  private final Value<String> rpc;
  private final List<ConditionalVariable> settings = new ArrayList<>();

  private FollowComponent(Values values, Follow follow) {
    values.section(
        PATH,
        "Following the tip of a chain. The companion puts a run for each chosen block into the"
            + " queue.");
    enabled =
        values
            .flag("follow.enabled", true)
            .describe("Follow the chain. If false, people put runs into the queue.");
    chainId =
        values
            .wholeNumber("follow.chainId", follow.chainId())
            .min(1)
            .describe("Chain id that the nodes must have.");
    settings.add(set("FOLLOW_CHAIN_ID", chainId));
    rpc =
        node(
            values,
            "rpc",
            "FOLLOW_RPC_URL",
            follow.rpc(),
            "Existing Secret with the address of a JSON-RPC node. Allow access with"
                + " `networkPolicy.leaderEgress`.");
    node(
        values,
        "secondRpc",
        "FOLLOW_SECOND_RPC_URL",
        follow.secondRpc(),
        "Existing Secret with the address of a second node. If it is set, a block counts only if"
            + " both nodes know it by the same hash.");
    node(
        values,
        "traces",
        "FOLLOW_TRACES_RPC_URL",
        follow.traces(),
        "Existing Secret with the address of the node that witnesses are fetched from; empty for"
            + " the first node.");
    settings.add(
        set(
            "FOLLOW_RPC_TYPE",
            values
                .oneOf("follow.type", follow.type())
                .describe("Kind of the node that witnesses are fetched from.")));
    Value<String> finality =
        values
            .oneOf("follow.finality", follow.finality().kind())
            .describe(
                "Blocks that count as final: those up to a tag, or those with enough blocks on"
                    + " top.");
    settings.add(set("FOLLOW_FINALITY", finality));
    settings.add(
        set(
            "FOLLOW_CONFIRMATIONS",
            values
                .integer("follow.confirmations", follow.finality().confirmations())
                .min(1)
                .max(10_000)
                .describe("Blocks on top of a final block, if `finality` is `confirmations`."),
            finality.is(FinalityKind.CONFIRMATIONS.toString())));
    Value<String> select =
        values
            .oneOf("follow.select", follow.selection().kind())
            .describe(
                "Final blocks that are proven: `every` one in one chain of proofs, the `newest`"
                    + " whenever there is time, or one in each `stride`.");
    settings.add(set("FOLLOW_SELECT", select));
    settings.add(
        set(
            "FOLLOW_STRIDE",
            values
                .integer("follow.stride", follow.selection().stride())
                .min(1)
                .max(1_000_000)
                .describe("Distance of two proven blocks, if `select` is `stride`."),
            select.is(SelectionKind.STRIDE.toString())));
    number(
        values,
        "from",
        "FOLLOW_FROM",
        follow.from(),
        "First block. A change starts a new chain of proofs. Empty for the newest final block at"
            + " the first start.");
    number(values, "until", "FOLLOW_UNTIL", follow.until(), "Last block. Empty to follow forever.");
    settings.add(
        set(
            "FOLLOW_BATCH",
            values
                .integer("follow.batch", follow.batch())
                .min(1)
                .max(100)
                .describe("Blocks of one run, if `select` is `every`."),
            select.is(SelectionKind.EVERY.toString())));
    settings.add(
        set(
            "FOLLOW_AHEAD",
            values
                .integer("follow.ahead", follow.ahead())
                .min(1)
                .max(100)
                .describe("Runs that wait in the queue beside the one in progress.")));
    settings.add(
        set(
            "FOLLOW_BLOCK_SECONDS",
            values
                .integer("follow.blockSeconds", (int) follow.blockTime().toSeconds())
                .min(1)
                .max(3_600)
                .describe("Seconds between two blocks of the chain.")));
    settings.add(
        set(
            "FOLLOW_MAX_LAG_BLOCKS",
            values
                .integer("follow.maxLagBlocks", follow.maxLag())
                .min(0)
                .max(10_000_000)
                .describe(
                    "Final blocks without a proof at which the companion raises an alarm; 0 for"
                        + " none.")));
    settings.add(
        set(
            "FOLLOW_ON_LAG",
            values
                .oneOf("follow.onLag", follow.onLag())
                .describe(
                    "What the companion does then: raise an alarm, or also skip to the newest final"
                        + " block.")));
  }

  /** What the companion follows; nothing if the fleet does not follow a chain. */
  static Optional<FollowComponent> of(FleetValues shared) {
    return shared.fleet().follow().map(follow -> new FollowComponent(shared.values(), follow));
  }

  /** The id of the chain. */
  Value<Long> chainId() {
    return chainId;
  }

  /** Whether a chain is followed. */
  Condition isOn() {
    return enabled.isSet();
  }

  /**
   * The jumpbox, refused if it would follow nothing.
   *
   * @param runs whether the companion runs
   */
  Manifest checked(Manifest jumpbox, Condition runs) {
    return jumpbox
        .failsWhen(
            isOn().and(not(runs)),
            "follow.enabled is true and runs.enabled is false, so nothing would follow the chain:"
                + " set runs.enabled=true or follow.enabled=false.")
        .failsWhen(
            isOn().and(not(rpc)),
            "follow.rpc.existingSecret is empty, so no node would tell the blocks of the chain: set"
                + " it to a Secret with the address of a node, or set follow.enabled=false.");
  }

  /** The variables of the companion, each with its condition beside that of the companion. */
  List<ConditionalVariable> settings() {
    return List.copyOf(settings);
  }

  private ConditionalVariable set(String variable, Value<?> value) {
    return new ConditionalVariable(variable(variable, value.asString()), enabled.isSet());
  }

  private ConditionalVariable set(String variable, Value<?> value, Condition further) {
    return new ConditionalVariable(
        variable(variable, value.asString()), enabled.isSet().and(further));
  }

  private void number(
      Values values, String name, String variable, Optional<Long> block, String sentence) {
    String path = PATH + "." + name;
    Value<Integer> value =
        block
            .map(number -> values.optionalInteger(path, number.intValue()))
            .orElseGet(() -> values.optionalInteger(path))
            .min(1)
            .describe(sentence);
    settings.add(
        new ConditionalVariable(
            variable(variable, value.asString()), enabled.isSet().and(value.isSet())));
  }

  private Value<String> node(
      Values values,
      String name,
      String variable,
      Optional<SecretReference> reference,
      String sentence) {
    String path = PATH + "." + name;
    Value<String> secret =
        values
            .dnsName(path + ".existingSecret", reference.map(SecretReference::name).orElse(""))
            .example("ethereum-node")
            .describe(sentence);
    Value<String> key =
        values
            .string(path + ".key", reference.map(SecretReference::key).orElse("url"))
            .notEmpty()
            .describe("Key in that Secret.");
    Condition when = enabled.isSet().and(secret);
    settings.add(
        new ConditionalVariable(
            Variables.fromSecret(variable, secret.asString(), key.asString()), when));
    return secret;
  }
}
