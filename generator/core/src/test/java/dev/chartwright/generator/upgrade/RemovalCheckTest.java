package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalCheckTest {
  private static final String OTHER =
      "{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}\n---\n";

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1/PersistentVolumeClaim | spec: {} | Helm deletes it: the data on its volume is lost, unless the volume is retained
          v1/PersistentVolume | spec: {} | Helm deletes it: what was bound to it loses its data
          v1/Namespace | spec: {} | Helm deletes it: everything in the namespace is deleted with it
          v1/Secret | data: {a: YQ==} | Helm deletes it: what only this Secret holds, such as generated passwords, is lost
          v1/Secret | stringData: {a: b} | Helm deletes it: what only this Secret holds, such as generated passwords, is lost
          apps/v1/StatefulSet | spec: {volumeClaimTemplates: [{metadata: {name: a}}]} | Helm deletes it: its claims are named after it, and no other pods find the data
          rabbitmq.com/v1beta1/RabbitmqCluster | spec: {} | Helm deletes it: its claims belong to it, and the queues on them are lost
          apiextensions.k8s.io/v1/CustomResourceDefinition | spec: {} | Helm deletes it: all resources of its kind are deleted with it, in every namespace
          """)
  void whatHoldsDataIsLostWhenItGoes(String type, String rest, String does) {
    assertThat(Rendered.findings(OTHER + object(type, "a", rest), OTHER))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(Rendered.line(finding))
                  .startsWith("ERROR UPG-05 breaking")
                  .endsWith("/a : the new chart no longer has it");
              assertThat(finding.clusterDoes()).isEqualTo(does);
            });
    assertThat(Rendered.findings(OTHER + object(type, "a", rest), OTHER + object(type, "b", rest)))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(Rendered.line(finding))
                    .startsWith("ERROR UPG-05 breaking")
                    .endsWith("/a metadata.name: it is called b now"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1/Service | spec: {} | breaking
          apps/v1/Deployment | spec: {} | breaking
          apps/v1/StatefulSet | spec: {} | breaking
          networking.k8s.io/v1/Ingress | spec: {} | breaking
          v1/ConfigMap | data: {a: b} | feature
          v1/Secret | type: Opaque | feature
          policy/v1/PodDisruptionBudget | spec: {} | feature
          """)
  void whatElseGoesIsNamed(String type, String rest, String impact) {
    assertThat(Rendered.findings(OTHER + object(type, "a", rest), OTHER))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(Rendered.line(finding))
                    .startsWith("WARNING UPG-04 " + impact)
                    .endsWith("/a : the new chart no longer has it"));
    assertThat(Rendered.findings(OTHER, OTHER + object(type, "a", rest)))
        .singleElement()
        .satisfies(finding -> assertThat(Rendered.line(finding)).startsWith("NOTE UPG-13 feature"));
  }

  @Test
  void aKeptObjectIsLeftAsAnOrphan() {
    String kept =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: a, annotations: {helm.sh/resource-policy: keep}}
        """;
    assertThat(Rendered.findings(OTHER + kept, OTHER))
        .singleElement()
        .hasToString(
            """
            templates/persistentvolumeclaim.yaml PersistentVolumeClaim/a  [UPG-04]
                what: the new chart no longer has it, and its policy is to keep it
                why:  the object stays in the cluster, belongs to no release, and may cost money
                fix:  tell users to delete it by hand once they do not need it\
            """);
  }

  @Test
  void aRenamedObjectIsMadeAnewAndTheOldOneDeleted() {
    String labels = "metadata: {name: %s, labels: {app.kubernetes.io/instance: demo}}";
    String service = "{apiVersion: v1, kind: Service, " + labels + "}";
    UpgradeFinding finding =
        Rendered.only("UPG-04", service.formatted("demo-web"), service.formatted("demo-shop"))
            .orElseThrow();
    assertThat(finding)
        .hasToString(
            """
            templates/service.yaml Service/demo-web metadata.name  [UPG-04]
                what: it is called demo-shop now
                why:  Helm creates Service/demo-shop, then deletes Service/demo-web: its address changes, and clients that use the old name find nothing
                fix:  keep the name demo-web, or tell users what it means for them\
            """);
    assertThat(finding.change().orElseThrow().description())
        .as("without the name of the release")
        .isEqualTo("Rename Service/web to shop");
  }

  @Test
  void objectsOfOneTemplateAreToldApartByTheirComponent() {
    String map =
        "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, labels:"
            + " {app.kubernetes.io/component: %s}}}\n";
    assertThat(
            Rendered.lines(
                map.formatted("a", "one") + map.formatted("b", "two"),
                map.formatted("d", "two") + map.formatted("c", "one")))
        .isEqualTo(
            """
            WARNING UPG-04 feature ConfigMap/a metadata.name: it is called c now
            WARNING UPG-04 feature ConfigMap/b metadata.name: it is called d now\
            """);
    assertThat(Rendered.lines(map.formatted("a", "one"), map.formatted("b", "two")))
        .isEqualTo(
            """
            WARNING UPG-04 feature ConfigMap/a : the new chart no longer has it
            NOTE UPG-13 feature ConfigMap/b : the previous chart did not have it\
            """);
  }

  @Test
  void twoScalersOfOneWorkloadDoNotFitBesideEachOther() {
    String scaler =
        "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: %s}, spec:"
            + " {scaleTargetRef: {name: %s}}}";
    assertThat(
            Rendered.only("UPG-04", scaler.formatted("a", "web"), scaler.formatted("b", "web"))
                .orElseThrow()
                .clusterDoes())
        .isEqualTo(
            "Helm creates ScaledObject/b while ScaledObject/a still scales the same Deployment/web:"
                + " KEDA's webhook rejects it, and the upgrade fails");
    assertThat(
            Rendered.only("UPG-04", scaler.formatted("a", "web"), scaler.formatted("b", "shop"))
                .orElseThrow()
                .isError())
        .isFalse();
  }

  @Test
  void twoServicesWithOneNodePortDoNotFitBesideEachOther() {
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {ports: [{port: 80, nodePort:"
            + " %s}]}}";
    assertThat(
            Rendered.only("UPG-04", service.formatted("a", 30080), service.formatted("b", 30080))
                .orElseThrow()
                .isError())
        .isTrue();
    assertThat(
            Rendered.only("UPG-04", service.formatted("a", 30080), service.formatted("b", 30081))
                .orElseThrow()
                .isError())
        .isFalse();
  }

  @Test
  void anObjectThatMovesToAnotherNamespaceIsAnotherObject() {
    String role = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: %s}}";
    assertThat(Rendered.lines(role.formatted("one"), role.formatted("two")))
        .isEqualTo(
            "WARNING UPG-04 feature ConfigMap/a metadata.name: it has moved, from v1 in the namespace"
                + " one to v1 in the namespace two");
  }

  @Test
  void anObjectThatBecomesAHookLeavesTheRelease() {
    assertThat(hookDoes("post-install,post-upgrade"))
        .isEqualTo("Helm deletes it and creates it again; from then on uninstall leaves it");
    assertThat(hookDoes("pre-upgrade"))
        .isEqualTo("Helm creates it again, then deletes it, because the release no longer has it");
    assertThat(hookDoes("post-install"))
        .isEqualTo("Helm deletes it, and no hook of an upgrade makes it again");
  }

  private static String hookDoes(String moments) {
    UpgradeFinding finding = Rendered.only("UPG-03", job("{}"), hook(moments, "")).orElseThrow();
    assertThat(finding.isError()).isTrue();
    return finding.clusterDoes();
  }

  @Test
  void anObjectThatIsNoLongerAHookIsInTheWay() {
    assertThat(Rendered.only("UPG-03", hook("post-install", ""), job("{}")).orElseThrow().isError())
        .isTrue();
    assertThat(
            Rendered.only("UPG-03", hook("post-install", "hook-succeeded"), job("{}"))
                .orElseThrow()
                .isError())
        .isFalse();
    assertThat(Rendered.only("UPG-03", hook("test", ""), hook("test", ""))).isEmpty();
  }

  @Test
  void theFirstObjectOfAnOperatorNeedsItsDefinitions() {
    String thing = document("example.com/v1/Thing", "spec: {}");
    String part = document("example.com/v1/Part", "spec: {}");
    UpgradeFinding finding = Rendered.only("UPG-14", OTHER, OTHER + thing + part).orElseThrow();
    assertThat(Rendered.line(finding)).startsWith("WARNING UPG-14 feature Thing/a apiVersion:");
    assertThat(Rendered.only("UPG-14", part, part + thing)).isEmpty();
    String definition =
        document("apiextensions.k8s.io/v1/CustomResourceDefinition", "spec: {group: example.com}");
    assertThat(Rendered.only("UPG-14", definition, definition + thing)).isEmpty();
    assertThat(Rendered.only("UPG-14", OTHER, OTHER + document("apps/v1/Deployment", "spec: {}")))
        .isEmpty();
  }

  private static String document(String type, String rest) {
    return "---\n" + object(type, "a", rest) + "\n";
  }

  @Test
  void aHookThatGoesLeavesWhatItHasMade() {
    assertThat(Rendered.lines(OTHER + hook("test", ""), OTHER))
        .isEqualTo("NOTE UPG-04 fix Job/a : the new chart no longer has this hook");
  }

  private static String hook(String moments, String policy) {
    String delete = policy.isEmpty() ? "" : ", helm.sh/hook-delete-policy: " + policy;
    return job("{helm.sh/hook: '" + moments + "'" + delete + "}");
  }

  private static String job(String annotations) {
    return "{apiVersion: batch/v1, kind: Job, metadata: {name: a, annotations: "
        + annotations
        + "}}";
  }

  private static String object(String type, String name, String rest) {
    int kind = type.lastIndexOf('/');
    return "{apiVersion: "
        + type.substring(0, kind)
        + ", kind: "
        + type.substring(kind + 1)
        + ", metadata: {name: "
        + name
        + "}, "
        + rest
        + "}";
  }
}
