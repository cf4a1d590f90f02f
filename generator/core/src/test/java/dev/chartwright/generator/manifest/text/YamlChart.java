package dev.chartwright.generator.manifest.text;

import static dev.chartwright.chart.Templating.capabilities;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import java.util.List;
import java.util.Map;

/** A web service that is declared in YAML text. */
final class YamlChart implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    values.integer("replicaCount", 2).max(100).describe("The number of pods.");
    values.image("image", "docker.io/nginxinc/nginx-unprivileged", "1.27.4").describe("The image.");
    values.integer("port", 8080).min(1024).max(65535).describe("The port of the container.");
    values.string("greeting", "Hello: \"you\" {{ and }} $me").describe("The text of the page.");
    values.quantity("memory", "128Mi").describe("The memory of a pod.");
    values.strings("extraArgs", List.of()).describe("Further arguments.");
    values.stringMap("nodeSelector", Map.of()).describe("Labels of nodes.");
    values.flag("hostNetwork", false).describe("Whether pods use the network of the node.");
    Value<Boolean> ingress =
        values.flag("ingress.enabled", false).describe("Whether there is an Ingress.");
    values.name("ingress.className", "").describe("The class of the Ingress.");
    values
        .string("ingress.host", "hello.example.com")
        .plainPattern("^[a-z0-9.-]+$")
        .notEmpty()
        .describe("The host.");
    values.objects("ingress.tls", List.of()).describe("TLS of the Ingress.");
    values.labels("podLabels", Map.of()).describe("Labels of pods.");
    return Chart.named("yaml-web")
        .version("1.0.0")
        .appVersion("1.27.4")
        .describe("A web service in YAML text.")
        .values(values)
        .manifest(
            Manifest.yaml(
                    "deployment",
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: ${fullname}
                      annotations: {example.com/port: "${port}"}
                    spec:
                      replicas: ${replicaCount}
                      selector: {matchLabels: ${selectorLabels(web)}}
                      template:
                        metadata:
                          labels: ${selectorLabels(web)}
                          annotations:
                            # Pods restart when their configuration changes.
                            checksum/config: ${checksum(config)}
                        spec:
                          automountServiceAccountToken: false
                          # A token would be of no use here.
                          nodeSelector: ${nodeSelector?}
                          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                          containers:
                          # The only one.
                          - name: web
                            image: ${image}
                            imagePullPolicy: ${image.pullPolicy}
                            args: ${extraArgs?}
                            env:
                              - {name: PORT, value: "${port}"}
                              - name: SCRIPT
                                value: echo $${HOME} $(PORT)
                            ports:
                              - name: http
                                containerPort: ${port}
                            readinessProbe: {httpGet: {path: /, port: http}}
                            livenessProbe: {httpGet: {path: /, port: http}}
                            resources:
                              requests: {cpu: 50m, memory: "${memory}"}
                              limits: {cpu: 500m, memory: "${memory}"}
                            securityContext:
                              allowPrivilegeEscalation: false
                              readOnlyRootFilesystem: true
                              capabilities: {drop: [ALL]}
                            volumeMounts:
                              - {name: page, mountPath: /usr/share/nginx/html, readOnly: true}
                              - {name: tmp, mountPath: /tmp}
                          volumes:
                            - name: page
                              configMap: {name: "${fullname}-page"}
                            - name: tmp
                              emptyDir: {sizeLimit: 32Mi}
                    """)
                .component("web"))
        .manifest(
            Manifest.yaml(
                    "config",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: "${fullname}-page"}
                    data:
                      index.html: ${greeting}
                      port: ${port}
                      host: ${hostNetwork}
                      all.conf: |
                        # port ${port} of ${release} in ${namespace}
                        listen = ${port};
                        {{ text }}
                    """)
                .component("web"))
        .manifest(
            Manifest.yaml(
                    "service",
                    """
                    # Clients find the pods here.
                    apiVersion: v1
                    kind: Service
                    metadata: {name: ${fullname}}
                    spec:
                      selector: ${selectorLabels(web)}
                      ports: [{name: http, port: 80, targetPort: http}]
                    """)
                .component("web"))
        .manifest(
            Manifest.yaml(
                    "ingress",
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata: {name: "${fullname}-web"}
                    spec:
                      ingressClassName: ${ingress.className?}
                      tls: ${ingress.tls?}
                      rules:
                        - host: ${ingress.host}
                          http:
                            paths:
                              - path: /
                                pathType: Prefix
                                backend: {service: {name: "${fullname}", port: {name: http}}}
                    """)
                .component("web")
                .onlyWhen(when(ingress)))
        .manifest(
            Manifest.yaml(
                    "networkpolicy",
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: ${fullname}}
                    spec:
                      podSelector: {matchLabels: ${selectorLabels(web)}}
                      policyTypes: [Ingress]
                      ingress:
                        - from:
                          - namespaceSelector: {matchLabels: ${podLabels?}}
                          ports: [{port: http}]
                    """)
                .component("web"))
        .manifest(
            Manifest.yaml(
                    "monitor",
                    """
                    apiVersion: monitoring.coreos.com/v1
                    kind: ServiceMonitor
                    metadata: {name: ${fullname}}
                    spec:
                      selector: {matchLabels: ${selectorLabels(web)}}
                      endpoints:
                        - port: http
                          metricRelabelings: []
                          path: /metrics
                    """)
                .component("web")
                .onlyWhen(capabilities("monitoring.coreos.com/v1/ServiceMonitor")))
        .build();
  }
}
