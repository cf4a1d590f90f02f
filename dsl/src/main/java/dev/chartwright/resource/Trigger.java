package dev.chartwright.resource;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.util.Map;
import java.util.Objects;

/**
 * One source of numbers for a {@link ScaledObject}, for any of KEDA's scalers. The metadata are
 * texts throughout: the API server refuses a number among them.
 */
@JsonInclude(NON_EMPTY)
public record Trigger(
    String type,
    String name,
    MetricType metricType,
    Boolean useCachedMetrics,
    AuthenticationRef authenticationRef,
    @JsonInclude(ALWAYS) Map<String, String> metadata)
    implements KubernetesResource {
  public Trigger {
    Objects.requireNonNull(type, "type");
    metadata = Immutable.map(metadata);
  }

  /** A trigger of any scaler, by the scaler's name in KEDA's manual, such as {@code cron}. */
  public static Trigger of(String type) {
    return new Trigger(type, null, null, null, null, null);
  }

  /** A trigger on the length or rate of a RabbitMQ queue, with typed parameters. */
  public static RabbitmqTrigger rabbitmq() {
    return new RabbitmqTrigger(of(RabbitmqTrigger.TYPE));
  }

  /** Unique in the scaled object; needed by scaling modifiers. Default: none. */
  public Trigger name(String name) {
    return new Trigger(type, name, metricType, useCachedMetrics, authenticationRef, metadata);
  }

  /** Default: {@link MetricType#AVERAGE_VALUE}. */
  public Trigger metricType(MetricType metricType) {
    return new Trigger(type, name, metricType, useCachedMetrics, authenticationRef, metadata);
  }

  /** Answers the autoscaler from the last poll rather than from the source. Default false. */
  public Trigger useCachedMetrics(Boolean useCachedMetrics) {
    return new Trigger(type, name, metricType, useCachedMetrics, authenticationRef, metadata);
  }

  /** Takes parameters from the {@link TriggerAuthentication} of this name. */
  public Trigger authenticationRef(String name) {
    return authenticationRef(new AuthenticationRef(name, null));
  }

  /** Takes parameters from a trigger authentication. Default: from the metadata only. */
  public Trigger authenticationRef(AuthenticationRef authenticationRef) {
    return new Trigger(type, name, metricType, useCachedMetrics, authenticationRef, metadata);
  }

  /** Sets a parameter of the scaler. */
  public Trigger parameter(String key, String value) {
    Objects.requireNonNull(value, key);
    return new Trigger(
        type,
        name,
        metricType,
        useCachedMetrics,
        authenticationRef,
        Immutable.plus(metadata, key, value));
  }

  /**
   * The trigger authentication of a trigger.
   *
   * @param name its name
   * @param kind default {@link Kind#TRIGGER_AUTHENTICATION}
   */
  @JsonInclude(NON_EMPTY)
  public record AuthenticationRef(String name, Kind kind) implements KubernetesResource {
    /** The scope of a trigger authentication: the namespace or the cluster. */
    public enum Kind {
      TRIGGER_AUTHENTICATION("TriggerAuthentication"),
      CLUSTER_TRIGGER_AUTHENTICATION("ClusterTriggerAuthentication");

      private final String text;

      Kind(String text) {
        this.text = text;
      }

      @Override
      @JsonValue
      public String toString() {
        return text;
      }
    }
  }

  /** The type of a trigger's metric for the autoscaler. */
  public enum MetricType {
    /** Divided by the replicas. */
    AVERAGE_VALUE("AverageValue"),
    /** The value itself. */
    VALUE("Value"),
    /** In percent of what the pods request; the cpu and memory scalers only. */
    UTILIZATION("Utilization");

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
