package dev.chartwright.generator.compose;

import dev.chartwright.prover.ProverRelease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shell scripts that run in the pods of the fleet. Their settings come from environment
 * variables, never from templates.
 */
enum Script {
  ATOP_RECORD("atop-record", "atop-record.sh"),
  ATOP_TOP("atop-top", "atop-top.sh"),
  BATCH("batch", "companion-command.sh"),
  BROKER_REACHABLE("broker-reachable", "broker-reachable.sh"),
  BROKER_WAIT("broker-wait", "broker-wait.sh"),
  CIRCUITS_MAKE("circuits-make", "circuits-make.sh"),
  COMPANION("companion", "companion.sh"),
  COMPANION_MAKE("companion-make", "companion-make.sh"),
  FOLLOW("follow", "companion-command.sh"),
  LEADER_READY("leader-ready", "leader-ready.sh"),
  LEADER_RUN_SINCE_07("leader-run", "leader-run-v0.7.sh"),
  LEADER_RUN_BEFORE_07("leader-run", "leader-run-v0.5.sh"),
  LEADER_WAIT("leader-wait", "leader-wait.sh"),
  PAUSE("pause", "companion-command.sh"),
  PROVE("prove", "prove.sh"),
  RESET("reset", "companion-command.sh"),
  RESUME("resume", "companion-command.sh"),
  RETRY("retry", "companion-command.sh"),
  RUNS("runs", "companion-command.sh"),
  RUN_GUARD("run-guard", "run-guard.sh"),
  STOP("stop", "companion-command.sh"),
  TIP("tip", "companion-command.sh"),
  UPLOAD("upload", "companion-command.sh"),
  UPLOADS("uploads", "companion-command.sh"),
  VERIFY("verify", "verify.sh"),
  WORKER_ALIVE("worker-alive", "worker-alive.sh"),
  WORKER_CONNECTED("worker-connected", "worker-connected.sh"),
  WORKER_FENCE("worker-fence", "worker-fence.sh"),
  WORKER_RUN("worker-run", "worker-run.sh"),
  WORKER_STARTED("worker-started", "worker-started.sh");

  /** The folder where the scripts are mounted. */
  static final String FOLDER = "/scripts";

  private static final int DIGEST_BYTES = 8;

  private static final Set<Script> COMMON =
      EnumSet.complementOf(EnumSet.of(LEADER_RUN_BEFORE_07, LEADER_RUN_SINCE_07, RUN_GUARD));

  private static final Map<ProverRelease, String> DIGESTS = new ConcurrentHashMap<>();

  private final String command;
  private final String text;

  Script(String command, String resource) {
    this.command = command;
    this.text = read(resource);
  }

  /** The scripts for a release, by their file names in the pods. */
  static Map<String, String> of(ProverRelease release) {
    Map<String, String> texts = new TreeMap<>();
    COMMON.forEach(script -> texts.put(script.command, script.text));
    Script run = release.writesProofFiles() ? LEADER_RUN_SINCE_07 : LEADER_RUN_BEFORE_07;
    texts.put(run.command, run.text);
    return texts;
  }

  /** A digest of the scripts of a release. */
  static String digest(ProverRelease release) {
    return DIGESTS.computeIfAbsent(release, Script::compute);
  }

  private static String compute(ProverRelease release) {
    return digest(of(release).toString());
  }

  /** A digest of a text, for an annotation that restarts a pod if and only if the text changes. */
  static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The whole script. */
  String text() {
    return text;
  }

  /** The path in the pod. */
  String path() {
    return FOLDER + "/" + command;
  }

  private static String read(String resource) {
    try (InputStream in = Script.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }
}
