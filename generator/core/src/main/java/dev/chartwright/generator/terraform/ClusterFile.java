package dev.chartwright.generator.terraform;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.MaintenanceWindow;
import dev.chartwright.cloud.Network;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;

/** {@code cluster.tf}: the control plane. */
final class ClusterFile {
  private static final String CONTAINER = "container.googleapis.com";

  private ClusterFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder file = Body.builder();
    Names.enable(CONTAINER, file);
    file.resource("google_container_cluster", Names.FLEET, cluster(infrastructure));
    return file.build();
  }

  private static Body.Builder cluster(Infrastructure infrastructure) {
    Gke gke = infrastructure.gke();
    Body.Builder cluster =
        Body.builder()
            .set("name", Expression.variable(Variables.CLUSTER_NAME))
            .set("location", Expression.variable(Variables.LOCATION))
            .set(
                "node_locations",
                Expression.code("length(var.node_locations) > 0 ? var.node_locations : null"))
            .set("network", NetworkFile.network(infrastructure, "id"))
            .set("subnetwork", NetworkFile.subnet(infrastructure, "id"))
            .set("networking_mode", "VPC_NATIVE")
            .set("resource_labels", Expression.variable(Variables.LABELS))
            .set("deletion_protection", Expression.variable(Variables.DELETION_PROTECTION))
            .comment(
                "Without Dataplane V2, nothing would enforce the NetworkPolicies of the"
                    + " chart.")
            .set("datapath_provider", "ADVANCED_DATAPATH")
            .comment(
                "GKE creates no cluster without a node pool. The declared pools are separate"
                    + " resources.")
            .set("remove_default_node_pool", true)
            .set("initial_node_count", 1);
    ranges(infrastructure, cluster);
    access(gke, cluster);
    upgrades(gke, cluster);
    addons(infrastructure, cluster);
    temporaryPool(infrastructure, cluster);
    return cluster.set("depends_on", Expression.list(dependencies(infrastructure)));
  }

  private static void ranges(Infrastructure infrastructure, Body.Builder cluster) {
    Body.Builder ranges = Body.builder();
    Network network = infrastructure.gke().network();
    if (network.existing() && !network.isShared()) {
      cluster.comment("GKE adds these ranges to the subnet, and removes them with the cluster.");
      ranges
          .set("cluster_ipv4_cidr_block", Expression.variable(Variables.PODS_RANGE))
          .set("services_ipv4_cidr_block", Expression.variable(Variables.SERVICES_RANGE));
    } else {
      ranges
          .set("cluster_secondary_range_name", network.podsRange())
          .set("services_secondary_range_name", network.servicesRange());
    }
    cluster.block("ip_allocation_policy", ranges);
  }

  private static void access(Gke gke, Body.Builder cluster) {
    if (gke.privateNodes()) {
      cluster.block(
          "private_cluster_config",
          Body.builder()
              .set("enable_private_nodes", true)
              .set("enable_private_endpoint", false)
              .set("master_ipv4_cidr_block", Expression.variable(Variables.CONTROL_PLANE_RANGE)));
    }
    cluster.block(
        "dynamic",
        "master_authorized_networks_config",
        Body.builder()
            .set(
                "for_each",
                Expression.code(
                    "length(var.authorized_networks) > 0 ? [var.authorized_networks] : []"))
            .block(
                "content",
                Body.builder()
                    .block(
                        "dynamic",
                        "cidr_blocks",
                        Body.builder()
                            .set(
                                "for_each",
                                Expression.code("master_authorized_networks_config.value"))
                            .block(
                                "content",
                                Body.builder()
                                    .set("cidr_block", Expression.code("cidr_blocks.value"))))));
    cluster
        .comment("No client certificate, because its key would be stored in the state.")
        .block(
            "master_auth",
            Body.builder()
                .block(
                    "client_certificate_config",
                    Body.builder().set("issue_client_certificate", false)));
    if (gke.workloadIdentity()) {
      cluster.block(
          "workload_identity_config",
          Body.builder()
              .set(
                  "workload_pool",
                  Expression.template(
                      Expression.variable(Variables.PROJECT_ID), Expression.text(".svc.id.goog"))));
    }
  }

  private static void upgrades(Gke gke, Body.Builder cluster) {
    cluster.block(
        "release_channel",
        Body.builder().set("channel", Expression.variable(Variables.RELEASE_CHANNEL)));
    gke.maintenanceWindow()
        .ifPresent(
            window ->
                cluster
                    .comment("A node upgrade evicts a running proof after at most one hour.")
                    .block(
                        "maintenance_policy",
                        Body.builder().block("recurring_window", recurring(window))));
  }

  private static Body.Builder recurring(MaintenanceWindow window) {
    return Body.builder()
        .set("start_time", window.firstOpening())
        .set("end_time", window.firstClosing())
        .set("recurrence", window.recurrence());
  }

  private static void addons(Infrastructure infrastructure, Body.Builder cluster) {
    Body.Builder addons =
        Body.builder()
            .block("http_load_balancing", Body.builder().set("disabled", false))
            .block("horizontal_pod_autoscaling", Body.builder().set("disabled", false))
            .block("gce_persistent_disk_csi_driver_config", Body.builder().set("enabled", true));
    if (infrastructure.filestore()) {
      addons.block("gcp_filestore_csi_driver_config", Body.builder().set("enabled", true));
    }
    cluster
        .block("addons_config", addons)
        .comment("Idle nodes are removed sooner. GKE creates no additional node pools.")
        .block(
            "cluster_autoscaling",
            Body.builder().set("enabled", false).set("autoscaling_profile", "OPTIMIZE_UTILIZATION"))
        .block(
            "monitoring_config",
            Body.builder().block("managed_prometheus", Body.builder().set("enabled", true)));
  }

  /** What the operator of the fleet or the removed pool changes. */
  private static List<Expression> ignored(Infrastructure infrastructure) {
    List<Expression> ignored = new ArrayList<>();
    if (infrastructure.nodeAccount().isPresent()) {
      ignored.add(Expression.reference("node_config"));
    }
    ignored.add(
        Expression.reference(
            infrastructure.gke().maintenanceWindow().isPresent()
                ? "maintenance_policy[0].maintenance_exclusion"
                : "maintenance_policy"));
    return ignored;
  }

  /** Where the project has no default account, the pool that is removed at once fails to start. */
  private static void temporaryPool(Infrastructure infrastructure, Body.Builder cluster) {
    if (infrastructure.nodeAccount().isPresent()) {
      cluster
          .comment(
              "For the initial pool, which is removed at once: the project may have no"
                  + " default service account.")
          .block(
              "node_config",
              Body.builder()
                  .set("service_account", NodePoolsFile.accountEmail())
                  .set("oauth_scopes", NodePoolsFile.scopes()));
    }
    cluster
        .comment("`fleet.sh freeze on` adds a maintenance exclusion, which stays until its end.")
        .block(
            "lifecycle",
            Body.builder().set("ignore_changes", Expression.list(ignored(infrastructure))));
  }

  private static List<Expression> dependencies(Infrastructure infrastructure) {
    List<Expression> dependencies = new ArrayList<>();
    dependencies.add(Names.api(CONTAINER));
    if (infrastructure.filestore()) {
      dependencies.add(Names.api(StorageFile.FILESTORE));
    }
    if (infrastructure.nodeAccount().isPresent()) {
      dependencies.add(Expression.reference(NodePoolsFile.ROLES));
    }
    return dependencies;
  }
}
