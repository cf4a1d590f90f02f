package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoverCheckTest {
  private static final String RULE = "UPG-18";
  private static final String HPA = "autoscaling/v2/HorizontalPodAutoscaler";
  private static final String SCALER = "keda.sh/v1alpha1/ScaledObject";
  private static final String TARGET = "scaleTargetRef: {kind: Deployment, name: web}";

  /** Another object, which stays. */
  private static final String OTHER =
      "{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}\n---\n";

  @Test
  void kedaRefusesAScalerBesideTheAutoscalerThatGoes() {
    String before = OTHER + object(HPA, "web", TARGET);
    UpgradeFinding finding = only(before, OTHER + object(SCALER, "web", TARGET));
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.impact()).isEqualTo(Impact.BREAKING);
    assertThat(finding.place().target()).endsWith("ScaledObject/web");
    assertThat(finding.what()).contains("HorizontalPodAutoscaler/web");
    assertThat(Rendered.findings(before, OTHER + object(SCALER, "web", TARGET)))
        .as("nothing says of either object that nothing is to do, or that one goes")
        .noneMatch(each -> List.of("UPG-04", "UPG-13").contains(each.rule().id()));
  }

  @Test
  void anAutoscalerThatGoesWithoutASuccessorIsToldOf() {
    String other = object(SCALER, "shop", "scaleTargetRef: {name: shop}");
    assertThat(Rendered.findings(OTHER + object(HPA, "web", TARGET), OTHER + other))
        .anyMatch(each -> each.rule().id().equals("UPG-04"));
  }

  @Test
  void aScalerThatLeavesNoPodsToItsSuccessorIsToldOfOnce() {
    String before = OTHER + object(SCALER, "web", TARGET + ", minReplicaCount: 0");
    assertThat(Rendered.findings(before, OTHER + object(HPA, "web", TARGET)))
        .extracting(each -> each.rule().id())
        .contains(RULE)
        .doesNotContain("UPG-04");
  }

  @Test
  void theTargetOfAScalerIsADeploymentUnlessItSaysSo() {
    String before = object(HPA, "web", TARGET);
    assertThat(found(before, object(SCALER, "b", "scaleTargetRef: {name: web}"))).isPresent();
    assertThat(found(before, object(SCALER, "b", "scaleTargetRef: {name: shop}"))).isEmpty();
    assertThat(found(before, object(SCALER, "b", "scaleTargetRef: {kind: StatefulSet, name: web}")))
        .isEmpty();
  }

  @Test
  void aScalerThatStaysMayTurnToWhatAnAutoscalerHad() {
    String scaler = object(SCALER, "s", "scaleTargetRef: {name: %s}");
    assertThat(
            found(
                object(HPA, "web", TARGET) + "\n---\n" + scaler.formatted("shop"),
                scaler.formatted("web")))
        .isPresent();
    assertThat(found(scaler.formatted("web"), scaler.formatted("shop"))).isEmpty();
  }

  @Test
  void twoScalersMayNotChangePlaces() {
    String scaler = object(SCALER, "%s", "scaleTargetRef: {name: %s}");
    String before = scaler.formatted("a", "web") + "\n---\n" + scaler.formatted("b", "shop");
    String after = scaler.formatted("a", "shop") + "\n---\n" + scaler.formatted("b", "web");
    assertThat(only(before, after).place().target()).endsWith("ScaledObject/a");
  }

  @Test
  void anAutoscalerMayLetKedaTakeOver() {
    String before = object(HPA, "web", TARGET);
    String after =
        annotated(
            object(
                SCALER, "web", TARGET + ", advanced: {horizontalPodAutoscalerConfig: {name: web}}"),
            "scaledobject.keda.sh/transfer-hpa-ownership",
            "true");
    assertThat(only(before, after).severity())
        .as("Helm still deletes it, once")
        .isEqualTo(Severity.WARNING);
    assertThat(found(annotated(before, "helm.sh/resource-policy", "keep"), after)).isEmpty();
    assertThat(
            found(
                annotated(before, "validations.keda.sh/hpa-ownership", "false"),
                object(SCALER, "web", TARGET)))
        .isEmpty();
    assertThat(
            only(
                    annotated(before, "helm.sh/resource-policy", "keep"),
                    object(SCALER, "web", TARGET))
                .isError())
        .as("it stays for good")
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minReplicaCount: 1 | NONE
          minReplicaCount: 0 | WARNING
          maxReplicaCount: 5 | WARNING
          minReplicaCount: 1, idleReplicaCount: 0 | WARNING
          minReplicaCount: 0, advanced: {restoreToOriginalReplicaCount: true} | NONE
          minReplicaCount: 1, advanced: {horizontalPodAutoscalerConfig: {name: next}} | ERROR
          """)
  void anAutoscalerThatFollowsKedaStartsFromWhatIsLeft(String spec, String severity) {
    Optional<UpgradeFinding> found =
        found(object(SCALER, "web", TARGET + ", " + spec), object(HPA, "next", TARGET));
    assertThat(found.map(finding -> finding.severity().toString()).orElse("NONE"))
        .isEqualTo(severity);
  }

  @Test
  void anAutoscalerCannotHaveTheNameThatKedaGaveItsOwn() {
    assertThat(
            only(
                    object(SCALER, "web", TARGET + ", minReplicaCount: 1"),
                    object(HPA, "keda-hpa-web", TARGET))
                .isError())
        .isTrue();
  }

  @ParameterizedTest(name = "{1} → {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1/Service | ports: [{port: 80, nodePort: 30080}] | ports: [{port: 81, nodePort: 30080}] | true
          v1/Service | ports: [{port: 80, nodePort: 30080}] | ports: [{port: 80, nodePort: 30081}] | false
          v1/Service | ports: [{port: 80}] | ports: [{port: 80}] | false
          v1/Service | clusterIP: 10.0.0.9 | clusterIPs: [10.0.0.9] | true
          v1/Service | clusterIP: None | clusterIP: None | false
          v1/Service | healthCheckNodePort: 30080 | ports: [{port: 81, nodePort: 30080}] | true
          networking.k8s.io/v1/Ingress | ingressClassName: nginx, rules: [{host: a.b, http: {paths: [{path: /}]}}] | ingressClassName: nginx, rules: [{host: a.b, http: {paths: [{path: /}]}}] | true
          networking.k8s.io/v1/Ingress | rules: [{host: a.b, http: {paths: [{path: /}]}}] | rules: [{host: a.b, http: {paths: [{}]}}] | true
          networking.k8s.io/v1/Ingress | ingressClassName: nginx, rules: [{host: a.b, http: {paths: [{path: /}]}}] | ingressClassName: nginx, rules: [{host: a.b, http: {paths: [{path: /api}]}}] | false
          networking.k8s.io/v1/Ingress | ingressClassName: nginx, rules: [{host: a.b, http: {paths: [{path: /}]}}] | ingressClassName: nginx-internal, rules: [{host: a.b, http: {paths: [{path: /}]}}] | false
          networking.k8s.io/v1/Ingress | ingressClassName: traefik, rules: [{host: a.b, http: {paths: [{path: /}]}}] | ingressClassName: traefik, rules: [{host: a.b, http: {paths: [{path: /}]}}] | false
          """)
  void whatAClusterHasOnceIsRefusedTwice(
      String type, String before, String after, boolean isRefused) {
    // Of another component, so that it is another object and not a new name of the same.
    String old = OTHER + component(object(type, "a", before), "one");
    String young = OTHER + component(object(type, "b", after), "other");
    assertThat(found(old, young).map(UpgradeFinding::isError))
        .isEqualTo(isRefused ? Optional.of(true) : Optional.empty());
  }

  @Test
  void aCanaryMayStandBesideWhatItTriesSomethingFor() {
    String ingress =
        object(
            "networking.k8s.io/v1/Ingress",
            "%s",
            "ingressClassName: nginx, rules: [{host: a.b, http: {paths: [{path: /}]}}]");
    String canary = "nginx.ingress.kubernetes.io/canary";
    assertThat(found(ingress.formatted("a"), annotated(ingress.formatted("b"), canary, "true")))
        .isEmpty();
    assertThat(
            found(
                annotated(ingress.formatted("a"), canary, "true"),
                annotated(ingress.formatted("b"), canary, "true")))
        .isPresent();
  }

  @Test
  void aRenamedIngressOfNginxIsRefused() {
    String ingress =
        object(
            "networking.k8s.io/v1/Ingress",
            "%s",
            "ingressClassName: nginx, rules: [{host: a.b, http: {paths: [{path: /}]}}]");
    assertThat(only(ingress.formatted("a"), ingress.formatted("b")).isError()).isTrue();
  }

  @Test
  void whatARenameAlreadyTellsIsToldOnce() {
    String service = object("v1/Service", "%s", "ports: [{port: 80, nodePort: 30080}]");
    assertThat(Rendered.findings(service.formatted("a"), service.formatted("b")))
        .extracting(each -> each.rule().id())
        .containsExactly("UPG-04");
  }

  @Test
  void aNodePortMayMoveOnlyToAServiceThatIsChangedLater() {
    String service = object("v1/Service", "%s", "ports: [{port: 80, nodePort: %s}]");
    String before = service.formatted("a", 30001) + "\n---\n" + service.formatted("b", 30002);
    assertThat(
            found(
                before, service.formatted("a", 30003) + "\n---\n" + service.formatted("b", 30001)))
        .isEmpty();
    assertThat(
            only(before, service.formatted("a", 30002) + "\n---\n" + service.formatted("b", 30003))
                .place()
                .target())
        .endsWith("Service/a");
  }

  @Test
  void twoPriorityClassesAreNotBothTheDefault() {
    String type =
        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: %s}, value: %s,"
            + " globalDefault: %s}";
    assertThat(found(type.formatted("a", 1, true), type.formatted("b", 1, true))).isPresent();
    assertThat(found(type.formatted("a", 1, true), type.formatted("b", 1, false))).isEmpty();
  }

  @Test
  void whatTwoObjectsStandForGoesWithTheFirst() {
    String exchange =
        object(
            "rabbitmq.com/v1beta1/Exchange",
            "%s",
            "name: %s, rabbitmqClusterReference: {name: broker}");
    assertThat(only(exchange.formatted("a", "jobs"), exchange.formatted("b", "jobs")).isError())
        .isTrue();
    assertThat(found(exchange.formatted("a", "jobs"), exchange.formatted("b", "tasks"))).isEmpty();
    String queue = object("rabbitmq.com/v1beta1/Queue", "%s", "name: jobs");
    assertThat(Rendered.findings(queue.formatted("a"), queue.formatted("b")))
        .extracting(each -> each.rule().id())
        .containsExactly("UPG-05");
  }

  private static UpgradeFinding only(String before, String after) {
    return Rendered.only(RULE, before, after).orElseThrow();
  }

  private static Optional<UpgradeFinding> found(String before, String after) {
    return Rendered.only(RULE, before, after);
  }

  private static String annotated(String object, String name, String value) {
    return object.replace(
        "metadata: {", "metadata: {annotations: {" + name + ": '" + value + "'}, ");
  }

  private static String component(String object, String component) {
    return object.replace(
        "metadata: {", "metadata: {labels: {app.kubernetes.io/component: " + component + "}, ");
  }

  private static String object(String type, String name, String spec) {
    int kind = type.lastIndexOf('/');
    return "{apiVersion: "
        + type.substring(0, kind)
        + ", kind: "
        + type.substring(kind + 1)
        + ", metadata: {name: "
        + name
        + "}, spec: {"
        + spec
        + "}}";
  }
}
