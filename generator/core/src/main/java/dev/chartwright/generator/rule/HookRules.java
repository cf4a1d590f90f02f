package dev.chartwright.generator.rule;

import dev.chartwright.problem.Rule;
import java.util.List;

/** Rules about hooks, and about Jobs that should be hooks. */
public final class HookRules {
  public static final Rule INS_09 =
      Rule.of(
              "INS-09",
              "Everything that a hook needs exists when the hook runs",
              "the hook waits until Helm gives up, and the installation or upgrade fails",
              "make it a hook of the same phase with a smaller weight, or run the hook in a "
                  + "later phase")
          .example(
              """
              apiVersion: batch/v1
              kind: Job
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
                annotations:
                  helm.sh/hook: pre-install
                  helm.sh/hook-delete-policy: before-hook-creation
              spec:
                template:
                  metadata:
                    labels:
                      example.com/job: prepare
                  spec:
                    {{- include "example.pod" . | nindent 6 }}
                    restartPolicy: Never
                    containers:
                      - name: prepare
                        image: docker.io/library/nginx:1.27.4
                        {{- include "example.container" . | nindent 10 }}
                        envFrom:
                          - configMapRef:
                              name: {{ .Release.Name }}-page
              """);

  public static final Rule INS_10 =
      Rule.of(
              "INS-10",
              "A hook that runs before upgrades also succeeds where nothing is installed",
              "Argo CD runs it before the first synchronization too, when there is nothing to "
                  + "upgrade",
              "let it succeed where there is nothing to upgrade, and mark what it refers to as"
                  + " optional")
          .example(
              """
              apiVersion: batch/v1
              kind: Job
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
                annotations:
                  helm.sh/hook: pre-upgrade
                  helm.sh/hook-delete-policy: before-hook-creation
              spec:
                template:
                  metadata:
                    labels:
                      example.com/job: prepare
                  spec:
                    {{- include "example.pod" . | nindent 6 }}
                    restartPolicy: Never
                    containers:
                      - name: prepare
                        image: docker.io/library/nginx:1.27.4
                        {{- include "example.container" . | nindent 10 }}
              """);

  public static final Rule INS_11 =
      Rule.of(
              "INS-11",
              "A hook is deleted before it runs again",
              "every later run ends with \"already exists\" while the object of the last run is still there",
              "add before-hook-creation to helm.sh/hook-delete-policy")
          .example(
              """
              apiVersion: batch/v1
              kind: Job
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
                annotations:
                  helm.sh/hook: post-upgrade
                  helm.sh/hook-delete-policy: hook-succeeded
              spec:
                template:
                  metadata:
                    labels:
                      example.com/job: prepare
                  spec:
                    {{- include "example.pod" . | nindent 6 }}
                    restartPolicy: Never
                    containers:
                      - name: prepare
                        image: docker.io/library/nginx:1.27.4
                        {{- include "example.container" . | nindent 10 }}
              """);

  public static final Rule INS_12 =
      Rule.of(
              "INS-12",
              "A Job or pod that is not a hook gets a new name when its content changes",
              "the API server rejects the change, so the upgrade that brings another value fails",
              "make it a hook with before-hook-creation, or end its name with .Release.Revision "
                  + "or a digest of its content")
          .example(
              """
              apiVersion: batch/v1
              kind: Job
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                template:
                  metadata:
                    labels:
                      example.com/job: prepare
                  spec:
                    {{- include "example.pod" . | nindent 6 }}
                    restartPolicy: Never
                    containers:
                      - name: prepare
                        image: docker.io/library/nginx:1.27.4
                        {{- include "example.container" . | nindent 10 }}
                        env:
                          - name: GREETING
                            value: {{ .Values.greeting | quote }}
              """);

  private static final List<Rule> ALL = List.of(INS_09, INS_10, INS_11, INS_12);

  private HookRules() {}

  /** Every rule of this class, in the order of their ids. */
  public static List<Rule> all() {
    return ALL;
  }
}
