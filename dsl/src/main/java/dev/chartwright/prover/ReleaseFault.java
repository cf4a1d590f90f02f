package dev.chartwright.prover;

import java.util.Optional;

/**
 * A known fault of some releases of a program of the platform. Whether a fleet meets it depends on
 * its settings.
 */
public enum ReleaseFault {
  /** Before the threshold was heeded, one failed read was enough. */
  FALLBACK_AT_FIRST_FAILURE(
      Program.KEDA,
      "",
      "2.17.0",
      "applies a fallback at the first failed read, whatever the threshold is",
      "one lost answer of the broker changes the number of workers",
      "https://github.com/kedacore/keda/issues/6053"),

  /** Its admission webhook took a metric type that is left out for another one. */
  FALLBACK_REFUSED(
      Program.KEDA,
      "2.17.0",
      "2.17.1",
      "rejects every ScaledObject that has a fallback and leaves the metric type to its default",
      "the installation of the chart fails",
      "https://github.com/kedacore/keda/issues/6696"),

  /** The polling loop, which alone starts a workload at 0, did not know of fallbacks. */
  NO_FALLBACK_FROM_ZERO(
      Program.KEDA,
      "",
      "2.19.0",
      "applies no fallback to a workload at 0",
      "a fleet at 0 stays there while the broker does not answer",
      "https://github.com/kedacore/keda/issues/7239"),

  /** The loop that would have scaled was stopped first. */
  PAUSED_REPLICAS_LOST(
      Program.KEDA,
      "",
      "2.18.2",
      "may leave the number of pods as it is when paused-replicas is set",
      "workers that should stop after a failed run stay, and take tasks of the next one",
      "https://github.com/kedacore/keda/issues/7231"),

  /** A channel that was closed was replaced together with its connection, which stayed open. */
  CONNECTIONS_LEAK(
      Program.KEDA,
      "",
      "2.20.0",
      "leaves a connection to the broker open whenever a read over AMQP fails",
      "the broker runs out of connections in the course of weeks",
      "https://github.com/kedacore/keda/issues/6266"),

  /** The Secret was generated before the configuration was read. */
  CREDENTIALS_IGNORED(
      Program.OPERATOR,
      "",
      "2.19.0",
      "writes other credentials into the Secret than default_user and default_pass say",
      "no pod can log in to the broker",
      "https://github.com/rabbitmq/cluster-operator/issues/1018");

  private final Program program;
  private final Optional<Version> since;
  private final Version fixedIn;
  private final String what;
  private final String consequence;
  private final String source;

  ReleaseFault(
      Program program,
      String since,
      String fixedIn,
      String what,
      String consequence,
      String source) {
    this.program = program;
    this.since = since.isEmpty() ? Optional.empty() : Optional.of(Version.parse(since));
    this.fixedIn = Version.parse(fixedIn);
    this.what = what;
    this.consequence = consequence;
    this.source = source;
  }

  /** The program that has the fault. */
  public Program program() {
    return program;
  }

  /** The first release with the fault; empty if no release before the fixed one is without it. */
  public Optional<Version> since() {
    return since;
  }

  /** The first release without the fault. */
  public Version fixedIn() {
    return fixedIn;
  }

  /** What the program does, to follow its name and version. */
  public String what() {
    return what;
  }

  /** What becomes of a fleet that meets it. */
  public String consequence() {
    return consequence;
  }

  /** The address of the report. */
  public String source() {
    return source;
  }

  /** Whether this version has the fault. */
  public boolean isIn(Version version) {
    return version.isBefore(fixedIn) && since.filter(version::isBefore).isEmpty();
  }

  /** The programs of a platform. */
  public enum Program {
    KEDA("KEDA", "keda"),
    OPERATOR("RabbitMQ Cluster Operator", "operator");

    private final String text;
    private final String setting;

    Program(String text, String setting) {
      this.text = text;
      this.setting = setting;
    }

    /** The method of {@link Platform} that sets the version. */
    public String setting() {
      return setting;
    }

    /** Its version on a platform. */
    public Version on(Platform platform) {
      return this == KEDA ? platform.keda() : platform.operator();
    }

    /** The name, to be followed by a version. */
    @Override
    public String toString() {
      return text;
    }
  }
}
