package dev.chartwright.generator.terraform;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.infrastructure.Infrastructure.NodeAccount;
import java.util.List;
import java.util.Map;

/** {@code node_pools.tf}: the machines, and the account that they act as. */
final class NodePoolsFile {
  static final String ROLES = "google_project_iam_member.nodes";

  private static final String ACCOUNT = "google_service_account.nodes";
  static final String IAM = "iam.googleapis.com";
  private static final String RESOURCE_MANAGER = "cloudresourcemanager.googleapis.com";

  private NodePoolsFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder file = Body.builder();
    infrastructure.nodeAccount().ifPresent(account -> account(account, file));
    for (NodePool pool : infrastructure.pools()) {
      file.resource("google_container_node_pool", Names.poolName(pool), pool(pool, infrastructure));
    }
    return file.build();
  }

  static Expression accountEmail() {
    return Expression.reference(ACCOUNT + ".email");
  }

  /** What the account may do is said by its roles alone. */
  static Expression scopes() {
    return Expression.texts(List.of("https://www.googleapis.com/auth/cloud-platform"));
  }

  private static void account(NodeAccount account, Body.Builder file) {
    Names.enable(IAM, file);
    Names.enable(RESOURCE_MANAGER, file);
    file.resource(
        "google_service_account",
        "nodes",
        Body.builder()
            .set("account_id", Expression.variable(Variables.NODE_ACCOUNT_ID))
            .set(
                "display_name",
                Expression.template(
                    Expression.text("Nodes of the cluster "),
                    Expression.variable(Variables.CLUSTER_NAME)))
            .set("depends_on", Expression.list(List.of(Names.api(IAM)))));
    file.comment("Permission to write logs and metrics and to pull images, and nothing else.")
        .resource(
            "google_project_iam_member",
            "nodes",
            Body.builder()
                .set("for_each", Expression.call("toset", Expression.texts(account.roles())))
                .set("project", Expression.variable(Variables.PROJECT_ID))
                .set("role", Expression.reference("each.value"))
                .set("member", Expression.reference(ACCOUNT + ".member"))
                .set("depends_on", Expression.list(List.of(Names.api(RESOURCE_MANAGER)))));
  }

  private static Body.Builder pool(NodePool pool, Infrastructure infrastructure) {
    return Body.builder()
        .set("name", pool.name())
        .set("cluster", Expression.reference(Names.CLUSTER + ".name"))
        .set("location", Expression.reference(Names.CLUSTER + ".location"))
        .set("initial_node_count", infrastructure.initialNodesPerZone(pool))
        .comment("For the whole pool, not for each zone.")
        .block(
            "autoscaling",
            Body.builder()
                .set("total_min_node_count", pool.minNodes())
                .set("total_max_node_count", pool.maxNodes())
                .set("location_policy", "ANY"))
        .block("management", Body.builder().set("auto_repair", true).set("auto_upgrade", true))
        .block(
            "upgrade_settings",
            Body.builder()
                .set("strategy", "SURGE")
                .set("max_surge", pool.maxSurge())
                .set("max_unavailable", pool.maxUnavailable()))
        .block("node_config", nodes(pool, infrastructure))
        .comment("After the creation, the autoscaler sets the number of nodes.")
        .block(
            "lifecycle",
            Body.builder()
                .set(
                    "ignore_changes",
                    Expression.list(List.of(Expression.reference("initial_node_count")))));
  }

  private static Body.Builder nodes(NodePool pool, Infrastructure infrastructure) {
    Body.Builder nodes =
        Body.builder()
            .set("machine_type", pool.machineType())
            .set("spot", pool.spot())
            .set("disk_type", pool.diskType().toString())
            .set("disk_size_gb", pool.disk().gigabytes())
            .set("image_type", "COS_CONTAINERD");
    if (infrastructure.nodeAccount().isPresent()) {
      nodes.set("service_account", accountEmail());
    }
    nodes
        .set("oauth_scopes", scopes())
        .set(
            "tags",
            Expression.list(List.of(Names.afterCluster(infrastructure, infrastructure.nodeTag()))))
        .set("metadata", Expression.texts(Map.of("disable-legacy-endpoints", "true")));
    if (!pool.nodeLabels().isEmpty()) {
      nodes.set("labels", Expression.texts(pool.nodeLabels()));
    }
    for (Taint taint : pool.taints()) {
      nodes.block(
          "taint",
          Body.builder()
              .set("key", taint.key())
              .set("value", taint.value())
              .set("effect", taint.effect().gke()));
    }
    return nodes
        .block(
            "workload_metadata_config",
            Body.builder()
                .set(
                    "mode",
                    infrastructure.gke().workloadIdentity() ? "GKE_METADATA" : "GCE_METADATA"))
        .block(
            "shielded_instance_config",
            Body.builder()
                .set("enable_secure_boot", true)
                .set("enable_integrity_monitoring", true));
  }
}
