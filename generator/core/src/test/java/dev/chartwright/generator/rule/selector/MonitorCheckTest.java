package dev.chartwright.generator.rule.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.prove.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorCheckTest {
  private static final String PODS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: demo-api}
      spec:
        template:
          metadata: {labels: {app: api, of: demo}}
          spec:
            containers: [{name: api, ports: [{name: http, containerPort: 80}, {name: stats, containerPort: 9100}]}]
      """;

  private static String service(String name, String labels, String ports) {
    return """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: %s, labels: {%s}}
        spec: {selector: {app: api, of: demo}, ports: [%s]}
        """
        .formatted(name, labels, ports);
  }

  private static String monitor(String selector, String endpoints) {
    return """
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: {name: demo-api}
        spec: {selector: {matchLabels: {%s}}, endpoints: [%s]}
        """
        .formatted(selector, endpoints);
  }

  private static List<String> places(String objects) {
    return new MonitorCheck()
        .check(Findings.render(objects)).stream()
            .map(
                each ->
                    each.rule()
                        + " "
                        + each.place().object().orElseThrow().kind()
                        + " "
                        + each.place().field())
            .toList();
  }

  private static final String STATS = "{name: stats, port: 9100, targetPort: stats}";

  @Test
  void twoServicesWithOnePortToTheSamePodsAreScrapedTwice() {
    assertThat(
            places(
                PODS
                    + service("demo-api", "of: demo", STATS)
                    + service("demo-api-headless", "of: demo", STATS)
                    + monitor("of: demo", "{port: stats}")))
        .containsExactly("OBS-07 ServiceMonitor spec.endpoints[0].port");
  }

  @Test
  void aSecondServiceWithoutThePortOrWithOtherLabelsDoesNotMatter() {
    assertThat(
            places(
                PODS
                    + service("demo-api", "of: demo", STATS)
                    + service("demo-api-web", "of: demo", "{name: http, port: 80}")
                    + service("demo-api-internal", "in: demo", STATS)
                    + monitor("of: demo", "{port: stats}")))
        .isEmpty();
  }

  @Test
  void aRuleThatDropsWhatWasFoundIsTrusted() {
    assertThat(
            places(
                PODS
                    + service("demo-api", "of: demo", STATS)
                    + service("demo-api-headless", "of: demo", STATS)
                    + monitor(
                        "of: demo",
                        "{port: stats, relabelings: [{sourceLabels: [service], regex: .*-headless,"
                            + " action: drop}]}")))
        .isEmpty();
  }

  @Test
  void twoMonitorsOfOnePortScrapeItTwiceUnlessTheyAskForOtherPages() {
    String services = PODS + service("demo-api", "of: demo", STATS);
    String second =
        """
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: PodMonitor
        metadata: {name: demo-pods}
        spec: {selector: {matchLabels: {of: demo}}, podMetricsEndpoints: [{port: stats}]}
        """;

    assertThat(places(services + monitor("of: demo", "{port: stats}") + second))
        .containsExactly("OBS-07 PodMonitor spec.podMetricsEndpoints[0].port");
    assertThat(places(services + monitor("of: demo", "{port: stats, path: /probe}") + second))
        .isEmpty();
    assertThat(
            places(
                services + monitor("of: demo", "{port: stats, path: /a}, {port: stats, path: /b}")))
        .isEmpty();
  }

  @Test
  void findsPortsThatNobodyHas() {
    String services = PODS + service("demo-api", "of: demo", STATS);

    assertThat(places(services + monitor("of: demo", "{port: metrics}")))
        .containsExactly("OBS-02 ServiceMonitor spec.endpoints[0].port");
    assertThat(places(services + monitor("of: demo", "{targetPort: 9101}")))
        .containsExactly("OBS-02 ServiceMonitor spec.endpoints[0].targetPort");
    assertThat(places(services + monitor("of: demo", "{targetPort: 9100}"))).isEmpty();
    // Prometheus also finds the ports of the pods that no Service names.
    String web = PODS + service("demo-api", "of: demo", "{name: http, port: 80}");
    assertThat(places(web + monitor("of: demo", "{targetPort: stats}"))).isEmpty();
    assertThat(places(web + monitor("of: demo", "{port: stats}")))
        .containsExactly("OBS-02 ServiceMonitor spec.endpoints[0].port");
    assertThat(
            places(
                PODS
                    + """
                    ---
                    apiVersion: monitoring.coreos.com/v1
                    kind: PodMonitor
                    metadata: {name: demo-pods}
                    spec: {selector: {matchLabels: {of: demo}}, podMetricsEndpoints: [{port: metrics}, {portNumber: 9100}]}
                    """))
        .containsExactly("OBS-02 PodMonitor spec.podMetricsEndpoints[0].port");
  }

  @Test
  void findsMonitorsThatSelectNothing() {
    String services = PODS + service("demo-api", "of: demo", STATS);

    assertThat(places(services + monitor("of: demo, tier: x", "{port: stats}")))
        .containsExactly("OBS-08 ServiceMonitor spec.selector");
    assertThat(
            places(
                services
                    + monitor("k8s-app: dns", "{port: stats}")
                        .replace(
                            "endpoints",
                            "namespaceSelector: {matchNames: [kube-system]}, endpoints")))
        .isEmpty();
  }

  /** What an operator makes of an object of its own has labels that only the operator knows. */
  @Test
  void aServiceThatAnOperatorMayMakeIsNotMissed() {
    assertThat(
            places(
                """
                {apiVersion: example.com/v1, kind: Database, metadata: {name: demo-db}}
                """
                    + monitor("db: demo", "{port: stats}")))
        .isEmpty();
  }
}
