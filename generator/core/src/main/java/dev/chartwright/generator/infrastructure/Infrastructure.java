package dev.chartwright.generator.infrastructure;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a fleet needs from the cloud, derived once: scripts, Terraform, preflight and plan say the
 * same because they read it here. Immutable.
 *
 * @param fleet the name of the fleet, which is also its release and its namespace unless whoever
 *     installs it says otherwise
 * @param gke the cluster as declared
 * @param pools the node pools that are created, fallbacks included, in the order declared
 * @param apis the services of Google Cloud to enable, sorted
 * @param nodeAccount the account that nodes act as; nothing means the project's default account
 * @param bucket the bucket for proofs; empty if none is declared
 * @param filestore whether volumes come from Filestore
 * @param volumes what is claimed beside the boot disks
 * @param labels labels for the bill: those declared, and the fleet's name
 * @param firewall the ports of the nodes that the control plane must reach
 * @param platform what is installed in the cluster before the fleet
 * @param longestRollout how long it may take until the fleet is ready
 * @param pods what the pods of the fleet are called
 */
public record Infrastructure(
    String fleet,
    Gke gke,
    List<NodePool> pools,
    List<String> apis,
    Optional<NodeAccount> nodeAccount,
    Optional<ProofBucket> bucket,
    boolean filestore,
    List<Volume> volumes,
    Map<String, String> labels,
    Firewall firewall,
    Platform platform,
    Duration longestRollout,
    Pods pods) {
  /** GKE takes three zones where a regional cluster declares none. */
  private static final int ZONES_OF_A_REGION = 3;

  public Infrastructure {
    Objects.requireNonNull(fleet, "fleet");
    Objects.requireNonNull(gke, "gke");
    pools = List.copyOf(pools);
    apis = List.copyOf(apis);
    Objects.requireNonNull(nodeAccount, "nodeAccount");
    Objects.requireNonNull(bucket, "bucket");
    volumes = List.copyOf(volumes);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    Objects.requireNonNull(firewall, "firewall");
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(longestRollout, "longestRollout");
    Objects.requireNonNull(pods, "pods");
  }

  /** The infrastructure of a fleet that passed its check. */
  public static Infrastructure of(ProverFleet fleet) {
    Gke gke = fleet.gke();
    boolean filestore = fleet.circuits().storage().isOnFilestore();
    return new Infrastructure(
        fleet.name(),
        gke,
        gke.allPools(),
        apis(fleet, filestore),
        gke.nodeServiceAccount().map(NodeAccount::new),
        ProofBucket.of(fleet),
        filestore,
        Volume.of(fleet),
        labels(fleet),
        new Firewall(gke.cluster() + "-webhooks", gke.network().controlPlane()),
        fleet.platform(),
        fleet.longestRollout(),
        Pods.of(fleet));
  }

  /** The tag of all nodes, which the firewall rule uses. */
  public String nodeTag() {
    return gke.cluster() + "-node";
  }

  /** The router of Cloud NAT, through which private nodes reach the internet. */
  public String router() {
    return gke.cluster() + "-router";
  }

  /**
   * Whether Cloud NAT and the firewall rule for private nodes are made with the cluster. Those of a
   * shared network belong to its host project.
   */
  public boolean makesWaysOut() {
    return gke.privateNodes() && !gke.network().isShared();
  }

  /** The Cloud NAT gateway. */
  public String nat() {
    return gke.cluster() + "-nat";
  }

  /**
   * With how many nodes in each zone a pool starts: enough for its minimum, but in all zones
   * together no more than its maximum.
   */
  public int initialNodesPerZone(NodePool pool) {
    int zones = gke.nodeZones().isEmpty() ? ZONES_OF_A_REGION : gke.nodeZones().size();
    return Math.min((pool.minNodes() + zones - 1) / zones, pool.maxNodes() / zones);
  }

  private static List<String> apis(ProverFleet fleet, boolean filestore) {
    List<String> apis =
        new ArrayList<>(List.of("compute.googleapis.com", "container.googleapis.com"));
    if (filestore) {
      apis.add("file.googleapis.com");
    }
    if (fleet.publish().isPresent()) {
      apis.addAll(ProofBucket.APIS);
    }
    if (fleet.gke().nodeServiceAccount().isPresent()) {
      apis.add("cloudresourcemanager.googleapis.com");
      apis.add("iam.googleapis.com");
    }
    return apis.stream().distinct().sorted().toList();
  }

  private static Map<String, String> labels(ProverFleet fleet) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("fleet", fleet.name());
    labels.putAll(fleet.gke().labels());
    return labels;
  }

  /**
   * A service account for nodes.
   *
   * @param id the part of its address before the {@code @}
   */
  public record NodeAccount(String id) {
    /** Logs, metrics and images: what GKE's own documentation gives to nodes. */
    public List<String> roles() {
      return List.of("roles/container.defaultNodeServiceAccount");
    }

    /** Its address in a project. */
    public String address(String project) {
      return id + "@" + project + ".iam.gserviceaccount.com";
    }
  }

  /**
   * The bucket for proofs, and the account that the leader acts as.
   *
   * @param name the name of the bucket
   * @param location its region or multi-region
   * @param account the id of the account
   * @param fleet the name of the chart
   * @param leader the component of the leader
   */
  public record ProofBucket(
      String name, String location, String account, String fleet, String leader) {
    /** Storage, accounts, and the tokens of accounts that pods act as. */
    public static final List<String> APIS =
        List.of("iam.googleapis.com", "iamcredentials.googleapis.com", "storage.googleapis.com");

    private static Optional<ProofBucket> of(ProverFleet fleet) {
      return fleet
          .publish()
          .map(
              bucket ->
                  new ProofBucket(
                      bucket.name(),
                      bucket.location().orElse(fleet.gke().region()).toUpperCase(Locale.ROOT),
                      fleet.leaderAccount().orElseThrow(),
                      fleet.name(),
                      fleet.leader().name()));
    }

    /** What the account may do in the bucket: create and read objects, but delete none. */
    public List<String> roles() {
      return List.of("roles/storage.objectCreator", "roles/storage.objectViewer");
    }

    /** What the Kubernetes account of the leader may do with the account. */
    public String identityRole() {
      return "roles/iam.workloadIdentityUser";
    }
  }

  /**
   * Lets the control plane of a private cluster reach the webhooks and the metrics server of the
   * operators; GKE itself opens 443 and 10250 only.
   *
   * @param name the name of the rule
   * @param source the addresses of the control plane
   */
  public record Firewall(String name, String source) {
    /** KEDA's metrics server listens on 6443, the webhooks of KEDA and of the operator on 9443. */
    public List<Integer> ports() {
      return List.of(6443, 9443);
    }
  }

  /**
   * What the pods of the fleet are called.
   *
   * @param leader the component of the jumpbox
   * @param workers the components of the groups of workers
   * @param circuits the folders on the volume that all pods mount; empty if there is none
   */
  public record Pods(String leader, List<String> workers, Optional<CircuitFolders> circuits) {
    public Pods {
      Objects.requireNonNull(leader, "leader");
      workers = List.copyOf(workers);
      Objects.requireNonNull(circuits, "circuits");
    }

    private static Pods of(ProverFleet fleet) {
      return new Pods(
          fleet.leader().name(),
          fleet.workers().stream().map(Workers::name).toList(),
          CircuitFolders.of(fleet));
    }
  }

  /**
   * The folders of the circuits, one for each image and set of ranges.
   *
   * @param mountPath where the pods mount the volume
   * @param before the path of a folder before the digest of image and ranges
   * @param after what stands after the digest
   */
  public record CircuitFolders(String mountPath, String before, String after) {
    /** No path contains it. */
    private static final String DIGEST = "\0";

    private static Optional<CircuitFolders> of(ProverFleet fleet) {
      Circuits circuits = fleet.circuits();
      if (circuits.persistence() != Circuits.Persistence.DISK
          || circuits.storage() instanceof CircuitStorage.PodVolume) {
        return Optional.empty();
      }
      String[] parts = circuits.directory(fleet.release(), DIGEST).split(DIGEST, -1);
      return Optional.of(new CircuitFolders(circuits.mountPath(), parts[0], parts[1]));
    }
  }
}
