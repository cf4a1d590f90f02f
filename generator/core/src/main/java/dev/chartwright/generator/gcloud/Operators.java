package dev.chartwright.generator.gcloud;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.infrastructure.ComputeClassFile;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.OperatorSource;
import dev.chartwright.prover.OperatorSource.HelmChart;
import dev.chartwright.prover.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is installed in the cluster before the fleet: compute classes, cert-manager, RabbitMQ's
 * operator, KEDA.
 */
final class Operators {
  /** Of the project cert-manager; it is installed only where there is none. */
  static final String CERT_MANAGER = "1.20.3";

  private static final String CERT_MANAGER_CHARTS = "https://charts.jetstack.io";
  private static final String KEDA_CHARTS = "https://kedacore.github.io/charts";
  private static final String OPERATOR_RELEASE = "rabbitmq-cluster-operator";
  private static final String TIMEOUT = "--timeout=10m";

  private final Platform platform;
  private final Optional<NodePool> home;
  private final boolean hasClasses;

  Operators(Infrastructure infrastructure) {
    this.platform = infrastructure.platform();
    this.home = home(infrastructure.pools());
    this.hasClasses = !infrastructure.gke().computeClasses().isEmpty();
  }

  /**
   * The pool that operators must be led to: taints keep them off the other pools, but nothing keeps
   * them off Spot nodes without taint.
   */
  private static Optional<NodePool> home(List<NodePool> pools) {
    List<NodePool> open = pools.stream().filter(pool -> !pool.isTainted()).toList();
    return open.stream().anyMatch(NodePool::spot)
        ? open.stream().filter(pool -> !pool.spot() && pool.minNodes() > 0).findFirst()
        : Optional.empty();
  }

  Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    if (platform.certManager()) {
      model.put(
          "certManager",
          Map.of("find", findCertManager().model(), "install", installCertManager().model()));
    }
    if (hasClasses) {
      model.put("computeClasses", computeClasses().model());
    }
    model.put("operator", operator());
    model.put("keda", keda().model());
    model.put("ready", ready().stream().map(Command::model).toList());
    model.put("removeKeda", uninstall("keda", Platform.KEDA_NAMESPACE).model());
    return model;
  }

  private static Command computeClasses() {
    return Command.kubectl("apply", "--server-side")
        .and(Word.of("--filename=").and(Setting.FOLDER).and("/" + ComputeClassFile.NAME));
  }

  private static Command findCertManager() {
    return Command.kubectl("get", "crd", "certificates.cert-manager.io")
        .and("--ignore-not-found", "--output=name");
  }

  private static Command installCertManager() {
    return install("cert-manager", "cert-manager", "cert-manager")
        .and("--repo=" + CERT_MANAGER_CHARTS, "--version=v" + CERT_MANAGER)
        .and("--set=crds.enabled=true");
  }

  private Map<String, Object> operator() {
    OperatorSource source = platform.operatorSource();
    Map<String, Object> model = new LinkedHashMap<>();
    if (source instanceof HelmChart chart) {
      model.put("origin", chart.isBitnami() ? "bitnami" : "chart");
      model.put("install", List.of(chart(chart).model()));
      model.put("remove", uninstall(OPERATOR_RELEASE, Platform.OPERATOR_NAMESPACE).model());
    } else {
      List<Command> install = new ArrayList<>(List.of(manifest("apply", "--server-side")));
      home.ifPresent(pool -> install.add(lead(pool)));
      model.put("origin", "upstream");
      model.put("install", install.stream().map(Command::model).toList());
      model.put("remove", manifest("delete", "--ignore-not-found", TIMEOUT).model());
    }
    return model;
  }

  private static Command lead(NodePool pool) {
    return Command.kubectl("patch", "deployment/rabbitmq-cluster-operator")
        .and("--namespace=" + Platform.OPERATOR_NAMESPACE)
        .and("--patch={\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":" + on(pool) + "}}}}");
  }

  /** The node selector of a pool; both have names that JSON takes as they are. */
  private static String on(NodePool pool) {
    return "{\"" + NodePool.LABEL + "\":\"" + pool.name() + "\"}";
  }

  private Command manifest(String verb, String... flags) {
    return Command.kubectl(verb)
        .and(flags)
        .and(
            "--filename=https://github.com/rabbitmq/cluster-operator/releases/download/v"
                + platform.operator()
                + "/cluster-operator.yml");
  }

  private static Command chart(HelmChart chart) {
    return install(OPERATOR_RELEASE, chart.chart(), Platform.OPERATOR_NAMESPACE)
        .andIf(!chart.repository().isEmpty(), "--repo=" + chart.repository())
        .and("--version=" + chart.version());
  }

  private Command keda() {
    Command keda =
        install("keda", "keda", Platform.KEDA_NAMESPACE)
            .and("--repo=" + KEDA_CHARTS, "--version=" + platform.kedaChart());
    return home.map(pool -> keda.and("--set-json=nodeSelector=" + on(pool))).orElse(keda);
  }

  private static Command install(String release, String chart, String namespace) {
    return Command.helm("upgrade", "--install", release, chart)
        .and("--namespace=" + namespace, "--create-namespace", "--wait", TIMEOUT);
  }

  private static Command uninstall(String release, String namespace) {
    return Command.helm("uninstall", release)
        .and("--namespace=" + namespace, "--ignore-not-found", "--wait", TIMEOUT);
  }

  private static List<Command> ready() {
    return List.of(
        Command.kubectl("wait", "--for=condition=Established", TIMEOUT)
            .and("crd/rabbitmqclusters.rabbitmq.com")
            .and("crd/scaledobjects.keda.sh", "crd/triggerauthentications.keda.sh"),
        available(Platform.OPERATOR_NAMESPACE, "deployment", "--all"),
        available(Platform.KEDA_NAMESPACE, "deployment", "--all"),
        Command.kubectl("wait", "--for=condition=Available", TIMEOUT)
            .and("apiservice/v1beta1.external.metrics.k8s.io"));
  }

  private static Command available(String namespace, String... what) {
    return Command.kubectl("wait", "--for=condition=Available", TIMEOUT)
        .and("--namespace=" + namespace)
        .and(what);
  }

  /** What the newest versions are asked for with, beside the declared ones. */
  List<Map<String, Object>> versions() {
    List<Map<String, Object>> versions = new ArrayList<>();
    versions.add(
        version(
            "KEDA chart",
            platform.kedaChart().toString(),
            "version: ",
            Command.of("helm", "show", "chart", "keda", "--repo=" + KEDA_CHARTS)));
    if (platform.operatorSource() instanceof HelmChart chart) {
      versions.add(
          version(
              "chart of RabbitMQ's operator",
              chart.version(),
              "version: ",
              Command.of("helm", "show", "chart", chart.chart())
                  .andIf(!chart.repository().isEmpty(), "--repo=" + chart.repository())));
    }
    versions.add(
        version(
            "RabbitMQ Cluster Operator",
            platform.operator().toString(),
            "https://github.com/rabbitmq/cluster-operator/releases/tag/",
            // The address to which the newest release is forwarded.
            Command.of("curl", "--silent", "--show-error", "--fail", "--location")
                .and("--max-time", "30", "--output", "/dev/null", "--write-out", "%{url_effective}")
                .and("https://github.com/rabbitmq/cluster-operator/releases/latest")));
    if (platform.certManager()) {
      versions.add(
          version(
              "cert-manager",
              CERT_MANAGER,
              "version: ",
              Command.of("helm", "show", "chart", "cert-manager")
                  .and("--repo=" + CERT_MANAGER_CHARTS)));
    }
    return versions;
  }

  static Map<String, Object> version(String what, String declared, String prefix, Command command) {
    return Map.of("what", what, "declared", declared, "prefix", prefix, "command", command.model());
  }
}
