package dev.chartwright.generator.rule;

import dev.chartwright.problem.Rule;
import java.util.List;

/** Rules about the monitors of Prometheus and its relatives. */
public final class MonitorRules {
  public static final Rule OBS_02 =
      Rule.of(
              "OBS-02",
              "A monitor asks for a port that the Services or pods that it selects have",
              "nothing is scraped, and nothing reports it",
              "use a port that the Services or containers declare")
          .example(
              """
              apiVersion: monitoring.coreos.com/v1
              kind: PodMonitor
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
                podMetricsEndpoints:
                  - port: metrics
              """);

  public static final Rule OBS_07 =
      Rule.of(
              "OBS-07",
              "Every pod is scraped once",
              "every pod is scraped twice, so sums and rates over its metrics are double",
              "remove one of the monitors, or give one of the selected objects a label that the others lack and select by it")
          .example(
              """
              apiVersion: monitoring.coreos.com/v1
              kind: PodMonitor
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
                podMetricsEndpoints:
                  - port: http
              ---
              apiVersion: monitoring.coreos.com/v1
              kind: PodMonitor
              metadata:
                name: {{ .Release.Name }}-second
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
                podMetricsEndpoints:
                  - port: http
              """);

  public static final Rule OBS_08 =
      Rule.of(
              "OBS-08",
              "A monitor selects Services or pods of this chart",
              "nothing is scraped, and nothing reports it",
              "select labels that the chart gives its Services or pods")
          .example(
              """
              apiVersion: monitoring.coreos.com/v1
              kind: PodMonitor
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector:
                  matchLabels:
                    app.kubernetes.io/instance: {{ .Release.Name | quote }}
                    app.kubernetes.io/component: metrics
                podMetricsEndpoints:
                  - port: http
              """);

  private static final List<Rule> ALL = List.of(OBS_02, OBS_07, OBS_08);

  private MonitorRules() {}

  /** Every rule of this class, in the order of their ids. */
  public static List<Rule> all() {
    return ALL;
  }
}
