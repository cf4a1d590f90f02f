package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a module asks the cloud for, as a flat table: {@code pool highmem-pool machine} to {@code
 * c3d-highmem-180}. The words of the keys are those of the model, so that other renderings of the
 * same fleet can be held against it.
 */
public final class ModuleFacts {
  private static final String CLUSTER = "google_container_cluster.fleet";
  private static final String SUBNET = "google_compute_subnetwork.fleet";

  private final SortedMap<String, String> facts = new TreeMap<>();
  private final ModuleTree tree;

  private ModuleFacts(ModuleTree tree) {
    this.tree = tree;
  }

  public static SortedMap<String, String> of(Infrastructure infrastructure) {
    ModuleFacts table = new ModuleFacts(ModuleTree.of(infrastructure));
    table.network(infrastructure.gke().network().existing());
    table.cluster();
    table.access();
    for (Map.Entry<String, Map<String, Object>> object : table.tree.objects().entrySet()) {
      String address = object.getKey();
      if (address.startsWith("google_container_node_pool.")) {
        table.pool(address);
      } else if (address.startsWith("google_project_service.")) {
        table.facts.put("api " + object.getValue().get("service"), "enabled");
      }
    }
    return table.facts;
  }

  private void network(boolean existing) {
    String data = existing ? "data." : "";
    add("network name", data + "google_compute_network.fleet", "name");
    add("network subnet", data + SUBNET, "name");
    add("network region", data + SUBNET, "region");
    if (existing) {
      add("network pods", CLUSTER, "ip_allocation_policy.cluster_ipv4_cidr_block");
      add("network services", CLUSTER, "ip_allocation_policy.services_ipv4_cidr_block");
    } else {
      add("network nodes", SUBNET, "ip_cidr_range");
      for (Map<?, ?> range : maps(tree.at(SUBNET, "secondary_ip_range").orElseThrow())) {
        facts.put("network " + range.get("range_name"), text(range.get("ip_cidr_range")));
      }
    }
    add("network controlPlane", CLUSTER, "private_cluster_config.master_ipv4_cidr_block");
    add("firewall name", "google_compute_firewall.webhooks", "name");
    add("firewall source", "google_compute_firewall.webhooks", "source_ranges");
    add("firewall target", "google_compute_firewall.webhooks", "target_tags");
    add("firewall ports", "google_compute_firewall.webhooks", "allow.ports");
    add("router", "google_compute_router.fleet", "name");
    add("nat", "google_compute_router_nat.fleet", "name");
  }

  private void cluster() {
    add("cluster name", CLUSTER, "name");
    add("cluster location", CLUSTER, "location");
    add("cluster labels", CLUSTER, "resource_labels");
    add("cluster releaseChannel", CLUSTER, "release_channel.channel");
    add("cluster privateNodes", CLUSTER, "private_cluster_config.enable_private_nodes");
    add("cluster workloadPool", CLUSTER, "workload_identity_config.workload_pool");
    add("cluster filestore", CLUSTER, "addons_config.gcp_filestore_csi_driver_config.enabled");
    String window = "maintenance_policy.recurring_window.";
    add("cluster maintenance start", CLUSTER, window + "start_time");
    add("cluster maintenance end", CLUSTER, window + "end_time");
    add("cluster maintenance recurrence", CLUSTER, window + "recurrence");
  }

  private void access() {
    input("cluster nodeLocations", Variables.NODE_LOCATIONS);
    input("cluster authorizedNetworks", Variables.AUTHORIZED_NETWORKS);
    add("account id", "google_service_account.nodes", "account_id");
    tree.at("google_project_iam_member.nodes", "for_each")
        .ifPresent(roles -> facts.put("account roles", text(roles)));
  }

  private void pool(String address) {
    String pool = "pool " + tree.at(address, "name").orElseThrow() + " ";
    add(pool + "minNodes", address, "autoscaling.total_min_node_count");
    add(pool + "maxNodes", address, "autoscaling.total_max_node_count");
    add(pool + "maxSurge", address, "upgrade_settings.max_surge");
    add(pool + "maxUnavailable", address, "upgrade_settings.max_unavailable");
    add(pool + "machine", address, "node_config.machine_type");
    add(pool + "disk GB", address, "node_config.disk_size_gb");
    add(pool + "disk type", address, "node_config.disk_type");
    add(pool + "spot", address, "node_config.spot");
    add(pool + "labels", address, "node_config.labels");
    add(pool + "tags", address, "node_config.tags");
    add(pool + "metadata", address, "node_config.workload_metadata_config.mode");
    tree.at(address, "node_config.taint")
        .ifPresent(
            taints ->
                facts.put(
                    pool + "taints",
                    maps(taints).stream()
                        .map(
                            each ->
                                each.get("key")
                                    + "="
                                    + each.get("value")
                                    + ":"
                                    + each.get("effect"))
                        .collect(Collectors.joining(", "))));
  }

  private void add(String fact, String address, String path) {
    tree.at(address, path).ifPresent(value -> facts.put(fact, text(value)));
  }

  private void input(String fact, String name) {
    tree.input(name).ifPresent(value -> facts.put(fact, text(value)));
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(", "));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return value.toString();
  }

  private static List<Map<?, ?>> maps(Object blocks) {
    return ((List<?>) blocks).stream().<Map<?, ?>>map(block -> (Map<?, ?>) block).toList();
  }
}
