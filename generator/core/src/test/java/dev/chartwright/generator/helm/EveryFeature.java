package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.capabilities;
import static dev.chartwright.chart.Templating.checksum;
import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.eachEntry;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.releaseName;
import static dev.chartwright.chart.Templating.releaseNamespace;
import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Hook;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;

/** A chart that uses every feature of the DSL once. */
final class EveryFeature implements ChartSource {
  private enum LogLevel {
    DEBUG,
    INFO;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Values values = Values.create();
  private final ImageValue image =
      values.image("image", "registry.example.com/every/feature", "1.2.3").describe("The server.");
  private final Value<Integer> replicas =
      values.integer("replicas", 0).max(9).describe("Pods; 0 pauses the server.");
  private final Value<Double> sampling =
      values.decimal("sampling", 0.25).max(1).describe("Share of the requests that are traced.");
  private final Value<Boolean> verbose =
      values.flag("verbose", false).describe("Log requests too.");
  private final Value<String> logLevel =
      values.oneOf("logLevel", LogLevel.INFO).describe("How much is logged.");
  private final Value<String> greeting =
      values
          .string("greeting", "It's {{ 50% }} \"off\" # today")
          .describe("Any text: `{{ … }}` is no template here.\nSecond line.");
  private final Value<String> existingSecret =
      values.name("existingSecret", "").describe("Secret with the key `token`.");
  private final Value<String> host =
      values.dnsName("host", "feature.example.com").describe("Host name of the server.");
  private final Value<String> timeout =
      values.duration("timeout", "1m30s").describe("When a request is given up.");
  private final Value<String> cache =
      values.quantity("cache", "64Mi").describe("Size of the cache.");
  private final Value<List<String>> arguments =
      values.strings("extraArgs", List.of("--color=never")).describe("More arguments.");
  private final Value<Map<String, String>> podLabels =
      values.labels("podLabels", Map.of()).describe("Labels of the pods.");
  private final Value<Map<String, String>> podAnnotations =
      values.annotations("podAnnotations", Map.of()).describe("Annotations of the pods.");
  private final Value<Map<String, String>> settings =
      values
          .stringMap("settings", Map.of("colour", "blue", "b.c", "1e3"))
          .describe("Lines of the configuration.");
  private final Value<Map<String, Object>> nodeSelector =
      values.object("nodeSelector", Map.of()).describe("Labels of the nodes that pods may run on.");
  private final Value<Map<String, Object>> resources =
      values
          .object("resources", Map.of("requests", Map.of("cpu", "50m", "memory", "64Mi")))
          .describe("Resources of the server.");
  private final Value<List<Map<String, Object>>> tolerations =
      values.objects("tolerations", List.of()).describe("Taints that pods tolerate.");
  private final Value<List<Map<String, Object>>> ports =
      values
          .objects(
              "ports",
              List.of(Map.of("name", "http", "port", 80)),
              new ObjectType(
                  List.of(
                      new FieldType(
                          "name", new TextType("^[a-z]+$", 1, 15, List.of(), true), true, "Name."),
                      new FieldType(
                          "port",
                          new dev.chartwright.chart.ValueType.IntegerType(1, 65_535),
                          true,
                          "Number."))))
          .describe("Ports of the Service.");
  private final Value<Boolean> metrics =
      values.flag("metrics.enabled", false).describe("Let Prometheus scrape the pods.");
  private final Value<Integer> metricsPort =
      values.integer("metrics.port", 9090).min(1).max(65_535).describe("Where it scrapes.");
  private final Value<Boolean> checkApis =
      values.flag("checkApis", true).describe("Refuse to install where an API is missing.");
  private final Value<Boolean> database =
      values.flag("database.enabled", false).describe("Install the database too.");

  @Override
  public Chart chart() {
    values.section("metrics", "What Prometheus gets.");
    NamedTemplate url =
        new NamedTemplate(
            "url",
            "Where the server is found.",
            new Node.Scalar("http://" + host.asString() + ":" + metricsPort.asString() + "/"));
    return Chart.named("every-feature")
        .version("1.2.3-rc.1+build.5")
        .appVersion("1.2.3")
        .describe("Every feature of the language: what it looks like.")
        .kubeVersion(">=1.29.0-0")
        .home("https://example.com/every-feature")
        .icon("https://example.com/icon.svg")
        .source("https://example.com/source")
        .keywords("example", "yes")
        .maintainer("Some One", "some.one@example.com", "https://example.com")
        .annotation("artifacthub.io/license", "Apache-2.0")
        .annotation("artifacthub.io/prerelease", "true")
        .dependency(
            Dependency.on("postgresql", "~15.5.0", "oci://registry.example.com/charts")
                .as("database")
                .onlyWhen(database))
        .values(values)
        .template(url)
        .manifest(config(url))
        .manifest(deployment(url))
        .manifest(service())
        .manifest(monitor())
        .manifest(migration())
        .manifest("tests/greeting", when(verbose).or(logLevel.is("debug")), test())
        .notes("Reach the server at " + url.text(true).asString() + " {{ not a template }}")
        .notes(
            not(verbose).and(replicas.greaterThan(0)),
            "Watch it:\n\n  kubectl --namespace "
                + releaseNamespace().asString()
                + " get pods --watch")
        .ci(
            CiCase.named("everything")
                .set(verbose, true)
                .set(replicas, 3)
                .set(existingSecret, "token")
                .set(podLabels, Map.of("example.com/team", "a"))
                .set(podAnnotations, Map.of("example.com/note", "a: b # c\n"))
                .set(nodeSelector, Map.of("example.com/disk", "fast"))
                .set(tolerations, List.of(Map.of("key", "gpu", "operator", "Exists")))
                .set(database, true)
                .set(settings, Map.of())
                .set(metrics, true))
        .ci(
            CiCase.named("digest")
                .set(image.digest(), "sha256:" + "0123456789abcdef".repeat(4))
                .set(arguments, List.of()))
        .offline(checkApis, false)
        .file("files/own.txt", "A file of the author's own.\n")
        .file("charts/postgresql/Chart.yaml", "apiVersion: v2\nname: postgresql\nversion: 15.5.1\n")
        .file("charts/postgresql/values.yaml", "size: 1\n")
        .allowUnknownKind("example.com/v1/Monitor")
        .readme("## Notes of the author\n\nA paragraph.")
        .build();
  }

  private Manifest config(NamedTemplate url) {
    return Manifest.of(
            "configmap",
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(fullName("config"))
                .endMetadata()
                .addToData("greeting", greeting.asString())
                .addToData("sentence", "He said: " + greeting.asString() + " 100%")
                .addToData(
                    "server.conf",
                    "url = "
                        + url.text(true).asString()
                        + "\ntimeout = "
                        + timeout.asString()
                        + "\n# {{ end }}\n")
                .addToData("sampling", sampling.asString())
                .addToData("yes", "no")
                .build())
        .component("server")
        .comment("What the server reads when it starts.")
        .append(
            "data",
            eachEntry(
                settings, (key, value) -> Map.of("settings." + key.asString(), value.string())));
  }

  private Manifest deployment(NamedTemplate url) {
    Deployment deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(fullName().asString())
            .addToLabels("example.com/tier", "backend")
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas.asInt())
            .withNewStrategy()
            .withNewRollingUpdate()
            .withMaxSurge(new IntOrString("25%"))
            .withMaxUnavailable(new IntOrString(0))
            .endRollingUpdate()
            .endStrategy()
            .withNewSelector()
            .withMatchLabels(selectorLabels("server"))
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(selectorLabels("server"))
            .addToAnnotations("checksum/config", checksum("configmap").asString())
            .endMetadata()
            .withNewSpec()
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(10001L)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .addNewContainer()
            .withName("server")
            .withImage(image.asString())
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .withImagePullPolicy(image.pullPolicy().asString())
            .withArgs("--listen=:8080", "--verbose", "--name=" + releaseName().asString())
            .addNewEnv()
            .withName("LOG_LEVEL")
            .withValue(logLevel.asString())
            .endEnv()
            .addNewEnv()
            .withName("TOKEN")
            .withNewValueFrom()
            .withNewSecretKeyRef()
            .withName(existingSecret.asString())
            .withKey("token")
            .endSecretKeyRef()
            .endValueFrom()
            .endEnv()
            .addNewEnv()
            .withName("URL")
            .withValue(url.text(true).asString())
            .endEnv()
            .addNewPort()
            .withName("http")
            .withContainerPort(8080)
            .endPort()
            .addNewPort()
            .withName("metrics")
            .withContainerPort(metricsPort.asInt())
            .endPort()
            .withNewReadinessProbe()
            .withNewHttpGet()
            .withPath("/")
            .withPort(metricsPort.asIntOrString())
            .endHttpGet()
            .endReadinessProbe()
            .addNewVolumeMount()
            .withName("cache")
            .withMountPath("/cache")
            .endVolumeMount()
            .endContainer()
            .addNewVolume()
            .withName("cache")
            .withNewEmptyDir()
            .withSizeLimit(cache.asQuantity())
            .endEmptyDir()
            .endVolume()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    String container = "spec.template.spec.containers[server]";
    return Manifest.of("deployment", deployment)
        .component("server")
        .append("spec.template.metadata.labels", podLabels)
        .append("spec.template.metadata.annotations", podAnnotations)
        .when(container + ".args[1]", when(verbose))
        .append(container + ".args", arguments)
        .append(container + ".args", Node.of(List.of("--timeout", timeout)))
        .when(container + ".env[1]", when(existingSecret))
        .comment(container + ".env[1]", "Without it the server is open to everybody.")
        .when(container + ".ports[metrics]", when(metrics))
        .when(container + ".readinessProbe", when(metrics))
        .bind(container + ".resources", resources)
        .bind("spec.template.spec.nodeSelector", nodeSelector)
        .bind("spec.template.spec.tolerations", tolerations)
        .bind(
            "spec.template.spec.priorityClassName",
            choose(replicas.greaterThan(1))
                .then("normal")
                .otherwise(choose(verbose).then("low").otherwise("lowest")));
  }

  private Manifest service() {
    HasMetadata service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(fullName().asString())
            .endMetadata()
            .withNewSpec()
            .withSelector(selectorLabels("server"))
            .endSpec()
            .build();
    return Manifest.of("service", service)
        .component("server")
        .bind(
            "spec.ports",
            each(
                ports,
                "port",
                port ->
                    Map.of(
                        "name",
                        port.string("name"),
                        "port",
                        port.integer("port"),
                        "targetPort",
                        "http")));
  }

  private Manifest monitor() {
    GenericKubernetesResource monitor = new GenericKubernetesResource();
    monitor.setApiVersion("example.com/v1");
    monitor.setKind("Monitor");
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(fullName().asString());
    monitor.setMetadata(metadata);
    monitor.setAdditionalProperty(
        "spec", Map.of("share", 0.5, "paths", List.of("/metrics", List.of("a", "b"), Map.of())));
    return Manifest.of("monitor", monitor)
        .onlyWhen(when(metrics).and(not(capabilities("example.com/v2/Monitor"))))
        .requiresApi(
            "example.com/v1/Monitor",
            checkApis,
            "Install the monitor operator first, or set checkApis to false.")
        .failsWhen(sampling.greaterThan(0).and(not(verbose)), "sampling needs verbose.")
        .bind("spec.port", metricsPort)
        .bind("spec.sampling", sampling)
        .bind("spec.verbose", verbose);
  }

  private Manifest migration() {
    HasMetadata job =
        new JobBuilder()
            .withNewMetadata()
            .withName(fullName("migrate"))
            .endMetadata()
            .withNewSpec()
            .withTtlSecondsAfterFinished(600)
            .withNewTemplate()
            .withNewSpec()
            .withRestartPolicy("Never")
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(10001L)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .addNewContainer()
            .withName("migrate")
            .withImage(image.asString())
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .withCommand("/bin/migrate", "--to", "latest")
            .withNewResources()
            .addToLimits("memory", new Quantity("32Mi"))
            .endResources()
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    return Manifest.of("migration", job)
        .component("migration")
        .hook(
            new Hook(
                List.of(Hook.Event.PRE_INSTALL, Hook.Event.PRE_UPGRADE),
                -5,
                List.of(Hook.DeletePolicy.BEFORE_HOOK_CREATION)));
  }

  private static HasMetadata test() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(fullName("greeting"))
        .endMetadata()
        .addToData("script", "set -e\necho \"$GREETING\"\n")
        .build();
  }

  /** A chart of named templates for other charts. */
  static Chart library() {
    Expr long63 = releaseName().trunc(63).trimSuffix("-");
    return Chart.named("every-template")
        .library()
        .version("0.1.0")
        .describe("Named templates for other charts.")
        .template(
            new NamedTemplate("short", "A name that fits.", new Node.Scalar(long63.asString())))
        .template(
            new NamedTemplate(
                "security",
                "What the restricted standard asks of a container.",
                Node.of(Map.of("privileged", false, "runAsNonRoot", true))))
        .build();
  }
}
