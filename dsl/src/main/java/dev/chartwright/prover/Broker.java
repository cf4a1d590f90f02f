package dev.chartwright.prover;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.PodRequests;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The RabbitMQ broker between leader and workers, run by the RabbitMQ Cluster Operator.
 *
 * @param name what its objects are called after the release
 * @param pool the node pool that it prefers; never the workers'
 * @param version the version of RabbitMQ, which decides the settings that long proofs need
 * @param image what the container runs
 * @param replicas odd; more than one gains nothing, since the prover's queues live on one node
 * @param memory request and limit
 * @param cpu request
 * @param storage the volume of each replica; it can grow, never shrink
 * @param storageClass the class of that volume, or nothing for the cluster's default
 * @param plugins more plugins; management and Prometheus are always on
 * @param additionalConfig lines of {@code rabbitmq.conf}, which win over {@link #settings}
 * @param existingSecret a Secret with username and password to use, or nothing for the operator's
 * @param terminationGracePeriod how long a node may take to stop
 */
public record Broker(
    String name,
    NodePool pool,
    Version version,
    String image,
    int replicas,
    Memory memory,
    Cpu cpu,
    DiskSize storage,
    Optional<String> storageClass,
    List<String> plugins,
    String additionalConfig,
    Optional<String> existingSecret,
    Duration terminationGracePeriod) {
  /** The AMQP port, for tasks and results. */
  public static final int AMQP_PORT = 5672;

  /** The port of the management API, which reports queue lengths. */
  public static final int MANAGEMENT_PORT = 15672;

  /** The port of the Prometheus metrics. */
  public static final int METRICS_PORT = 15692;

  /** The ports with which the nodes of the broker find each other and communicate. */
  public static final List<Integer> PEER_PORTS = List.of(4369, 25672);

  /** Above this size the broker closes the channel; the most that RabbitMQ 4 allows, in bytes. */
  public static final long MAX_MESSAGE_SIZE = 536_870_912L;

  private static final Version CONSUMER_TIMEOUT_SINCE = new Version(3, 8, 17);
  private static final Version RABBITMQ_4_0 = Version.of(4, 0);
  private static final Version RABBITMQ_4_1 = Version.of(4, 1);
  private static final Version RABBITMQ_4_3 = Version.of(4, 3);

  /** The ephemeral storage that a broker requests, for logs and temporary files. */
  public static final DiskSize EPHEMERAL_STORAGE = DiskSize.gib(1);

  public Broker {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(storageClass, "storageClass");
    plugins = List.copyOf(plugins);
    Objects.requireNonNull(additionalConfig, "additionalConfig");
    Objects.requireNonNull(existingSecret, "existingSecret");
    Objects.requireNonNull(terminationGracePeriod, "terminationGracePeriod");
  }

  /** The requests of one pod. */
  public PodRequests requests() {
    return new PodRequests(memory, cpu, EPHEMERAL_STORAGE);
  }

  public static Builder on(NodePool pool) {
    return new Builder(pool);
  }

  /**
   * The longest time for which a worker may keep a task before the broker takes it away, half as
   * long again as the longest task.
   */
  public static Duration consumerTimeout(Duration longestTask) {
    return longestTask.multipliedBy(3).dividedBy(2);
  }

  /**
   * Whether a task that is longer than the timeout starts again forever, as from 3.8.17 up to 4.2.
   */
  public boolean needsConsumerTimeout() {
    return version.isAtLeast(CONSUMER_TIMEOUT_SINCE) && version.isBefore(RABBITMQ_4_3);
  }

  /** True from 4.0 on, whose default of 16 MiB is too small for large segments. */
  public boolean needsMaxMessageSize() {
    return version.isAtLeast(RABBITMQ_4_0);
  }

  /** True from 4.3 on, which denies the non-durable shared queues of the prover by default. */
  public boolean needsTransientQueues() {
    return version.isAtLeast(RABBITMQ_4_3);
  }

  /** True before 4.1, whose nodes find each other through the API server of Kubernetes. */
  public boolean discoversPeersByApi() {
    return version.isBefore(RABBITMQ_4_1);
  }

  /** The settings of {@code rabbitmq.conf} that this version needs for tasks of this length. */
  public Map<String, String> requiredSettings(Duration longestTask) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (needsConsumerTimeout()) {
      settings.put("consumer_timeout", Long.toString(consumerTimeout(longestTask).toMillis()));
    }
    if (needsMaxMessageSize()) {
      settings.put("max_message_size", Long.toString(MAX_MESSAGE_SIZE));
    }
    if (needsTransientQueues()) {
      settings.put("deprecated_features.permit.transient_nonexcl_queues", "true");
    }
    return Collections.unmodifiableMap(settings);
  }

  /** The settings that hold in the end: the required ones, then those of the user, who wins. */
  public Map<String, String> settings(Duration longestTask) {
    Map<String, String> settings = new LinkedHashMap<>(requiredSettings(longestTask));
    settings.putAll(declaredSettings());
    return Collections.unmodifiableMap(settings);
  }

  /**
   * The user's lines that are {@code key = value}, in their order; comments and others left out.
   */
  public Map<String, String> declaredSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    additionalConfig
        .lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
        .forEach(
            line ->
                settings.put(
                    line.substring(0, line.indexOf('=')).strip(),
                    line.substring(line.indexOf('=') + 1).strip()));
    return Collections.unmodifiableMap(settings);
  }

  /** Collects the settings of a broker; each has a default but the pool. */
  public static final class Builder {
    private final NodePool pool;
    private String name = "broker";
    private Version version = Version.of(4, 2);
    private String image = "docker.io/library/rabbitmq:4.2-management";
    private int replicas = 1;
    private Memory memory = Memory.gib(4);
    private Cpu cpu = Cpu.cores(1);
    private DiskSize storage = DiskSize.gib(20);
    private Optional<String> storageClass = Optional.empty();
    private List<String> plugins = List.of();
    private String additionalConfig = "";
    private Optional<String> existingSecret = Optional.empty();
    private Duration terminationGracePeriod = Duration.ofMinutes(2);

    private Builder(NodePool pool) {
      this.pool = pool;
    }

    /** The suffix of the names of its objects. Default: {@code broker}. */
    public Builder named(String name) {
      this.name = name;
      return this;
    }

    /**
     * The version of RabbitMQ, as its tag, such as {@code 4.2-management}, which is the default.
     */
    public Builder rabbitmq(String tag) {
      return image("docker.io/library/rabbitmq:" + tag, Version.parse(tag, version));
    }

    /** An image from elsewhere, and the version of RabbitMQ in it. */
    public Builder image(String image, Version version) {
      this.image = image;
      this.version = version;
      return this;
    }

    /** Default 1. */
    public Builder replicas(int replicas) {
      this.replicas = replicas;
      return this;
    }

    /** Request and limit; holds all tasks that wait. Default 4 GiB; the operator's is 2 GiB. */
    public Builder memory(Memory memory) {
      this.memory = memory.orUsual(this.memory);
      return this;
    }

    /** Default 1 core. */
    public Builder cpu(Cpu cpu) {
      this.cpu = cpu.orUsual(this.cpu);
      return this;
    }

    /** The volume of each replica. Default 20 GiB. */
    public Builder storage(DiskSize storage) {
      this.storage = storage.orUsual(this.storage);
      return this;
    }

    /** The volume of each replica and its class. Default: the cluster's own class. */
    public Builder storage(DiskSize storage, String storageClass) {
      this.storage = storage.orUsual(this.storage);
      this.storageClass = Optional.of(storageClass);
      return this;
    }

    /** More plugins. Default none: management and Prometheus are always on. */
    public Builder plugins(String... plugins) {
      this.plugins = List.of(plugins);
      return this;
    }

    /** Lines of {@code rabbitmq.conf}. Default none: what long proofs need is added anyway. */
    public Builder additionalConfig(String additionalConfig) {
      this.additionalConfig = additionalConfig;
      return this;
    }

    /** A Secret of your own with username and password. Default: the operator makes one. */
    public Builder existingSecret(String name) {
      this.existingSecret = Optional.of(name);
      return this;
    }

    /** Default 2 min; the operator's own is a week. */
    public Builder terminationGracePeriod(Duration terminationGracePeriod) {
      this.terminationGracePeriod = terminationGracePeriod;
      return this;
    }

    public Broker build() {
      return new Broker(
          name,
          pool,
          version,
          image,
          replicas,
          memory,
          cpu,
          storage,
          storageClass,
          plugins,
          additionalConfig,
          existingSecret,
          terminationGracePeriod);
    }
  }
}
