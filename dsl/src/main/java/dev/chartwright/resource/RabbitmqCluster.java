package dev.chartwright.resource;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A RabbitMQ broker that the Cluster Operator runs ({@code rabbitmq.com/v1beta1}). Fields, defaults
 * and limits are those of the operator's CRD, release 2.22; there is no node selector among them,
 * node affinity takes its place.
 */
public final class RabbitmqCluster extends ImmutableResource {
  public static final String API_VERSION = "rabbitmq.com/v1beta1";
  public static final String KIND = "RabbitmqCluster";

  private static final long serialVersionUID = 1L;

  private final Spec spec;

  private RabbitmqCluster(ObjectMeta metadata, Spec spec) {
    super(API_VERSION, KIND, metadata);
    this.spec = spec;
  }

  /**
   * Starts a broker.
   *
   * @param name {@code metadata.name}; at most 45 characters are safe, because the StatefulSet
   *     appends {@code -server} and its pods' revision label must fit into 63
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public RabbitmqCluster withMetadata(ObjectMeta metadata) {
    return new RabbitmqCluster(metadata, spec);
  }

  @Override
  @JsonProperty("spec")
  public Spec spec() {
    return spec;
  }

  /** The Service for clients: AMQP on 5672, management on 15672, metrics on 15692. */
  public String serviceName() {
    return name();
  }

  /** The headless Service between the nodes of the broker. */
  public String nodesServiceName() {
    return name() + "-nodes";
  }

  public String statefulSetName() {
    return name() + "-server";
  }

  /**
   * The Secret that the operator fills with {@code username}, {@code password}, {@code host} and
   * {@code port}; {@code connection_string} joins them from operator 2.11 on.
   */
  public String defaultUserSecretName() {
    return name() + "-default-user";
  }

  /** Everything below {@code spec}; the builder's methods say what each part means. */
  @JsonInclude(NON_EMPTY)
  public record Spec(
      Integer replicas,
      String image,
      List<LocalObjectReference> imagePullSecrets,
      Service service,
      Persistence persistence,
      ResourceRequirements resources,
      Affinity affinity,
      List<Toleration> tolerations,
      Configuration rabbitmq,
      Tls tls,
      Overrides override,
      SecretBackend secretBackend,
      Boolean skipPostDeploySteps,
      Boolean autoEnableAllFeatureFlags,
      Integer terminationGracePeriodSeconds,
      Integer delayStartSeconds)
      implements KubernetesResource {
    public Spec {
      imagePullSecrets = Immutable.list(imagePullSecrets);
      tolerations = Immutable.list(tolerations);
    }
  }

  /** The type of the client Service. */
  @JsonInclude(NON_EMPTY)
  public record Service(
      ServiceType type,
      IpFamilyPolicy ipFamilyPolicy,
      Map<String, String> labels,
      Map<String, String> annotations)
      implements KubernetesResource {
    static final Service DEFAULT = new Service(null, null, null, null);

    public Service {
      labels = Immutable.map(labels);
      annotations = Immutable.map(annotations);
    }

    /** Default: {@link ServiceType#CLUSTER_IP}. */
    public Service type(ServiceType type) {
      return new Service(type, ipFamilyPolicy, labels, annotations);
    }

    /** Default: what the cluster does. */
    public Service ipFamilyPolicy(IpFamilyPolicy ipFamilyPolicy) {
      return new Service(type, ipFamilyPolicy, labels, annotations);
    }

    public Service label(String key, String value) {
      return new Service(type, ipFamilyPolicy, Immutable.plus(labels, key, value), annotations);
    }

    public Service annotation(String key, String value) {
      return new Service(type, ipFamilyPolicy, labels, Immutable.plus(annotations, key, value));
    }
  }

  /** The clients that can reach the client Service. */
  public enum ServiceType {
    CLUSTER_IP("ClusterIP"),
    LOAD_BALANCER("LoadBalancer"),
    NODE_PORT("NodePort");

    private final String text;

    ServiceType(String text) {
      this.text = text;
    }

    @Override
    @JsonValue
    public String toString() {
      return text;
    }
  }

  /** Whether the client Service has one address family or two. */
  public enum IpFamilyPolicy {
    SINGLE_STACK("SingleStack"),
    PREFER_DUAL_STACK("PreferDualStack"),
    REQUIRE_DUAL_STACK("RequireDualStack");

    private final String text;

    IpFamilyPolicy(String text) {
      this.text = text;
    }

    @Override
    @JsonValue
    public String toString() {
      return text;
    }
  }

  /** The disk of each node. Its claim is deleted with the broker, and it cannot shrink. */
  @JsonInclude(NON_EMPTY)
  public record Persistence(String storageClassName, String storage, EmptyDir emptyDir)
      implements KubernetesResource {
    static final Persistence DEFAULT = new Persistence(null, null, null);

    /** Default: the cluster's default storage class. */
    public Persistence storageClassName(String storageClassName) {
      return new Persistence(storageClassName, storage, emptyDir);
    }

    /** A quantity of bytes; default {@code 10Gi}. {@code 0Gi} asks for an {@link #emptyDir}. */
    public Persistence storage(String storage) {
      return new Persistence(storageClassName, storage, emptyDir);
    }

    /** As {@link #storage(String)}. */
    public Persistence storage(Quantity storage) {
      return storage(storage.toString());
    }

    /** A disk that lives as long as its pod; heeded with storage {@code 0Gi} only. */
    public Persistence emptyDir(EmptyDir emptyDir) {
      return new Persistence(storageClassName, storage, emptyDir);
    }
  }

  /**
   * The disk of a broker that keeps nothing.
   *
   * @param medium {@code Memory} for a file system in memory; default: the node's disk
   * @param sizeLimit a quantity of bytes; default: no limit
   */
  @JsonInclude(NON_EMPTY)
  public record EmptyDir(String medium, String sizeLimit) implements KubernetesResource {}

  /** RabbitMQ's own configuration files, as parts that the operator joins with its own. */
  @JsonInclude(NON_EMPTY)
  public record Configuration(
      List<String> additionalPlugins,
      String additionalConfig,
      String advancedConfig,
      String envConfig,
      String erlangInetConfig)
      implements KubernetesResource {
    static final Configuration DEFAULT = new Configuration(null, null, null, null, null);

    public Configuration {
      additionalPlugins = Immutable.list(additionalPlugins);
    }
  }

  /** Encrypted listeners: AMQP on 5671, management on 15671, metrics on 15691. */
  @JsonInclude(NON_EMPTY)
  public record Tls(String secretName, String caSecretName, Boolean disableNonTLSListeners)
      implements KubernetesResource {
    static final Tls DEFAULT = new Tls(null, null, null);

    /** The Secret with {@code tls.crt} and {@code tls.key}. */
    public Tls secretName(String secretName) {
      return new Tls(secretName, caSecretName, disableNonTLSListeners);
    }

    /** The Secret with {@code ca.crt}, by which clients are verified. Default: they are not. */
    public Tls caSecretName(String caSecretName) {
      return new Tls(secretName, caSecretName, disableNonTLSListeners);
    }

    /** Closes the unencrypted listeners. Default false. */
    public Tls disableNonTLSListeners(Boolean disableNonTLSListeners) {
      return new Tls(secretName, caSecretName, disableNonTLSListeners);
    }
  }

  /** Patches to what the operator creates, merged as {@code kubectl patch} would merge them. */
  @JsonInclude(NON_EMPTY)
  public record Overrides(
      ChildOverride<StatefulSetSpec> statefulSet, ChildOverride<ServiceSpec> service)
      implements KubernetesResource {}

  /**
   * A patch to one object of the operator.
   *
   * @param <S> the type of that object's spec; unset fields stay as the operator made them
   */
  @JsonInclude(NON_EMPTY)
  public record ChildOverride<S extends KubernetesResource>(ChildMetadata metadata, S spec)
      implements KubernetesResource {
    public ChildOverride<S> label(String key, String value) {
      ChildMetadata now = now();
      return new ChildOverride<>(
          new ChildMetadata(Immutable.plus(now.labels, key, value), now.annotations), spec);
    }

    public ChildOverride<S> annotation(String key, String value) {
      ChildMetadata now = now();
      return new ChildOverride<>(
          new ChildMetadata(now.labels, Immutable.plus(now.annotations, key, value)), spec);
    }

    public ChildOverride<S> spec(S spec) {
      return new ChildOverride<>(metadata, spec);
    }

    private ChildMetadata now() {
      return metadata == null ? new ChildMetadata(null, null) : metadata;
    }
  }

  /** The metadata that a patch may set. */
  @JsonInclude(NON_EMPTY)
  public record ChildMetadata(Map<String, String> labels, Map<String, String> annotations)
      implements KubernetesResource {
    public ChildMetadata {
      labels = Immutable.map(labels);
      annotations = Immutable.map(annotations);
    }
  }

  /** The source of the default user's credentials, which the operator otherwise generates. */
  @JsonInclude(NON_EMPTY)
  public record SecretBackend(Vault vault, LocalObjectReference externalSecret)
      implements KubernetesResource {}

  /** Credentials and certificates from HashiCorp Vault, injected by its agent. */
  @JsonInclude(NON_EMPTY)
  public record Vault(
      String role,
      String defaultUserPath,
      // Empty is a setting of its own here: it switches the sidecar off.
      @JsonInclude(NON_NULL) String defaultUserUpdaterImage,
      Map<String, String> annotations,
      VaultTls tls)
      implements KubernetesResource {
    static final Vault DEFAULT = new Vault(null, null, null, null, null);

    public Vault {
      annotations = Immutable.map(annotations);
    }

    /** The Vault role of the broker's service account. */
    public Vault role(String role) {
      return new Vault(role, defaultUserPath, defaultUserUpdaterImage, annotations, tls);
    }

    /** The path of the secret with user name and password. */
    public Vault defaultUserPath(String defaultUserPath) {
      return new Vault(role, defaultUserPath, defaultUserUpdaterImage, annotations, tls);
    }

    /** The image of the sidecar that follows password changes; empty text means no sidecar. */
    public Vault defaultUserUpdaterImage(String defaultUserUpdaterImage) {
      return new Vault(role, defaultUserPath, defaultUserUpdaterImage, annotations, tls);
    }

    /** A setting of the agent, such as {@code vault.hashicorp.com/namespace}. */
    public Vault annotation(String key, String value) {
      return new Vault(
          role,
          defaultUserPath,
          defaultUserUpdaterImage,
          Immutable.plus(annotations, key, value),
          tls);
    }

    /** Certificates from Vault's PKI. Default: none. */
    public Vault tls(VaultTls tls) {
      return new Vault(role, defaultUserPath, defaultUserUpdaterImage, annotations, tls);
    }
  }

  /**
   * What Vault's PKI writes into the broker's certificate.
   *
   * @param pkiIssuerPath the path that issues, such as {@code pki/issue/rabbitmq}
   * @param pkiRootPath the path of the root certificate, where another authority signed the
   *     issuer's
   * @param commonName default: the client Service's name in the cluster's DNS
   * @param altNames further names, separated by commas
   * @param ipSans addresses, separated by commas
   */
  @JsonInclude(NON_EMPTY)
  public record VaultTls(
      String pkiIssuerPath, String pkiRootPath, String commonName, String altNames, String ipSans)
      implements KubernetesResource {}

  /** Declares a {@link RabbitmqCluster}. */
  public static final class Builder extends ResourceBuilder<Builder> {
    private Integer replicas;
    private String image;
    private List<LocalObjectReference> imagePullSecrets = List.of();
    private Service service;
    private Persistence persistence;
    private ResourceRequirements resources;
    private Affinity affinity;
    private List<Toleration> tolerations = List.of();
    private Configuration rabbitmq;
    private Tls tls;
    private ChildOverride<StatefulSetSpec> statefulSet;
    private ChildOverride<ServiceSpec> serviceOverride;
    private Vault vault;
    private LocalObjectReference externalSecret;
    private Boolean skipPostDeploySteps;
    private Boolean autoEnableAllFeatureFlags;
    private Integer terminationGracePeriodSeconds;
    private Integer delayStartSeconds;

    private Builder(String name) {
      super(name);
    }

    /** Nodes of the broker, an odd number. Default 1; cannot be lowered later. */
    public Builder replicas(Integer replicas) {
      this.replicas = replicas;
      return this;
    }

    /** Default: the image that the operator's release was made with. */
    public Builder image(String image) {
      this.image = image;
      return this;
    }

    /** A Secret with registry credentials; may be called repeatedly. */
    public Builder imagePullSecret(String name) {
      imagePullSecrets = Immutable.plus(imagePullSecrets, new LocalObjectReference(name));
      return this;
    }

    /** Default: a ClusterIP Service. */
    public Builder service(UnaryOperator<Service> change) {
      service = change.apply(service == null ? Service.DEFAULT : service);
      return this;
    }

    /** Default: 10Gi of the default storage class. */
    public Builder persistence(UnaryOperator<Persistence> change) {
      persistence = change.apply(persistence == null ? Persistence.DEFAULT : persistence);
      return this;
    }

    /**
     * Default: requests of 1 CPU and 2Gi, limits of 2 CPU and 2Gi. Request and limit of the memory
     * should be equal, because RabbitMQ adjusts to the limit.
     */
    public Builder resources(ResourceRequirements resources) {
      this.resources = resources;
      return this;
    }

    /** Default: none. Stands in for a node selector too, which the kind does not have. */
    public Builder affinity(Affinity affinity) {
      this.affinity = affinity;
      return this;
    }

    /** May be called repeatedly. */
    public Builder toleration(Toleration toleration) {
      tolerations = Immutable.plus(tolerations, toleration);
      return this;
    }

    /** Replaces the tolerations so far. */
    public Builder tolerations(List<Toleration> tolerations) {
      this.tolerations = Immutable.list(tolerations);
      return this;
    }

    /**
     * Plugins beside management, prometheus and peer discovery, which are always on. At most 100.
     */
    public Builder additionalPlugins(String... plugins) {
      return additionalPlugins(List.of(plugins));
    }

    /** As {@link #additionalPlugins(String...)}. */
    public Builder additionalPlugins(List<String> plugins) {
      Configuration now = rabbitmq();
      rabbitmq =
          new Configuration(
              plugins,
              now.additionalConfig,
              now.advancedConfig,
              now.envConfig,
              now.erlangInetConfig);
      return this;
    }

    /** Lines of {@code rabbitmq.conf}, after the operator's own. At most 100 000 characters. */
    public Builder additionalConfig(String additionalConfig) {
      Configuration now = rabbitmq();
      rabbitmq =
          new Configuration(
              now.additionalPlugins,
              additionalConfig,
              now.advancedConfig,
              now.envConfig,
              now.erlangInetConfig);
      return this;
    }

    /** The text of {@code advanced.config}, in Erlang terms. At most 100 000 characters. */
    public Builder advancedConfig(String advancedConfig) {
      Configuration now = rabbitmq();
      rabbitmq =
          new Configuration(
              now.additionalPlugins,
              now.additionalConfig,
              advancedConfig,
              now.envConfig,
              now.erlangInetConfig);
      return this;
    }

    /**
     * The text of {@code rabbitmq-env.conf}. At most 100 000 characters, without command
     * substitution, which operators from 2.22 on refuse.
     */
    public Builder envConfig(String envConfig) {
      Configuration now = rabbitmq();
      rabbitmq =
          new Configuration(
              now.additionalPlugins,
              now.additionalConfig,
              now.advancedConfig,
              envConfig,
              now.erlangInetConfig);
      return this;
    }

    /** The text of {@code erl_inetrc}. At most 2000 characters. */
    public Builder erlangInetConfig(String erlangInetConfig) {
      Configuration now = rabbitmq();
      rabbitmq =
          new Configuration(
              now.additionalPlugins,
              now.additionalConfig,
              now.advancedConfig,
              now.envConfig,
              erlangInetConfig);
      return this;
    }

    /** Default: no encrypted listeners. */
    public Builder tls(UnaryOperator<Tls> change) {
      tls = change.apply(tls == null ? Tls.DEFAULT : tls);
      return this;
    }

    /** Patches the StatefulSet of the broker, for what the kind has no field for. */
    public Builder overrideStatefulSet(UnaryOperator<ChildOverride<StatefulSetSpec>> change) {
      statefulSet =
          change.apply(statefulSet == null ? new ChildOverride<>(null, null) : statefulSet);
      return this;
    }

    /** Patches the client Service, for what {@link #service} has no field for. */
    public Builder overrideService(UnaryOperator<ChildOverride<ServiceSpec>> change) {
      serviceOverride =
          change.apply(serviceOverride == null ? new ChildOverride<>(null, null) : serviceOverride);
      return this;
    }

    /** Reads the default user from an existing Secret in the format of the operator. */
    public Builder externalSecret(String name) {
      externalSecret = new LocalObjectReference(name);
      return this;
    }

    /** Takes the default user from HashiCorp Vault. */
    public Builder vault(UnaryOperator<Vault> change) {
      vault = change.apply(vault == null ? Vault.DEFAULT : vault);
      return this;
    }

    /** Leaves queues unbalanced after a restart of the broker. Default false. */
    public Builder skipPostDeploySteps(Boolean skip) {
      skipPostDeploySteps = skip;
      return this;
    }

    /** Enables all feature flags after each upgrade. Default false. */
    public Builder autoEnableAllFeatureFlags(Boolean enable) {
      autoEnableAllFeatureFlags = enable;
      return this;
    }

    /** Seconds that a node may take to hand over its queues. Default 604800, a week. */
    public Builder terminationGracePeriodSeconds(Integer seconds) {
      terminationGracePeriodSeconds = seconds;
      return this;
    }

    /** Seconds that a node waits before it starts, so that DNS knows it. Default 30. */
    public Builder delayStartSeconds(Integer seconds) {
      delayStartSeconds = seconds;
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    public RabbitmqCluster build() {
      Overrides overrides =
          statefulSet == null && serviceOverride == null
              ? null
              : new Overrides(statefulSet, serviceOverride);
      SecretBackend secretBackend =
          vault == null && externalSecret == null ? null : new SecretBackend(vault, externalSecret);
      return new RabbitmqCluster(
          metadata(),
          new Spec(
              replicas,
              image,
              imagePullSecrets,
              service,
              persistence,
              resources,
              affinity,
              tolerations,
              rabbitmq,
              tls,
              overrides,
              secretBackend,
              skipPostDeploySteps,
              autoEnableAllFeatureFlags,
              terminationGracePeriodSeconds,
              delayStartSeconds));
    }

    private Configuration rabbitmq() {
      return rabbitmq == null ? Configuration.DEFAULT : rabbitmq;
    }
  }
}
