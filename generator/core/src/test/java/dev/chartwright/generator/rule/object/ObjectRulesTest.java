package dev.chartwright.generator.rule.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.prove.Findings;
import dev.chartwright.generator.rule.pod.AccountTokenCheck;
import dev.chartwright.generator.rule.pod.RootFileSystemCheck;
import dev.chartwright.generator.rule.pod.VariableCheck;
import dev.chartwright.generator.rule.reference.AddressCheck;
import dev.chartwright.generator.rule.reference.ChecksumCheck;
import dev.chartwright.generator.rule.reference.ReleaseCheck;
import dev.chartwright.generator.rule.reference.StorageCheck;
import dev.chartwright.generator.rule.reference.UnusedObjectCheck;
import dev.chartwright.generator.rule.scaling.DisruptionBudgetCheck;
import dev.chartwright.generator.rule.selector.SelectorCheck;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small checks, one test for each. */
class ObjectRulesTest {
  /** A cluster reads a label without a text as an empty one. */
  @Test
  void aLabelWithoutATextIsEmpty() {
    assertThat(
            Findings.of(
                new SelectorCheck(),
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: demo}
                spec:
                  selector: {matchLabels: {instance: demo, tier: null, a: ""}}
                  template: {metadata: {labels: {instance: demo, tier: "", a: null}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: demo}
                spec: {selector: {instance: demo, tier: null}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: none}
                spec: {selector: {instance: demo, b: null}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: demo}
                spec:
                  selector:
                    matchExpressions:
                      - {key: a, operator: Exists}
                      - {key: tier, operator: In, values: [null]}
                      - {key: b, operator: NotIn, values: null}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: none}
                spec: {selector: {matchExpressions: [null, {key: a, operator: DoesNotExist}]}}
                """))
        .isEqualTo(
            """
            NAM-09 Service/none spec.selector: no pod of this chart has these labels
            NAM-09 PodDisruptionBudget/none spec.selector: no pod of this chart has these labels\
            """);
  }

  @Test
  void findsContainersThatMayWriteToTheirRoot() {
    assertThat(
            Findings.of(
                new RootFileSystemCheck(),
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: demo}
                spec:
                  initContainers: [{name: a, securityContext: {readOnlyRootFilesystem: true}}]
                  containers: [{name: b}, {name: c, securityContext: {readOnlyRootFilesystem: false}}]
                """))
        .isEqualTo(
            """
            POD-02 Pod/demo spec.containers[0].securityContext.readOnlyRootFilesystem: the container may write to its root
            POD-02 Pod/demo spec.containers[1].securityContext.readOnlyRootFilesystem: the container may write to its root\
            """);
  }

  @Test
  void findsTokensThatNoRoleIsFor() {
    assertThat(
            Findings.of(
                new AccountTokenCheck(),
                """
                {apiVersion: v1, kind: Pod, metadata: {name: asks}, spec: {automountServiceAccountToken: true}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: refuses}, spec: {serviceAccountName: open, automountServiceAccountToken: false}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: inherits}, spec: {serviceAccountName: open}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: closed}, spec: {serviceAccountName: closed}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: reads}, spec: {serviceAccountName: reader}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: foreign}, spec: {serviceAccountName: foreign}}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: open}}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: closed}, automountServiceAccountToken: false}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: reader}}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: reader}
                subjects: [{kind: ServiceAccount, name: reader}]
                """))
        .isEqualTo(
            """
            SEC-07 Pod/asks spec.automountServiceAccountToken: the pods get a token for the API server, and their account has no role here
            SEC-07 Pod/inherits spec.automountServiceAccountToken: the pods get a token for the API server, and their account has no role here\
            """);
  }

  @Test
  void findsBudgetsThatLetNoPodGo() {
    assertThat(
            Findings.of(
                new DisruptionBudgetCheck(),
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: demo-web}
                spec: {replicas: 2, template: {metadata: {labels: {app: web}}}}
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: demo-scaled}
                spec: {template: {metadata: {labels: {app: scaled}}}}
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: demo-scaled}
                spec: {minReplicas: 3, scaleTargetRef: {name: demo-scaled}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: demo-off}
                spec: {replicas: 0, template: {metadata: {labels: {app: off}}}}
                ---
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: none}, spec: {maxUnavailable: 0}}
                ---
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: all}, spec: {minAvailable: 100%}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: web}
                spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: enough}
                spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: scaled}
                spec: {minAvailable: 3, selector: {matchLabels: {app: scaled}}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: off}
                spec: {minAvailable: 1, selector: {matchLabels: {app: off}}}
                """))
        .isEqualTo(
            """
            POD-06 PodDisruptionBudget/none spec.maxUnavailable: no pod may ever go
            POD-06 PodDisruptionBudget/all spec.minAvailable: all pods have to stay
            POD-06 PodDisruptionBudget/web spec.minAvailable: 2 pods have to stay, and Deployment/demo-web may have 2
            POD-06 PodDisruptionBudget/scaled spec.minAvailable: 3 pods have to stay, and StatefulSet/demo-scaled may have 3\
            """);
  }

  @Test
  void findsClaimsThatPodsWaitFor() {
    assertThat(
            Findings.of(
                new StorageCheck(),
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: demo-data}
                spec: {accessModes: [ReadWriteOnce], storageClassName: ""}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: demo-bound}
                spec: {accessModes: [ReadWriteMany], storageClassName: "", volumeName: disk}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: demo-lost}
                spec: {accessModes: [ReadWriteMany], storageClassName: demo-fast}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: rolling}
                spec: {template: {spec: {volumes: [{name: a, persistentVolumeClaim: {claimName: demo-data}}]}}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shared}
                spec: {template: {spec: {volumes: [{name: a, persistentVolumeClaim: {claimName: demo-bound}}]}}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: recreated}
                spec:
                  strategy: {type: Recreate}
                  template: {spec: {volumes: [{name: a, persistentVolumeClaim: {claimName: demo-data}}]}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shrinking}
                spec:
                  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}
                  template: {spec: {volumes: [{name: a, persistentVolumeClaim: {claimName: demo-data}}]}}
                """))
        .isEqualTo(
            """
            CIR-07 PersistentVolumeClaim/demo-data spec.storageClassName: it is empty, which means no class at all, and no volume is named
            GEN-02 PersistentVolumeClaim/demo-lost spec.storageClassName: this chart renders no StorageClass demo-fast
            POD-09 Deployment/rolling spec.strategy: the new pod comes before the old one goes, and PersistentVolumeClaim/demo-data can be mounted by one node only\
            """);
  }

  @Test
  void findsReferencesToVariablesThatComeLater() {
    assertThat(
            Findings.of(
                new VariableCheck(),
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: demo}
                spec:
                  containers:
                    - name: a
                      env:
                        - {name: URI, value: "amqp://$(USERNAME):$(PASSWORD)@$(HOSTT)"}
                        - {name: USERNAME, value: "$$(LATER) $(anything) $(NOTHING_LIKE_IT)"}
                        - {name: PASSWORD, value: "$(USERNAME)"}
                        - {name: LATER, value: x}
                        - {name: HOST, value: x}
                    - name: b
                      envFrom: [{secretRef: {name: others}}]
                      env: [{name: URI, value: $(PASSWORD)}, {name: PASSWORD, value: x}]
                """))
        .isEqualTo(
            """
            SEC-06 Pod/demo spec.containers[0].env[0].value: no variable USERNAME stands before it
            SEC-06 Pod/demo spec.containers[0].env[0].value: no variable PASSWORD stands before it
            SEC-06 Pod/demo spec.containers[0].env[0].value: no variable HOSTT stands before it\
            """);
  }

  @Test
  void findsAddressesThatNothingAnswers() {
    assertThat(
            Findings.of(
                new AddressCheck(),
                """
                apiVersion: v1
                kind: Service
                metadata: {name: demo-web}
                spec: {ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: demo-nodes}
                spec: {clusterIP: None, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: demo}
                data:
                  good: "http://demo-web/ http://demo-web:80/ demo-web.space.svc.cluster.local:80 http://demo-nodes:9000"
                  others: "https://example.com:8443/demo-web redis.other.svc:6379 http://localhost:1 demo-0.demo-nodes.space.svc"
                  port: http://demo-web:8080/
                  full: amqp://user:word@demo-web.space.svc.example.org:81/x
                  name: http://demo-wbe:80
                  namespace: demo-web.default.svc
                """))
        .isEqualTo(
            """
            NAM-09 ConfigMap/demo data.port: Service/demo-web has no port 8080
            NAM-09 ConfigMap/demo data.full: Service/demo-web has no port 81
            NAM-09 ConfigMap/demo data.name: this chart has no Service demo-wbe
            NAM-08 ConfigMap/demo data.namespace: it looks for the Service demo-web in the namespace default\
            """);
  }

  @Test
  void findsObjectsThatNothingUses() {
    assertThat(
            Findings.of(
                new UnusedObjectCheck(),
                """
                {apiVersion: v1, kind: Secret, metadata: {name: demo-unread, labels: {app: web}}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: demo-read}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: demo-source, labels: {grafana_datasource: "1"}}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: demo-script}}
                ---
                {apiVersion: v1, kind: Secret, type: servicebinding.io/web, metadata: {name: demo-binding}}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: demo-nobody}}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: demo-token, annotations: {kubernetes.io/service-account.name: demo}}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: demo-unread-too}
                stringData: {text: demo-unread-too is not a use by somebody else}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: demo-claimed}}
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: demo-account}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: demo, annotations: {note: demo-unread}}
                spec:
                  volumes: [{name: a, secret: {secretName: demo-read}}, {name: b, persistentVolumeClaim: {claimName: demo-claimed}}]
                  containers: [{name: a, args: ["--config=secret:demo-script,x"]}]
                  serviceAccountName: demo-account
                """))
        .isEqualTo(
            """
            GEN-01 Secret/demo-unread : nothing in this chart uses it
            GEN-01 ServiceAccount/demo-nobody : nothing in this chart uses it
            GEN-01 Secret/demo-unread-too : nothing in this chart uses it
            GEN-01 ServiceAccount/demo-claimed : nothing in this chart uses it
            GEN-01 PersistentVolumeClaim/demo-account : nothing in this chart uses it\
            """);
  }

  @Test
  void findsNumbersThatAreNotWhole() {
    assertThat(
            Findings.of(
                new NumberFormCheck(),
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: demo, annotations: {a: "1e+06"}}
                data: {config: "timeout = 5.4e+06", good: "1e6 5400000 x1e+06 1e+060 abcde+12"}
                """))
        .isEqualTo(
            """
            TPL-02 ConfigMap/demo metadata.annotations.a: it has the number 1e+06
            TPL-02 ConfigMap/demo data.config: it has the number 5.4e+06\
            """);
  }

  @Test
  void findsWhatAReleaseMustNotOwn() {
    assertThat(
            Findings.of(
                new OwnershipCheck(),
                """
                {apiVersion: v1, kind: Namespace, metadata: {name: demo}}
                ---
                {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a.example.com}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: demo}}
                """))
        .isEqualTo(
            """
            INS-05 Namespace/demo : the chart makes a namespace
            INS-05 CustomResourceDefinition/a.example.com : a template makes a custom kind\
            """);
  }

  @Test
  void findsWhatABrokerIsRefusedFor() {
    assertThat(
            Findings.of(
                new BrokerCheck(),
                """
                apiVersion: rabbitmq.com/v1beta1
                kind: RabbitmqCluster
                metadata: {name: demo}
                spec:
                  replicas: 2
                  rabbitmq:
                    additionalConfig: |
                      # A comment.
                      consumer_timeout = 1
                      default_pass = x
                      consumer_timeout = 2
                      nonsense
                  override:
                    statefulSet:
                      spec:
                        template:
                          spec:
                            hostNetwork: true
                            hostPID: false
                            volumes: [{name: a, hostPath: {path: /}}]
                            containers: [{name: rabbitmq, securityContext: {privileged: true, runAsUser: 0}}]
                ---
                apiVersion: rabbitmq.com/v1beta1
                kind: RabbitmqCluster
                metadata: {name: good}
                spec: {replicas: 3, rabbitmq: {additionalConfig: "a = b = c"}}
                """))
        .isEqualTo(
            """
            BRO-01 RabbitmqCluster/demo spec.replicas: 2 nodes have no majority when they are cut into halves
            BRO-08 RabbitmqCluster/demo spec.rabbitmq.additionalConfig: it sets default_pass
            BRO-10 RabbitmqCluster/demo spec.rabbitmq.additionalConfig: line 4 gives consumer_timeout a second time
            BRO-10 RabbitmqCluster/demo spec.rabbitmq.additionalConfig: line 5 is not a key, an equals sign and a value
            BRO-11 RabbitmqCluster/demo spec.override.statefulSet.spec.template.spec.hostNetwork: hostNetwork gives the broker more than it may have
            BRO-11 RabbitmqCluster/demo spec.override.statefulSet.spec.template.spec.volumes[0].hostPath: hostPath gives the broker more than it may have
            BRO-11 RabbitmqCluster/demo spec.override.statefulSet.spec.template.spec.containers[0].securityContext.privileged: privileged gives the broker more than it may have
            BRO-11 RabbitmqCluster/demo spec.override.statefulSet.spec.template.spec.containers[0].securityContext.runAsUser: runAsUser gives the broker more than it may have\
            """);
  }

  @Test
  void findsPodsThatDoNotRestartWithWhatTheyRead() {
    String objects =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: demo-page}
        data: {page: hello}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: demo-web}
        spec: {template: {spec: {volumes: [{name: a, configMap: {name: demo-page}}]}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: demo-other}
        spec: {template: {spec: {volumes: [{name: a, configMap: {name: others}}]}}}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: demo-once}
        spec: {template: {spec: {volumes: [{name: a, configMap: {name: demo-page}}]}}}
        """;
    assertThat(Findings.of(new ChecksumCheck(Set.of()), objects))
        .isEqualTo(
            "UPG-07 Deployment/demo-web spec.template.metadata.annotations: no annotation changes"
                + " with ConfigMap/demo-page");
    assertThat(
            Findings.of(
                new ChecksumCheck(Set.of()),
                objects.replace(
                    "{template: {spec: {volumes: [{name: a, configMap: {name: demo-page}}]}}}\n---\n",
                    "{template: {metadata: {annotations: {checksum/page: x}}, spec: {volumes: [{name:"
                        + " a, configMap: {name: demo-page}}]}}}\n---\n")))
        .isEmpty();
    assertThat(
            Findings.text(
                new ChecksumCheck(Set.of())
                    .compare(
                        Findings.render(objects),
                        Findings.render(objects.replace("hello", "servus")))))
        .isEqualTo(
            "UPG-07 Deployment/demo-web spec.template.metadata.annotations: they stay the same when"
                + " ConfigMap/demo-page changes");
    assertThat(
            Findings.text(
                new ChecksumCheck(Set.of())
                    .compare(
                        Findings.render(objects),
                        Findings.render(
                            objects.replace("hello", "servus").replace("name: a,", "name: b,")))))
        .isEmpty();
  }

  @Test
  void findsNamesThatTwoReleasesShare() {
    Render one =
        Findings.render(
            """
            {apiVersion: v1, kind: Secret, metadata: {name: shared}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: demo}}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}}
            """);
    Render other =
        new Render(
            "other",
            "space",
            Findings.render(
                    """
                    {apiVersion: v1, kind: Secret, metadata: {name: shared}}
                    ---
                    {apiVersion: v1, kind: ConfigMap, metadata: {name: demo}}
                    ---
                    {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}}
                    """)
                .objects(),
            java.util.List.of());
    assertThat(Findings.text(ReleaseCheck.compare(one, other)))
        .isEqualTo(
            """
            NAM-07 Secret/shared metadata.name: the releases demo and other both have it
            NAM-06 ClusterRole/reader metadata.name: the releases demo and other both have it\
            """);
    assertThat(Findings.text(ReleaseCheck.compareNamespaces(one, other)))
        .isEqualTo(
            "NAM-06 ClusterRole/reader metadata.name: a release of the same name in another"
                + " namespace has it too");
    assertThat(ReleaseCheck.sibling("demo")).isEmpty();
    assertThat(ReleaseCheck.sibling("a".repeat(53)).orElseThrow())
        .startsWith("a".repeat(51))
        .isNotEqualTo("a".repeat(53));
  }
}
