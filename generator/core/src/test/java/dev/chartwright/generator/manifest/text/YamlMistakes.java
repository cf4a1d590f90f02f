package dev.chartwright.generator.manifest.text;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import java.util.List;
import java.util.Map;

/** A chart with the mistakes that people make in YAML text; its lines stand in a golden report. */
final class YamlMistakes implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    values.integer("replicaCount", 1).describe("The number of pods.");
    values.string("ingress.className", "").describe("The class of the Ingress.");
    values.strings("hosts", List.of()).describe("The hosts.");
    values.annotations("notes", Map.of()).describe("Annotations.");
    values.string("version", "1").describe("A version of something else.");
    values.flag("debug", false).describe("Whether more is logged.");
    Value<String> token = values.string("token", "x").describe("Used in Java.");
    return Chart.named("mistakes")
        .describe("A chart of mistakes in YAML.")
        .values(values)
        .manifest(
            Manifest.yaml(
                "deployment",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: ${fulname}
                  labels: {"${release}": x}
                spec:
                  replica: 3
                  replicas: ${ingress.className}
                  minReadySeconds: "10"
                  paused: ${replicaCount}
                  selector: ${selectorLabels(web)}
                  template:
                    metadata: {annotations: {hosts: "${hosts}", other: "a-${hosts}"}}
                    spec:
                      restartPolicy: always
                      terminationGracePeriodSeconds: 1${replicaCount}
                      dnsPolicy:
                      containers:
                        - name: web
                          image: nginx:${version}
                          args: ["${VAR:-default}", "--x=${ingress}", "${ingres.className?}", "a${debug?}"]
                          env:
                            - name: A
                              value: {{ .Values.debug }}
                            - name: B
                              value: ${Release.Name}
                            - name: C
                              value: ${checksum(confg)}
                            - {name: D, value: 5, vale: x}
                            - {name: E, value: "${unclosed"}
                """))
        .manifest(
            Manifest.yaml(
                "broken",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: a
                 data: {}
                """))
        .manifest(
            Manifest.yaml(
                "template",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: a
                {{- if .Values.debug }}
                data: {a: b}
                {{- end }}
                """))
        .manifest(
            Manifest.yaml(
                "strict",
                """
                apiVersion: v1
                kind: ${debug}
                metadata: &meta
                  name: a
                  annotations: ${notes}
                data:
                  on: !!bool yes
                  a: 1
                  a: 2
                  <<: {b: 3}
                ---
                kind: Other
                """))
        .manifest(Manifest.yaml("config", "{kind: ConfigMap, metadata: {name: a}, status: {}}"))
        .manifest(Manifest.yaml("kind", "{apiVersion: v1, kind: Servce, metadata: {}}"))
        .manifest(Manifest.yaml("list", "- a\n- b\n"))
        .manifest(Manifest.yaml("empty", "# nothing\n"))
        .manifest(Manifest.yaml("java", "kind: X\nname: " + token.asString() + "\n"))
        .build();
  }
}
