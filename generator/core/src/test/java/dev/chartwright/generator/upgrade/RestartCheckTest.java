package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartCheckTest {
  private static final String POD =
      "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: %s}]}}";

  @Test
  void namesTheFieldThatRestartsThePodsAndCountsTheOthers() {
    String after =
        "template: {metadata: {labels: {app: web}}, spec: {hostname: a, containers: [{name: web,"
            + " image: 'b:2', args: [-v]}]}}";
    assertThat(restart("Deployment", POD.formatted("'b:1'"), after))
        .hasValueSatisfying(
            finding -> {
              assertThat(Rendered.line(finding))
                  .isEqualTo(
                      "WARNING UPG-08 fix Deployment/web"
                          + " spec.template.spec.containers[web].image: it changes from \"b:1\" to"
                          + " \"b:2\", and 2 more fields of its pods");
              assertThat(finding.change().orElseThrow().description())
                  .isEqualTo(
                      "Change the pods of Deployment/web (spec.containers[web].image and 2 more"
                          + " fields)");
            });
  }

  @Test
  void everyKindOfWorkloadRestarts() {
    for (String kind : new String[] {"Deployment", "StatefulSet", "DaemonSet"}) {
      assertThat(restart(kind, POD.formatted("'b:1'"), POD.formatted("'b:2'"))).isPresent();
      assertThat(restart(kind, POD.formatted("'b:1'"), POD.formatted("'b:1'"))).isEmpty();
    }
  }

  @Test
  void whatIsOutsideOfThePodsRestartsNothing() {
    assertThat(
            restart(
                "Deployment",
                "replicas: 1, " + POD.formatted("a"),
                "replicas: 2, minReadySeconds: 5, " + POD.formatted("a")))
        .isEmpty();
  }

  @Test
  void aDefaultThatIsWrittenOutRestartsNothing() {
    String plain =
        """
        template:
          spec:
            serviceAccountName: web
            containers:
              - name: web
                image: a:1
                ports: [{containerPort: 80}]
                env: [{name: A}, {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                livenessProbe: {httpGet: {port: 80}}
                readinessProbe: {grpc: {port: 80}}
                lifecycle: {preStop: {httpGet: {port: 80}}}
                volumeMounts: [{name: v, mountPath: /v}]
                resources: {limits: {cpu: "1", memory: 1Gi}}
            volumes:
              - {name: v, configMap: {name: a}}
              - {name: h, hostPath: {path: /h}}
        """;
    String written =
        """
        template:
          metadata: {labels: {}, annotations: null}
          spec:
            restartPolicy: Always
            dnsPolicy: ClusterFirst
            schedulerName: default-scheduler
            terminationGracePeriodSeconds: 30
            enableServiceLinks: true
            hostNetwork: false
            securityContext: {}
            serviceAccountName: web
            serviceAccount: web
            tolerations: []
            containers:
              - name: web
                image: a:1
                imagePullPolicy: IfNotPresent
                terminationMessagePath: /dev/termination-log
                terminationMessagePolicy: File
                tty: false
                ports: [{containerPort: 80, protocol: TCP}]
                env:
                  - {name: A, value: ""}
                  - {name: B, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}}
                livenessProbe: {httpGet: {port: 80, path: /, scheme: HTTP}, timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3}
                readinessProbe: {grpc: {port: 80, service: ""}}
                lifecycle: {preStop: {httpGet: {port: 80, path: /, scheme: HTTP}}}
                volumeMounts: [{name: v, mountPath: /v, readOnly: false}]
                resources: {limits: {cpu: 1000m, memory: 1024Mi}, requests: {cpu: 1, memory: 1Gi}}
            volumes:
              - {name: v, configMap: {name: a, defaultMode: 420}}
              - {name: h, hostPath: {path: /h, type: ""}}
        """;
    assertThat(Rendered.findings(workload("Deployment", plain), workload("Deployment", written)))
        .isEmpty();
    assertThat(Rendered.findings(workload("Deployment", written), workload("Deployment", plain)))
        .isEmpty();
  }

  @Test
  void anotherOrderOfVariablesRestarts() {
    String pod = "template: {spec: {containers: [{name: web, env: [{name: %s}, {name: %s}]}]}}";
    assertThat(restart("Deployment", pod.formatted("A", "B"), pod.formatted("B", "A")))
        .map(Rendered::line)
        .contains(
            "WARNING UPG-08 fix Deployment/web spec.template.spec.containers[web].env: it changes"
                + " from [\"A\",\"B\"] to [\"B\",\"A\"]");
  }

  @Test
  void aChecksumRestartsOnPurpose() {
    String pod = "template: {metadata: {annotations: {checksum/config: %s}}}";
    assertThat(restart("Deployment", pod.formatted("a"), pod.formatted("b")).orElseThrow().wayOut())
        .isEqualTo(
            "nothing: the configuration that the pods read changes, and they have to see it");
  }

  @Test
  void aLabelWithTheVersionRestartsWithoutNeed() {
    String pod = "template: {metadata: {labels: {helm.sh/chart: %s}}}";
    assertThat(
            restart("Deployment", pod.formatted("web-1"), pod.formatted("web-2"))
                .orElseThrow()
                .wayOut())
        .isEqualTo("leave helm.sh/chart out of the pods' labels: it changes with every version");
  }

  @Test
  void runningWorkEndsWherePodsAreRecreatedOrHaveLongToFinish() {
    String recreate = "strategy: {type: Recreate}, ";
    assertThat(
            restart("Deployment", recreate + POD.formatted("a"), recreate + POD.formatted("b"))
                .orElseThrow())
        .hasToString(
            """
            templates/deployment.yaml Deployment/web spec.template.spec.containers[web].image  [UPG-08]
                what: it changes from "a" to "b"
                why:  all pods are stopped before the new ones start: the service is away in between, and running work ends
                fix:  tell users to drain the work first, and to upgrade while nothing runs\
            """);
    String patient = "template: {spec: {terminationGracePeriodSeconds: 3600, hostname: %s}}";
    assertThat(
            restart("Deployment", patient.formatted("a"), patient.formatted("b"))
                .orElseThrow()
                .clusterDoes())
        .isEqualTo(
            "the pods are replaced, step by step; work that is not done within 3600 s is lost");
  }

  @Test
  void podsThatAreReplacedByHandGoOn() {
    String manual = "updateStrategy: {type: OnDelete}, ";
    assertThat(
            restart("StatefulSet", manual + POD.formatted("a"), manual + POD.formatted("b"))
                .map(Rendered::line))
        .contains(
            "NOTE UPG-08 fix StatefulSet/web spec.template.spec.containers[web].image: it"
                + " changes from \"a\" to \"b\"");
  }

  private static Optional<UpgradeFinding> restart(String kind, String before, String after) {
    return Rendered.only("UPG-08", workload(kind, before), workload(kind, after));
  }

  private static String workload(String kind, String spec) {
    String head = "apiVersion: apps/v1\nkind: " + kind + "\nmetadata: {name: web}\nspec:";
    return spec.contains("\n") ? head + "\n" + spec.indent(2) : head + " {" + spec + "}\n";
  }
}
