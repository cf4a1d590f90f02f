package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.generator.monitoring.Alert;
import dev.chartwright.generator.monitoring.Dashboard;
import dev.chartwright.prover.Monitoring.Kind;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.resource.CustomResource;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The monitors of broker and companion, the alerts and the dashboard, as the Prometheus operator or
 * Google's managed Prometheus reads them.
 */
final class MonitoringComponent {
  /** The name of the companion's port in the jumpbox. */
  static final String METRICS = "metrics";

  /** The namespaces of the collectors of Google's managed Prometheus, by the age of the cluster. */
  static final List<String> COLLECTORS = List.of("gmp-system", "gke-gmp-system");

  private static final String NAME = "monitoring";

  /** The operator gives this name to the port of the plugin rabbitmq_prometheus. */
  private static final String BROKER_PORT = "prometheus";

  private static final String OPERATOR_API = "monitoring.coreos.com/v1";
  private static final String GOOGLE_API = "monitoring.googleapis.com/v1";
  private static final String EVALUATION = "1m";
  private static final int LEAST_LAG = 3_600; // seconds
  private static final int MOST_LAG = 30 * 86_400;

  private final FleetValues shared;
  private final BrokerComponent broker;
  private final String leader;
  private final Value<String> kind;
  private final Value<String> interval;
  private final Value<Map<String, String>> labels;
  private final Value<String> runbook;
  private final Value<Integer> maxLag;
  private final Value<String> provenWithin;

  MonitoringComponent(FleetValues shared, BrokerComponent broker) {
    this.shared = shared;
    this.broker = broker;
    this.leader = shared.fleet().leader().name();
    Values values = shared.values();
    values.section(
        NAME, "Metrics of the broker and the companion, alerts and a dashboard for Grafana.");
    kind =
        values
            .oneOf("monitoring.kind", shared.fleet().monitoring().kind())
            .describe(
                "What reads the metrics: `prometheusOperator` creates a PodMonitor for the broker"
                    + " and the companion and a PrometheusRule; `gke` creates PodMonitoring and Rules"
                    + " for Google Cloud Managed Service for Prometheus; `none` creates nothing.");
    interval =
        values
            .string("monitoring.interval", "30s")
            .plainPattern("^[1-9][0-9]{0,3}[sm]$")
            .example("1m")
            .describe("Time between two scrapes.");
    labels =
        values
            .labels("monitoring.labels", Map.of())
            .example(Map.of("release", "monitoring"))
            .describe(
                "Labels by which a Prometheus selects PodMonitor and PrometheusRule. Google's"
                    + " needs none.");
    runbook =
        values
            .string("monitoring.runbookUrl", "")
            .plainPattern("^(https?://[^\\s\"'<>{}#]+)?$")
            .example("https://example.com/runbook")
            .describe(
                "Address where you publish docs/runbook.md. Each alert links to its page there. If"
                    + " empty, alerts have no link.");
    maxLag =
        values
            .integer("monitoring.maxLagSeconds", maxLag(shared.fleet()))
            .min(60)
            .max(MOST_LAG)
            .describe(
                "Seconds that final blocks may wait for their proof before an alert fires. Set it to"
                    + " more than three times the time that your fleet needs for a block.");
    provenWithin =
        values
            .string("monitoring.provenWithin", provenWithin(shared.fleet()))
            .plainPattern("^[1-9][0-9]{0,2}[mhd]$")
            .example("90m")
            .describe(
                "An alert fires if there are tasks all this time, but no block is proven. Set it to"
                    + " more than twice the time that your fleet needs for a block.");
  }

  /**
   * What is no alert yet, if the time of a proof is declared. With {@code newest}, the newest proof
   * is up to two proofs behind while all is well: one ends as the other begins.
   */
  private static Duration threeProofs(ProverFleet fleet) {
    return fleet.proofTime().map(time -> time.multipliedBy(3)).orElse(Duration.ZERO);
  }

  private static int maxLag(ProverFleet fleet) {
    return (int) Math.min(MOST_LAG, Math.max(LEAST_LAG, threeProofs(fleet).toSeconds()));
  }

  /** In whole hours, three at least and 999 at most. */
  private static String provenWithin(ProverFleet fleet) {
    long hours = (threeProofs(fleet).toMinutes() + 59) / 60;
    return Math.min(999, Math.max(3, hours)) + "h";
  }

  /** What reads the metrics. */
  Value<String> kind() {
    return kind;
  }

  /** Whether Google's managed Prometheus reads the metrics. */
  Condition isGoogle() {
    return kind.is(Kind.GKE.toString());
  }

  /** Whether something reads the metrics of the companion. */
  Condition readsCompanion() {
    return kind.isNot(Kind.NONE.toString()).and(shared.runs());
  }

  /**
   * Its objects.
   *
   * @param isHidden whether the network policies keep Prometheus from the metrics
   */
  List<Manifest> manifests(Condition isHidden) {
    List<Manifest> all = new ArrayList<>();
    Map<String, Object> companion = selector(selectorLabels(leader));
    Map<String, Object> nodes = selector(broker.podLabels());
    all.add(
        podMonitor(NAME + "/podmonitor-broker", broker.name(), nodes, BROKER_PORT)
            .onlyWhen(isOperator())
            .failsWhen(
                isHidden,
                "networkPolicy.monitoringNamespace is empty, so the network policies keep Prometheus"
                    + " from the metrics: set the namespace of Prometheus, or set"
                    + " monitoring.kind=none."));
    all.add(
        podMonitor(NAME + "/podmonitor-companion", fullName(leader), companion, METRICS)
            .onlyWhen(isOperator().and(shared.runs())));
    all.add(
        linked(
                ofOperator(
                    NAME + "/prometheusrule",
                    "PrometheusRule",
                    CustomResource.of(OPERATOR_API, "PrometheusRule", fullName("alerts"))
                        .spec(Map.of("groups", List.of(group())))
                        .build()))
            .append("metadata.labels", labels)
            .onlyWhen(isOperator().and(shared.runs())));
    all.add(
        podMonitoring(NAME + "/podmonitoring-broker", broker.name(), nodes, BROKER_PORT)
            .onlyWhen(isGoogle()));
    all.add(
        podMonitoring(NAME + "/podmonitoring-companion", fullName(leader), companion, METRICS)
            .onlyWhen(isGoogle().and(shared.runs())));
    Map<String, Object> evaluated = group();
    evaluated.put("interval", EVALUATION); // clusters with an earlier Rules ask for it
    all.add(
        linked(
                ofGoogle(
                    NAME + "/rules",
                    "Rules",
                    CustomResource.of(GOOGLE_API, "Rules", fullName("alerts"))
                        .spec(Map.of("groups", List.of(evaluated)))
                        .build()))
            .onlyWhen(isGoogle().and(shared.runs())));
    all.add(
        Manifest.of(
                NAME + "/configmap-dashboard",
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(fullName("dashboard"))
                    .addToLabels("grafana_dashboard", "1")
                    .endMetadata()
                    .withData(Map.of("chartwright-fleet.json", Dashboard.json()))
                    .build())
            .component(NAME)
            .comment("Grafana loads ConfigMaps with the label grafana_dashboard.")
            .onlyWhen(readsCompanion()));
    return all;
  }

  private Condition isOperator() {
    return kind.is(Kind.PROMETHEUS_OPERATOR.toString());
  }

  private Manifest podMonitor(String file, String name, Map<String, Object> selector, String port) {
    Map<String, Object> endpoint = endpoint(port);
    endpoint.put("metricRelabelings", fleetLabel());
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("selector", selector);
    spec.put("podMetricsEndpoints", List.of(endpoint));
    return ofOperator(
            file,
            "PodMonitor",
            CustomResource.of(OPERATOR_API, "PodMonitor", name).spec(spec).build())
        .append("metadata.labels", labels);
  }

  private Manifest podMonitoring(
      String file, String name, Map<String, Object> selector, String port) {
    Map<String, Object> endpoint = endpoint(port);
    endpoint.put("metricRelabeling", fleetLabel());
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("selector", selector);
    spec.put("endpoints", List.of(endpoint));
    return ofGoogle(
        file,
        "PodMonitoring",
        CustomResource.of(GOOGLE_API, "PodMonitoring", name).spec(spec).build());
  }

  private Map<String, Object> endpoint(String port) {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("port", port);
    endpoint.put("path", "/metrics");
    endpoint.put("interval", interval.asString());
    return endpoint;
  }

  /** Tells the fleets of a cluster apart; the broker's metrics get the same label. */
  private static List<Map<String, Object>> fleetLabel() {
    return List.of(Map.of("targetLabel", "fleet", "replacement", fullName().asString()));
  }

  private static Map<String, Object> selector(Map<String, String> labels) {
    return Map.of("matchLabels", labels);
  }

  private Manifest ofOperator(String file, String resource, CustomResource object) {
    return Manifest.of(file, object)
        .component(NAME)
        .requiresApi(
            OPERATOR_API + "/" + resource,
            shared.requireCrds(),
            "The Prometheus operator is not installed in this cluster: install it first"
                + " (https://prometheus-operator.dev), set requireCRDs=false to render without a"
                + " cluster, or set monitoring.kind=none.");
  }

  private Manifest ofGoogle(String file, String resource, CustomResource object) {
    return Manifest.of(file, object)
        .component(NAME)
        .requiresApi(
            GOOGLE_API + "/" + resource,
            shared.requireCrds(),
            "Google Cloud Managed Service for Prometheus is off in this cluster: run gcloud"
                + " container clusters update CLUSTER --enable-managed-prometheus, set"
                + " requireCRDs=false to render without a cluster, or set monitoring.kind=none.");
  }

  private Map<String, Object> group() {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", "chartwright");
    group.put("rules", Alert.ALL.stream().map(this::rule).toList());
    return group;
  }

  private Map<String, Object> rule(Alert alert) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("summary", alert.summary());
    annotations.put("runbook_url", runbook.asString() + "#" + alert.anchor());
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("alert", alert.name());
    rule.put(
        "expr",
        alert
            .expression()
            .replace(Alert.FLEET, fullName().asString())
            .replace(Alert.MAX_LAG, maxLag.asString())
            .replace(Alert.PROVEN_WITHIN, provenWithin.asString()));
    rule.put("for", alert.after());
    rule.put("labels", Map.of("severity", alert.severity().toString()));
    rule.put("annotations", annotations);
    return rule;
  }

  /** Leaves the links of alerts out where there is no runbook. */
  private Manifest linked(Manifest rules) {
    Manifest linked = rules;
    for (int i = 0; i < Alert.ALL.size(); i++) {
      String link = "spec.groups[0].rules[" + i + "].annotations.runbook_url";
      linked = linked.when(link, runbook.isSet());
    }
    return linked;
  }
}
