package dev.chartwright.generator.gcloud;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.MaintenanceWindow;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cluster and its node pools. */
final class ClusterResources {
  /** The name that GKE gives to the pool which it creates with a cluster. */
  static final String FIRST_POOL = "default-pool";

  /** The label that identifies an initial pool that was not declared, so that it can be removed. */
  static final String START_ONLY = "chartwright.dev/start-only";

  private final Infrastructure infrastructure;
  private final Gke gke;

  ClusterResources(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
    this.gke = infrastructure.gke();
  }

  /** The one flag that says where the cluster is. */
  String location() {
    return (gke.isRegional() ? "--region=" : "--zone=") + gke.location();
  }

  /**
   * With the declared pool of that name as its first one, where there is one: GKE creates no
   * cluster without a pool. Else with a small one, which goes when the declared ones are there.
   */
  Resource cluster() {
    Resource cluster =
        placed(
                Resource.named(
                        "cluster",
                        "cluster " + gke.cluster(),
                        container("clusters", "describe", gke.cluster()))
                    .compare("status", "RUNNING"),
                gke.network())
            .compare("networkConfig.datapathProvider", "ADVANCED_DATAPATH")
            .compare("privateClusterConfig.enablePrivateNodes", gke.privateNodes())
            .compare(
                "masterAuthorizedNetworksConfig.cidrBlocks[].cidrBlock.list()",
                String.join(",", gke.authorizedNetworks()))
            .compare(
                "workloadIdentityConfig.workloadPool",
                gke.workloadIdentity() ? workloadPool() : Word.of(""))
            .compare("releaseChannel.channel", gke.releaseChannel().name())
            .compare(
                "maintenancePolicy.window.recurringWindow.recurrence",
                gke.maintenanceWindow().map(MaintenanceWindow::recurrence).orElse(""))
            .compare("addonsConfig.gcpFilestoreCsiDriverConfig.enabled", infrastructure.filestore())
            .compare("addonsConfig.horizontalPodAutoscaling.disabled", false)
            .compare("autoscaling.autoscalingProfile", "OPTIMIZE_UTILIZATION");
    if (!gke.nodeZones().isEmpty()) {
      cluster =
          cluster.compare(
              "locations.sort().list()",
              gke.nodeZones().stream().sorted().collect(Collectors.joining(",")));
    }
    for (Map.Entry<String, String> label : infrastructure.labels().entrySet()) {
      cluster = cluster.compare(key("resourceLabels", label.getKey()), label.getValue());
    }
    return cluster.createdBy(create()).deletedBy(container("clusters", "delete", gke.cluster()));
  }

  /** Compares the network; which addresses a shared one gives is up to its host project. */
  private Resource placed(Resource cluster, Network network) {
    Resource placed =
        cluster
            .compare("network", network.shortName())
            .compare("subnetwork", network.shortSubnet());
    return network.isShared()
        ? placed
            .compare("networkConfig.network", network.name())
            .compare("networkConfig.subnetwork", network.subnetIn(gke.region()))
            .compare("ipAllocationPolicy.clusterSecondaryRangeName", network.podsRange())
            .compare("ipAllocationPolicy.servicesSecondaryRangeName", network.servicesRange())
        : placed
            .compare("ipAllocationPolicy.clusterIpv4CidrBlock", network.pods())
            .compare("ipAllocationPolicy.servicesIpv4CidrBlock", network.services());
  }

  /** A key of a map, as the formats of gcloud spell it. */
  private static String key(String map, String key) {
    return map + ".\"" + key + "\"";
  }

  private static Word workloadPool() {
    return Word.of(Setting.PROJECT).and(".svc.id.goog");
  }

  private Command create() {
    Network network = gke.network();
    Command create =
        container("clusters", "create", gke.cluster())
            .andIf(gke.isRegional() && !gke.nodeLocations().isEmpty(), nodeLocations())
            .and("--release-channel=" + gke.releaseChannel())
            .and("--network=" + network.name())
            .and("--subnetwork=" + network.subnetIn(gke.region()))
            .and("--enable-ip-alias");
    create =
        network.existing() && !network.isShared()
            ? create.and(
                "--cluster-ipv4-cidr=" + network.pods(),
                "--services-ipv4-cidr=" + network.services())
            : create.and(
                "--cluster-secondary-range-name=" + network.podsRange(),
                "--services-secondary-range-name=" + network.servicesRange());
    // Dataplane V2 is what enforces the network policies of the chart.
    create = create.and("--enable-dataplane-v2");
    if (gke.privateNodes()) {
      create = create.and("--enable-private-nodes", "--master-ipv4-cidr=" + network.controlPlane());
    }
    if (!gke.authorizedNetworks().isEmpty()) {
      create =
          create
              .and("--enable-master-authorized-networks")
              .and("--master-authorized-networks=" + String.join(",", gke.authorizedNetworks()));
    }
    if (gke.workloadIdentity()) {
      create = create.and(Word.of("--workload-pool=").and(workloadPool()));
    }
    create =
        create
            .and("--addons=" + String.join(",", addons()))
            .and("--autoscaling-profile=optimize-utilization")
            .and("--enable-managed-prometheus", "--enable-shielded-nodes");
    if (gke.maintenanceWindow().isPresent()) {
      create = create.and(window(gke.maintenanceWindow().orElseThrow()));
    }
    return create
        .and("--labels=" + dictionary(infrastructure.labels()))
        .and(firstPool().map(this::poolFlags).orElseGet(this::startPoolFlags));
  }

  /** Those named are on and all others off, so the ones that are on by default are named too. */
  private List<String> addons() {
    List<String> addons =
        new ArrayList<>(
            List.of("HttpLoadBalancing", "HorizontalPodAutoscaling", "GcePersistentDiskCsiDriver"));
    if (infrastructure.filestore()) {
      addons.add("GcpFilestoreCsiDriver");
    }
    return addons;
  }

  /** Open at first in a week of the past, on the first of its days. */
  private static String[] window(MaintenanceWindow window) {
    return new String[] {
      "--maintenance-window-start=" + window.firstOpening(),
      "--maintenance-window-end=" + window.firstClosing(),
      "--maintenance-window-recurrence=" + window.recurrence()
    };
  }

  /** The declared pool that GKE creates together with the cluster. */
  private Optional<NodePool> firstPool() {
    return infrastructure.pools().stream()
        .filter(pool -> pool.name().equals(FIRST_POOL))
        .findFirst();
  }

  /** The pool that is there until the declared ones are; nothing if one of them was the first. */
  Optional<Resource> startPool() {
    return firstPool().isPresent()
        ? Optional.empty()
        : Optional.of(
            Resource.named(
                    "start_pool",
                    "node pool " + FIRST_POOL,
                    container("node-pools", "describe", FIRST_POOL).and(inCluster()))
                .deletedBy(container("node-pools", "delete", FIRST_POOL).and(inCluster())));
  }

  /** What tells whether a pool of that name is one that may go. */
  String startPoolLabel() {
    return key("config.labels", START_ONLY);
  }

  private List<Word> startPoolFlags() {
    return Command.of("--num-nodes=1", "--machine-type=e2-medium", "--disk-size=30")
        .and("--node-labels=" + START_ONLY + "=true")
        .and(identity())
        .words();
  }

  /** In the order declared. */
  List<Resource> pools() {
    return infrastructure.pools().stream().map(this::pool).toList();
  }

  /** The function of the pool that comes with the cluster, if it is a declared one. */
  Optional<String> firstPoolFunction() {
    return firstPool().map(pool -> pool(pool).function());
  }

  private Resource pool(NodePool pool) {
    Resource resource =
        Resource.named(
                "pool_" + ScriptModel.identifier(pool.name()),
                "node pool " + pool.name(),
                container("node-pools", "describe", pool.name()).and(inCluster()))
            .compare("status", "RUNNING")
            .compare("config.machineType", pool.machineType())
            .compare("config.diskType", pool.diskType().toString())
            .compare("config.diskSizeGb", pool.disk().gigabytes())
            .compare("config.spot", pool.spot())
            .compare(
                "config.taints.map().format(\"{0}={1}:{2}\",key,value,effect).list()",
                // gcloud sends them in the order of their keys.
                pool.taints().stream()
                    .sorted(Comparator.comparing(Taint::key))
                    .map(taint -> taint.key() + "=" + taint.value() + ":" + taint.effect().gke())
                    .collect(Collectors.joining(",")))
            .compare("autoscaling.totalMinNodeCount", pool.minNodes())
            .compare("autoscaling.totalMaxNodeCount", pool.maxNodes())
            .compare("autoscaling.locationPolicy", "ANY")
            .compare("upgradeSettings.maxSurge", pool.maxSurge())
            .compare("upgradeSettings.maxUnavailable", pool.maxUnavailable());
    if (gke.workloadIdentity()) {
      resource = resource.compare("config.workloadMetadataConfig.mode", "GKE_METADATA");
    }
    if (infrastructure.nodeAccount().isPresent()) {
      resource = resource.compare("config.serviceAccount", Word.of(Setting.NODES));
    }
    for (Map.Entry<String, String> label : pool.nodeLabels().entrySet()) {
      resource = resource.compare(key("config.labels", label.getKey()), label.getValue());
    }
    return resource
        .createdBy(
            container("node-pools", "create", pool.name()).and(inCluster()).and(poolFlags(pool)))
        .deletedBy(container("node-pools", "delete", pool.name()).and(inCluster()));
  }

  private List<Word> poolFlags(NodePool pool) {
    Command flags =
        Command.of("--machine-type=" + pool.machineType(), "--image-type=COS_CONTAINERD")
            .and("--disk-type=" + pool.diskType(), "--disk-size=" + pool.disk().gigabytes())
            .andIf(pool.spot(), "--spot")
            .and("--num-nodes=" + nodesPerZone(pool), "--enable-autoscaling")
            .and("--total-min-nodes=" + pool.minNodes(), "--total-max-nodes=" + pool.maxNodes())
            .and("--location-policy=ANY");
    if (!pool.taints().isEmpty()) {
      flags =
          flags.and(
              "--node-taints="
                  + pool.taints().stream().map(Taint::toString).collect(Collectors.joining(",")));
    }
    return flags
        .andIf(!pool.nodeLabels().isEmpty(), "--node-labels=" + dictionary(pool.nodeLabels()))
        .and(identity())
        .and("--enable-autorepair", "--enable-autoupgrade")
        .and("--max-surge-upgrade=" + pool.maxSurge())
        .and("--max-unavailable-upgrade=" + pool.maxUnavailable())
        .words();
  }

  /** What all nodes have in common: who they are, and how they prove it. */
  private List<Word> identity() {
    Command flags = Command.of("--tags=" + infrastructure.nodeTag(), "--scopes=cloud-platform");
    if (infrastructure.nodeAccount().isPresent()) {
      flags = flags.and(Word.of("--service-account=").and(Setting.NODES));
    }
    return flags
        .andIf(gke.workloadIdentity(), "--workload-metadata=GKE_METADATA")
        .and("--shielded-secure-boot", "--shielded-integrity-monitoring")
        .words();
  }

  /** gcloud counts nodes by the zone; a cluster does not start without one. */
  private int nodesPerZone(NodePool pool) {
    int nodes = infrastructure.initialNodesPerZone(pool);
    return pool.name().equals(FIRST_POOL) ? Math.max(1, nodes) : nodes;
  }

  private String nodeLocations() {
    return "--node-locations=" + String.join(",", gke.nodeLocations());
  }

  private String inCluster() {
    return "--cluster=" + gke.cluster();
  }

  private static String dictionary(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /** A command for containers, where the cluster is. */
  Command container(String... words) {
    return Command.of("gcloud", "container").and(words).and(location()).inProject();
  }
}
