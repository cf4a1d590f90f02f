package dev.chartwright.generator.compose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The shell scripts that run in the fleet's pods; they take their settings from the environment, never from templates. */
enum Script {
  BROKER_REACHABLE("broker-reachable", "broker-reachable.sh"),
  CIRCUITS_MAKE("circuits-make", "circuits-make.sh"),
  LEADER_WAIT("leader-wait", "leader-wait.sh"),
  PROVE_SINCE_07("prove", "prove-v0.7.sh"),
  PROVE_BEFORE_07("prove", "prove-v0.5.sh"),
  VERIFY("verify", "verify.sh"),
  WORKER_CONNECTED("worker-connected", "worker-connected.sh"),
  WORKER_RUN("worker-run", "worker-run.sh");

  /** Where they are mounted. */
  static final String FOLDER = "/scripts";

  private final String command;
  private final String resource;

  Script(String command, String resource) {
    this.command = command;
    this.resource = resource;
  }

  /** The name of the file in the pod. */
  String command() {
    return command;
  }

  /** The path in the pod. */
  String path() {
    return FOLDER + "/" + command;
  }

  String text() {
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
