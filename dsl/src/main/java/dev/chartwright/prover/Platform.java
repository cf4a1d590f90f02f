package dev.chartwright.prover;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is installed in the cluster before the fleet. The versions decide what a chart may say: an
 * older KEDA ignores unknown parameters without a message.
 *
 * @param keda the version of KEDA itself, not of its chart; default 2.20.2
 * @param operator the version of the RabbitMQ Cluster Operator; default 2.21.0, the newest line
 *     that needs no cert-manager
 * @param certManager whether cert-manager is there; default not
 * @param operatorSource where the operator is installed from; default upstream's manifest
 */
public record Platform(
    Version keda, Version operator, boolean certManager, OperatorSource operatorSource) {
  /** The namespace of KEDA. */
  public static final String KEDA_NAMESPACE = "keda";

  /** The namespace of the RabbitMQ operator, which its manifest creates. */
  public static final String OPERATOR_NAMESPACE = "rabbitmq-system";

  /** Chart versions that differ from the KEDA version that they install. */
  private static final Map<Version, Version> KEDA_BY_CHART =
      Map.of(
          new Version(2, 14, 2), new Version(2, 14, 0),
          new Version(2, 15, 2), new Version(2, 15, 1));

  public Platform {
    Objects.requireNonNull(keda, "keda");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(operatorSource, "operatorSource");
  }

  /** KEDA 2.20.2 and operator 2.21.0, without cert-manager. */
  public static Platform current() {
    return new Platform(
        new Version(2, 20, 2), new Version(2, 21, 0), false, OperatorSource.manifest());
  }

  /** KEDA 2.14.0, which chart 2.14.2 installs, and operator 2.8.0: the fleet of June 2024. */
  public static Platform ofJune2024() {
    return new Platform(
        new Version(2, 14, 0), new Version(2, 8, 0), false, OperatorSource.manifest());
  }

  public Platform keda(String version) {
    return new Platform(Version.parse(version, keda), operator, certManager, operatorSource);
  }

  public Platform operator(String version) {
    return new Platform(keda, Version.parse(version, operator), certManager, operatorSource);
  }

  public Platform withCertManager() {
    return new Platform(keda, operator, true, operatorSource);
  }

  /** Returns this platform with the operator from another source. */
  public Platform operatorFrom(OperatorSource source) {
    return new Platform(keda, operator, certManager, source);
  }

  /** The version of the KEDA chart that installs this KEDA. */
  public Version kedaChart() {
    return KEDA_BY_CHART.entrySet().stream()
        .filter(entry -> entry.getValue().equals(keda))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(keda);
  }

  /** The KEDA version that the given chart version installs. */
  public static Version kedaOfChart(Version chart) {
    return KEDA_BY_CHART.getOrDefault(chart, chart);
  }

  /**
   * The known faults that the releases of this platform have, whether or not a fleet meets them.
   */
  public List<ReleaseFault> faults() {
    return Arrays.stream(ReleaseFault.values())
        .filter(fault -> fault.isIn(fault.program().on(this)))
        .toList();
  }

  /** KEDA 2.14 brought a time after the creation in which no workload goes to 0. */
  public boolean kedaHasInitialCooldown() {
    return keda.isAtLeast(Version.of(2, 14));
  }

  /** KEDA 2.16 brought user and password of the trigger as parameters beside the host. */
  public boolean kedaTakesCredentials() {
    return keda.isAtLeast(Version.of(2, 16));
  }

  /** KEDA 2.17 brought the behaviours of a fallback; before, it always sets a number. */
  public boolean kedaHasFallbackBehavior() {
    return keda.isAtLeast(Version.of(2, 17));
  }

  /** KEDA 2.18 brought the annotation that pauses scale-in alone. */
  public boolean kedaPausesScaleIn() {
    return keda.isAtLeast(Version.of(2, 18));
  }

  /** Since operator 2.19 it asks the broker's management interface for the health of its nodes. */
  public boolean operatorAsksBroker() {
    return operator.isAtLeast(Version.of(2, 19));
  }

  /** Operator 2.11 brought the key {@code connection_string} of the default-user Secret. */
  public boolean operatorWritesConnectionString() {
    return operator.isAtLeast(Version.of(2, 11));
  }

  /** Since operator 2.22 its manifest holds certificates of cert-manager. */
  public boolean operatorNeedsCertManager() {
    return operator.isAtLeast(Version.of(2, 22));
  }
}
