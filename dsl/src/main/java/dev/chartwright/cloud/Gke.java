package dev.chartwright.cloud;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A GKE cluster.
 *
 * @param cluster its name, at most 40 characters
 * @param location its zone or region, written once and used everywhere
 * @param nodeLocations the zones of the nodes; empty means the zone itself, or three of a region
 * @param releaseChannel how eagerly it is upgraded
 * @param workloadIdentity whether pods act as service accounts of their own
 * @param privateNodes whether nodes have no public address and reach the internet through NAT
 * @param network where it lives
 * @param pools its node pools; empty means those on which the fleet's workloads run
 * @param maintenanceWindow when it may be upgraded
 */
public record Gke(
    String cluster,
    String location,
    List<String> nodeLocations,
    ReleaseChannel releaseChannel,
    boolean workloadIdentity,
    boolean privateNodes,
    Network network,
    List<NodePool> pools,
    Optional<MaintenanceWindow> maintenanceWindow) {
  public Gke {
    Objects.requireNonNull(cluster, "cluster");
    Objects.requireNonNull(location, "location");
    nodeLocations = List.copyOf(nodeLocations);
    Objects.requireNonNull(releaseChannel, "releaseChannel");
    Objects.requireNonNull(network, "network");
    pools = List.copyOf(pools);
    Objects.requireNonNull(maintenanceWindow, "maintenanceWindow");
  }

  public static Builder cluster(String name) {
    return new Builder(name);
  }

  /** True if the location is a region, such as {@code europe-west1}, and not a zone of one. */
  public boolean isRegional() {
    return location.chars().filter(c -> c == '-').count() == 1;
  }

  /** The region of the location, which networks and routers want. */
  public String region() {
    return isRegional() ? location : location.substring(0, Math.max(0, location.lastIndexOf('-')));
  }

  /** The pool of this name, or nothing. */
  public Optional<NodePool> pool(String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  /** The same cluster with these pools. */
  public Gke withPools(List<NodePool> pools) {
    return new Gke(
        cluster,
        location,
        nodeLocations,
        releaseChannel,
        workloadIdentity,
        privateNodes,
        network,
        pools,
        maintenanceWindow);
  }

  /** Collects the settings of a cluster; each has a default but the name. */
  public static final class Builder {
    private final String cluster;
    private String location = "europe-west1-c";
    private List<String> nodeLocations = List.of();
    private ReleaseChannel releaseChannel = ReleaseChannel.REGULAR;
    private boolean workloadIdentity = true;
    private boolean privateNodes = true;
    private Network network = Network.named("default");
    private List<NodePool> pools = List.of();
    private Optional<MaintenanceWindow> maintenanceWindow =
        Optional.of(MaintenanceWindow.weekends());

    private Builder(String cluster) {
      this.cluster = cluster;
    }

    /** Everything in one zone. Default europe-west1-c. */
    public Builder zone(String zone) {
      this.location = zone;
      this.nodeLocations = List.of();
      return this;
    }

    /** A control plane in three zones, and nodes in the zones given. */
    public Builder region(String region, String... nodeZones) {
      this.location = region;
      this.nodeLocations = List.of(nodeZones);
      return this;
    }

    /** Default regular. */
    public Builder releaseChannel(ReleaseChannel releaseChannel) {
      this.releaseChannel = releaseChannel;
      return this;
    }

    /** Default on. */
    public Builder workloadIdentity(boolean workloadIdentity) {
      this.workloadIdentity = workloadIdentity;
      return this;
    }

    /** Default on: nodes without public addresses, behind NAT. */
    public Builder privateNodes(boolean privateNodes) {
      this.privateNodes = privateNodes;
      return this;
    }

    /** Default: the project's own network {@code default}. */
    public Builder network(Network network) {
      this.network = network;
      return this;
    }

    /** Default: the pools on which the workloads of the fleet run. */
    public Builder pools(NodePool... pools) {
      this.pools = List.of(pools);
      return this;
    }

    /** Default: weekends from 02:00 to 10:00 UTC. */
    public Builder maintenance(MaintenanceWindow window) {
      this.maintenanceWindow = Optional.of(window);
      return this;
    }

    /** Lets GKE upgrade whenever it likes. */
    public Builder withoutMaintenanceWindow() {
      this.maintenanceWindow = Optional.empty();
      return this;
    }

    public Gke build() {
      return new Gke(
          cluster,
          location,
          nodeLocations,
          releaseChannel,
          workloadIdentity,
          privateNodes,
          network,
          pools,
          maintenanceWindow);
    }
  }
}
