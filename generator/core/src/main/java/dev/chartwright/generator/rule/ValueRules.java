package dev.chartwright.generator.rule;

import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.Rule;
import java.util.List;

/** Rules about the values of a chart and their schema. */
public final class ValueRules {
  public static final Rule VAL_01 = CommonRules.VAL_01;

  public static final Rule VAL_03 =
      Rule.of(
              "VAL-03",
              "Every value changes what is rendered",
              "users set a value that has no effect",
              "use the value in a template, or remove it")
          .example(
              """
              // chart
              values.flag("verbose", true).describe("Whether more is logged.")
              """);

  public static final Rule VAL_04 = CommonRules.VAL_04;

  public static final Rule VAL_05 =
      Rule.of(
              "VAL-05",
              "The schema allows global and the values of every dependency",
              "the chart cannot be used as a subchart, or its dependency cannot be configured",
              "allow the key as an object in values.schema.json")
          .example(
              """
              # file: values.schema.json
              {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "type": "object",
                "required": ["greeting"],
                "additionalProperties": false,
                "properties": {
                  "greeting": { "type": "string" },
                  "size": { "type": "integer" },
                  "enabled": { "type": "boolean" },
                  "node": { "type": "object" }
                }
              }
              """);

  public static final Rule VAL_06 =
      Rule.of(
              "VAL-06",
              "The schema accepts exactly what the declaration of a value allows",
              "invalid values reach the cluster, or users cannot set what the documentation offers",
              "give the schema and the declaration the same constraint")
          .example(
              """
              # generated: values.schema.json
              -"maximum": 65535
              +"maximum": 70000
              """);

  public static final Rule VAL_07 =
      Rule.of(
              "VAL-07",
              "A rejected setting is reported with the path of the value",
              "users do not learn which value they have to correct",
              "put the constraint on the value itself, or name the value in the message")
          .example(
              """
              {{- if not .Values.enabled }}
              {{- fail "this is not possible" }}
              {{- end }}
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule VAL_08 =
      Rule.of(
              "VAL-08",
              "A value that is set to null gives a clear message or is handled by the templates",
              "users who remove a default get an error that they cannot understand",
              "require the value in the schema, or test it in the template before using it")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                node: "{{ .Values.node.name }}"
              """);

  public static final Rule VAL_09 =
      Rule.of(
              "VAL-09",
              "The chart renders with its default values and with every values file of its own",
              "the chart cannot be installed with these values",
              "correct the values, or the constraint that rejects them")
          .withoutWaiver()
          .example(
              """
              # file: ci/large-values.yaml
              size: large
              """);

  public static final Rule VAL_10 =
      Rule.of(
              "VAL-10",
              "Entries of a list that Kubernetes merges by a key have different keys",
              "server-side apply rejects the object, and without it one of the entries is lost",
              "keep one of the entries, or give one another name")
          .withoutWaiver()
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
                      - name: MODE
                        value: fast
                      - name: MODE
                        value: slow
              """);

  public static final Rule VAL_11 =
      Rule.of(
              "VAL-11",
              "A value has the bounds of the field that it stands in",
              "the schema of the chart accepts a number that the API server rejects",
              "give the value the bounds of the field, such as .min(1).max(65535) for a port")
          .example(
              """
              // chart
              chart.manifest(
                  Manifest.of("page", page)
                      .bind("spec", Node.of(Map.of("containerPort", values.integer("port", 80).describe("A port.")))))\
              """);

  public static final Rule VAL_12 =
      Rule.of(
              "VAL-12",
              "What a template repeats for the items of a value is tried with an item",
              "a mistake in what is written for each item is found by the first user who adds one",
              "give the value an item as users write it: .example(List.of(Map.of(…)))")
          .example(
              """
              // chart
              Value<Map<String, Object>> texts = values.object("texts", Map.of()).describe("Texts.");
              chart.manifest(
                  Manifest.of("web", page)
                      .bind(
                          "data",
                          Templating.eachEntry(texts, (name, text) -> Map.of(name.asString(), "on"))));
              """);

  private static final List<Rule> ALL =
      List.of(
          VAL_01, VAL_03, VAL_04, VAL_05, VAL_06, VAL_07, VAL_08, VAL_09, VAL_10, VAL_11, VAL_12);

  private ValueRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
