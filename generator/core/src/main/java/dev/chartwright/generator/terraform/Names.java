package dev.chartwright.generator.terraform;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.infrastructure.Infrastructure;

/** What things are called inside the module. */
final class Names {
  /** The one cluster, network and subnet. */
  static final String FLEET = "fleet";

  static final String CLUSTER = "google_container_cluster." + FLEET;

  private Names() {}

  /** A name that begins with the cluster's follows the variable for it. */
  static Expression afterCluster(Infrastructure infrastructure, String name) {
    String cluster = infrastructure.gke().cluster();
    return name.startsWith(cluster + "-")
        ? Expression.template(
            Expression.variable(Variables.CLUSTER_NAME),
            Expression.text(name.substring(cluster.length())))
        : Expression.text(name);
  }

  /** The service of Google Cloud, as a resource. */
  static Expression api(String api) {
    return Expression.reference("google_project_service." + identifier(api));
  }

  /** Adds the resource that enables a service of Google Cloud. */
  static void enable(String api, Body.Builder file) {
    file.resource(
        "google_project_service",
        identifier(api),
        Body.builder().set("service", api).set("disable_on_destroy", false));
  }

  static Expression pool(NodePool pool, String attribute) {
    return Expression.reference("google_container_node_pool." + poolName(pool) + attribute);
  }

  /** Hyphens are the only characters of a pool's name that Terraform would rather not see. */
  static String poolName(NodePool pool) {
    return pool.name().replace('-', '_');
  }

  private static String identifier(String api) {
    return api.substring(0, api.indexOf('.'));
  }
}
