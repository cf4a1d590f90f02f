package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImmutableFieldsTest {
  private static final String DEPLOYMENT =
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: %s}";

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          apps/v1/Deployment | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector.matchLabels.a
          apps/v1/Deployment | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: b, c: d}}} | spec.selector.matchLabels.c
          apps/v1/DaemonSet | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector.matchLabels.a
          apps/v1/ReplicaSet | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector.matchLabels.a
          apps/v1/StatefulSet | spec: {serviceName: a} | spec: {serviceName: b} | spec.serviceName
          apps/v1/StatefulSet | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector.matchLabels.a
          apps/v1/StatefulSet | spec: {serviceName: a} | spec: {serviceName: a, podManagementPolicy: Parallel} | spec.podManagementPolicy
          apps/v1/StatefulSet | spec: {volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 1Gi}}}}]} | spec: {volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 2Gi}}}}]} | spec.volumeClaimTemplates[data].spec.resources.requests.storage
          apps/v1/StatefulSet | spec: {volumeClaimTemplates: [{metadata: {name: data, labels: {helm.sh/chart: a-1}}}]} | spec: {volumeClaimTemplates: [{metadata: {name: data, labels: {helm.sh/chart: a-2}}}]} | spec.volumeClaimTemplates[data].metadata.labels['helm.sh/chart']
          batch/v1/Job | spec: {template: {spec: {containers: [{name: a, image: b}]}}} | spec: {template: {spec: {containers: [{name: a, image: c}]}}} | spec.template.spec.containers[a].image
          batch/v1/Job | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector.matchLabels.a
          batch/v1/Job | spec: {parallelism: 1} | spec: {parallelism: 1, completionMode: Indexed} | spec.completionMode
          batch/v1/Job | spec: {parallelism: 1} | spec: {parallelism: 1, podFailurePolicy: {rules: []}} | spec.podFailurePolicy
          batch/v1/Job | spec: {parallelism: 1} | spec: {parallelism: 1, successPolicy: {rules: [{succeededCount: 1}]}} | spec.successPolicy
          batch/v1/Job | spec: {backoffLimitPerIndex: 1} | spec: {backoffLimitPerIndex: 2} | spec.backoffLimitPerIndex
          batch/v1/Job | spec: {managedBy: a.b/c} | spec: {managedBy: a.b/d} | spec.managedBy
          batch/v1/Job | spec: {completions: 2, parallelism: 2} | spec: {completions: 3, parallelism: 3} | spec.completions
          v1/PersistentVolumeClaim | spec: {resources: {requests: {storage: 2Gi}}} | spec: {resources: {requests: {storage: 1Gi}}} | spec.resources.requests.storage
          v1/PersistentVolumeClaim | spec: {storageClassName: a} | spec: {storageClassName: b} | spec.storageClassName
          v1/PersistentVolumeClaim | spec: {accessModes: [ReadWriteOnce]} | spec: {accessModes: [ReadWriteMany]} | spec.accessModes[0]
          v1/PersistentVolumeClaim | spec: {accessModes: [ReadWriteOnce]} | spec: {accessModes: [ReadWriteOnce], storageClassName: fast} | spec.storageClassName
          v1/PersistentVolume | spec: {nfs: {path: /a}} | spec: {nfs: {path: /b}} | spec.nfs.path
          v1/PersistentVolume | spec: {nfs: {path: /a}} | spec: {nfs: {path: /a}, volumeMode: Block} | spec.volumeMode
          v1/PersistentVolume | spec: {nodeAffinity: {required: a}} | spec: {nodeAffinity: {required: b}} | spec.nodeAffinity.required
          storage.k8s.io/v1/StorageClass | provisioner: a | provisioner: b | provisioner
          storage.k8s.io/v1/StorageClass | parameters: {type: a} | parameters: {type: b} | parameters.type
          storage.k8s.io/v1/StorageClass | provisioner: a | {provisioner: a, reclaimPolicy: Retain} | reclaimPolicy
          storage.k8s.io/v1/StorageClass | provisioner: a | {provisioner: a, volumeBindingMode: WaitForFirstConsumer} | volumeBindingMode
          v1/Service | spec: {ports: [{port: 80}]} | spec: {ports: [{port: 80}], clusterIP: None} | spec.clusterIP
          v1/Service | spec: {clusterIP: 10.0.0.1} | spec: {clusterIP: 10.0.0.2} | spec.clusterIP
          v1/Service | spec: {clusterIPs: [10.0.0.1]} | spec: {clusterIPs: [10.0.0.2]} | spec.clusterIPs[0]
          v1/Secret | type: Opaque | type: kubernetes.io/tls | type
          v1/Secret | {immutable: true, data: {a: YQ==}} | {immutable: true, data: {a: Yg==}} | data.a
          v1/Secret | {immutable: true, data: {a: YQ==}} | {immutable: true, stringData: {a: b}} | data.a
          v1/ConfigMap | {immutable: true, data: {a: b}} | {immutable: true, data: {a: c}} | data.a
          v1/ConfigMap | {immutable: true, data: {a: b}} | data: {a: b} | immutable
          rbac.authorization.k8s.io/v1/RoleBinding | roleRef: {name: a} | roleRef: {name: b} | roleRef.name
          rbac.authorization.k8s.io/v1/ClusterRoleBinding | roleRef: {kind: Role} | roleRef: {kind: ClusterRole} | roleRef.kind
          scheduling.k8s.io/v1/PriorityClass | value: 1 | value: 2 | value
          scheduling.k8s.io/v1/PriorityClass | value: 1 | {value: 1, preemptionPolicy: Never} | preemptionPolicy
          node.k8s.io/v1/RuntimeClass | handler: a | handler: b | handler
          networking.k8s.io/v1/IngressClass | spec: {controller: a.b/c} | spec: {controller: a.b/d} | spec.controller
          v1/Pod | spec: {containers: [{name: a, image: b}]} | spec: {containers: [{name: a, image: b, args: [c]}]} | spec.containers[a].args
          v1/Pod | spec: {nodeName: a, tolerations: [{key: a}]} | spec: {nodeName: a, tolerations: [{key: b}]} | spec.tolerations[a]
          apps/v1/Deployment | spec: {} | spec: {strategy: {type: Recreate}} | spec.strategy.type
          apps/v1/Deployment | spec: {strategy: {type: RollingUpdate}} | spec: {strategy: {type: Recreate}} | spec.strategy.type
          apps/v1/StatefulSet | spec: {} | spec: {updateStrategy: {type: OnDelete}} | spec.updateStrategy.type
          apiextensions.k8s.io/v1/CustomResourceDefinition | spec: {scope: Cluster} | spec: {scope: Namespaced} | spec.scope
          """)
  void refusesAChange(String type, String before, String after, String field) {
    List<UpgradeFinding> found = refusals(type, before, after);
    assertThat(found).extracting(each -> each.place().field()).containsExactly(field);
    assertThat(found.get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(found.get(0).impact()).isEqualTo(Impact.BREAKING);
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          apps/v1/Deployment | spec: {selector: {matchLabels: {a: b}}, replicas: 1, strategy: {rollingUpdate: {maxSurge: 1}}} | spec: {selector: {matchLabels: {a: b}}, replicas: 2, strategy: {type: Recreate}, template: {spec: {containers: [{name: a}]}}}
          apps/v1/StatefulSet | spec: {serviceName: a, updateStrategy: {type: RollingUpdate}} | spec: {serviceName: a, replicas: 2, ordinals: {start: 1}, updateStrategy: {type: OnDelete}, revisionHistoryLimit: 3, minReadySeconds: 5, persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}, template: {spec: {containers: [{name: a}]}}}
          apps/v1/StatefulSet | spec: {serviceName: a} | spec: {serviceName: a, podManagementPolicy: OrderedReady}
          apps/v1/StatefulSet | spec: {volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 1Gi}}}}]} | spec: {volumeClaimTemplates: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {volumeMode: Filesystem, resources: {requests: {storage: 1024Mi}}}}]}
          apps/v1/Deployment | spec: {strategy: {type: Recreate}} | spec: {replicas: 1}
          apps/v1/StatefulSet | spec: {updateStrategy: {rollingUpdate: {partition: 0}}} | spec: {updateStrategy: {type: OnDelete}}
          apps/v1/DaemonSet | spec: {} | spec: {updateStrategy: {type: OnDelete}}
          batch/v1/Job | spec: {parallelism: 1} | spec: {parallelism: 2, backoffLimit: 1, activeDeadlineSeconds: 5, ttlSecondsAfterFinished: 1, suspend: true}
          batch/v1/Job | spec: {template: {spec: {containers: [{name: a}]}}} | spec: {completionMode: NonIndexed, backoffLimit: 6, template: {spec: {schedulerName: default-scheduler, containers: [{name: a}]}}}
          batch/v1/Job | spec: {completionMode: Indexed, completions: 2, parallelism: 2} | spec: {completionMode: Indexed, completions: 3, parallelism: 3}
          batch/v1/CronJob | spec: {schedule: a, jobTemplate: {spec: {completionMode: Indexed}}} | spec: {schedule: b, jobTemplate: {spec: {template: {spec: {containers: [{name: a}]}}}}}
          v1/PersistentVolumeClaim | spec: {resources: {requests: {storage: 1Gi}}} | spec: {resources: {requests: {storage: 2Gi}}, volumeMode: Filesystem}
          v1/PersistentVolumeClaim | spec: {resources: {requests: {storage: 1Gi}}} | spec: {resources: {requests: {storage: 1024Mi}}, volumeAttributesClassName: gold}
          v1/PersistentVolume | spec: {nfs: {path: /a}} | spec: {nfs: {path: /a}, capacity: {storage: 2Gi}, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Delete, mountOptions: [ro], nodeAffinity: {required: a}}
          storage.k8s.io/v1/StorageClass | provisioner: a | {provisioner: a, allowVolumeExpansion: true, mountOptions: [ro], reclaimPolicy: Delete, volumeBindingMode: Immediate}
          v1/Service | spec: {clusterIP: None} | spec: {ports: [{port: 80}]}
          v1/Service | spec: {ports: [{port: 80}]} | spec: {type: ClusterIP, sessionAffinity: None, ports: [{port: 80, protocol: TCP, targetPort: 80}]}
          v1/Service | spec: {type: ExternalName, externalName: a.b} | spec: {clusterIP: 10.0.0.1}
          v1/Service | spec: {type: ClusterIP} | spec: {type: NodePort}
          v1/Secret | data: {a: YQ==} | {type: Opaque, immutable: false, stringData: {a: b}}
          v1/ConfigMap | data: {a: b} | {immutable: true, data: {a: c}}
          v1/ConfigMap | {immutable: true, data: {a: b}} | {immutable: true, metadata: {labels: {a: b}}, data: {a: b}}
          rbac.authorization.k8s.io/v1/RoleBinding | {roleRef: {name: a}, subjects: [{name: a}]} | {roleRef: {name: a}, subjects: [{name: b}]}
          rbac.authorization.k8s.io/v1/Role | rules: [{verbs: [get]}] | rules: [{verbs: [list]}]
          scheduling.k8s.io/v1/PriorityClass | value: 1 | {value: 1, description: a, preemptionPolicy: PreemptLowerPriority}
          node.k8s.io/v1/RuntimeClass | handler: a | {handler: a, overhead: {podFixed: {cpu: 1m}}}
          networking.k8s.io/v1/IngressClass | spec: {controller: a.b/c} | spec: {controller: a.b/c, parameters: {name: a}}
          v1/Pod | spec: {containers: [{name: a, image: b}]} | spec: {containers: [{name: a, image: c}], activeDeadlineSeconds: 5, tolerations: [{key: a}]}
          v1/Pod | spec: {nodeName: a, containers: [{name: a, image: 'b:1'}]} | spec: {nodeName: a, containers: [{name: a, image: 'b:1', imagePullPolicy: IfNotPresent, terminationMessagePath: /dev/termination-log}], restartPolicy: Always, securityContext: {}}
          networking.k8s.io/v1/Ingress | spec: {ingressClassName: a} | spec: {ingressClassName: b}
          apiextensions.k8s.io/v1/CustomResourceDefinition | spec: {versions: [{name: v1}]} | spec: {versions: [{name: v1}, {name: v2}]}
          """)
  void allowsAChange(String type, String before, String after) {
    assertThat(refusals(type, before, after)).isEmpty();
  }

  @Test
  void tellsWhatTheClusterDoesAndTheWayOut() {
    String before = DEPLOYMENT.formatted("{selector: {matchLabels: {app: web, tier: a}}}");
    String after = DEPLOYMENT.formatted("{selector: {matchLabels: {app: shop, tier: b}}}");
    assertThat(Rendered.only("UPG-01", before, after).orElseThrow())
        .hasToString(
            """
            templates/deployment.yaml Deployment/web spec.selector.matchLabels.app  [UPG-01]
                what: spec.selector of a Deployment cannot change, and it changes from "web" to "shop", and 1 more below it
                why:  the cluster rejects the change, the upgrade fails, and what has changed before stays changed
                fix:  keep the selector, and leave out of it what can change; or give the Deployment another name\
            """);
  }

  @Test
  void namesTheLabelThatChangesWithEveryVersion() {
    String before = DEPLOYMENT.formatted("{selector: {matchLabels: {helm.sh/chart: web-1.0.0}}}");
    String after = DEPLOYMENT.formatted("{selector: {matchLabels: {helm.sh/chart: web-1.0.1}}}");
    assertThat(Rendered.only("UPG-01", before, after).orElseThrow().wayOut())
        .isEqualTo("leave helm.sh/chart out here: it changes with every version");
  }

  @Test
  void doesNotShowWhatASecretHolds() {
    String secret =
        "{apiVersion: v1, kind: Secret, metadata: {name: a}, immutable: true, data: %s}";
    String report =
        Rendered.findings(secret.formatted("{key: b2xk}"), secret.formatted("{key: bmV3}"))
            .toString();
    assertThat(report).contains("data.key", "has another value").doesNotContain("b2xk", "bmV3");
  }

  @Test
  void saysNothingOfHooksBecauseHelmMakesThemAnew() {
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate, annotations: {helm.sh/hook: pre-upgrade}}
        spec: {template: {spec: {containers: [{name: a, image: %s}]}}}
        """;
    assertThat(Rendered.only("UPG-01", job.formatted("b"), job.formatted("c"))).isEmpty();
  }

  private static List<UpgradeFinding> refusals(String type, String before, String after) {
    return Rendered.findings(object(type, before), object(type, after)).stream()
        .filter(finding -> finding.rule().id().equals("UPG-01"))
        .toList();
  }

  private static String object(String type, String rest) {
    int kind = type.lastIndexOf('/');
    String inner = rest.startsWith("{") ? rest.substring(1, rest.length() - 1) : rest;
    String metadata = inner.contains("metadata: {labels") ? "" : "metadata: {name: a}, ";
    return "{apiVersion: "
        + type.substring(0, kind)
        + ", kind: "
        + type.substring(kind + 1)
        + ", "
        + metadata
        + inner.replace("metadata: {labels", "metadata: {name: a, labels")
        + "}";
  }
}
