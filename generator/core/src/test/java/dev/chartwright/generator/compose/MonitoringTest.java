package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart creates for those who read the metrics. */
@Tag("thorough")
class MonitoringTest {
  private static final String JUMPBOX = "Deployment/r-zero-prover-leader";
  private static final String MONITORS = "(PodMonitor|PrometheusRule|Rules).*";
  private static final String POLICY = "NetworkPolicy/r-zero-prover-leader-metrics";
  private static final String BROKER_POLICY = "NetworkPolicy/r-zero-prover-broker";

  @ParameterizedTest
  @EnumSource(value = Monitoring.Kind.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void everyKindIsProvenWithoutAFinding(Monitoring.Kind kind) {
    ProverFleet fleet = fleet(new Monitoring(kind, Monitoring.USUAL_NAMESPACE));
    Generated generated = Generator.generate(fleet);

    assertThat(
            ChartProof.prove(
                    generated.chartFiles(),
                    generated.chart(),
                    FleetProof.request(fleet, generated.chart()))
                .findings())
        .isEmpty();
  }

  @Test
  void withoutMonitoringThereIsNothingToMonitor() {
    InstalledFleet fleet = InstalledFleet.of(fleet(Monitoring.none()));

    assertThat(fleet.names())
        .noneMatch(name -> name.matches(MONITORS))
        .doesNotContain(POLICY, "ConfigMap/r-zero-prover-dashboard");
    assertThat(fleet.variables(JUMPBOX, "leader").toString()).doesNotContain("METRICS_PORT");
    assertThat(fleet.at(JUMPBOX, InstalledFleet.container("leader") + "/ports")).isNull();
  }

  @Test
  void thePrometheusOperatorFindsBrokerAndCompanionAndIsLetIn() {
    InstalledFleet fleet = InstalledFleet.of(fleet(Monitoring.prometheusOperator("prom")));

    assertThat(fleet.names())
        .contains(
            "PodMonitor/r-zero-prover-broker",
            "PodMonitor/r-zero-prover-leader",
            "PrometheusRule/r-zero-prover-alerts",
            "ConfigMap/r-zero-prover-dashboard")
        .noneMatch(name -> name.startsWith("PodMonitoring/") || name.startsWith("Rules/"));
    assertThat(fleet.variable(JUMPBOX, "leader", "METRICS_PORT")).isEqualTo("9464");
    assertThat(fleet.at("PodMonitor/r-zero-prover-leader", "spec/podMetricsEndpoints/0"))
        .isEqualTo(
            Map.of(
                "port",
                "metrics",
                "path",
                "/metrics",
                "interval",
                "30s",
                "metricRelabelings",
                List.of(Map.of("targetLabel", "fleet", "replacement", "r-zero-prover"))));
    assertThat(sources(fleet, POLICY, 0)).containsExactly("prom");
    assertThat((List<?>) fleet.at(POLICY, "spec/ingress")).hasSize(1);
    assertThat(fleet.at("ConfigMap/r-zero-prover-dashboard", "metadata/labels").toString())
        .contains("grafana_dashboard=1");
  }

  @Test
  void googlesCollectorsFindBrokerAndCompanionAndAreLetIn() {
    InstalledFleet fleet = InstalledFleet.of(fleet(Monitoring.gke()));

    assertThat(fleet.names())
        .contains(
            "PodMonitoring/r-zero-prover-broker",
            "PodMonitoring/r-zero-prover-leader",
            "Rules/r-zero-prover-alerts",
            "ConfigMap/r-zero-prover-dashboard")
        .noneMatch(name -> name.startsWith("PodMonitor/") || name.startsWith("PrometheusRule/"));
    assertThat(fleet.at("Rules/r-zero-prover-alerts", "spec/groups/0/interval")).isEqualTo("1m");
    assertThat(sources(fleet, POLICY, 0)).containsExactly("gmp-system", "gke-gmp-system");
    assertThat(fleet.at(BROKER_POLICY, "spec/ingress").toString())
        .contains("gmp-system", "gke-gmp-system");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheusOperator", "gke"})
  void withoutACompanionOnlyTheBrokerIsMonitored(String kind) {
    ProverFleet fleet = ProverFleet.named("zero-prover").runs(Runs.disabled()).build();

    assertThat(
            InstalledFleet.of(
                    fleet,
                    "monitoring: {kind: " + kind + "}\n",
                    "networkPolicy: {monitoringNamespace: monitoring}\n")
                .names())
        .filteredOn(name -> name.matches(MONITORS) || name.endsWith("dashboard"))
        .hasSize(1)
        .first()
        .asString()
        .endsWith("broker");
  }

  @Test
  void networkPoliciesThatHideTheMetricsAreRefused() {
    Rendering rendering =
        InstalledFleet.render(
            "r",
            fleet(Monitoring.none()),
            "requireCRDs: false\nmonitoring: {kind: prometheusOperator}\n");

    assertThat(rendering.toString()).contains("networkPolicy.monitoringNamespace is empty");
  }

  @Test
  void alertsLinkToTheRunbookWhereItIsPublished() {
    String link = "spec/groups/0/rules/0/annotations/runbook_url";
    ProverFleet fleet = fleet(Monitoring.gke());

    assertThat(InstalledFleet.of(fleet).at("Rules/r-zero-prover-alerts", link)).isNull();
    assertThat(
            InstalledFleet.of(fleet, "monitoring: {runbookUrl: 'https://example.com/runbook'}\n")
                .at("Rules/r-zero-prover-alerts", link))
        .isEqualTo("https://example.com/runbook#chartwrightcompaniondown");
  }

  @ParameterizedTest
  @CsvSource({"0, 3600, 3h", "10, 3600, 3h", "61, 10980, 4h", "43200, 2592000, 999h"})
  void theTimeOfThreeProofsIsNoAlert(long minutes, String seconds, String hours) {
    ProverFleet.Builder fleet = ProverFleet.named("zero-prover").monitoring(Monitoring.gke());
    if (minutes > 0) {
      fleet = fleet.proofTime(Duration.ofMinutes(minutes));
    }

    assertThat(InstalledFleet.of(fleet.build()).at("Rules/r-zero-prover-alerts", "spec").toString())
        .containsPattern("chartwright_lag_seconds\\{[^}]*\\}\\) > " + seconds + "\\b")
        .contains("[" + hours + "]");
  }

  @Test
  void theCompanionKnowsThePriceOfAWorker() {
    InstalledFleet fleet = InstalledFleet.of(fleet(Monitoring.none()));

    assertThat(fleet.variable(JUMPBOX, "leader", "WORKER_HOUR_DOLLARS").toString())
        .matches("[1-9]?[0-9]\\.[0-9]{1,2}");
  }

  private static List<String> sources(InstalledFleet fleet, String policy, int rule) {
    List<String> namespaces = new ArrayList<>();
    for (Object from : (List<?>) fleet.at(policy, "spec/ingress/" + rule + "/from")) {
      Object labels = InstalledFleet.at(from, "namespaceSelector/matchLabels");
      ((Map<?, ?>) labels).values().forEach(name -> namespaces.add(name.toString()));
    }
    return namespaces;
  }

  private static ProverFleet fleet(Monitoring monitoring) {
    return ProverFleet.named("zero-prover").monitoring(monitoring).build();
  }
}
