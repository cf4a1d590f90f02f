package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.compose.ScriptPod.Result;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Follow;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.SecretReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/**
 * The pods of a rendered chart on this machine: their commands, arguments and variables, the
 * companion compiled from the ConfigMap, and a real broker. Programs stand in for the prover's,
 * unless CHARTWRIGHT_PROVER names the folder of {@code leader}, {@code worker} and {@code
 * verifier}.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts read /proc, as in the pods")
@Timeout(3_600)
@Tag("thorough")
class FleetPodsTest {
  private static final String WITNESSES = "CHARTWRIGHT_WITNESSES";
  private static final String PROVER = "CHARTWRIGHT_PROVER";

  @TempDir private Path root;
  private final List<AutoCloseable> open = new ArrayList<>();
  private RabbitBroker broker;
  private InstalledFleet fleet;

  /** What variables say that come from a Secret of the user. */
  private final Map<String, String> texts = new TreeMap<>();

  @AfterEach
  void nothingIsLeftBehind() throws Exception {
    Collections.reverse(open);
    for (AutoCloseable each : open) {
      each.close();
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
    ScriptPod jumpbox = jumpbox(declared);
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
    completeCircuits(jumpbox);
    Path witness = Files.writeString(root.resolve("w.json"), witness(old, 4, 5));
    Path previous =
        Files.writeString(
            root.resolve("p.zkproof"),
            "[{\"b_height\":3,\"intern\":{\"proof\":{},\"public_inputs\":[1]}}]");

    Running service = start(jumpbox);
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
  void theRealProverProvesBlocks3To6() throws Exception {
    Path programs = Path.of(System.getenv().getOrDefault(PROVER, ""));
    Path witness = Path.of(System.getenv().getOrDefault(WITNESSES, ""), "witness_b3_b6.json");
    assumeThat(programs.resolve("leader"))
        .as(PROVER + " names the folder of leader, worker and verifier")
        .exists();
    assumeThat(witness).as(WITNESSES + " names the folder of this file").exists();
    ProverFleet declared =
        ProverFleet.named("zero-prover").circuits(Circuits.recommended().testConfig()).build();
    ScriptPod jumpbox = jumpbox(declared);
    ScriptPod worker = pod(declared, "worker");
    for (ScriptPod pod : List.of(jumpbox, worker)) {
      pod.environment().merge("PATH", programs + ":", (path, first) -> first + path);
    }
    List<String> circuits =
        arguments("Deployment/r-zero-prover-worker", "initContainers[circuits]/args");
    Running made = worker.start("circuits-make", circuits.toArray(String[]::new));
    assertThat(made.process().waitFor()).as("the circuits are made, see " + made.log()).isZero();
    Running working =
        worker.start(
            "worker-run",
            arguments("Deployment/r-zero-prover-worker", "containers[worker]/args")
                .toArray(String[]::new));
    Running service = start(jumpbox);

    Running prove = jumpbox.start("prove", witness.toString());
    assertThat(prove.process().waitFor()).as("proven, see " + prove.log()).isZero();

    Path last = jumpbox.home().resolve("proofs/b6.zkproof");
    assertThat(jumpbox.run("verify", last.toString()).code()).isZero();
    service.terminate();
    working.terminate();
    assertThat(service.end().code()).isZero();
    assertThat(working.end().code()).isZero();
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
    LoopbackCloud cloud = new LoopbackCloud(7, 12, 6, FleetPodsTest::hash);
    open.add(cloud);
    texts.put("FOLLOW_RPC_URL", cloud.address() + "/rpc");
    ScriptPod jumpbox = jumpbox(declared);
    int port = freePort();
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
                "200",
                "METRICS_PORT",
                port + ""));
    Path first = Files.writeString(root.resolve("w4"), witness(false, 4, 4));
    String checkpoint = WitnessFile.read(first).first().hashBefore().orElseThrow();
    for (long number = 4; number <= 6; number++) {
      Files.writeString(
          root.resolve("w" + number),
          witness(false, number, number).replace("[1,2,3,4]", "[" + checkpoint + "]"));
      Files.writeString(root.resolve("p" + number), proof(number));
    }
    completeCircuits(jumpbox);
    jumpbox.program("rpc", "[[ $1 == fetch && $2 == -s ]] && cat %s/w\"$3\"".formatted(root));
    jumpbox.program(
        "leader",
        """
        number=$(($(grep -oE '"block_number":"0x[0-9a-f]+"' | grep -oE '0x[0-9a-f]+')))
        cp %s/p"${number}" "${ZERO_BIN_PROOF_OUTPUT_DIR}/b${number}.zkproof"
        """
            .formatted(root));
    jumpbox.program("verifier", "echo 'All proofs verified successfully!'");
    Running service = start(jumpbox);
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
    assertThat(metrics(port))
        .contains(
            "chartwright_blocks_proven_total 3\n",
            "chartwright_blocks_uploaded_total 3\n",
            "chartwright_proven_block 6\n",
            "chartwright_lag_blocks 0\n");
    service.terminate();
    assertThat(service.end().code()).isZero();
  }

  private void completeCircuits(ScriptPod jumpbox) throws IOException {
    Path marker = Path.of(jumpbox.environment().getOrDefault("CIRCUITS_MARKER", root + "/none"));
    Files.createDirectories(marker.getParent());
    Files.writeString(marker, "x");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String metrics(int port) throws IOException {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
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

  private Running start(ScriptPod jumpbox) throws Exception {
    Running service =
        jumpbox.start(
            "leader-wait",
            jumpbox.home().resolve("witnesses") + "",
            jumpbox.home().resolve("proofs") + "");
    service.waitFor("ready: " + jumpbox.home().resolve("runs"));
    return service;
  }

  /** The leader's pod after its init container. */
  private ScriptPod jumpbox(ProverFleet declared) throws Exception {
    ScriptPod pod = pod(declared, "leader");
    Path sources = Files.createDirectories(root.resolve("companion-sources"));
    for (String name : fleet.names()) {
      if (name.startsWith("ConfigMap/r-zero-prover-companion-")) {
        for (Map.Entry<?, ?> source : ((Map<?, ?>) fleet.at(name, "data")).entrySet()) {
          Files.writeString(sources.resolve(source.getKey() + ""), source.getValue() + "");
        }
      }
    }
    Path jdk = Path.of(System.getProperty("java.home"), "bin");
    pod.environment().merge("PATH", ":" + jdk, String::concat);
    Path folder = Files.createDirectories(Path.of(pod.environment().get("COMPANION")));
    Result made = pod.run("companion-make", sources.toString(), folder.toString());
    assertThat(made.code()).as(made.output()).isZero();
    return pod;
  }

  /** A pod of the chart, whose folders are below the test's. */
  private ScriptPod pod(ProverFleet declared, String component) throws Exception {
    if (broker == null) {
      broker = RabbitBroker.start(root.resolve("broker"));
      open.add(broker);
      fleet = InstalledFleet.of(declared);
    }
    Path folder = Files.createDirectories(root.resolve(component));
    ScriptPod pod = new ScriptPod(folder);
    open.add(pod);
    pod.install(declared.release());
    String path = pod.environment().get("PATH");
    pod.environment()
        .putAll(
            variables("Deployment/r-zero-prover-" + component, component, folder, pod.scripts()));
    pod.environment().merge("PATH", path + ":", (own, first) -> first + own);
    return pod;
  }

  private Map<String, String> variables(
      String deployment, String container, Path folder, Path scripts) {
    Map<String, String> all = new LinkedHashMap<>();
    List<?> items =
        (List<?>) fleet.at(deployment, "spec/template/spec/containers[" + container + "]/env");
    for (Object item : items) {
      Map<?, ?> variable = (Map<?, ?>) item;
      String name = variable.get("name") + "";
      Object value = variable.get("value");
      String text =
          switch (name) {
            case "RABBITMQ_USERNAME" -> RabbitBroker.USER;
            case "RABBITMQ_PASSWORD" -> RabbitBroker.PASSWORD;
            case "AMQP_HOST" -> "127.0.0.1";
            case "AMQP_PORT" -> broker.amqpPort() + "";
            case "MANAGEMENT_PORT" -> broker.managementPort() + "";
            default -> value == null ? texts.getOrDefault(name, "2") : value + "";
          };
      for (Map.Entry<String, String> before : all.entrySet()) {
        text = text.replace("$(" + before.getKey() + ")", before.getValue());
      }
      text = text.replaceAll("@[^@/]+:5672/", "@127.0.0.1:" + broker.amqpPort() + "/");
      for (String mounted : List.of("/data", "/companion", "/circuits")) {
        text =
            text.startsWith(mounted)
                ? moved(mounted, folder) + text.substring(mounted.length())
                : text;
      }
      all.put(name, text.replace("/scripts", scripts.toString()));
    }
    return new TreeMap<>(all);
  }

  /** All pods share the circuits; the other folders are a pod's own. */
  private Path moved(String mounted, Path folder) {
    return mounted.equals("/circuits")
        ? root.resolve("circuits")
        : folder.resolve(mounted.substring(1));
  }

  private List<String> arguments(String deployment, String path) {
    List<?> args = (List<?>) fleet.at(deployment, "spec/template/spec/" + path);
    return args.stream().map(Object::toString).toList();
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
