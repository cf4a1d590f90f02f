package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.ProverFleet;
import java.util.List;
import java.util.Optional;

/** The values with which the companion sends proofs to a bucket. */
final class PublishComponent {
  private static final String ACCOUNT_KEY = "iam.gke.io/gcp-service-account";

  private final Optional<FollowComponent> follow;
  private final Value<String> bucket;
  private final Value<? extends Number> chain;
  private final Value<String> account;

  /**
   * Declares the values.
   *
   * @param follow what the fleet follows
   */
  PublishComponent(FleetValues shared, Optional<FollowComponent> follow) {
    this.follow = follow;
    Values values = shared.values();
    ProverFleet fleet = shared.fleet();
    values.section(
        "publish",
        "A bucket of Cloud Storage for the proofs of final blocks. The companion uploads them, and"
            + " replaces nothing.");
    bucket =
        values
            .string("publish.bucket", fleet.publish().map(Bucket::name).orElse(""))
            .pattern("^([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])?$")
            .example("my-company-proofs")
            .describe(
                "Name of the bucket. "
                    + (follow.isPresent()
                        ? "Needs `follow.enabled` or `runs.rpc.existingSecret`"
                        : "Needs `runs.rpc.existingSecret`")
                    + ", because a node says which blocks are final. "
                    + "If empty, proofs stay on the leader's volume.");
    chain = follow.isPresent() ? follow.get().chainId() : chain(values, fleet);
    account =
        values
            .string("publish.serviceAccount", address(fleet))
            .pattern("^([a-z][a-z0-9.-]{4,62}@[a-z0-9.-]{1,190})?$")
            .example("provers-proofs@my-project.iam.gserviceaccount.com")
            .describe(
                "Service account of Google Cloud that the leader acts as, by Workload Identity. It"
                    + " has to create and read objects of the bucket. If empty, the account of the"
                    + " pod itself has to.");
  }

  private static Value<Integer> chain(Values values, ProverFleet fleet) {
    return values
        .integer("publish.chainId", (int) fleet.publishedChain())
        .min(1)
        .describe("Id of the chain, with which the names of objects begin.");
  }

  /** The address of the leader's account, if the project is known. */
  private static String address(ProverFleet fleet) {
    return fleet
        .gke()
        .project()
        .flatMap(
            project ->
                fleet.leaderAccount().map(id -> id + "@" + project + ".iam.gserviceaccount.com"))
        .orElse("");
  }

  /** Whether there is a bucket. */
  Condition isOn() {
    return bucket.isSet();
  }

  /**
   * The jumpbox, refused if nothing would be uploaded.
   *
   * @param runs whether the companion runs
   * @param rpc whether it knows a node of the chain beside those that it follows
   */
  Manifest checked(Manifest jumpbox, Condition runs, Condition rpc) {
    Condition node = follow.map(each -> rpc.or(each.isOn())).orElse(rpc);
    return jumpbox
        .failsWhen(
            isOn().and(not(runs)),
            "publish.bucket is set and runs.enabled is false, so nothing would upload the proofs:"
                + " set runs.enabled=true, or publish.bucket to an empty text.")
        .failsWhen(
            isOn().and(not(node)),
            "publish.bucket is set, but no node says which blocks are final, so no proof would be"
                + " uploaded: set runs.rpc.existingSecret"
                + (follow.isPresent() ? " or follow.enabled=true" : "")
                + ", or publish.bucket to an empty text.");
  }

  /** The variables of the companion, each with its condition beside that of the companion. */
  List<ConditionalVariable> settings() {
    return List.of(
        new ConditionalVariable(variable("PUBLISH_BUCKET", bucket.asString()), isOn()),
        new ConditionalVariable(variable("PUBLISH_CHAIN_ID", chain.asString()), isOn()));
  }

  /** The account of the leader with that of Google Cloud. */
  Manifest identified(Manifest declared) {
    return declared.bindIfSet("metadata.annotations['" + ACCOUNT_KEY + "']", account);
  }
}
