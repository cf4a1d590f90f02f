package dev.chartwright.problem;

import java.util.List;

/** Rules that a declaration and a rendered chart can both break. */
public final class CommonRules {
  public static final Rule CHA_01 =
      Rule.of(
              "CHA-01",
              "Chart.yaml is complete and well formed, with a name, a SemVer 2 version and no "
                  + "unknown key",
              "Helm, helm lint or a chart registry rejects the chart",
              "correct the key in Chart.yaml as the finding says")
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
              maintainer: Web team
              """);

  public static final Rule CHA_02 =
      Rule.of(
              "CHA-02",
              "Chart.yaml describes the chart and gives valid links, addresses and Kubernetes "
                  + "versions",
              "Helm or helm lint rejects the chart, or users do not learn what it installs",
              "write a description, links that begin with https://, and a version range such as "
                  + ">=1.27.0-0")
          .example(
              """
              // chart
              chart.icon("example.com/icon.svg")
              """);

  public static final Rule CHA_03 =
      Rule.of(
              "CHA-03",
              "Every case in ci/ has its own name",
              "one values file replaces the other, and its settings are never tried",
              "give each case another name")
          .withoutWaiver()
          .example(
              """
              // chart
              chart.ci(CiCase.named("small")).ci(CiCase.named("small"))
              """);

  public static final Rule CHA_05 =
      Rule.of(
              "CHA-05",
              "Every dependency is packed with the chart and can be told apart by name or alias",
              "Helm refuses to render or install the chart, or two subcharts read the same values",
              "run helm dependency build, and give each dependency its own alias")
          .withoutWaiver()
          .example(
              """
              // chart
              chart.dependency(Dependency.on("redis", "18.0.0", "https://charts.example.com"))
                  .dependency(Dependency.on("redis", "19.0.0", "https://charts.example.com"))
              """);

  public static final Rule CHA_06 =
      Rule.of(
              "CHA-06",
              "Every file has its own path inside the chart and a name that Helm renders",
              "one file replaces another, or helm lint rejects the chart",
              "rename the file; in templates/ use .yaml, .tpl or .txt")
          .withoutWaiver()
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              // chart
              chart.file("values.yaml", "")
              """);

  public static final Rule TPL_06 =
      Rule.of(
              "TPL-06",
              "Every template renders to valid YAML, with one object a document and each key once",
              "Helm or the API server rejects the output, or reads it as something else",
              "correct the template, and quote what it inserts")
          .withoutWaiver()
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: {{ .Values.greeting }}
              """);

  public static final Rule NAM_01 =
      Rule.of(
              "NAM-01",
              "Every object has a name that is valid and short enough for its kind, for every "
                  + "release name",
              "the API server or a controller rejects the object",
              "give it a valid name, and truncate what depends on the release")
          .withoutWaiver()
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}_example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule VAL_01 =
      Rule.of(
              "VAL-01",
              "The default of a value obeys its constraint, and the schema gives the same default",
              "users read another default than the one that Helm uses, or the schema rejects the "
                  + "setting",
              "write the same default in values.yaml and values.schema.json, within the constraint")
          .withoutWaiver()
          .example(
              """
              # file: values.schema.json
              {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "type": "object",
                "required": ["greeting"],
                "additionalProperties": false,
                "properties": {
                  "global": { "type": "object" },
                  "greeting": { "type": "string", "default": "Hello." },
                  "size": { "type": "integer" },
                  "enabled": { "type": "boolean" },
                  "node": { "type": "object" }
                }
              }
              """);

  public static final Rule VAL_04 =
      Rule.of(
              "VAL-04",
              "Every value that a template, a case or a dependency names is declared",
              "users cannot set the value, or do not know that they can",
              "declare the value in values.yaml, or correct its name")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: "{{ .Values.greting }}"
              """);

  public static final Rule POD_01 =
      Rule.of(
              "POD-01",
              "Pods obey the restricted Pod Security Standard",
              "a namespace that enforces the restricted standard rejects the pods",
              "set the securityContext as the restricted standard demands")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                automountServiceAccountToken: false
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
              """);

  private static final List<Rule> ALL =
      List.of(CHA_01, CHA_02, CHA_03, CHA_05, CHA_06, TPL_06, NAM_01, POD_01, VAL_01, VAL_04);

  public static final Rule SEC_01 =
      Rule.of(
              "SEC-01",
              "No variable or Secret of the chart holds a secret as text",
              "everyone who can read the chart, the release or the object has the secret",
              "refer to an existing Secret")
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
                    env:
                      - name: API_TOKEN
                        value: f9Qk2mX7pL
              """);

  public static final Rule TPL_03 =
      Rule.of(
              "TPL-03",
              "A template depends on values only, and does not execute their text",
              "the same values give different objects, so an upgrade restarts pods or changes "
                  + "passwords",
              "take the result from values.yaml or from an existing Secret, and insert text with "
                  + "quote or toYaml")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                id: {{ randAlphaNum 16 | quote }}
              """);

  private CommonRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
