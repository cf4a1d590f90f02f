package dev.chartwright.resource;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Scaling of a workload by KEDA ({@code keda.sh/v1alpha1}). Fields, defaults and limits are those
 * of KEDA 2.20; a method says so where an older KEDA does not know its field.
 */
public final class ScaledObject extends ImmutableResource {
  public static final String API_VERSION = "keda.sh/v1alpha1";
  public static final String KIND = "ScaledObject";

  /** Annotation: {@code "true"} stops all scaling. */
  public static final String PAUSED = "autoscaling.keda.sh/paused";

  /** Annotation: stops all scaling at this number of replicas. */
  public static final String PAUSED_REPLICAS = "autoscaling.keda.sh/paused-replicas";

  /** Annotation: {@code "true"} lets the workload grow only, the step to 0 included. KEDA 2.18. */
  public static final String PAUSED_SCALE_IN = "autoscaling.keda.sh/paused-scale-in";

  /** Annotation: {@code "true"} lets the workload shrink only. KEDA 2.18. */
  public static final String PAUSED_SCALE_OUT = "autoscaling.keda.sh/paused-scale-out";

  /** Annotation: {@code "true"} treats the triggers as active. KEDA 2.18. */
  public static final String FORCE_ACTIVATION = "autoscaling.keda.sh/force-activation";

  /** Annotation: {@code "true"} takes over a HorizontalPodAutoscaler that exists already. */
  public static final String TRANSFER_HPA_OWNERSHIP = "scaledobject.keda.sh/transfer-hpa-ownership";

  private static final long serialVersionUID = 1L;

  private final Spec spec;

  private ScaledObject(ObjectMeta metadata, Spec spec) {
    super(API_VERSION, KIND, metadata);
    this.spec = spec;
  }

  /**
   * Starts a scaled object.
   *
   * @param name {@code metadata.name}; at most 54 characters unless {@link Builder#hpaName} is set,
   *     because the autoscaler is called {@code keda-hpa-} and this name
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public ScaledObject withMetadata(ObjectMeta metadata) {
    return new ScaledObject(metadata, spec);
  }

  @Override
  @JsonProperty("spec")
  public Spec spec() {
    return spec;
  }

  /** Everything below {@code spec}; the builder's methods say what each part means. */
  @JsonInclude(NON_EMPTY)
  public record Spec(
      ScaleTarget scaleTargetRef,
      Integer pollingInterval,
      Integer cooldownPeriod,
      Integer initialCooldownPeriod,
      Integer idleReplicaCount,
      Integer minReplicaCount,
      Integer maxReplicaCount,
      Fallback fallback,
      Advanced advanced,
      List<Trigger> triggers)
      implements KubernetesResource {
    public Spec {
      triggers = Immutable.list(triggers);
    }
  }

  /** The workload that is scaled, in the same namespace. One scaled object a workload. */
  @JsonInclude(NON_EMPTY)
  public record ScaleTarget(
      String apiVersion, String kind, String name, String envSourceContainerName)
      implements KubernetesResource {}

  /** The parts that few scaled objects need. */
  @JsonInclude(NON_EMPTY)
  public record Advanced(
      Boolean restoreToOriginalReplicaCount,
      HorizontalPodAutoscalerConfig horizontalPodAutoscalerConfig,
      ScalingModifiers scalingModifiers)
      implements KubernetesResource {}

  /** Settings of the HorizontalPodAutoscaler that KEDA creates. */
  @JsonInclude(NON_EMPTY)
  public record HorizontalPodAutoscalerConfig(String name, Behavior behavior)
      implements KubernetesResource {}

  /** The pace of the autoscaler in both directions. */
  @JsonInclude(NON_EMPTY)
  public record Behavior(ScalingRules scaleUp, ScalingRules scaleDown)
      implements KubernetesResource {}

  /** A formula over the triggers, which then need names, in place of the largest of them. */
  @JsonInclude(NON_EMPTY)
  public record ScalingModifiers(
      String formula, String target, String activationTarget, MetricType metricType)
      implements KubernetesResource {
    static final ScalingModifiers DEFAULT = new ScalingModifiers(null, null, null, null);

    /** An expression over trigger names, such as {@code "proofs + witnesses"}. */
    public ScalingModifiers formula(String formula) {
      return new ScalingModifiers(formula, target, activationTarget, metricType);
    }

    /** The number that the formula is divided by; required with a formula. */
    public ScalingModifiers target(String target) {
      return new ScalingModifiers(formula, target, activationTarget, metricType);
    }

    /** Above it the workload leaves 0 replicas. Default 0. */
    public ScalingModifiers activationTarget(String activationTarget) {
      return new ScalingModifiers(formula, target, activationTarget, metricType);
    }

    /** Default: {@link MetricType#AVERAGE_VALUE}. */
    public ScalingModifiers metricType(MetricType metricType) {
      return new ScalingModifiers(formula, target, activationTarget, metricType);
    }

    /** The type of the target value. */
    public enum MetricType {
      /** For each replica. */
      AVERAGE_VALUE("AverageValue"),
      /** For all replicas together. */
      VALUE("Value");

      private final String text;

      MetricType(String text) {
        this.text = text;
      }

      @Override
      @JsonValue
      public String toString() {
        return text;
      }
    }
  }

  /** Declares a {@link ScaledObject}. */
  public static final class Builder extends ResourceBuilder<Builder> {
    private String targetApiVersion;
    private String targetKind;
    private String targetName;
    private String envSourceContainerName;
    private Integer pollingInterval;
    private Integer cooldownPeriod;
    private Integer initialCooldownPeriod;
    private Integer idleReplicas;
    private Integer minReplicas;
    private Integer maxReplicas;
    private Fallback fallback;
    private Boolean restoreToOriginalReplicaCount;
    private String hpaName;
    private ScalingRules scaleUp;
    private ScalingRules scaleDown;
    private ScalingModifiers scalingModifiers;
    private List<Trigger> triggers = List.of();

    private Builder(String name) {
      super(name);
    }

    /** Scales the Deployment of this name, which must leave its {@code replicas} unset. */
    public Builder scaleTarget(String deployment) {
      return scaleTarget(null, null, deployment);
    }

    /** Scales any workload that can be scaled; it must leave its {@code replicas} unset. */
    public Builder scaleTarget(String apiVersion, String kind, String name) {
      targetApiVersion = apiVersion;
      targetKind = kind;
      targetName = name;
      return this;
    }

    /** The container whose environment {@code …FromEnv} names. Default: the first one. */
    public Builder envSourceContainerName(String container) {
      envSourceContainerName = container;
      return this;
    }

    /** Seconds between two looks of KEDA at the triggers, at least 1. Default 30. */
    public Builder pollingInterval(Integer seconds) {
      pollingInterval = seconds;
      return this;
    }

    /** Idle seconds before the step to 0, and only that step. Default 300. */
    public Builder cooldownPeriod(Integer seconds) {
      cooldownPeriod = seconds;
      return this;
    }

    /** Seconds after creation in which the step to 0 is not taken. Default 0. */
    public Builder initialCooldownPeriod(Integer seconds) {
      initialCooldownPeriod = seconds;
      return this;
    }

    /** Replicas without work; KEDA supports 0 only. Default: the minimum. */
    public Builder idleReplicas(Integer replicas) {
      idleReplicas = replicas;
      return this;
    }

    /** Default 0. */
    public Builder minReplicas(Integer replicas) {
      minReplicas = replicas;
      return this;
    }

    /** Default 100; at least the minimum. */
    public Builder maxReplicas(Integer replicas) {
      maxReplicas = replicas;
      return this;
    }

    /** The fallback while a trigger fails. Default: the replicas do not change. */
    public Builder fallback(Fallback fallback) {
      this.fallback = fallback;
      return this;
    }

    /** Same as {@link #fallback(Fallback)}, with the default behaviour of KEDA, which is static. */
    public Builder fallback(Integer failureThreshold, Integer replicas) {
      return fallback(new Fallback(failureThreshold, replicas, null));
    }

    /** Same as {@link #fallback(Fallback)}, with a behaviour, which needs KEDA 2.17. */
    public Builder fallback(
        Integer failureThreshold, Integer replicas, Fallback.Behavior behavior) {
      return fallback(new Fallback(failureThreshold, replicas, behavior));
    }

    /** Gives the workload its old replicas back when this object is deleted. Default false. */
    public Builder restoreToOriginalReplicaCount(Boolean restore) {
      restoreToOriginalReplicaCount = restore;
      return this;
    }

    /** The name of the autoscaler, at most 63 characters. Default {@code keda-hpa-<name>}. */
    public Builder hpaName(String name) {
      hpaName = name;
      return this;
    }

    /** Default: at once, by 4 pods or by 100 % every 15 seconds, whichever is more. */
    public Builder scaleUp(UnaryOperator<ScalingRules> change) {
      scaleUp = change.apply(scaleUp == null ? ScalingRules.DEFAULT : scaleUp);
      return this;
    }

    /** Default: what 300 seconds have not needed, all of it in 15 seconds. Above 0 only. */
    public Builder scaleDown(UnaryOperator<ScalingRules> change) {
      scaleDown = change.apply(scaleDown == null ? ScalingRules.DEFAULT : scaleDown);
      return this;
    }

    /** Default: the trigger that asks for the most replicas decides. */
    public Builder scalingModifiers(UnaryOperator<ScalingModifiers> change) {
      scalingModifiers =
          change.apply(scalingModifiers == null ? ScalingModifiers.DEFAULT : scalingModifiers);
      return this;
    }

    /** Adds a trigger; at least one is needed. */
    public Builder trigger(Trigger trigger) {
      triggers = Immutable.plus(triggers, trigger);
      return this;
    }

    /** As {@link #trigger(Trigger)}. */
    public Builder trigger(RabbitmqTrigger trigger) {
      return trigger(trigger.trigger());
    }

    /** Replaces the triggers so far. */
    public Builder triggers(List<Trigger> triggers) {
      this.triggers = Immutable.list(triggers);
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    public ScaledObject build() {
      Objects.requireNonNull(targetName, "a ScaledObject needs a scaleTarget");
      return new ScaledObject(
          metadata(),
          new Spec(
              new ScaleTarget(targetApiVersion, targetKind, targetName, envSourceContainerName),
              pollingInterval,
              cooldownPeriod,
              initialCooldownPeriod,
              idleReplicas,
              minReplicas,
              maxReplicas,
              fallback,
              advanced(),
              triggers));
    }

    private Advanced advanced() {
      Behavior behavior =
          scaleUp == null && scaleDown == null ? null : new Behavior(scaleUp, scaleDown);
      HorizontalPodAutoscalerConfig config =
          hpaName == null && behavior == null
              ? null
              : new HorizontalPodAutoscalerConfig(hpaName, behavior);
      return restoreToOriginalReplicaCount == null && config == null && scalingModifiers == null
          ? null
          : new Advanced(restoreToOriginalReplicaCount, config, scalingModifiers);
    }
  }
}
