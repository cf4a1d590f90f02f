package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedListCheckTest {
  private static final String RULE = "UPG-17";
  private static final String SERVICE =
      "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [%s]}}";
  private static final String TCP = "{name: dns-tcp, port: 53, protocol: TCP}";
  private static final String UDP = "{name: dns, port: 53, protocol: UDP}";
  private static final String WEB = "{name: web, port: 80}";

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: a, port: 53} | {name: a, port: 53}, {name: b, port: 53, protocol: UDP}
          {name: a, port: 53}, {name: b, port: 53, protocol: UDP} | {name: a, port: 53}
          {name: a, port: 53}, {name: b, port: 53, protocol: UDP} | {name: b, port: 53, protocol: UDP}, {name: a, port: 53}
          {name: a, port: 53}, {name: b, port: 53, protocol: UDP} | {name: a, port: 53}, {name: b, port: 53, protocol: UDP, targetPort: 5353}
          {name: a, port: 53}, {name: b, port: 53, protocol: UDP} | {name: a, port: 53}, {name: b, port: 53, protocol: UDP}, {name: c, port: 80}
          {name: a, port: 53, protocol: SCTP} | {name: a, port: 53, protocol: SCTP}, {name: b, port: 53}
          """)
  void portsOfOneNumberAreMixedUpByHelm3(String before, String after) {
    assertThat(Rendered.findings(SERVICE.formatted(before), SERVICE.formatted(after)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo(RULE);
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.impact()).isEqualTo(Impact.BREAKING);
              assertThat(finding.place().field()).isEqualTo("spec.ports");
              assertThat(finding.clusterDoes()).contains("Helm 3").contains("Helm 4");
              assertThat(finding.wayOut()).doesNotContain("nothing");
            });
  }

  @Test
  void portsOfDifferentNumbersAreMerged() {
    assertThat(rules(SERVICE.formatted(TCP), SERVICE.formatted(TCP + ", " + WEB)))
        .containsExactly("UPG-13");
    assertThat(rules(SERVICE.formatted(TCP + ", " + WEB), SERVICE.formatted(WEB + ", " + TCP)))
        .containsExactly("UPG-13");
    assertThat(rules(SERVICE.formatted(TCP), SERVICE.formatted(UDP))).doesNotContain(RULE);
  }

  @Test
  void aListThatStaysIsNotPatched() {
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: a, labels: {a: %s}}, spec: {ports: ["
            + TCP
            + ", "
            + UDP
            + "]}}";
    assertThat(rules(service.formatted("b"), service.formatted("c"))).containsExactly("UPG-13");
  }

  @ParameterizedTest(name = "{1} → {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.template.spec.containers[web].ports | containers: [{name: web, ports: [{containerPort: 53}]}] | containers: [{name: web, ports: [{containerPort: 53}, {containerPort: 53, protocol: UDP}]}]
          spec.template.spec.initContainers[web].ports | initContainers: [{name: web, ports: [{containerPort: 53}]}] | initContainers: [{name: web, ports: [{containerPort: 53}, {containerPort: 53, protocol: UDP}]}]
          spec.template.spec.topologySpreadConstraints | topologySpreadConstraints: [{topologyKey: zone, whenUnsatisfiable: DoNotSchedule}] | topologySpreadConstraints: [{topologyKey: zone, whenUnsatisfiable: DoNotSchedule}, {topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]
          spec.template.spec.containers[web].env | containers: [{name: web, env: [{name: A, value: b}]}] | containers: [{name: web, env: [{name: A, value: b}, {name: A, value: c}]}]
          spec.template.spec.containers[web].volumeMounts | containers: [{name: web, volumeMounts: [{name: a, mountPath: /a}]}] | containers: [{name: web, volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /a}]}]
          spec.template.spec.hostAliases | hostAliases: [{ip: 10.0.0.1, hostnames: [a]}] | hostAliases: [{ip: 10.0.0.1, hostnames: [a]}, {ip: 10.0.0.1, hostnames: [b]}]
          spec.template.spec.volumes | volumes: [{name: a, emptyDir: {}}] | volumes: [{name: a, emptyDir: {}}, {name: a, configMap: {name: b}}]
          spec.template.spec.imagePullSecrets | imagePullSecrets: [{name: a}] | imagePullSecrets: [{name: a}, {name: a}]
          """)
  void listsOfPodsAreMergedByOneFieldToo(String field, String before, String after) {
    for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet")) {
      String workload =
          "{apiVersion: apps/v1, kind: "
              + kind
              + ", metadata: {name: a}, spec: {template: {spec: {%s}}}}";
      assertThat(Rendered.findings(workload.formatted(before), workload.formatted(after)))
          .filteredOn(finding -> finding.rule().id().equals(RULE))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.place().field()).isEqualTo(field);
                assertThat(finding.isError()).isTrue();
              });
    }
    String job =
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {jobTemplate: {spec:"
            + " {template: {spec: {%s}}}}}}";
    assertThat(Rendered.findings(job.formatted(before), job.formatted(after)))
        .extracting(each -> each.rule().id(), each -> each.place().field())
        .containsExactly(tuple(RULE, "spec.jobTemplate." + field));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tolerations: [{key: a}] | tolerations: [{key: a}, {key: a, effect: NoExecute}]
          containers: [{name: web, args: [a]}] | containers: [{name: web, args: [a, a]}]
          containers: [{name: web, envFrom: [{prefix: a}]}] | containers: [{name: web, envFrom: [{prefix: a}, {prefix: a}]}]
          """)
  void listsThatAreReplacedAsAWholeLoseNothing(String before, String after) {
    String workload =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec:"
            + " {%s}}}}";
    assertThat(rules(workload.formatted(before), workload.formatted(after))).doesNotContain(RULE);
  }

  @Test
  void listsOfCustomResourcesAreReplacedAsAWhole() {
    String thing =
        "{apiVersion: example.com/v1, kind: Service, metadata: {name: a}, spec: {ports: [%s]}}";
    assertThat(rules(thing.formatted(TCP), thing.formatted(TCP + ", " + UDP))).doesNotContain(RULE);
  }

  @Test
  void aHookIsMadeAnew() {
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: a, annotations: {helm.sh/hook:"
            + " pre-upgrade}}, spec: {ports: [%s]}}";
    assertThat(rules(service.formatted(TCP), service.formatted(TCP + ", " + UDP)))
        .doesNotContain(RULE);
  }

  private static List<String> rules(String before, String after) {
    return Rendered.findings(before, after).stream().map(each -> each.rule().id()).toList();
  }
}
