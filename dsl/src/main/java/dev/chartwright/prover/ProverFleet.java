package dev.chartwright.prover;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Waiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A whole prover fleet: broker, leader, workers, their circuits, and the cluster under them. From
 * it come the chart, the scripts, the plan and the diagram, so that nothing is said twice.
 *
 * @param name the name of the chart
 * @param version the version of the chart, SemVer
 * @param release the release line of the prover, which selects its dialect
 * @param image the one image of leader, workers and verifier
 * @param platform the versions of what is installed in the cluster before the fleet
 * @param broker RabbitMQ
 * @param leader the jumpbox
 * @param workers one group or several, in the order declared
 * @param circuits one declaration for all binaries
 * @param runs the queue of runs in the jumpbox
 * @param follow how the tip of a chain is followed; empty if people put runs into the queue
 * @param monitoring who reads the metrics and evaluates the alerts
 * @param publish the bucket for proofs of final blocks; empty if proofs stay on the leader's volume
 * @param proofTime how long all workers together take for the proof of one block; empty if nobody
 *     measured it
 * @param serializer the format of messages between leader and workers
 * @param logLevel the log level of the binaries
 * @param gke the cluster
 * @param waivers the rules that the fleet may break, and why
 */
public record ProverFleet(
    String name,
    String version,
    ProverRelease release,
    ProverImage image,
    Platform platform,
    Broker broker,
    Leader leader,
    List<Workers> workers,
    Circuits circuits,
    Runs runs,
    Optional<Follow> follow,
    Monitoring monitoring,
    Optional<Bucket> publish,
    Optional<Duration> proofTime,
    Serializer serializer,
    LogLevel logLevel,
    Gke gke,
    List<Waiver> waivers) {
  /** What a chain leaves on the leader's volume would fill it in time. */
  private static final int DAYS_OF_A_CHAIN = 14;

  public ProverFleet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(broker, "broker");
    Objects.requireNonNull(leader, "leader");
    workers = List.copyOf(workers);
    if (workers.isEmpty()) {
      throw new IllegalArgumentException("a fleet needs workers: " + name + " has none");
    }
    Objects.requireNonNull(circuits, "circuits");
    Objects.requireNonNull(runs, "runs");
    Objects.requireNonNull(follow, "follow");
    Objects.requireNonNull(monitoring, "monitoring");
    Objects.requireNonNull(publish, "publish");
    Objects.requireNonNull(proofTime, "proofTime");
    Objects.requireNonNull(serializer, "serializer");
    Objects.requireNonNull(logLevel, "logLevel");
    Objects.requireNonNull(gke, "gke");
    waivers = List.copyOf(waivers);
  }

  /** A fleet with the default for every setting. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /**
   * The findings of single settings, such as an amount that cannot be parsed, each with its Java
   * line. A fleet with an error is never composed: the generator adds its own findings, and fails
   * once with all of them.
   */
  public List<Finding> findings() {
    return FleetFindings.of(this);
  }

  /** Whether heavy and light tasks go to separate workers. */
  public boolean hasAffinity() {
    return workers.stream().anyMatch(group -> group.routing().isAffinity());
  }

  /** Whether the companion can ask a node of the chain which blocks are final. */
  public boolean knowsFinality() {
    return runs.isEnabled() && (runs.rpc().isPresent() || follow.isPresent());
  }

  /** The id of the account of Google Cloud that the leader acts as; empty without a bucket. */
  public Optional<String> leaderAccount() {
    return publish.map(bucket -> bucket.account().orElse(gke.accountFor("proofs")));
  }

  /** The longest task of all groups. */
  public Duration longestTask() {
    return workers.stream().map(Workers::longestTask).max(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * The id of the chain whose proofs are published: that of the bucket, or else the followed one,
   * or else 1, which is Ethereum mainnet.
   */
  public long publishedChain() {
    return publish.flatMap(Bucket::chain).or(() -> follow.map(Follow::chainId)).orElse(1L);
  }

  /** The days that old things stay on the leader's volume; 0 keeps all. */
  public int keepDays() {
    return runs.keepDays().orElse(follow.isPresent() ? DAYS_OF_A_CHAIN : 0);
  }

  /** The longest time that an upgrade can take until the fleet is ready. */
  public Duration longestRollout() {
    return workers.stream()
        .map(Workers::longestRollout)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The settings of {@code rabbitmq.conf} for the tasks of this fleet. */
  public Map<String, String> brokerSettings() {
    return broker.settings(longestTask());
  }

  /** The builder of a fleet. Every setting except the name has a default. */
  public static final class Builder {
    private final String name;
    private String version = "0.1.0";
    private ProverRelease release = ProverRelease.V0_7;
    private ProverImage image;
    private Platform platform = Platform.current();
    private Broker broker;
    private Leader leader;
    private final List<Workers> workers = new ArrayList<>();
    private Circuits circuits = Circuits.recommended().build();
    private Runs runs = Runs.enabled();
    private Optional<Follow> follow = Optional.empty();
    private Monitoring monitoring = Monitoring.none();
    private Optional<Bucket> publish = Optional.empty();
    private Optional<Duration> proofTime = Optional.empty();
    private Serializer serializer = Serializer.POSTCARD;
    private LogLevel logLevel = LogLevel.INFO;
    private Gke gke;
    private final List<Waiver> waivers = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** The version of the chart. Default 0.1.0. */
    public Builder version(String version) {
      this.version = version;
      return this;
    }

    /** Sets the prover release. Default: v0.7. */
    public Builder release(ProverRelease release) {
      this.release = release;
      return this;
    }

    /** Sets the prover image. Default: the published image of the release. */
    public Builder image(ProverImage image) {
      this.image = image;
      return this;
    }

    /** Sets the prover image. Default: the published image of the release. */
    public Builder image(String repository, String tag) {
      return image(ProverImage.tagged(repository, tag));
    }

    /** Sets the versions of KEDA and the operator. Default: KEDA 2.20.2 and operator 2.21.0. */
    public Builder platform(Platform platform) {
      this.platform = platform;
      return this;
    }

    /** Sets the broker. Default: one RabbitMQ 4.2 on the {@code default-pool}. */
    public Builder broker(Broker broker) {
      this.broker = broker;
      return this;
    }

    /** Sets the broker. Default: one RabbitMQ 4.2 on the {@code default-pool}. */
    public Builder broker(Broker.Builder broker) {
      return broker(broker.build());
    }

    /** Sets the leader. Default: on the {@code default-pool}. */
    public Builder leader(Leader leader) {
      this.leader = leader;
      return this;
    }

    /** Sets the leader. Default: on the {@code default-pool}. */
    public Builder leader(Leader.Builder leader) {
      return leader(leader.build());
    }

    /**
     * Adds a group of workers. Default: one group on the {@code highmem-pool}, between 1 and 8
     * workers.
     */
    public Builder workers(Workers group) {
      workers.add(group);
      return this;
    }

    /**
     * Adds a group of workers. Default: one group on the {@code highmem-pool}, between 1 and 8
     * workers.
     */
    public Builder workers(Workers.Builder group) {
      return workers(group.build());
    }

    /** Sets the circuits. Default: the recommended ranges of the release on a shared volume. */
    public Builder circuits(Circuits circuits) {
      this.circuits = circuits;
      return this;
    }

    /** Sets the circuits. Default: the recommended ranges of the release on a shared volume. */
    public Builder circuits(Circuits.Builder circuits) {
      return circuits(circuits.build());
    }

    /** Sets the queue of runs. Default: one with the usual settings of {@link Runs#enabled()}. */
    public Builder runs(Runs runs) {
      this.runs = runs;
      return this;
    }

    /** Follows the tip of a chain. Default: people put runs into the queue. */
    public Builder follow(Follow follow) {
      this.follow = Optional.of(follow);
      return this;
    }

    /** Follows the tip of a chain. Default: people put runs into the queue. */
    public Builder follow(Follow.Builder follow) {
      return follow(follow.build());
    }

    /** Sets who reads the metrics and evaluates the alerts. Default: nobody. */
    public Builder monitoring(Monitoring monitoring) {
      this.monitoring = monitoring;
      return this;
    }

    /**
     * Sends the proofs of final blocks to a bucket. This needs the address of a node of the chain,
     * which says what is final. Default: they stay on the leader's volume.
     */
    public Builder publish(Bucket bucket) {
      this.publish = Optional.of(bucket);
      return this;
    }

    /**
     * Sets how long the proof of one block takes while the maximum of workers works on it, as you
     * measured it. The plan computes from it what a proof costs. Default: not known. A block of
     * Ethereum's main chain took 29 to 77 minutes on one fleet; it depends on the block as much as
     * on the fleet.
     */
    public Builder proofTime(Duration proofTime) {
      this.proofTime = Optional.of(proofTime);
      return this;
    }

    /** Sets the serializer. Default: postcard, the default of the binaries. */
    public Builder serializer(Serializer serializer) {
      this.serializer = serializer;
      return this;
    }

    /** Sets the log level. Default: info. */
    public Builder log(LogLevel logLevel) {
      this.logLevel = logLevel;
      return this;
    }

    /**
     * Sets the cluster. Default: a zonal cluster with the name of the fleet and the pools of its
     * workloads.
     */
    public Builder gke(Gke gke) {
      this.gke = gke;
      return this;
    }

    /**
     * Sets the cluster. Default: a zonal cluster with the name of the fleet and the pools of its
     * workloads.
     */
    public Builder gke(Gke.Builder gke) {
      return gke(gke.build());
    }

    /**
     * Accepts that the fleet or its chart breaks a rule, wherever it does. The report gives the
     * reason. A waiver that is not needed is an error, and so is one of a rule that nothing can
     * break and still work.
     *
     * @param rule the id of the rule, such as {@code PRV-07}
     * @param reason why the rule may be broken, one sentence
     */
    public Builder accept(String rule, String reason) {
      return accept(rule, "", reason);
    }

    /**
     * Accepts that the fleet breaks a rule at a path of the declaration or below it.
     *
     * @param path the path that findings give, such as {@code workers[heavy].memory}
     * @see #accept(String, String)
     */
    public Builder accept(String rule, String path, String reason) {
      waivers.add(new Waiver(rule, Place.ofCaller(path), reason));
      return this;
    }

    public ProverFleet build() {
      Broker broker = this.broker != null ? this.broker : Broker.on(NodePool.defaultPool()).build();
      Leader leader = this.leader != null ? this.leader : Leader.on(NodePool.defaultPool()).build();
      List<Workers> workers =
          this.workers.isEmpty()
              ? List.of(
                  Workers.on(NodePool.highmemPool()).autoscaling(Autoscaling.between(1, 8)).build())
              : this.workers;
      Gke cluster = gke != null ? gke : Gke.cluster(name).build();
      return new ProverFleet(
          name,
          version,
          release,
          Optional.ofNullable(image)
              .orElseGet(() -> ProverImage.tagged(ProverImage.PUBLISHED, release.imageTag())),
          platform,
          broker,
          leader,
          workers,
          circuits,
          runs,
          follow,
          monitoring,
          publish,
          proofTime,
          serializer,
          logLevel,
          cluster.pools().isEmpty() ? cluster.withPools(used(broker, leader, workers)) : cluster,
          waivers);
    }

    private static List<NodePool> used(Broker broker, Leader leader, List<Workers> workers) {
      Map<String, NodePool> pools = new LinkedHashMap<>();
      pools.putIfAbsent(broker.pool().name(), broker.pool());
      pools.putIfAbsent(leader.pool().name(), leader.pool());
      workers.forEach(group -> pools.putIfAbsent(group.pool().name(), group.pool()));
      return List.copyOf(pools.values());
    }
  }
}
