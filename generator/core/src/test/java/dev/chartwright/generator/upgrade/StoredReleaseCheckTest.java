package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredReleaseCheckTest {
  private static final String RULE = "UPG-20";
  private static final String OTHER =
      "{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}\n---\n";

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          policy/v1beta1 | PodDisruptionBudget | policy/v1 | 1.25
          networking.k8s.io/v1beta1 | Ingress | networking.k8s.io/v1 | 1.22
          autoscaling/v2beta2 | HorizontalPodAutoscaler | autoscaling/v2 | 1.26
          autoscaling/v2beta1 | HorizontalPodAutoscaler | autoscaling/v2 | 1.25
          batch/v1beta1 | CronJob | batch/v1 | 1.25
          rbac.authorization.k8s.io/v1beta1 | Role | rbac.authorization.k8s.io/v1 | 1.22
          apiextensions.k8s.io/v1beta1 | CustomResourceDefinition | apiextensions.k8s.io/v1 | 1.22
          storage.k8s.io/v1beta1 | CSIStorageCapacity | storage.k8s.io/v1 | 1.27
          flowcontrol.apiserver.k8s.io/v1beta3 | FlowSchema | flowcontrol.apiserver.k8s.io/v1 | 1.32
          """)
  void aVersionThatIsGoneFailsAtTheStoredRelease(
      String before, String kind, String after, String goneIn) {
    int minor = Integer.parseInt(goneIn.substring(2));
    assertThat(severity(">=1." + minor + ".0-0", object(before, kind), object(after, kind)))
        .as("no cluster that is allowed serves it")
        .isEqualTo(Severity.ERROR);
    assertThat(severity(">=1." + (minor - 1) + ".0-0", object(before, kind), object(after, kind)))
        .as("some clusters serve it")
        .isEqualTo(Severity.WARNING);
    assertThat(severity("", object(before, kind), object(after, kind))).isEqualTo(Severity.WARNING);
    assertThat(
            severity(">=1.10.0-0 <1." + minor + ".0-0", object(before, kind), object(after, kind)))
        .as("all clusters that are allowed serve it")
        .isEqualTo(Severity.NOTE);
  }

  @Test
  void bothWaysOutAreNamed() {
    UpgradeFinding finding =
        finding(
            ">=1.19-0",
            object("policy/v1beta1", "PodDisruptionBudget"),
            object("policy/v1", "PodDisruptionBudget"));
    assertThat(finding.place().field()).isEqualTo("apiVersion");
    assertThat(finding.wayOut()).contains("before the cluster", "mapkubeapis", ">=1.21.0-0");
    assertThat(finding.impact()).isEqualTo(Impact.FEATURE);
    assertThat(
            finding(
                    ">=1.22-0",
                    object("policy/v1beta1", "PodDisruptionBudget"),
                    object("policy/v1", "PodDisruptionBudget"))
                .wayOut())
        .doesNotContain(">=");
  }

  @Test
  void itDoesNotMatterWhetherTheNewChartStillHasTheObject() {
    String gone = OTHER + object("policy/v1beta1", "PodSecurityPolicy");
    assertThat(severity(">=1.25-0", gone, OTHER)).isEqualTo(Severity.ERROR);
    assertThat(severity(">=1.21-0", gone, OTHER)).isEqualTo(Severity.WARNING);
  }

  @Test
  void anotherGroupIsAnotherVersionToo() {
    assertThat(
            severity(
                ">=1.22-0",
                object("extensions/v1beta1", "Ingress"),
                object("networking.k8s.io/v1", "Ingress")))
        .isEqualTo(Severity.ERROR);
  }

  @Test
  void aVersionThatIsKeptThoughItIsGoneIsNoNews() {
    UpgradeFinding finding =
        finding(
            ">=1.25-0",
            object("policy/v1beta1", "PodDisruptionBudget"),
            object("policy/v1beta1", "PodDisruptionBudget"));
    assertThat(finding.isError()).isTrue();
    assertThat(finding.impact()).isEqualTo(Impact.FIX);
    assertThat(finding.change()).isEmpty();
    assertThat(finding.wayOut()).contains("policy/v1;");
  }

  @Test
  void hooksAreNoPartOfTheStoredRelease() {
    String hook =
        "{apiVersion: batch/v1beta1, kind: CronJob, metadata: {name: a, annotations: {helm.sh/hook:"
            + " test}}}";
    assertThat(Rendered.findings(">=1.27-0", hook, hook)).isEmpty();
  }

  @Test
  void aVersionThatIsServedStillIsOnlyNoted() {
    assertThat(
            Rendered.findings(
                    ">=1.27-0",
                    object("autoscaling/v1", "HorizontalPodAutoscaler"),
                    object("autoscaling/v2", "HorizontalPodAutoscaler"))
                .stream()
                .map(each -> each.rule().id()))
        .containsExactly("UPG-14");
  }

  @Test
  void aCustomResourceOfAnotherVersionFailsThereTooWhereItsVersionIsGone() {
    UpgradeFinding finding =
        Rendered.only(
                "UPG-14",
                object("cert-manager.io/v1alpha2", "Certificate"),
                object("cert-manager.io/v1", "Certificate"))
            .orElseThrow();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.clusterDoes()).contains("stored release");
    assertThat(finding.wayOut()).contains("mapkubeapis");
    assertThat(
            Rendered.only(
                    "UPG-14",
                    object("gateway.networking.k8s.io/v1beta1", "HTTPRoute"),
                    object("gateway.networking.k8s.io/v1", "HTTPRoute"))
                .orElseThrow()
                .severity())
        .as("Kubernetes itself does not bring it")
        .isEqualTo(Severity.WARNING);
  }

  private static Severity severity(String kubeVersion, String before, String after) {
    return finding(kubeVersion, before, after).severity();
  }

  private static UpgradeFinding finding(String kubeVersion, String before, String after) {
    List<UpgradeFinding> found = Rendered.findings(kubeVersion, before, after);
    assertThat(found).noneMatch(each -> each.rule().id().equals("UPG-14"));
    return found.stream().filter(each -> each.rule().id().equals(RULE)).findFirst().orElseThrow();
  }

  private static String object(String version, String kind) {
    return "{apiVersion: " + version + ", kind: " + kind + ", metadata: {name: a}}";
  }
}
