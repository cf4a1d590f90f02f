package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.compose.ScriptPod.Result;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.Follow;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.SecretReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pods of a rendered chart do on this machine. Programs stand in for the prover's. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts read /proc, as in the pods")
@Timeout(600)
@Tag("thorough")
class FleetPodsTest {
  @TempDir private Path root;
  private LoopbackCloud cloud;
  private FleetPods pods;

  @AfterEach
  void nothingIsLeftBehind() {
    if (pods != null) {
      pods.close();
    }
    if (cloud != null) {
      cloud.close();
    }
  }

  static Stream<ProverFleet> fleets() {
    return Stream.of(
        ZeroProver.fleet(),
        FleetChartTest.june2024(),
        ProverFleet.named("zero-prover").release(ProverRelease.V0_5).build());
  }

  @ParameterizedTest
  @MethodSource("fleets")
  void aRunIsProvenByWhatTheChartContains(ProverFleet declared) throws Exception {
    boolean old = !declared.release().writesProofFiles();
    pods = new FleetPods(root, declared, Map.of());
    ScriptPod jumpbox = pods.jumpbox();
    jumpbox.program(
        "leader",
        """
        numbers=$(grep -oE '"block_number":"0x[0-9a-f]+"' | grep -oE '0x[0-9a-f]+')
        proofs=
        for number in ${numbers}; do
          proof="{\\"b_height\\":$((number)),\\"intern\\":{\\"proof\\":{},\\"public_inputs\\":[1]}}"
          proofs+="${proofs:+,}${proof}"
          [[ -z ${ZERO_BIN_PROOF_OUTPUT_DIR-} || -n ${OLD-} ]] ||
            printf '[%s]' "${proof}" >"${ZERO_BIN_PROOF_OUTPUT_DIR}/b$((number)).zkproof"
        done
        [[ -z ${OLD-} ]] || printf '[%s]\\n' "${proofs}"
        """);
    jumpbox.program("verifier", "echo 'All proofs verified successfully!'");
    if (old) {
      jumpbox.environment().put("OLD", "yes");
    }
    pods.completeCircuits(jumpbox);
    Path witness = Files.writeString(root.resolve("w.json"), witness(old, 4, 5));
    Path previous =
        Files.writeString(
            root.resolve("p.zkproof"),
            "[{\"b_height\":3,\"intern\":{\"proof\":{},\"public_inputs\":[1]}}]");

    Running service = FleetPods.serve(jumpbox);
    Result proven = jumpbox.run("prove", witness + "", previous + "");

    assertThat(proven.output())
        .contains("run 000001-b4-5 is in the queue", "Blocks 4 to 5 are proven and verified.");
    assertThat(proven.code()).isZero();
    Path proofs = jumpbox.home().resolve("proofs");
    assertThat(proofs.resolve("b4.zkproof")).exists();
    assertThat(proofs.resolve("b5.zkproof.json"))
        .content()
        .contains(
            "\"run\":\"000001-b4-5\"",
            "\"circuits\":\"" + jumpbox.environment().get("CIRCUITS_DIGEST") + "\"");
    assertThat(jumpbox.run("verify", proofs.resolve("b5.zkproof") + "").output())
        .contains("verified: ");
    assertThat(jumpbox.run("runs").output()).startsWith("000001-b4-5          done ");
    assertThat(jumpbox.run("prove", witness + "", previous + "").code()).isEqualTo(2);
    service.terminate();
    assertThat(service.end().code()).isZero();
  }

  @Test
  void aChainIsFollowedAndItsProofsAreUploadedByWhatTheChartContains() throws Exception {
    ProverFleet declared =
        ProverFleet.named("zero-prover")
            .follow(
                Follow.chain(7)
                    .rpc(new SecretReference("node", "url"))
                    .select(Follow.every())
                    .from(4)
                    .until(6))
            .publish(Bucket.gcs("proofs"))
            .monitoring(Monitoring.prometheusOperator())
            .build();
    cloud = new LoopbackCloud(new StillChain(7, 12, 6, FleetPodsTest::hash));
    pods = new FleetPods(root, declared, Map.of("FOLLOW_RPC_URL", cloud.address() + "/rpc"));
    ScriptPod jumpbox = pods.jumpbox();
    URI metrics = FleetPods.metrics(jumpbox);
    jumpbox
        .environment()
        .putAll(
            Map.of(
                "FOLLOW_BLOCK_MILLIS",
                "200",
                "PUBLISH_ENDPOINT",
                cloud.address(),
                "GCE_METADATA_HOST",
                cloud.host(),
                "UPLOAD_TICK_MILLIS",
                "200"));
    Path first = Files.writeString(root.resolve("w4"), witness(false, 4, 4));
    String checkpoint = WitnessFile.read(first).first().hashBefore().orElseThrow();
    for (long number = 4; number <= 6; number++) {
      Files.writeString(
          root.resolve("w" + number),
          witness(false, number, number).replace("[1,2,3,4]", "[" + checkpoint + "]"));
      Files.writeString(root.resolve("p" + number), proof(number));
    }
    pods.completeCircuits(jumpbox);
    jumpbox.program("rpc", "[[ $1 == fetch && $2 == -s ]] && cat %s/w\"$3\"".formatted(root));
    jumpbox.program(
        "leader",
        """
        number=$(($(grep -oE '"block_number":"0x[0-9a-f]+"' | grep -oE '0x[0-9a-f]+')))
        cp %s/p"${number}" "${ZERO_BIN_PROOF_OUTPUT_DIR}/b${number}.zkproof"
        """
            .formatted(root));
    jumpbox.program("verifier", "echo 'All proofs verified successfully!'");
    Running service = FleetPods.serve(jumpbox);
    service.waitFor("block 6 is uploaded: gs://proofs/7/6-" + hash(6) + ".zkproof");

    assertThat(cloud.objects())
        .containsOnlyKeys(
            Stream.of(4, 5, 6)
                .flatMap(
                    number ->
                        Stream.of(".zkproof", ".json")
                            .map(end -> "7/" + number + "-" + hash(number) + end))
                .toArray(String[]::new));
    assertThat(jumpbox.run("tip").output())
        .contains("chain:   7", "head:    12", "final:   6", "proven:  block 6 " + hash(6));
    assertThat(jumpbox.run("runs").output())
        .contains("000001-b4-4", "000002-b5-5", "000003-b6-6")
        .doesNotContain("failed");
    assertThat(jumpbox.run("uploads").output())
        .isEqualTo("3 blocks are uploaded, the newest is 6\n");
    assertThat(FleetPods.read(metrics))
        .contains(
            "chartwright_blocks_proven_total 3\n",
            "chartwright_blocks_uploaded_total 3\n",
            "chartwright_proven_block 6\n",
            "chartwright_lag_blocks 0\n");
    service.terminate();
    assertThat(service.end().code()).isZero();
  }

  /** A proof whose public inputs say its block, and the checkpoint before block 4. */
  private static String proof(long number) {
    long[] inputs = new long[2_213];
    limbs(inputs, 0, hash(99));
    limbs(inputs, 24, hash(number));
    inputs[54] = number;
    limbs(inputs, 2_185, hash(number - 1));
    limbs(inputs, 2_193, hash(number));
    limbs(inputs, 2_201, hash(99));
    return "[{\"b_height\":%d,\"intern\":{\"proof\":{},\"public_inputs\":%s}}]"
        .formatted(number, Arrays.toString(inputs));
  }

  private static void limbs(long[] inputs, int from, String hash) {
    for (int i = 0; i < 8; i++) {
      inputs[from + i] = Long.parseLong(hash.substring(58 - 8 * i, 66 - 8 * i), 16);
    }
  }

  /** A witness of blocks with a checkpoint two blocks before the first. */
  private static String witness(boolean old, long first, long last) {
    List<String> blocks = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      List<String> ancestors = new ArrayList<>();
      for (long before = number - 256; before < number; before++) {
        ancestors.add("\"" + hash(before) + "\"");
      }
      blocks.add(
          """
          {"block_trace":{"txn_info":[]},"other_data":{"b_data":{"b_meta":{"block_number":"0x%x"},\
          "b_hashes":{"prev_hashes":[%s],"cur_hash":"%s"}},"checkpoint_state_trie_root":"%s"%s}}"""
              .formatted(
                  number,
                  String.join(",", ancestors),
                  hash(number),
                  hash(99),
                  old ? "" : ",\"checkpoint_consolidated_hash\":[1,2,3,4]"));
    }
    return "[" + String.join(",", blocks) + "]";
  }

  private static String hash(long number) {
    return "0x%064x".formatted(0xb10c0000L + number);
  }
}
