package dev.chartwright.workload;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the kubelet finds out whether a container has started, lives, or is ready for requests.
 * Immutable. Made by {@link Settings#httpGet}, {@link Settings#tcp} and {@link Settings#exec}.
 *
 * @param path the path of an HTTP request; empty for the other kinds
 * @param command a command that ends with 0; empty for the other kinds
 * @param port the name of the container's port; empty for its first one
 * @param period the time between two checks; a default that depends on the use when empty
 * @param timeout how long an answer may take; one second when empty
 * @param delay the time before the first check; none when empty
 * @param failures how many checks in a row must fail; 3 when empty
 */
public record HealthCheck(
    String path,
    List<String> command,
    String port,
    Optional<Duration> period,
    Optional<Duration> timeout,
    Optional<Duration> delay,
    Optional<Integer> failures) {
  public HealthCheck {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(port, "port");
    command = List.copyOf(command);
  }

  HealthCheck(String path, List<String> command) {
    this(path, command, "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Asks another port than the first, by its name. */
  public HealthCheck port(String name) {
    return new HealthCheck(path, command, name, period, timeout, delay, failures);
  }

  /** The time between two checks, in whole seconds. */
  public HealthCheck every(Duration time) {
    return new HealthCheck(path, command, port, Optional.of(time), timeout, delay, failures);
  }

  /** How long an answer may take, in whole seconds; by default one. */
  public HealthCheck timeout(Duration time) {
    return new HealthCheck(path, command, port, period, Optional.of(time), delay, failures);
  }

  /** The time before the first check, in whole seconds; by default none. */
  public HealthCheck after(Duration time) {
    return new HealthCheck(path, command, port, period, timeout, Optional.of(time), failures);
  }

  /** How many checks in a row must fail; by default 3. */
  public HealthCheck failures(int inARow) {
    return new HealthCheck(path, command, port, period, timeout, delay, Optional.of(inARow));
  }

  /** Whether it needs a port. */
  boolean asksPort() {
    return command.isEmpty();
  }

  /**
   * The probe.
   *
   * @param firstPort the name of the container's first port
   * @param usual the period when none is declared
   */
  Probe probe(String firstPort, Duration usual) {
    ProbeBuilder probe =
        new ProbeBuilder().withPeriodSeconds((int) period.orElse(usual).toSeconds());
    timeout.ifPresent(time -> probe.withTimeoutSeconds((int) time.toSeconds()));
    delay.ifPresent(time -> probe.withInitialDelaySeconds((int) time.toSeconds()));
    failures.ifPresent(probe::withFailureThreshold);
    IntOrString asked = new IntOrString(port.isEmpty() ? firstPort : port);
    if (!command.isEmpty()) {
      return probe.withNewExec().withCommand(command).endExec().build();
    }
    return path.isEmpty()
        ? probe.withNewTcpSocket().withPort(asked).endTcpSocket().build()
        : probe.withNewHttpGet().withPath(path).withPort(asked).endHttpGet().build();
  }
}
