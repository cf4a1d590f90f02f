package dev.chartwright.generator.rule;

import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Strictness;
import java.util.List;

/** Rules about what an upgrade from one version of a chart to the next does. */
public final class UpgradeRules {
  public static final Rule UPG_01 =
      Rule.of(
              "UPG-01",
              "An upgrade changes no field that the API server or an operator cannot change",
              "the cluster rejects the change, the upgrade fails, and what has changed before stays changed",
              "keep the field, or give the object another name and move what it holds")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests:
                    storage: 20Gi
              # after: templates/example.yaml
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests:
                    storage: 10Gi
              """);

  public static final Rule UPG_02 =
      Rule.of(
              "UPG-02",
              "An autoscaled workload has no replicas, and an upgrade does not reset them",
              "every upgrade resets the number of pods and kills working ones; under Helm 4 the upgrade fails",
              "leave replicas out while the workload is autoscaled, from the first version on")
          .example(
              """
              apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                replicas: 2
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
                template:
                  metadata:
                    labels: {{- include "example.labels" . | nindent 8 }}
                  spec:
                    {{- include "example.pod" . | nindent 6 }}
                    containers:
                      - name: web
                        image: docker.io/library/nginx:1.27.4
                        {{- include "example.container" . | nindent 10 }}
              ---
              apiVersion: autoscaling/v2
              kind: HorizontalPodAutoscaler
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  apiVersion: apps/v1
                  kind: Deployment
                  name: {{ .Release.Name }}-example
                minReplicas: 2
                maxReplicas: 10
                metrics:
                  - type: Resource
                    resource:
                      name: cpu
                      target:
                        type: Utilization
                        averageUtilization: 75
              """);

  public static final Rule UPG_03 =
      Rule.of(
              "UPG-03",
              "An object does not change between hook and plain template, and a custom resource is "
                  + "not a hook",
              "upgrades do not reach the object, uninstall leaves it, or Helm refuses to take it "
                  + "over",
              "make it a plain template, or give the hook another name")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              # after: templates/example.yaml
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                annotations:
                  helm.sh/hook: pre-install
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule UPG_04 =
      Rule.of(
              "UPG-04",
              "An upgrade removes or renames no object that is in use",
              "Helm deletes the object, and what used it stops working",
              "keep the object and its name, or tell users what replaces it")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: v1
              kind: Service
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector: {{- include "example.selectorLabels" . | nindent 4 }}
                ports:
                  - name: http
                    port: 80
                    targetPort: http
              # after: templates/example.yaml
              # The file is gone.
              """);

  public static final Rule UPG_05 =
      Rule.of(
              "UPG-05",
              "An upgrade removes or renames no object that holds data",
              "Helm deletes the object, and its data is lost",
              "keep the object and its name, or annotate it with helm.sh/resource-policy: keep one "
                  + "version earlier")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests:
                    storage: 10Gi
              # after: templates/example.yaml
              # The file is gone.
              """);

  public static final Rule UPG_07 =
      Rule.of(
              "UPG-07",
              "Pods restart when the configuration that they read changes",
              "the pods keep the old content until something else restarts them",
              "annotate the pods with a checksum of the file that renders the configuration")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
                template:
                  metadata:
                    labels: {{- include "example.labels" . | nindent 8 }}
                  spec:
                    {{- include "example.pod" . | nindent 6 }}
                    containers:
                      - name: web
                        image: docker.io/library/nginx:1.27.4
                        {{- include "example.container" . | nindent 10 }}
                        volumeMounts:
                          - name: page
                            mountPath: /page
                    volumes:
                      - name: page
                        configMap:
                          name: {{ .Release.Name }}-page
              """);

  public static final Rule UPG_08 =
      Rule.of(
              "UPG-08",
              "The report names every workload that an upgrade restarts",
              "the pods of the workload restart, and work in them is lost",
              "tell users to upgrade when a restart is possible")
          .example(
              """
              # after: values.yaml
              greeting: "Hello."
              size: 5400000
              enabled: true
              node:
                name: web
              """);

  public static final Rule UPG_10 =
      Rule.of(
              "UPG-10",
              "The chart version rises with every change, as SemVer demands",
              "users who upgrade within a version range get a change that is not announced",
              "write the version that the finding suggests")
          .example(
              """
              # after: Chart.yaml
              apiVersion: v2
              name: example
              version: 1.0.0
              appVersion: "1.0"
              description: A small chart.
              type: application
              # after: templates/example.yaml
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule UPG_12 =
      Rule.of(
              "UPG-12",
              "An upgrade accepts the values and clusters that the previous version accepted",
              "Helm rejects the upgrade for some users, before anything changes in the cluster",
              "accept the previous values, or tell users what to write instead")
          .example(
              """
              # after: values.schema.json
              {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "type": "object",
                "required": ["greeting"],
                "additionalProperties": false,
                "properties": {
                  "global": { "type": "object" },
                  "greeting": { "type": "string", "maxLength": 20 },
                  "size": { "type": "integer" },
                  "enabled": { "type": "boolean" },
                  "node": { "type": "object" }
                }
              }
              """);

  public static final Rule UPG_13 =
      Rule.of(
              "UPG-13",
              "The report names every other change that users see",
              "users get the change with the upgrade",
              "nothing, if the change is meant")
          .example(
              """
              # after: templates/example.yaml
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule UPG_14 =
      Rule.of(
              "UPG-14",
              "Users upgrade CustomResourceDefinitions and API versions before the chart",
              "the upgrade fails where the cluster does not serve the version, and Helm upgrades"
                  + " no "
                  + "files in crds/",
              "tell users to upgrade the operator and its definitions first")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: autoscaling/v1
              kind: HorizontalPodAutoscaler
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  apiVersion: apps/v1
                  kind: Deployment
                  name: {{ .Release.Name }}-web
                minReplicas: 2
                maxReplicas: 10
                targetCPUUtilizationPercentage: 75
              # after: templates/example.yaml
              apiVersion: autoscaling/v2
              kind: HorizontalPodAutoscaler
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  apiVersion: apps/v1
                  kind: Deployment
                  name: {{ .Release.Name }}-web
                minReplicas: 2
                maxReplicas: 10
                metrics:
                  - type: Resource
                    resource:
                      name: cpu
                      target:
                        type: Utilization
                        averageUtilization: 75
              """);

  public static final Rule UPG_15 =
      Rule.of(
              "UPG-15",
              "A chart keeps its name",
              "all objects get other names and selectors, and the upgrade fails where they cannot "
                  + "change",
              "keep the name, or let users set nameOverride to the former name")
          .example(
              """
              # after: Chart.yaml
              apiVersion: v2
              name: other
              version: 2.0.0
              appVersion: "1.0"
              description: A small chart.
              type: application
              """);

  public static final Rule UPG_16 =
      Rule.of(
              "UPG-16",
              "The previous version renders with at least one of the values that were tried",
              "the effect of the upgrade on the objects in the cluster is not known",
              "give the values that an installation needs")
          .example(
              """
              # before: templates/example.yaml
              {{- fail "name a database" }}
              """);

  public static final Rule UPG_17 =
      Rule.of(
              "UPG-17",
              "An upgrade leaves lists alone whose items Helm 3 cannot tell apart",
              "Helm 3 merges the list by one field, so one of two items with the same value of "
                  + "it is lost",
              "give each item its own value of that field, or tell users to upgrade with Helm 4 "
                  + "and --server-side=true")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: v1
              kind: Service
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector: {{- include "example.selectorLabels" . | nindent 4 }}
                ports:
                  - name: http
                    port: 80
                    targetPort: http
              # after: templates/example.yaml
              apiVersion: v1
              kind: Service
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector: {{- include "example.selectorLabels" . | nindent 4 }}
                ports:
                  - name: http
                    port: 80
                    targetPort: http
                  - name: http-udp
                    port: 80
                    protocol: UDP
                    targetPort: http
              """);

  public static final Rule UPG_18 =
      Rule.of(
              "UPG-18",
              "An upgrade gives an object nothing that another object still has",
              "Helm deletes what is gone only after it has made what is new, so the new object "
                  + "is rejected or both act at once",
              "tell users to delete the former object first, or hand it over in two versions")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: autoscaling/v2
              kind: HorizontalPodAutoscaler
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  apiVersion: apps/v1
                  kind: Deployment
                  name: {{ .Release.Name }}-web
                minReplicas: 2
                maxReplicas: 10
                metrics:
                  - type: Resource
                    resource:
                      name: cpu
                      target:
                        type: Utilization
                        averageUtilization: 75
              # after: templates/example.yaml
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                minReplicaCount: 1
                triggers:
                  - type: cpu
                    metricType: Utilization
                    metadata:
                      value: "75"
              """);

  public static final Rule UPG_19 =
      Rule.of(
              "UPG-19",
              "An upgrade changes only those fields of a custom resource whose effect is known",
              "what the operator does with the change is not known: it may reject the change, ignore it, or recreate what it has created",
              "look up in the manual of the operator whether the field may change, and try the "
                  + "upgrade in a cluster that has the operator")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: example.com/v1
              kind: Thing
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                color: red
              # after: templates/example.yaml
              apiVersion: example.com/v1
              kind: Thing
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                color: blue
              """);

  public static final Rule UPG_20 =
      Rule.of(
              "UPG-20",
              "The installed release holds only API versions that the cluster still serves",
              "the upgrade fails before it changes anything, because Helm cannot look up the "
                  + "objects of the stored release",
              "tell users to upgrade the chart before the cluster, or to run the plugin helm "
                  + "mapkubeapis first")
          .example(
              """
              # before: templates/example.yaml
              apiVersion: policy/v1beta1
              kind: PodDisruptionBudget
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                maxUnavailable: 1
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
              # after: templates/example.yaml
              apiVersion: policy/v1
              kind: PodDisruptionBudget
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                maxUnavailable: 1
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
              """);

  private static final List<Rule> ALL =
      List.of(
          UPG_01, UPG_02, UPG_03, UPG_04, UPG_05, UPG_07, UPG_08, UPG_10, UPG_12, UPG_13, UPG_14,
          UPG_15, UPG_16, UPG_17, UPG_18, UPG_19, UPG_20);

  private UpgradeRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
