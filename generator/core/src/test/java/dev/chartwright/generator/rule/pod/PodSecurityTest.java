package dev.chartwright.generator.rule.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodSecurityTest {
  /** The last column names what the level baseline finds; restricted finds all of it too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostNetwork: true | spec.hostNetwork",
        "hostPID: true | spec.hostPID",
        "hostIPC: true | spec.hostIPC",
        "volumes: [{name: a, hostPath: {path: /}}] | spec.volumes[0].hostPath",
        "securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}"
            + " | spec.securityContext.sysctls[0].name",
        "securityContext: {seccompProfile: {type: Unconfined}}"
            + " | spec.securityContext.seccompProfile.type",
        "securityContext: {appArmorProfile: {type: Unconfined}}"
            + " | spec.securityContext.appArmorProfile.type",
        "securityContext: {seLinuxOptions: {type: spc_t}}"
            + " | spec.securityContext.seLinuxOptions.type",
        "securityContext: {seLinuxOptions: {user: root}}"
            + " | spec.securityContext.seLinuxOptions.user",
        "securityContext: {windowsOptions: {hostProcess: true}}"
            + " | spec.securityContext.windowsOptions.hostProcess",
      })
  void findsWhatIsWrongWithThePod(String spec, String path) {
    Map<String, Object> pod = tree(spec, "");
    assertThat(paths(PodStandard.baseline(37), pod)).containsExactly(path);
    assertThat(paths(PodStandard.restricted(37), pod)).contains(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ports: [{containerPort: 1}, {containerPort: 2, hostPort: 2}] | ports[1].hostPort",
        "livenessProbe: {httpGet: {host: a.example, port: 1}} | livenessProbe.httpGet.host",
        "readinessProbe: {tcpSocket: {host: a.example, port: 1}} | readinessProbe.tcpSocket.host",
        "lifecycle: {preStop: {httpGet: {host: a.example, port: 1}}}"
            + " | lifecycle.preStop.httpGet.host",
        "securityContext: {privileged: true} | securityContext.privileged",
        "securityContext: {procMount: Unmasked} | securityContext.procMount",
        "securityContext: {capabilities: {add: [NET_BIND_SERVICE, SYS_ADMIN]}}"
            + " | securityContext.capabilities.add[1]",
        "securityContext: {seccompProfile: {type: Unconfined}}"
            + " | securityContext.seccompProfile.type",
        "securityContext: {appArmorProfile: {type: Unconfined}}"
            + " | securityContext.appArmorProfile.type",
        "securityContext: {seLinuxOptions: {role: a}} | securityContext.seLinuxOptions.role",
        "securityContext: {windowsOptions: {hostProcess: true}}"
            + " | securityContext.windowsOptions.hostProcess",
      })
  void findsWhatIsWrongWithAContainer(String container, String path) {
    Map<String, Object> pod = tree("", container);
    assertThat(paths(PodStandard.baseline(37), pod)).containsExactly("spec.containers[0]." + path);
    assertThat(paths(PodStandard.restricted(37), pod)).contains("spec.containers[0]." + path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "securityContext: {runAsNonRoot: false} | spec.securityContext.runAsNonRoot",
        "securityContext: {runAsUser: 0} | spec.securityContext.runAsUser",
        "securityContext: {runAsNonRoot: null} | spec.securityContext.runAsNonRoot",
        "securityContext: {seccompProfile: null} | spec.securityContext.seccompProfile",
        "volumes: [{name: a, nfs: {server: a, path: /}}] | spec.volumes[0].nfs",
        "containers.securityContext: {allowPrivilegeEscalation: null}"
            + " | spec.containers[0].securityContext.allowPrivilegeEscalation",
        "containers.securityContext: {allowPrivilegeEscalation: true}"
            + " | spec.containers[0].securityContext.allowPrivilegeEscalation",
        "containers.securityContext: {runAsNonRoot: false}"
            + " | spec.containers[0].securityContext.runAsNonRoot",
        "containers.securityContext: {runAsUser: 0}"
            + " | spec.containers[0].securityContext.runAsUser",
        "containers.securityContext: {capabilities: {drop: [NET_RAW]}}"
            + " | spec.containers[0].securityContext.capabilities.drop",
        "containers.securityContext: {capabilities: {drop: [ALL], add: [CHOWN]}}"
            + " | spec.containers[0].securityContext.capabilities.add[0]",
      })
  void asksForMoreWhereItIsRestricted(String change, String path) {
    Map<String, Object> pod = restrictedPod(change);
    assertThat(paths(PodStandard.restricted(37), pod)).containsExactly(path);
    assertThat(paths(PodStandard.baseline(37), pod)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostUsers: true",
        "volumes: [{name: a, image: {reference: a}}, {name: b, csi: {driver: a}}]",
        "securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: '1'}]}",
        "securityContext: {appArmorProfile: {type: Localhost, localhostProfile: a}}",
        "securityContext: {seLinuxOptions: {type: container_engine_t, level: 's0:c1'}}",
        "containers.securityContext: {runAsUser: 10001}",
        "containers.securityContext: {procMount: Default}",
        "containers.securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}",
        "containers.ports: [{containerPort: 1, hostPort: 0}]",
        "containers.livenessProbe: {httpGet: {host: '', port: 1}}",
      })
  void hasNothingAgainstWhatIsAllowed(String change) {
    assertThat(paths(PodStandard.restricted(37), restrictedPod(change))).isEmpty();
    assertThat(paths(PodStandard.baseline(37), restrictedPod(change))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8  | containers.securityContext: {allowPrivilegeEscalation: null}",
        "19 | securityContext: {seccompProfile: null}",
        "22 | containers.securityContext: {capabilities: null}",
        "23 | securityContext: {runAsUser: 0}",
        "34 | containers.livenessProbe: {httpGet: {host: a.example, port: 1}}",
      })
  void knowsSinceWhenSomethingIsRefused(int minor, String change) {
    Map<String, Object> pod = restrictedPod(change);
    assertThat(paths(PodStandard.restricted(minor - 1), pod)).isEmpty();
    assertThat(paths(PodStandard.restricted(minor), pod)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "27 | securityContext: {sysctls: [{name: net.ipv4.ip_local_reserved_ports}]}",
        "29 | securityContext: {sysctls: [{name: net.ipv4.tcp_keepalive_time}]}",
        "31 | securityContext: {seLinuxOptions: {type: container_engine_t}}",
        "32 | securityContext: {sysctls: [{name: net.ipv4.tcp_wmem}]}",
        "35 | {hostUsers: false, securityContext: {runAsUser: 0}}",
        "35 | {hostUsers: false, securityContext: {runAsNonRoot: false}}",
        "37 | securityContext: {sysctls: [{name: net.ipv4.tcp_notsent_lowat}]}",
      })
  void knowsSinceWhenSomethingIsAllowed(int minor, String change) {
    Map<String, Object> pod = restrictedPod(change);
    assertThat(paths(PodStandard.restricted(minor - 1), pod)).hasSize(1);
    assertThat(paths(PodStandard.restricted(minor), pod)).isEmpty();
  }

  @Test
  void asksNothingOfWindowsThatWindowsDoesNotHave() {
    Map<String, Object> pod =
        tree("os: {name: windows}, securityContext: {runAsNonRoot: true}", "");
    assertThat(paths(PodStandard.restricted(24), pod))
        .containsExactly(
            "spec.containers[0].securityContext.allowPrivilegeEscalation",
            "spec.containers[0].securityContext.capabilities.drop",
            "spec.securityContext.seccompProfile");
    assertThat(paths(PodStandard.restricted(25), pod)).isEmpty();
  }

  @Test
  void letsUserNamespacesUnmaskProcOnlyInBaseline() {
    Map<String, Object> pod = tree("hostUsers: false", "securityContext: {procMount: Unmasked}");
    assertThat(paths(PodStandard.baseline(34), pod)).hasSize(1);
    assertThat(paths(PodStandard.baseline(35), pod)).isEmpty();
    assertThat(paths(PodStandard.restricted(35), pod))
        .contains("spec.containers[0].securityContext.procMount");
  }

  @Test
  void readsProfilesFromAnnotationsToo() {
    Map<String, Object> pod =
        Tree.map(
            YamlReader.read(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  annotations:
                    container.apparmor.security.beta.kubernetes.io/web: unconfined
                    container.apparmor.security.beta.kubernetes.io/init: localhost/a
                    seccomp.security.alpha.kubernetes.io/pod: unconfined
                    container.seccomp.security.alpha.kubernetes.io/web: docker/default
                spec: {containers: [{name: web}]}
                """));
    assertThat(paths(PodStandard.baseline(18), pod))
        .containsExactly(
            "metadata.annotations['container.apparmor.security.beta.kubernetes.io/web']",
            "metadata.annotations['seccomp.security.alpha.kubernetes.io/pod']");
    assertThat(paths(PodStandard.baseline(19), pod))
        .containsExactly(
            "metadata.annotations['container.apparmor.security.beta.kubernetes.io/web']");
  }

  @ParameterizedTest
  @CsvSource({
    "v1, Pod, spec.hostPID",
    "v1, PodTemplate, template.spec.hostPID",
    "v1, ReplicationController, spec.template.spec.hostPID",
    "apps/v1, Deployment, spec.template.spec.hostPID",
    "apps/v1, StatefulSet, spec.template.spec.hostPID",
    "apps/v1, DaemonSet, spec.template.spec.hostPID",
    "apps/v1, ReplicaSet, spec.template.spec.hostPID",
    "batch/v1, Job, spec.template.spec.hostPID",
    "batch/v1, CronJob, spec.jobTemplate.spec.template.spec.hostPID",
  })
  void findsThePodsOfEveryKindOfWorkload(String apiVersion, String kind, String path) {
    Object tree = Map.of("hostPID", true);
    String[] steps = path.split("\\.");
    for (int i = steps.length - 2; i >= 0; i--) {
      tree = Map.of(steps[i], tree);
    }
    RenderedObject object = new RenderedObject("a.yaml", apiVersion, kind, "a", Tree.map(tree));
    List<Finding> findings =
        new RestrictedCheck(Optional.empty())
            .check(new Render("demo", "space", List.of(object), List.of()));
    assertThat(findings).extracting(each -> each.rule().id()).containsOnly("POD-01");
    assertThat(findings).extracting(each -> each.place().field()).containsExactly(path);
    assertThat(findings)
        .extracting(Finding::why)
        .containsExactly("a namespace that enforces the restricted standard rejects the pods");
  }

  @Test
  void looksIntoInitAndDebuggingContainers() {
    Map<String, Object> pod =
        Tree.map(
            YamlReader.read(
                """
                apiVersion: v1
                kind: Pod
                spec:
                  initContainers: [{name: a, securityContext: {privileged: true}}]
                  ephemeralContainers: [{name: b, securityContext: {privileged: true}}]
                """));
    assertThat(paths(PodStandard.baseline(37), pod))
        .containsExactly(
            "spec.initContainers[0].securityContext.privileged",
            "spec.ephemeralContainers[0].securityContext.privileged");
  }

  @Test
  void refusesAVersionThatKubernetesDoesNotHave() {
    assertThatThrownBy(() -> PodStandard.baseline(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Kubernetes has no version 1.-1");
  }

  private static List<String> paths(PodStandard security, Map<String, Object> pod) {
    RenderedObject object = RenderedObject.of("pod.yaml", pod);
    return security.violations(PodTemplate.of(object).orElseThrow()).stream()
        .map(violation -> violation.field().path())
        .toList();
  }

  private static Map<String, Object> tree(String spec, String container) {
    String separator = spec.isEmpty() ? "" : ", ";
    return Tree.map(
        YamlReader.read(
            "{apiVersion: v1, kind: Pod, spec: {"
                + spec
                + separator
                + "containers: [{name: web"
                + (container.isEmpty() ? "" : ", " + container)
                + "}]}}"));
  }

  /** A pod that restricted takes, with some fields changed; those of its container by a prefix. */
  private static Map<String, Object> restrictedPod(String change) {
    Map<String, Object> spec =
        copy(
            """
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            """);
    Map<String, Object> container =
        copy(
            """
            name: web
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            """);
    boolean ofContainer = change.startsWith("containers.");
    lay(copy(change.replaceFirst("^containers\\.", "")), ofContainer ? container : spec);
    spec.put("containers", List.of(container));
    return Map.of("apiVersion", "v1", "kind", "Pod", "spec", spec);
  }

  private static Map<String, Object> copy(String yaml) {
    return new LinkedHashMap<>(Tree.map(YamlReader.read(yaml)));
  }

  private static void lay(Map<String, Object> changes, Map<String, Object> over) {
    changes.forEach(
        (key, value) -> {
          if (value instanceof Map && over.get(key) instanceof Map) {
            Map<String, Object> merged = new LinkedHashMap<>(Tree.map(over.get(key)));
            merged.putAll(Tree.map(value));
            over.put(key, merged);
          } else {
            over.put(key, value);
          }
        });
  }
}
