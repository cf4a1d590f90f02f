package dev.chartwright.examples.web;

import static dev.chartwright.chart.Templating.checksum;
import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.releaseName;
import static dev.chartwright.chart.Templating.releaseNamespace;
import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Hook;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/** A small web service with the parts that such a chart usually has. */
public final class HelloWeb implements ChartSource {
  private static final String WEB = "web";
  private static final String TEST = "test";
  private static final String IGNORED = "container-image-pull-policy";
  private static final String PULL_POLICY =
      "The image tag never moves, so nodes need not pull it again.";
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final TextType HOST =
      new TextType("^(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*$", 1, 253, List.of(), true);
  private static final TextType SECRET =
      new TextType("^" + LABEL + "(\\." + LABEL + ")*$", 1, 253, List.of(), true);
  private static final TextType PATH = new TextType("^/.*$", 1, 1024, List.of(), false);
  private static final int PORT = 8080;
  private static final long USER = 10101;

  @Override
  public Chart chart() {
    Values values = Values.create();
    ImageValue image =
        values
            .image("image", "docker.io/nginxinc/nginx-unprivileged", "1.27.4")
            .describe("The image of the web server.");
    Value<List<Map<String, Object>>> pullSecrets =
        values
            .imagePullSecrets("imagePullSecrets")
            .describe("Secrets with credentials for a private registry, each as `name: …`.");
    Value<Integer> replicas =
        values
            .integer("replicas", 2)
            .min(1)
            .max(50)
            .describe("Number of pods, if autoscaling is disabled.");
    Value<String> greeting =
        values.string("greeting", "Hello from Helm.").describe("The text of the page.");
    Value<Map<String, Object>> resources =
        values
            .resources(
                "resources",
                Map.of(
                    "limits",
                        Map.of("cpu", "500m", "ephemeral-storage", "256Mi", "memory", "128Mi"),
                    "requests",
                        Map.of("cpu", "50m", "ephemeral-storage", "64Mi", "memory", "128Mi")))
            .describe("Requests and limits of the web server.");
    Value<Map<String, String>> nodeSelector =
        values
            .nodeSelector("nodeSelector", Map.of())
            .describe("Labels of the nodes on which the pods may run.");
    Value<List<Map<String, Object>>> tolerations =
        values.tolerations("tolerations", List.of()).describe("Taints that the pods tolerate.");
    Value<Map<String, String>> podAnnotations =
        values.annotations("podAnnotations", Map.of()).describe("Annotations of the pods.");
    Value<Integer> servicePort =
        values.integer("service.port", 80).min(1).max(65535).describe("Port of the Service.");

    values.section("autoscaling", "Scales the number of pods by their CPU usage.");
    Value<Boolean> autoscaled =
        values
            .flag("autoscaling.enabled", false)
            .describe("Create a HorizontalPodAutoscaler, which sets the number of pods.");
    Value<Integer> least =
        values
            .integer("autoscaling.minReplicas", 2)
            .min(1)
            .max(100)
            .describe("Minimum number of" + " pods.");
    Value<Integer> most =
        values
            .integer("autoscaling.maxReplicas", 10)
            .min(1)
            .max(100)
            .describe("Maximum number of" + " pods.");
    Value<Integer> cpu =
        values
            .integer("autoscaling.targetCPUUtilizationPercentage", 75)
            .min(1)
            .max(100)
            .describe("Target for the average CPU usage, in percent of the request.");

    values.section("ingress", "Makes the Service reachable from outside the cluster.");
    Value<Boolean> ingress = values.flag("ingress.enabled", false).describe("Create an Ingress.");
    Value<String> ingressClass =
        values
            .dnsName("ingress.className", "")
            .describe("Ingress class; empty for the default of the cluster.");
    Value<List<Map<String, Object>>> hosts =
        values
            .objects(
                "ingress.hosts",
                List.of(Map.of("host", "hello.example.com", "path", "/")),
                new ObjectType(
                    List.of(
                        new FieldType("host", HOST, true, "Host name."),
                        new FieldType("path", PATH, true, "Path prefix."))))
            .describe("Host names and path prefixes of the Service.");
    Value<List<Map<String, Object>>> tls =
        values
            .objects(
                "ingress.tls",
                List.of(),
                new ObjectType(
                    List.of(
                        new FieldType("secretName", SECRET, true, "Secret with the certificate."),
                        new FieldType(
                            "hosts", new ListType(HOST), true, "Host names of the certificate."))))
            .describe("TLS settings, each with `secretName` and `hosts`.");
    Value<Map<String, String>> ingressAnnotations =
        values
            .annotations("ingress.annotations", Map.of())
            .describe("Annotations of the Ingress, which configure its controller.");
    Value<Boolean> networkPolicy =
        values
            .flag("networkPolicy.enabled", true)
            .describe(
                "Create a NetworkPolicy: ingress to the web port, egress for DNS and for the"
                    + " test.");

    String name = fullName().asString();
    Map<String, String> selector = selectorLabels(WEB);

    Manifest deployment =
        Manifest.of(
                "deployment",
                new DeploymentBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .addToAnnotations("kube-score/ignore", IGNORED)
                    .endMetadata()
                    .withNewSpec()
                    .withReplicas(replicas.asInt())
                    .withNewSelector()
                    .withMatchLabels(selector)
                    .endSelector()
                    .withNewTemplate()
                    .withNewMetadata()
                    .withLabels(selector)
                    .addToAnnotations("checksum/config", checksum("configmap").asString())
                    .endMetadata()
                    .withNewSpec()
                    .withServiceAccountName(name)
                    .withAutomountServiceAccountToken(false)
                    .withSecurityContext(Restricted.pod(USER))
                    .addNewTopologySpreadConstraint()
                    .withMaxSkew(1)
                    .withTopologyKey("kubernetes.io/hostname")
                    .withWhenUnsatisfiable("ScheduleAnyway")
                    .withNewLabelSelector()
                    .withMatchLabels(selector)
                    .endLabelSelector()
                    .endTopologySpreadConstraint()
                    .withNewAffinity()
                    .withNewPodAntiAffinity()
                    .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                    .withWeight(100)
                    .withNewPodAffinityTerm()
                    .withTopologyKey("kubernetes.io/hostname")
                    .withNewLabelSelector()
                    .withMatchLabels(selector)
                    .endLabelSelector()
                    .endPodAffinityTerm()
                    .endPreferredDuringSchedulingIgnoredDuringExecution()
                    .endPodAntiAffinity()
                    .endAffinity()
                    .withContainers(server(image))
                    .addNewVolume()
                    .withName("page")
                    .withNewConfigMap()
                    .withName(name)
                    .endConfigMap()
                    .endVolume()
                    .addNewVolume()
                    .withName("tmp")
                    .withNewEmptyDir()
                    .withSizeLimit(new Quantity("32Mi"))
                    .endEmptyDir()
                    .endVolume()
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build())
            .component(WEB)
            .comment("metadata.annotations['kube-score/ignore']", PULL_POLICY)
            .when("spec.replicas", not(autoscaled))
            .comment("spec.replicas", "Not set while the autoscaler sets the number.")
            .bind("spec.template.spec.imagePullSecrets", pullSecrets)
            .bind("spec.template.spec.nodeSelector", nodeSelector)
            .bind("spec.template.spec.tolerations", tolerations)
            .bind("spec.template.spec.containers[web].resources", resources)
            .append("spec.template.metadata.annotations", podAnnotations);

    return Chart.named("hello-web")
        .version("1.0.0")
        .appVersion("1.27.4")
        .describe("A small web service, as an example of an ordinary chart.")
        .kubeVersion(">=1.27.0-0")
        .keywords("web", "example")
        .maintainer("Chartwright", "", "")
        .annotation("artifacthub.io/license", "Apache-2.0")
        .values(values)
        .manifest(deployment)
        .manifest(
            Manifest.of(
                    "service",
                    new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withType("ClusterIP")
                        .withSelector(selector)
                        .addNewPort()
                        .withName("http")
                        .withPort(servicePort.asInt())
                        .withTargetPort(new IntOrString("http"))
                        .withProtocol("TCP")
                        .endPort()
                        .endSpec()
                        .build())
                .component(WEB))
        .manifest(
            Manifest.of(
                    "configmap",
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData("index.html", greeting.asString())
                        .build())
                .component(WEB))
        .manifest(
            Manifest.of(
                    "serviceaccount",
                    new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withAutomountServiceAccountToken(false)
                        .build())
                .component(WEB))
        .manifest(
            Manifest.of(
                    "poddisruptionbudget",
                    new PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withMaxUnavailable(new IntOrString(1))
                        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                        .withNewSelector()
                        .withMatchLabels(selector)
                        .endSelector()
                        .endSpec()
                        .build())
                .component(WEB))
        .manifest(
            Manifest.of(
                    "networkpolicy",
                    new NetworkPolicyBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewPodSelector()
                        .withMatchLabels(selectorLabels(""))
                        .endPodSelector()
                        .withPolicyTypes("Ingress", "Egress")
                        .addNewIngress()
                        .addNewPort()
                        .withPort(new IntOrString("http"))
                        .withProtocol("TCP")
                        .endPort()
                        .endIngress()
                        .addNewEgress()
                        .addNewTo()
                        .withNewPodSelector()
                        .withMatchLabels(selector)
                        .endPodSelector()
                        .endTo()
                        .endEgress()
                        .addNewEgress()
                        .addNewTo()
                        .withNewNamespaceSelector()
                        .addToMatchLabels("kubernetes.io/metadata.name", "kube-system")
                        .endNamespaceSelector()
                        .endTo()
                        .addNewTo()
                        .withNewIpBlock()
                        .withCidr("169.254.20.10/32")
                        .endIpBlock()
                        .endTo()
                        .addNewTo()
                        .withNewIpBlock()
                        .withCidr("169.254.169.254/32")
                        .endIpBlock()
                        .endTo()
                        .addNewPort()
                        .withPort(new IntOrString(53))
                        .withProtocol("UDP")
                        .endPort()
                        .addNewPort()
                        .withPort(new IntOrString(53))
                        .withProtocol("TCP")
                        .endPort()
                        .endEgress()
                        .endSpec()
                        .build())
                .component(WEB)
                .onlyWhen(when(networkPolicy))
                .comment(
                    "spec.egress[1]",
                    "DNS: the DNS Service of the cluster, NodeLocal DNSCache, and Cloud DNS for"
                        + " GKE."))
        .manifest(
            Manifest.of(
                    "horizontalpodautoscaler",
                    new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewScaleTargetRef()
                        .withApiVersion("apps/v1")
                        .withKind("Deployment")
                        .withName(name)
                        .endScaleTargetRef()
                        .withMinReplicas(least.asInt())
                        .withMaxReplicas(most.asInt())
                        .addNewMetric()
                        .withType("Resource")
                        .withNewResource()
                        .withName("cpu")
                        .withNewTarget()
                        .withType("Utilization")
                        .withAverageUtilization(cpu.asInt())
                        .endTarget()
                        .endResource()
                        .endMetric()
                        .endSpec()
                        .build())
                .component(WEB)
                .onlyWhen(when(autoscaled))
                .failsWhen(
                    least.greaterThan(most),
                    "autoscaling.minReplicas is greater than autoscaling.maxReplicas: set a"
                        + " smaller minimum or a larger maximum."))
        .manifest(
            Manifest.of(
                    "ingress",
                    new IngressBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .component(WEB)
                .onlyWhen(when(ingress))
                .failsWhen(
                    not(hosts),
                    "ingress.hosts is empty: add a host, or set ingress.enabled to false.")
                .append("metadata.annotations", ingressAnnotations)
                .bind("spec.ingressClassName", ingressClass)
                .when("spec.ingressClassName", when(ingressClass))
                .bind(
                    "spec.rules",
                    each(
                        hosts,
                        "entry",
                        entry ->
                            Map.of(
                                "host",
                                entry.string("host"),
                                "http",
                                Map.of(
                                    "paths",
                                    List.of(
                                        Map.of(
                                            "path", entry.string("path"),
                                            "pathType", "Prefix",
                                            "backend",
                                                Map.of(
                                                    "service",
                                                    Map.of(
                                                        "name",
                                                        name,
                                                        "port",
                                                        Map.of("name", "http")))))))))
                .bind("spec.tls", tls))
        .manifest(
            Manifest.of(
                    "tests/connection",
                    new PodBuilder()
                        .withNewMetadata()
                        .withName(fullName(TEST))
                        .withLabels(selectorLabels(TEST))
                        .addToAnnotations("kube-score/ignore", IGNORED)
                        .endMetadata()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .withServiceAccountName(name)
                        .withAutomountServiceAccountToken(false)
                        .withSecurityContext(Restricted.pod(USER))
                        .withContainers(client(image, name, servicePort))
                        .endSpec()
                        .build())
                .component(TEST)
                .bind("spec.imagePullSecrets", pullSecrets)
                .bind("spec.nodeSelector", nodeSelector)
                .bind("spec.tolerations", tolerations)
                .comment("metadata.annotations['kube-score/ignore']", PULL_POLICY)
                .hook(Hook.test()))
        .notes(
            "Open a local port to the Service, then visit http://localhost:8080:\n\n  kubectl"
                + " --namespace "
                + releaseNamespace().asString()
                + " port-forward service/"
                + name
                + " 8080:"
                + servicePort.asString()
                + "\n\nUninstall the release:\n\n  helm uninstall --namespace "
                + releaseNamespace().asString()
                + " "
                + releaseName().asString())
        .ci(
            CiCase.named("everything")
                .set(autoscaled, true)
                .set(ingress, true)
                .set(ingressClass, "nginx")
                .set(
                    greeting,
                    "It's {{ .Values.greeting }}: \"quoted\" # not a comment\nand a second line")
                .set(nodeSelector, Map.of("kubernetes.io/arch", "amd64"))
                .set(podAnnotations, Map.of("example.com/team", "web"))
                .set(pullSecrets, List.of(Map.of("name", "registry")))
                .set(ingressAnnotations, Map.of("example.com/contact", "web: #help"))
                .set(
                    tolerations,
                    List.of(Map.of("key", "web", "operator", "Exists", "effect", "NoSchedule")))
                .set(
                    tls,
                    List.of(
                        Map.of("secretName", "hello-tls", "hosts", List.of("hello.example.com")))))
        .ci(CiCase.named("bare").set(replicas, 1).set(networkPolicy, false))
        .build();
  }

  private static Container server(ImageValue image) {
    return new ContainerBuilder()
        .withName(WEB)
        .withImage(image.asString())
        .withImagePullPolicy(image.pullPolicy().asString())
        .addNewPort()
        .withName("http")
        .withContainerPort(PORT)
        .withProtocol("TCP")
        .endPort()
        .withNewLivenessProbe()
        .withNewTcpSocket()
        .withPort(new IntOrString("http"))
        .endTcpSocket()
        .withPeriodSeconds(20)
        .endLivenessProbe()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/")
        .withPort(new IntOrString("http"))
        .endHttpGet()
        .withPeriodSeconds(5)
        .endReadinessProbe()
        .withSecurityContext(Restricted.container(USER))
        .addNewVolumeMount()
        .withName("page")
        .withMountPath("/usr/share/nginx/html")
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private static Container client(ImageValue image, String service, Value<Integer> port) {
    return new ContainerBuilder()
        .withName("fetch")
        .withImage(image.asString())
        .withImagePullPolicy(image.pullPolicy().asString())
        .withCommand("curl", "--fail", "--silent", "--show-error", "--max-time", "10")
        .withArgs("http://" + service + ":" + port.asString() + "/")
        .withSecurityContext(Restricted.container(USER))
        .withNewResources()
        .addToLimits(
            Map.of(
                "cpu",
                new Quantity("100m"),
                "memory",
                new Quantity("32Mi"),
                "ephemeral-storage",
                new Quantity("16Mi")))
        .addToRequests(
            Map.of(
                "cpu",
                new Quantity("10m"),
                "memory",
                new Quantity("32Mi"),
                "ephemeral-storage",
                new Quantity("16Mi")))
        .endResources()
        .build();
  }
}
