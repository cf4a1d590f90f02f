package dev.chartwright.prover;

import java.util.Objects;

/**
 * Who reads the metrics of broker and companion, and evaluates the alerts of the fleet. Immutable.
 *
 * @param kind whose resources the chart creates
 * @param namespace the namespace of Prometheus, which the network policies admit; empty if nothing
 *     there reads metrics
 */
public record Monitoring(Kind kind, String namespace) {
  /** The namespace where the Prometheus operator is usually installed. */
  public static final String USUAL_NAMESPACE = "monitoring";

  /** The port where the companion tells its metrics. */
  public static final int COMPANION_PORT = 9464;

  public Monitoring {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(namespace, "namespace");
  }

  /** Nobody: the chart creates no monitors, no alerts and no dashboard. */
  public static Monitoring none() {
    return new Monitoring(Kind.NONE, "");
  }

  /** A Prometheus of the Prometheus operator in the namespace {@code monitoring}. */
  public static Monitoring prometheusOperator() {
    return prometheusOperator(USUAL_NAMESPACE);
  }

  /** A Prometheus of the Prometheus operator in a namespace. */
  public static Monitoring prometheusOperator(String namespace) {
    return new Monitoring(Kind.PROMETHEUS_OPERATOR, namespace);
  }

  /** Google Cloud Managed Service for Prometheus, which a GKE cluster has by default. */
  public static Monitoring gke() {
    return new Monitoring(Kind.GKE, "");
  }

  /** Whose resources the chart creates. */
  public enum Kind {
    NONE("none"),
    /** PodMonitor and PrometheusRule. */
    PROMETHEUS_OPERATOR("prometheusOperator"),
    /** PodMonitoring and Rules. */
    GKE("gke");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word of the value, such as {@code gke}. */
    @Override
    public String toString() {
      return word;
    }
  }
}
