package dev.chartwright.workload;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param enabled the default of the value {@code enabled} of a check that users change; empty for
 *     one that is as it is declared
 * @param isReplaceable whether users may write another check in its place
 */
public record HealthCheck(
    String path,
    List<String> command,
    String port,
    Optional<Duration> period,
    Optional<Duration> timeout,
    Optional<Duration> delay,
    Optional<Integer> failures,
    Optional<Boolean> enabled,
    boolean isReplaceable) {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int FAILURES = 3;

  public HealthCheck {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(port, "port");
    command = List.copyOf(command);
  }

  HealthCheck(String path, List<String> command) {
    this(
        path,
        command,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private HealthCheck timed(
      Optional<Duration> period,
      Optional<Duration> timeout,
      Optional<Duration> delay,
      Optional<Integer> failures) {
    return new HealthCheck(
        path, command, port, period, timeout, delay, failures, enabled, isReplaceable);
  }

  /** Asks another port than the first, by its name. */
  public HealthCheck port(String name) {
    return new HealthCheck(
        path, command, name, period, timeout, delay, failures, enabled, isReplaceable);
  }

  /** The time between two checks, in whole seconds. */
  public HealthCheck every(Duration time) {
    return timed(Optional.of(time), timeout, delay, failures);
  }

  /** How long an answer may take, in whole seconds; by default one. */
  public HealthCheck timeout(Duration time) {
    return timed(period, Optional.of(time), delay, failures);
  }

  /** The time before the first check, in whole seconds; by default none. */
  public HealthCheck after(Duration time) {
    return timed(period, timeout, Optional.of(time), failures);
  }

  /** How many checks in a row must fail; by default 3. */
  public HealthCheck failures(int inARow) {
    return timed(period, timeout, delay, Optional.of(inARow));
  }

  /**
   * Users switch the check off and change its times: the values {@code enabled}, {@code
   * initialDelaySeconds}, {@code periodSeconds}, {@code timeoutSeconds} and {@code
   * failureThreshold}, below {@code startupProbe}, {@code livenessProbe} or {@code readinessProbe}.
   */
  public HealthCheck adjustable() {
    return adjustable(true);
  }

  /**
   * The same, where users may have to switch it on first.
   *
   * @param isEnabled the default of the value {@code enabled}
   */
  public HealthCheck adjustable(boolean isEnabled) {
    return new HealthCheck(
        path,
        command,
        port,
        period,
        timeout,
        delay,
        failures,
        Optional.of(isEnabled),
        isReplaceable);
  }

  /**
   * Users may write another check in its place: the value {@code customStartupProbe}, {@code
   * customLivenessProbe} or {@code customReadinessProbe}.
   */
  public HealthCheck replaceable() {
    return new HealthCheck(path, command, port, period, timeout, delay, failures, enabled, true);
  }

  /** The times and the threshold by the names of their fields, in seconds. */
  Map<String, Integer> numbers(Duration usual) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    numbers.put("initialDelaySeconds", (int) delay.orElse(Duration.ZERO).toSeconds());
    numbers.put("periodSeconds", (int) period.orElse(usual).toSeconds());
    numbers.put("timeoutSeconds", (int) timeout.orElse(SECOND).toSeconds());
    numbers.put("failureThreshold", failures.orElse(FAILURES));
    return numbers;
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
