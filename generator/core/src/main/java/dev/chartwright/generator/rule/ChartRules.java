package dev.chartwright.generator.rule;

import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Strictness;
import java.util.List;

/** Rules about the files of a chart, its templates, and what is generated. */
public final class ChartRules {
  public static final Rule CHA_01 = CommonRules.CHA_01;

  public static final Rule CHA_02 = CommonRules.CHA_02;

  public static final Rule CHA_03 = CommonRules.CHA_03;

  public static final Rule CHA_04 =
      Rule.of(
              "CHA-04",
              "The chart has a valid draft-07 values.schema.json that accepts declared values only",
              "wrong or misspelled values reach the cluster, and the user gets the default without a message",
              "add values.schema.json with \"additionalProperties\": false on every object")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              # file: values.schema.json
              {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "type": "object",
                "required": ["greeting"],
                "additionalProperties": true,
                "properties": {
                  "global": { "type": "object" },
                  "greeting": { "type": "string" },
                  "size": { "type": "integer" },
                  "enabled": { "type": "boolean" },
                  "node": { "type": "object" }
                }
              }
              """);

  public static final Rule CHA_05 = CommonRules.CHA_05;

  public static final Rule CHA_06 = CommonRules.CHA_06;

  public static final Rule CHA_08 =
      Rule.of(
              "CHA-08",
              "Every object uses an API version that the Kubernetes version serves",
              "the installation ends with \"no matches for kind\"",
              "write the API version that this Kubernetes version serves")
          .withoutWaiver()
          .example(
              """
              apiVersion: policy/v1beta1
              kind: PodDisruptionBudget
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                maxUnavailable: 1
                selector:
                  matchLabels: {{- include "example.selectorLabels" . | nindent 6 }}
              """);

  public static final Rule CHA_09 =
      Rule.of(
              "CHA-09",
              "Chart.yaml has apiVersion: v2",
              "the chart is in the format of Helm 2, and newer fields such as dependencies have no "
                  + "effect",
              "write apiVersion: v2")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              # file: Chart.yaml
              apiVersion: v1
              name: example
              version: 1.0.0
              appVersion: "1.0"
              description: A small chart.
              """);

  public static final Rule CHA_12 =
      Rule.of(
              "CHA-12",
              "Chart.lock belongs to the dependencies in Chart.yaml",
              "helm dependency build rejects the chart, or charts/ holds other subcharts than it"
                  + " declares",
              "run the goal dependencies of Chartwright, or helm dependency update, and commit"
                  + " Chart.lock")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              # file: Chart.lock
              dependencies:
                - name: redis
                  repository: https://charts.example.com
                  version: 18.0.0
              digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
              """);

  public static final Rule CHA_20 =
      Rule.of(
              "CHA-20",
              "The proof uses a Kubernetes version that the chart allows",
              "Helm does not render the chart for this version, so nothing is proven",
              "prove with a version that the chart is for, by --kube-version or kubeVersion of "
                  + "the plugin, or correct kubeVersion in Chart.yaml")
          .withoutWaiver()
          .example(
              """
              # file: Chart.yaml
              apiVersion: v2
              name: example
              version: 1.0.0
              appVersion: "1.0"
              description: A small chart.
              type: application
              kubeVersion: "<1.20.0-0"
              """);

  public static final Rule TPL_02 =
      Rule.of(
              "TPL-02",
              "Numbers, false and 0 keep their form when a template inserts them",
              "programs read another number than the one in the values, or users cannot set false "
                  + "or 0",
              "insert whole numbers through int64, and write defaults in values.yaml instead of "
                  + "using default")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                size: {{ .Values.size | quote }}
              """);

  public static final Rule TPL_03 = CommonRules.TPL_03;

  public static final Rule TPL_05 =
      Rule.of(
              "TPL-05",
              "Every reference and bound field of a declaration resolves when the chart is rendered",
              "the rendered field is empty, or Helm cannot render the chart",
              "refer to something that this chart declares, and write a path that the resource has")
          .withoutWaiver()
          .example(
              """
              // chart
              chart.manifest(Manifest.of("page", page).bind("spec.nowhere", Node.of("x")))
              """);

  public static final Rule TPL_06 = CommonRules.TPL_06;

  public static final Rule TPL_07 =
      Rule.of(
              "TPL-07",
              "Every object obeys the schema of its kind",
              "the API server rejects the object, or drops the field",
              "write the field as the schema of the kind describes it")
          .withoutWaiver()
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              immutable: "true"
              """);

  public static final Rule TPL_08 =
      Rule.of(
              "TPL-08",
              "Labels, annotations, variables and data hold text",
              "the API server accepts text only, and rejects the object",
              "quote the value")
          .withoutWaiver()
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                replicas: 3
              """);

  public static final Rule TPL_09 =
      Rule.of(
              "TPL-09",
              "Text files are UTF-8 with newline line ends, a final newline and no trailing spaces",
              "checkers complain, and builds differ by machine",
              "save the file as UTF-8, end lines with \\n, and remove trailing spaces")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              # The last line ends with a space.
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello\s
              """);

  public static final Rule TPL_10 =
      Rule.of(
              "TPL-10",
              "Rendering the chart with its defaults gives the objects that were declared",
              "the cluster gets something other than what was declared",
              "report it as a bug of Chartwright, with the declaration of the manifest")
          .withoutWaiver()
          .example(
              """
              # generated: templates/page.yaml
              -  index: hello
              +  index: goodbye
              """);

  public static final Rule TPL_11 =
      Rule.of(
              "TPL-11",
              "Every document separator stands on a line of its own",
              "Helm or a tool that reads its output loses the next object, or rejects the chart",
              "write --- on a line of its own, and keep the line end after it: {{ instead of "
                  + "{{-, }} instead of -}}")
          .withoutWaiver()
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              ---
              {{- if .Values.enabled -}}
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-second
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              {{- end }}
              """);

  public static final Rule TPL_12 =
      Rule.of(
              "TPL-12",
              "Text that programs in the cluster read has no carriage returns and no byte order "
                  + "mark",
              "programs read these characters as a part of a word, so a script fails or a name is not found",
              "save the file as UTF-8 without a byte order mark, and end its lines with \\n")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                run.sh: "#!/bin/sh\\r\\necho hello\\r\\n"
              """);

  public static final Rule TPL_13 =
      Rule.of(
              "TPL-13",
              "No field of an object is written empty (null)",
              "the API server ignores the field, so that it only looks set",
              "write a value, or leave the field out")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              immutable:
              """);

  public static final Rule TPL_14 =
      Rule.of(
              "TPL-14",
              "Every kind has a schema, or is declared as one without",
              "the object is not checked, and a misspelled field reaches the cluster",
              "correct the kind, or declare it as one without a schema")
          .strictness(Strictness.OWN_PROOFS)
          .example(
              """
              apiVersion: example.com/v1
              kind: Widget
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                greeting: hello
              """);

  public static final Rule TPL_15 =
      Rule.of(
              "TPL-15",
              "Text that looks like an action of a template is meant as text",
              "Helm does not evaluate it: the braces arrive in the cluster as they are written",
              "use a reference, such as value.asString(); nothing, if the text is meant")
          .example(
              """
              // chart
              Value<String> zone = values.string("zone", "").describe("A zone.");
              chart.manifest(
                  Manifest.of("web", page)
                      .bind("data.zone", Node.of("{{ .Values.zone }}"))
                      .bind("data.used", zone));
              """);

  public static final Rule GEN_01 =
      Rule.of(
              "GEN-01",
              "Everything that a chart or a fleet brings is used by something",
              "it costs money or attention, and has no effect",
              "use it, remove it, or render it under the condition under which it is used")
          .example(
              """
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              automountServiceAccountToken: false
              """);

  public static final Rule GEN_02 =
      Rule.of(
              "GEN-02",
              "Every object or pool that is referred to exists",
              "what refers to it waits forever, or is rejected",
              "render or declare the object, or name one that exists")
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
                    envFrom:
                      - configMapRef:
                          name: {{ .Release.Name }}-settings
              """);

  public static final Rule GEN_03 =
      Rule.of(
              "GEN-03",
              "Every acceptance names a rule that can be accepted and that is broken there, and gives "
                  + "a reason",
              "an acceptance that is out of date hides the next finding of the same rule",
              "remove the acceptance, or correct its rule, its field or its reason")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.accept("PRV-07", "we look for a bug")
              """);

  public static final Rule GEN_05 =
      Rule.of(
              "GEN-05",
              "Generated files are not edited by hand",
              "the next generation would lose the edit",
              "move the edit into the declaration or into a file of your own and restore the generated file, or allow edits to be overwritten")
          .withoutWaiver()
          .example(
              """
              # edited: charts-out/helm/example/values.yaml
              -port: 8080
              +port: 9090
              """);

  public static final Rule GEN_06 =
      Rule.of(
              "GEN-06",
              "A generated file does not replace a file that was not generated",
              "generating would destroy or change the existing file",
              "move the existing file away, or give the generated file another name")
          .withoutWaiver()
          .example(
              """
              # own: charts-out/helm/example/values.yaml
              port: 9090
              """);

  public static final Rule GEN_07 =
      Rule.of(
              "GEN-07",
              "Generated files have paths that every file system can hold side by side",
              "one file would replace the other on some machines",
              "give one of the files another name")
          .withoutWaiver()
          .example(
              """
              // chart
              chart.file("files/page.html", "one").file("files/Page.html", "two")
              """);

  public static final Rule GEN_08 =
      Rule.of(
              "GEN-08",
              "The output folder can be written by one run at a time",
              "nothing is written, or the folder stays half written",
              "free the folder or correct its permissions, then run again")
          .withoutWaiver()
          .example(
              """
              # own: charts-out
              A file where a folder is needed.
              """);

  public static final Rule GEN_10 =
      Rule.of(
              "GEN-10",
              "A chart can be proven with its defaults, under release names of every length",
              "the proof uses other values or names than the user, and the report says which",
              "nothing, if the limit is meant, or give every required value a default")
          .withoutWaiver()
          .example(
              """
              {{- if gt (len .Release.Name) 30 }}
              {{- fail "the release name has more than 30 characters" }}
              {{- end }}
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule GEN_11 =
      Rule.of(
              "GEN-11",
              "A proof comes to its end in its time",
              "nothing is known of the cases that were not tried",
              "give the proof more time, by --seconds or seconds of the plugin, or fewer cases, by "
                  + "--cases or cases of the plugin")
          .withoutWaiver()
          .strictness(Strictness.OWN_PROOFS)
          .example(
              """
              {{- range until 1000000 }}
              {{- range until 1000000 }}
              {{- end }}
              {{- end }}
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule GEN_12 =
      Rule.of(
              "GEN-12",
              "The folder of a generated chart holds generated files only",
              "Helm reads the file with the chart, no proof has seen it, and the package does not have it",
              "declare the file: a template by template(…), any other one by file(…), a subchart by dependency(…); or move it"
                  + " out of the folder, or name it in a .helmignore in the folder")
          .withoutWaiver()
          .example(
              """
              # beside: charts-out/helm/example/templates/extra.yaml
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: extra
              """);

  private static final List<Rule> ALL =
      List.of(
          CHA_01, CHA_02, CHA_03, CHA_04, CHA_05, CHA_06, CHA_08, CHA_09, CHA_12, CHA_20, TPL_02,
          TPL_03, TPL_05, TPL_06, TPL_07, TPL_08, TPL_09, TPL_10, TPL_11, TPL_12, TPL_13, TPL_14,
          TPL_15, GEN_01, GEN_02, GEN_03, GEN_05, GEN_06, GEN_07, GEN_08, GEN_10, GEN_11, GEN_12);

  private ChartRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
