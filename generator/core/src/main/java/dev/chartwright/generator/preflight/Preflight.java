package dev.chartwright.generator.preflight;

import dev.chartwright.cloud.DiskType;
import dev.chartwright.cloud.MachineType;
import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.infrastructure.Volume;
import dev.chartwright.generator.preflight.Requirement.Quota;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that must hold before a fleet is built: what is not checked first is found out after
 * an hour.
 *
 * @param requirements tools, services, roles, machines, quotas, in this order
 */
public record Preflight(List<Requirement> requirements) {
  /** Families whose cores count against the common quota. */
  private static final Set<String> COMMON_CPUS = Set.of("e2", "n1");

  /** What recent versions of RabbitMQ's operator ask for. */
  private static final String LEAST_KUBERNETES = "1.31";

  /** Addresses that Cloud NAT takes for a few nodes. */
  private static final int NAT_ADDRESSES = 1;

  public Preflight {
    requirements = List.copyOf(requirements);
  }

  public static Preflight of(Infrastructure infrastructure) {
    List<Requirement> all = new ArrayList<>();
    all.addAll(tools());
    infrastructure.apis().forEach(api -> all.add(new Requirement.Api(api)));
    all.addAll(roles(infrastructure));
    all.addAll(machines(infrastructure));
    all.addAll(quotas(infrastructure));
    all.add(
        new Requirement.KubernetesVersion(
            infrastructure.gke().releaseChannel().toString(),
            infrastructure.gke().location(),
            LEAST_KUBERNETES));
    return new Preflight(all);
  }

  private static List<Requirement> tools() {
    return List.of(
        new Requirement.Tool("gcloud", "450.0.0", "create network, cluster and node pools"),
        new Requirement.Tool(
            "gke-gcloud-auth-plugin", "0.5.0", "give kubectl access to the" + " cluster"),
        new Requirement.Tool("kubectl", "1.28.0", "install the operators"),
        new Requirement.Tool("helm", "3.14.0", "install the fleet"));
  }

  private static List<Requirement> roles(Infrastructure infrastructure) {
    List<Requirement> roles = new ArrayList<>();
    roles.add(
        new Requirement.Role(
            "roles/container.admin", "container.clusters.create", "create the cluster"));
    if (!infrastructure.gke().network().existing()) {
      roles.add(
          new Requirement.Role(
              "roles/compute.networkAdmin", "compute.networks.create", "create the network"));
    } else if (infrastructure.makesWaysOut()) {
      roles.add(
          new Requirement.Role(
              "roles/compute.networkAdmin", "compute.routers.create", "create Cloud NAT"));
    }
    roles.add(
        new Requirement.Role(
            "roles/iam.serviceAccountUser",
            "iam.serviceAccounts.actAs",
            "let nodes use their service account"));
    if (!infrastructure.gke().network().isShared()) {
      roles.add(
          new Requirement.Role(
              "roles/compute.securityAdmin",
              "compute.firewalls.create",
              "create the firewall rule"));
    }
    roles.add(
        new Requirement.Role(
            "roles/serviceusage.serviceUsageAdmin",
            "serviceusage.services.enable",
            "enable services"));
    if (infrastructure.nodeAccount().isPresent()) {
      roles.add(
          new Requirement.Role(
              "roles/iam.serviceAccountAdmin",
              "iam.serviceAccounts.create",
              "create the service account of the nodes"));
      roles.add(
          new Requirement.Role(
              "roles/resourcemanager.projectIamAdmin",
              "resourcemanager.projects.setIamPolicy",
              "give this account its role"));
    }
    if (infrastructure.bucket().isPresent()) {
      roles.add(
          new Requirement.Role(
              "roles/storage.admin", "storage.buckets.create", "create the bucket for proofs"));
      roles.add(
          new Requirement.Role(
              "roles/iam.serviceAccountAdmin",
              "iam.serviceAccounts.setIamPolicy",
              "let the leader act as the account of the bucket"));
    }
    return roles;
  }

  private static List<Requirement> machines(Infrastructure infrastructure) {
    List<Requirement> machines = new ArrayList<>();
    for (String zone : infrastructure.gke().nodeZones()) {
      infrastructure.pools().stream()
          .map(NodePool::machineType)
          .distinct()
          .forEach(type -> machines.add(new Requirement.Machine(type, zone)));
    }
    return machines;
  }

  /**
   * With all pools at their maximum, one more node where an upgrade starts one, and all volumes. Of
   * pools among which a compute class chooses, the one that needs most of a quota counts.
   */
  private static List<Requirement> quotas(Infrastructure infrastructure) {
    Map<String, Long> needed = new TreeMap<>();
    Map<String, List<String>> parts = new TreeMap<>();
    for (NodePool declared : infrastructure.gke().pools()) {
      Map<String, Use> most = new LinkedHashMap<>();
      for (NodePool pool : declared.created()) {
        for (Use use : uses(pool, infrastructure.gke().privateNodes())) {
          if (declared.hasChoice()) {
            most.merge(use.metric(), use, (a, b) -> b.amount() > a.amount() ? b : a);
          } else {
            add(needed, parts, use.metric(), use.amount(), use.part());
          }
        }
      }
      most.values().forEach(use -> add(needed, parts, use.metric(), use.amount(), use.part()));
    }
    if (infrastructure.makesWaysOut()) {
      add(needed, parts, "IN_USE_ADDRESSES", NAT_ADDRESSES, "Cloud NAT");
    }
    for (Volume volume : infrastructure.volumes()) {
      if (volume.medium() instanceof Volume.Disk disk) {
        add(
            needed,
            parts,
            diskMetric(disk.type()),
            volume.most() * volume.size().wholeGibibytes(),
            volume.most() + " × " + volume.size() + " of " + volume.owner());
      }
    }
    List<Requirement> quotas = new ArrayList<>();
    needed.forEach(
        (metric, amount) ->
            quotas.add(
                new Quota(metric, infrastructure.gke().region(), amount, parts.get(metric))));
    return quotas;
  }

  /** What the nodes of a pool at its maximum take of the quotas. */
  private static List<Use> uses(NodePool pool, boolean privateNodes) {
    long nodes = (long) pool.maxNodes() + pool.maxSurge();
    MachineType machine = pool.machine().orElseThrow();
    String what = nodes + " × " + machine.name() + " of " + pool.name();
    List<Use> uses = new ArrayList<>();
    uses.add(new Use(cpuMetric(machine, pool.spot()), nodes * machine.vcpus(), what));
    uses.add(
        new Use(
            diskMetric(pool.diskType()),
            nodes * pool.disk().gigabytes(),
            nodes + " × " + NodeCapacity.bootDisk(pool.disk()) + " of " + pool.name()));
    if (!privateNodes) {
      uses.add(new Use("IN_USE_ADDRESSES", nodes, what));
    }
    return uses;
  }

  /** A part of a quota. */
  private record Use(String metric, long amount, String part) {}

  private static void add(
      Map<String, Long> needed,
      Map<String, List<String>> parts,
      String metric,
      long amount,
      String part) {
    needed.merge(metric, amount, Long::sum);
    parts.computeIfAbsent(metric, none -> new ArrayList<>()).add(part);
  }

  private static String cpuMetric(MachineType machine, boolean spot) {
    if (spot) {
      return "PREEMPTIBLE_CPUS";
    }
    return COMMON_CPUS.contains(machine.family())
        ? "CPUS"
        : machine.family().toUpperCase(Locale.ROOT) + "_CPUS";
  }

  private static String diskMetric(DiskType type) {
    return switch (type) {
      case PD_STANDARD -> "DISKS_TOTAL_GB";
      case PD_BALANCED, PD_SSD -> "SSD_TOTAL_GB";
      case HYPERDISK_BALANCED -> "HDB_TOTAL_GB";
      case HYPERDISK_EXTREME -> "HDX_TOTAL_GB";
      case HYPERDISK_THROUGHPUT -> "HDT_TOTAL_GB";
    };
  }
}
