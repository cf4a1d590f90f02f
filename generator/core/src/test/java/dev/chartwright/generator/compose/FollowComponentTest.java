package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.prover.Follow;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.SecretReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("thorough")
class FollowComponentTest {
  private static final String LEADER = "Deployment/r-followed-leader";
  private static final String POLICY = "NetworkPolicy/r-followed-leader";

  @Test
  void theJumpboxKnowsWhatTheFleetFollows() {
    assertThat(follow(InstalledFleet.of(FollowedChain.fleet())))
        .containsExactly(
            Map.entry("FOLLOW_CHAIN_ID", "11155111"),
            Map.entry("FOLLOW_RPC_URL", "sepolia/url"),
            Map.entry("FOLLOW_SECOND_RPC_URL", "sepolia-2/url"),
            Map.entry("FOLLOW_TRACES_RPC_URL", "sepolia-traces/address"),
            Map.entry("FOLLOW_RPC_TYPE", "jerigon"),
            Map.entry("FOLLOW_FINALITY", "confirmations"),
            Map.entry("FOLLOW_CONFIRMATIONS", "32"),
            Map.entry("FOLLOW_SELECT", "every"),
            Map.entry("FOLLOW_FROM", "7000000"),
            Map.entry("FOLLOW_UNTIL", "7100000"),
            Map.entry("FOLLOW_BATCH", "4"),
            Map.entry("FOLLOW_AHEAD", "3"),
            Map.entry("FOLLOW_BLOCK_SECONDS", "12"),
            Map.entry("FOLLOW_MAX_LAG_BLOCKS", "600"),
            Map.entry("FOLLOW_ON_LAG", "skip"));
  }

  @Test
  void whatIsNotSetIsNotThere() {
    ProverFleet fleet =
        ProverFleet.named("followed")
            .follow(Follow.chain(1).rpc(new SecretReference("mainnet", "url")))
            .build();
    assertThat(follow(InstalledFleet.of(fleet)))
        .doesNotContainKeys(
            "FOLLOW_CONFIRMATIONS",
            "FOLLOW_STRIDE",
            "FOLLOW_BATCH",
            "FOLLOW_SECOND_RPC_URL",
            "FOLLOW_TRACES_RPC_URL",
            "FOLLOW_FROM",
            "FOLLOW_UNTIL")
        .containsEntry("FOLLOW_FINALITY", "finalized")
        .containsEntry("FOLLOW_SELECT", "newest");
  }

  @Test
  void aUserMaySwitchItOff() {
    assertThat(
            follow(
                InstalledFleet.of(
                    FollowedChain.fleet(),
                    "follow: {enabled: false, from: 5}\nruns: {rpc: {existingSecret: sepolia}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runs: {enabled: false}|follow.enabled is true and runs.enabled is false",
        "follow: {rpc: {existingSecret: ''}}|follow.rpc.existingSecret is empty",
        "follow: {enabled: false}|set runs.rpc.existingSecret or follow.enabled=true",
      })
  void valuesWithWhichNothingWouldBeFollowedOrUploadedAreRefused(String values, String why) {
    assertThat(
            InstalledFleet.render("r", FollowedChain.fleet(), "requireCRDs: false\n" + values)
                .toString())
        .contains(why);
  }

  @Test
  void theNotesTellHowToSeeWhereItIs() {
    assertThat(Generator.generate(FollowedChain.fleet()).chartFiles().text("templates/NOTES.txt"))
        .contains("6. See where the fleet is on its chain:", " tip\n");
  }

  @Test
  void theJumpboxMayReachANode() {
    assertThat(InstalledFleet.of(FollowedChain.fleet()).at(POLICY, "spec/egress").toString())
        .isEqualTo("[{ports=[{port=443, protocol=TCP}]}]");
  }

  @Test
  void everyValueIsProven() {
    Generated generated = Generator.generate(FollowedChain.fleet());
    ProofReport report =
        ChartProof.prove(
            generated.chartFiles(),
            generated.chart(),
            FleetProof.request(FollowedChain.fleet(), generated.chart()));

    assertThat(report.findings()).isEmpty();
    assertThat(report.unfinished()).isEmpty();
    SpaceReport space = report.space().orElseThrow();
    assertThat(space.coverage()).isEqualTo(100);
    assertThat(space.untried()).isEmpty();
    assertThat(space.unreached()).isEmpty();
    // Of several files that refuse one case, Helm names the first: the others are never entered.
    assertThat(space.unreachedBranches())
        .allMatch(branch -> branch.toString().contains("templates/monitoring/"));
  }

  /** The variables of following, with their text or their Secret. */
  private static Map<String, String> follow(InstalledFleet fleet) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Object name : fleet.variables(LEADER, "leader")) {
      if (name.toString().startsWith("FOLLOW_")) {
        String variable = InstalledFleet.container("leader") + "/env[" + name + "]/";
        Object text = fleet.at(LEADER, variable + "value");
        String secret = variable + "valueFrom/secretKeyRef/";
        all.put(
            name.toString(),
            text != null
                ? text.toString()
                : fleet.at(LEADER, secret + "name") + "/" + fleet.at(LEADER, secret + "key"));
      }
    }
    return all;
  }
}
