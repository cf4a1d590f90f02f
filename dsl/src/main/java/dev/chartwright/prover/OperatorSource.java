package dev.chartwright.prover;

import java.util.Objects;

/** The source from which the RabbitMQ Cluster Operator is installed. */
public sealed interface OperatorSource {
  /** The manifest that the project publishes with each version. */
  static OperatorSource manifest() {
    return new Manifest();
  }

  /**
   * A Helm chart.
   *
   * @param chart its reference: {@code oci://host/path}, or its name in the repository
   * @param repository the address of its repository, or nothing for a chart in an OCI registry
   * @param version the version of the chart, not of the operator
   */
  static OperatorSource chart(String chart, String repository, String version) {
    return new HelmChart(chart, repository, version);
  }

  /** Upstream's own manifest, for the operator's version of the platform. */
  record Manifest() implements OperatorSource {}

  /**
   * A Helm chart from any repository.
   *
   * @param chart an {@code oci://} reference, or a name in the repository
   * @param repository an address, or empty for an {@code oci://} reference
   * @param version the version of the chart
   */
  record HelmChart(String chart, String repository, String version) implements OperatorSource {
    public HelmChart {
      Objects.requireNonNull(chart, "chart");
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(version, "version");
    }

    /**
     * Whether it is Bitnami's, whose images were frozen and moved behind a subscription in 2025.
     */
    public boolean isBitnami() {
      return chart.contains("bitnami") || repository.contains("bitnami");
    }
  }
}
