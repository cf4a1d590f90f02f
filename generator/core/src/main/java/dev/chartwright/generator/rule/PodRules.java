package dev.chartwright.generator.rule;

import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Strictness;
import java.util.List;

/** Rules about pods. */
public final class PodRules {
  public static final Rule POD_01 = CommonRules.POD_01;

  public static final Rule POD_02 =
      Rule.of(
              "POD-02",
              "The root file system of a container is read-only",
              "an attacker in the container can change its programs",
              "write readOnlyRootFilesystem: true, and mount an emptyDir where the program writes")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        drop: [ALL]
              """);

  public static final Rule POD_06 =
      Rule.of(
              "POD-06",
              "A disruption budget lets at least one pod go",
              "a node with such a pod cannot be drained, and cluster upgrades hang",
              "write maxUnavailable: 1, or render no budget for a single pod")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: policy/v1
              kind: PodDisruptionBudget
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                maxUnavailable: 0
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
              """);

  public static final Rule POD_09 =
      Rule.of(
              "POD-09",
              "A Deployment with a volume for a single node replaces its pod instead of rolling",
              "the new pod waits for the volume and the old pod for the new one, so the upgrade "
                  + "hangs",
              "write strategy type Recreate")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
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
              ---
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
                          - name: files
                            mountPath: /files
                    volumes:
                      - name: files
                        persistentVolumeClaim:
                          claimName: {{ .Release.Name }}-example
              """);

  public static final Rule POD_10 =
      Rule.of(
              "POD-10",
              "Containers, ports, variables and volumes have valid names",
              "the API server rejects the pod",
              "use lower-case letters, digits and hyphens, within the length for the field")
          .withoutWaiver()
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: Web_1
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
              """);

  public static final Rule POD_11 =
      Rule.of(
              "POD-11",
              "Every volume has one source, and every mount names a volume of the pod",
              "the API server rejects the pod",
              "give the volume exactly one source, and mount volumes that the pod declares")
          .withoutWaiver()
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
                    volumeMounts:
                      - name: cache
                        mountPath: /cache
              """);

  public static final Rule POD_12 =
      Rule.of(
              "POD-12",
              "A probe uses the name of a port that its container declares",
              "the probe fails, and the pod is restarted or gets no traffic",
              "declare the port, or use one that is declared")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
                    ports:
                      - name: http
                        containerPort: 8080
                    readinessProbe:
                      httpGet:
                        path: /
                        port: web
              """);

  public static final Rule POD_13 =
      Rule.of(
              "POD-13",
              "The port that a probe gives as a number is declared by its container",
              "the probe fails unless the program listens on this port anyway",
              "declare the port, or use one that is declared")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
                    ports:
                      - name: http
                        containerPort: 8080
                    readinessProbe:
                      httpGet:
                        path: /
                        port: 9090
              """);

  private static final List<Rule> ALL =
      List.of(POD_01, POD_02, POD_06, POD_09, POD_10, POD_11, POD_12, POD_13);

  private PodRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
