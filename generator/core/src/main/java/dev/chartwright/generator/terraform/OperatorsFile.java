package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.OperatorSource.HelmChart;
import dev.chartwright.prover.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code operators.tf}: what Helm installs before the fleet, if it is asked to. */
final class OperatorsFile {
  private static final long TEN_MINUTES = 600;

  private OperatorsFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder file = Body.builder();
    file.comment(
            "The plugin gets a new token for each run. A token that Terraform reads would be"
                + " stored in the state.")
        .block("provider", "helm", Body.builder().set("kubernetes", cluster()));
    file.comment(
            "Removing it also removes its CustomResourceDefinitions, and with them every"
                + " ScaledObject.")
        .resource(
            "helm_release",
            "keda",
            release(
                "keda",
                "keda",
                "https://kedacore.github.io/charts",
                infrastructure.platform().kedaChart().toString(),
                Platform.KEDA_NAMESPACE,
                infrastructure));
    if (infrastructure.platform().operatorSource() instanceof HelmChart chart) {
      file.resource(
          "helm_release",
          "rabbitmq_operator",
          release(
              "rabbitmq-cluster-operator",
              chart.chart(),
              chart.repository(),
              chart.version(),
              Platform.OPERATOR_NAMESPACE,
              infrastructure));
    }
    return file.build();
  }

  private static Expression cluster() {
    Map<String, Expression> plugin = new LinkedHashMap<>();
    plugin.put("api_version", Expression.text("client.authentication.k8s.io/v1beta1"));
    plugin.put("command", Expression.text("gke-gcloud-auth-plugin"));
    plugin.put("args", Expression.texts(List.of("--use_application_default_credentials")));
    Map<String, Expression> cluster = new LinkedHashMap<>();
    cluster.put(
        "host",
        Expression.template(
            Expression.text("https://"), Expression.reference(Names.CLUSTER + ".endpoint")));
    cluster.put(
        "cluster_ca_certificate",
        Expression.call(
            "base64decode",
            Expression.reference(Names.CLUSTER + ".master_auth[0].cluster_ca_certificate")));
    cluster.put("exec", new Expression.Mapping(plugin));
    return new Expression.Mapping(cluster);
  }

  private static Body.Builder release(
      String name,
      String chart,
      String repository,
      String version,
      String namespace,
      Infrastructure infrastructure) {
    Body.Builder release =
        Body.builder()
            .set("count", Expression.code("var." + Variables.INSTALL_OPERATORS + " ? 1 : 0"))
            .set("name", name);
    if (!repository.isEmpty()) {
      release.set("repository", repository);
    }
    return release
        .set("chart", chart)
        .set("version", version)
        .set("namespace", namespace)
        .set("create_namespace", true)
        .set("timeout", TEN_MINUTES)
        .set("depends_on", Expression.list(dependencies(infrastructure)));
  }

  /** Nodes that take the pods, the way to their images, and the way to their webhooks. */
  private static List<Expression> dependencies(Infrastructure infrastructure) {
    List<Expression> dependencies = new ArrayList<>();
    infrastructure.pools().stream()
        .filter(pool -> !pool.isTainted())
        .forEach(pool -> dependencies.add(Names.pool(pool, "")));
    if (infrastructure.makesWaysOut()) {
      dependencies.add(Expression.reference(NetworkFile.NAT));
      dependencies.add(Expression.reference(NetworkFile.FIREWALL));
    }
    return dependencies;
  }
}
