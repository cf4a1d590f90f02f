package dev.chartwright.cloud;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A GKE cluster.
 *
 * @param cluster its name, at most 40 characters
 * @param project the id of its project; if empty, the project of the gcloud configuration
 * @param location its zone or region, written once and used everywhere
 * @param nodeLocations the zones of the nodes; empty means the zone itself, or three of a region
 * @param releaseChannel how eagerly it is upgraded
 * @param workloadIdentity whether pods act as service accounts of their own
 * @param nodeServiceAccount the id of the account that nodes act as; nothing means the project's
 *     default account, which may edit the whole project
 * @param privateNodes whether nodes have no public address and reach the internet through NAT
 * @param authorizedNetworks from where the control plane can be reached, in CIDR notation; empty
 *     means from everywhere, with credentials
 * @param network where it lives
 * @param pools its node pools; empty means those on which the fleet's workloads run
 * @param labels labels of the cluster and its machines, for the bill
 * @param maintenanceWindow when it may be upgraded
 * @param prices what its parts cost
 * @param monthlyBudget the most that it may cost in a month, in US dollars
 * @param findings what is wrong with settings that were left out
 */
public record Gke(
    String cluster,
    Optional<String> project,
    String location,
    List<String> nodeLocations,
    ReleaseChannel releaseChannel,
    boolean workloadIdentity,
    Optional<String> nodeServiceAccount,
    boolean privateNodes,
    List<String> authorizedNetworks,
    Network network,
    List<NodePool> pools,
    Map<String, String> labels,
    Optional<MaintenanceWindow> maintenanceWindow,
    Prices prices,
    Optional<BigDecimal> monthlyBudget,
    List<Finding> findings) {
  private static final int LONGEST_ACCOUNT = 30;

  public Gke {
    Objects.requireNonNull(cluster, "cluster");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(location, "location");
    nodeLocations = List.copyOf(nodeLocations);
    Objects.requireNonNull(releaseChannel, "releaseChannel");
    Objects.requireNonNull(nodeServiceAccount, "nodeServiceAccount");
    authorizedNetworks = List.copyOf(authorizedNetworks);
    Objects.requireNonNull(network, "network");
    pools = List.copyOf(pools);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    Objects.requireNonNull(maintenanceWindow, "maintenanceWindow");
    Objects.requireNonNull(prices, "prices");
    Objects.requireNonNull(monthlyBudget, "monthlyBudget");
    findings = List.copyOf(findings);
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

  /** The zones of the nodes; empty if GKE chooses three of a region. */
  public List<String> nodeZones() {
    return isRegional() || !nodeLocations.isEmpty() ? nodeLocations : List.of(location);
  }

  /** The pool of this name, or nothing. */
  public Optional<NodePool> pool(String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  /** The pools that are created: those of each declaration, in order of preference. */
  public List<NodePool> allPools() {
    return pools.stream().flatMap(pool -> pool.created().stream()).toList();
  }

  /** The compute classes of the pools that have several machines. */
  public List<ComputeClass> computeClasses() {
    return pools.stream().flatMap(pool -> pool.computeClass().stream()).toList();
  }

  /** Returns this cluster with other node pools. */
  public Gke withPools(List<NodePool> pools) {
    return new Gke(
        cluster,
        project,
        location,
        nodeLocations,
        releaseChannel,
        workloadIdentity,
        nodeServiceAccount,
        privateNodes,
        authorizedNetworks,
        network,
        pools,
        labels,
        maintenanceWindow,
        prices,
        monthlyBudget,
        findings);
  }

  /** Collects the settings of a cluster; each has a default but the name. */
  public static final class Builder {

    private final String cluster;
    private Optional<String> project = Optional.empty();
    private String location = "europe-west1-c";
    private List<String> nodeLocations = List.of();
    private ReleaseChannel releaseChannel = ReleaseChannel.REGULAR;
    private boolean workloadIdentity = true;
    private Optional<String> nodeServiceAccount;
    private boolean privateNodes = true;
    private List<String> authorizedNetworks = List.of();
    private Network network = Network.existing(Network.DEFAULT);
    private List<NodePool> pools = List.of();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private Optional<MaintenanceWindow> maintenanceWindow =
        Optional.of(MaintenanceWindow.weekends());
    private Prices prices = Prices.listed();
    private Optional<BigDecimal> monthlyBudget = Optional.empty();
    private final List<Finding> findings = new ArrayList<>();

    private Builder(String cluster) {
      this.cluster = cluster;
      this.nodeServiceAccount = Optional.of(accountOf(cluster, "-nodes"));
    }

    /**
     * The id of the project. Default: the project of the gcloud configuration of the user who runs
     * the scripts.
     */
    public Builder project(String project) {
      this.project = Optional.of(project);
      return this;
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

    /**
     * The account that nodes act as, 6 to 30 characters; it is created and may write logs and
     * metrics and pull images. Default {@code <cluster>-nodes}.
     */
    public Builder nodeServiceAccount(String account) {
      this.nodeServiceAccount = Optional.of(account);
      return this;
    }

    /** Nodes act as the project's default account, which may edit the whole project. */
    public Builder withoutNodeServiceAccount() {
      this.nodeServiceAccount = Optional.empty();
      return this;
    }

    /** Default on: nodes without public addresses, behind NAT. */
    public Builder privateNodes(boolean privateNodes) {
      this.privateNodes = privateNodes;
      return this;
    }

    /** From where the control plane can be reached, in CIDR notation. Default: from everywhere. */
    public Builder authorizedNetworks(String... ranges) {
      this.authorizedNetworks = List.of(ranges);
      return this;
    }

    /** Default: the project's own network {@code default}, which is there already. */
    public Builder network(Network network) {
      this.network = network;
      return this;
    }

    /** Default: the pools on which the workloads of the fleet run. */
    public Builder pools(NodePool... pools) {
      this.pools = List.of(pools);
      return this;
    }

    /** A label of the cluster and its machines, which the bill shows. Default none. */
    public Builder label(String key, String value) {
      labels.put(key, value);
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

    /**
     * The prices of machines and disks. Default: list prices of us-central1 and regions of the same
     * price class.
     */
    public Builder prices(Prices prices) {
      this.prices = prices;
      return this;
    }

    /** The most that the cluster may cost in a month, in US dollars. Default: not watched. */
    public Builder monthlyBudget(double dollars) {
      if (dollars > 0 && Double.isFinite(dollars)) {
        this.monthlyBudget = Optional.of(BigDecimal.valueOf(dollars));
      } else {
        findings.add(
            Finding.error(
                    FleetDeclarationRules.PRICE,
                    Place.ofCaller("monthlyBudget"),
                    "the budget is " + dollars + " dollars")
                .fixedBy("write an amount above 0, or leave the budget out"));
      }
      return this;
    }

    public Gke build() {
      return new Gke(
          cluster,
          project,
          location,
          nodeLocations,
          releaseChannel,
          workloadIdentity,
          nodeServiceAccount,
          privateNodes,
          authorizedNetworks,
          network,
          pools,
          labels,
          maintenanceWindow,
          prices,
          monthlyBudget,
          findings);
    }
  }

  /**
   * The id of an account that belongs to the cluster, such as {@code provers-nodes}: 30 characters
   * at most.
   *
   * @param purpose the end of its name
   */
  public String accountFor(String purpose) {
    return accountOf(cluster, "-" + purpose);
  }

  /** Valid even if the name of the cluster is not, so that one mistake is reported once. */
  private static String accountOf(String cluster, String suffix) {
    String letters = cluster.toLowerCase(Locale.ROOT).replaceAll("[^-a-z0-9]", "");
    String start = letters.replaceAll("^[^a-z]+", "");
    int longest = Math.min(start.length(), LONGEST_ACCOUNT - suffix.length());
    String name = start.substring(0, longest).replaceAll("-+$", "");
    return (name.isEmpty() ? "gke" : name) + suffix;
  }
}
