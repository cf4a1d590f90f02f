package dev.chartwright.generator.rule.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.Findings;
import dev.chartwright.generator.rule.check.RenderCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks in their phases, and what they leave behind. */
class HookOrderCheckTest {
  private static final String PREPARE = "spec.template.spec.volumes[0].configMap.name";

  private static String job(String hook) {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: demo-prepare, annotations: {%s}}
        spec:
          template:
            spec:
              automountServiceAccountToken: false
              volumes: [{name: a, configMap: {name: demo-settings}}]
              containers: [{name: a}]
        """
        .formatted(hook);
  }

  private static String settings(String annotations) {
    return """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: demo-settings, annotations: {%s}}
        data: {a: b}
        """
        .formatted(annotations);
  }

  private static List<String> places(String objects) {
    return places(new HookOrderCheck(), objects);
  }

  private static List<String> places(RenderCheck check, String objects) {
    return check.check(Findings.render(objects)).stream()
        .map(
            each ->
                each.severity()
                    + " "
                    + each.rule()
                    + " "
                    + each.place().object().map(Object::toString).orElse(each.place().file())
                    + " "
                    + each.place().field())
        .toList();
  }

  @Test
  void aHookBeforeTheInstallationNeedsWhatIsThereBefore() {
    assertThat(places(job("helm.sh/hook: \"pre-install, pre-upgrade\"") + settings("")))
        .containsExactly("ERROR INS-09 Job/demo-prepare " + PREPARE);
    assertThat(places(job("helm.sh/hook: post-install") + settings(""))).isEmpty();
    assertThat(places(job("helm.sh/hook: pre-delete") + settings(""))).isEmpty();
    assertThat(places(job("helm.sh/hook: pre-install"))).isEmpty();
  }

  @Test
  void afterDeletionNothingIsLeft() {
    assertThat(places(job("helm.sh/hook: post-delete") + settings("")))
        .containsExactly("ERROR INS-09 Job/demo-prepare " + PREPARE);
  }

  @Test
  void beforeAnUpgradeThereIsTheLastRelease() {
    assertThat(places(job("helm.sh/hook: pre-upgrade") + settings("")))
        .containsExactly("WARNING INS-09 Job/demo-prepare " + PREPARE);
    assertThat(places(job("helm.sh/hook: pre-upgrade")))
        .containsExactly("NOTE INS-10 Job/demo-prepare metadata.annotations['helm.sh/hook']");
  }

  @Test
  void anEarlierHookOfThePhaseIsThere() {
    String hook = "helm.sh/hook: pre-install, helm.sh/hook-weight: ";
    String found = "ERROR INS-09 Job/demo-prepare " + PREPARE;
    assertThat(places(job(hook + "\"0\"") + settings(hook + "\"-1\""))).isEmpty();
    assertThat(places(job(hook + "\"0\"") + settings(hook + "\"1\""))).containsExactly(found);
    // demo-prepare comes before demo-settings.
    assertThat(places(job(hook + "\"0\"") + settings(hook + "\"0\""))).containsExactly(found);
    assertThat(places(job(hook + "\"0\"") + settings("helm.sh/hook: post-install")))
        .containsExactly(found);
  }

  @Test
  void whatIsOptionalMayBeMissing() {
    String job =
        job("helm.sh/hook: pre-install")
            .replace("{name: demo-settings}", "{name: demo-settings, optional: true}");
    assertThat(places(job + settings(""))).isEmpty();
  }

  @Test
  void aHookOfUpgradesThatDoesWithoutWhatIsNotThereIsNoProblem() {
    String job =
        job("helm.sh/hook: \"pre-upgrade, pre-rollback\"")
            .replace("{name: demo-settings}", "{name: demo-settings, optional: true}");
    assertThat(places(job)).isEmpty();
  }

  @Test
  void theRightsOfAnAccountComeWithIt() {
    String objects =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: demo-prepare, annotations: {helm.sh/hook: pre-install}}
        spec: {template: {spec: {serviceAccountName: demo-job, containers: [{name: a}]}}}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: demo-job, annotations: {helm.sh/hook: pre-install, helm.sh/hook-weight: "-5"}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: demo-job}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: demo-job}
        subjects: [{kind: ServiceAccount, name: demo-job}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: demo-job}
        """;
    assertThat(places(objects))
        .containsExactly("ERROR INS-09 Job/demo-prepare spec.template.spec.serviceAccountName");
    String hook = ", annotations: {helm.sh/hook: pre-install, helm.sh/hook-weight: \"-6\"}}";
    assertThat(
            places(
                objects.replace(
                    "kind: RoleBinding\nmetadata: {name: demo-job}",
                    "kind: RoleBinding\nmetadata: {name: demo-job" + hook)))
        .containsExactly("ERROR INS-09 RoleBinding/demo-job roleRef.name");
  }

  @Test
  void hooksOfOneWeightAndNameAreMadeInTheOrderOfTheirKinds() {
    String hook = "helm.sh/hook: pre-install";
    String objects = job(hook) + settings(hook).replace("demo-settings", "demo-prepare");
    String same =
        objects.replace("configMap: {name: demo-settings}", "configMap: {name: demo-prepare}");
    assertThat(places(same)).isEmpty();
    String volume = "volumes: [{name: a, configMap: {name: demo-prepare}}]";
    assertThat(
            places(
                same.replace(volume, "serviceAccountName: demo-prepare")
                    .replace("kind: ConfigMap", "kind: ServiceAccount")))
        .isEmpty();
  }

  @Test
  void ofTwoObjectsOfOneNameOneMayBeThere() {
    String hook = "helm.sh/hook: pre-install";
    String gone = hook + ", helm.sh/hook-delete-policy: hook-succeeded";
    String pods = job("").replace("batch/v1", "apps/v1").replace("kind: Job", "kind: Deployment");
    assertThat(places(pods + settings(gone) + settings(""))).isEmpty();
    assertThat(places(pods + settings(gone) + settings(gone))).hasSize(1);
  }

  @Test
  void aBindingMayBeMadeBeforeItsRole() {
    String binding =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: demo-a, annotations: {helm.sh/hook: pre-install}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: demo-b}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: demo-b, annotations: {helm.sh/hook: %s}}
        """;
    assertThat(places(binding.formatted("pre-install"))).isEmpty();
    assertThat(places(binding.formatted("post-delete")))
        .containsExactly("ERROR INS-09 ClusterRoleBinding/demo-a roleRef.name");
  }

  @Test
  void podsDoNotWaitForAHookThatIsGoneOrYetToCome() {
    String pods = job("").replace("batch/v1", "apps/v1").replace("kind: Job", "kind: Deployment");
    String found = " INS-09 Deployment/demo-prepare " + PREPARE;
    assertThat(places(pods + settings("helm.sh/hook: pre-install"))).isEmpty();
    assertThat(
            places(
                pods
                    + settings(
                        "helm.sh/hook: pre-install, helm.sh/hook-delete-policy: hook-succeeded")))
        .containsExactly("ERROR" + found);
    assertThat(places(pods + settings("helm.sh/hook: post-install")))
        .containsExactly("WARNING" + found);
  }

  @Test
  void aHookThatFailedMustNotStandInTheWay() {
    RenderCheck check = new HookLeftoverCheck(new ObjectNames(FileTree.empty()));
    String hook = "helm.sh/hook: post-upgrade, helm.sh/hook-delete-policy: ";
    String found =
        "ERROR INS-11 Job/demo-prepare metadata.annotations['helm.sh/hook-delete-policy']";

    assertThat(places(check, job(hook + "hook-succeeded"))).containsExactly(found);
    assertThat(places(check, job(hook + "hook-failed"))).containsExactly(found);
    assertThat(places(check, job(hook + "before-hook-creaton"))).containsExactly(found);
    assertThat(places(check, job(hook + "\"before-hook-creation, hook-succeeded\""))).isEmpty();
    assertThat(places(check, job(hook + "\"hook-failed,hook-succeeded\""))).isEmpty();
    assertThat(places(check, job("helm.sh/hook: post-upgrade"))).isEmpty();
    assertThat(
            places(
                check,
                settings("helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: hook-succeeded")
                    .substring(4)))
        .isEmpty();
  }

  @Test
  void aHookWithANewNameInEachRevisionLeavesNothingInTheWay() {
    FileTree chart =
        FileTree.empty()
            .with(
                "templates/0.yaml",
                "kind: Job\nmetadata:\n  name: {{ .Release.Name }}-{{ .Release.Revision }}\n");
    assertThat(
            places(
                new HookLeftoverCheck(new ObjectNames(chart)),
                job("helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: hook-succeeded")))
        .isEmpty();
  }
}
