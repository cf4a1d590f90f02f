package dev.chartwright.resource;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.KubernetesResource;

/**
 * What KEDA does while a trigger fails. With {@code replicas} 0 an unreachable broker counts as an
 * idle one, and the workload goes to 0 after the cooldown. Until KEDA 2.16 the replicas are set at
 * the first failure already.
 *
 * @param failureThreshold failures in a row before it applies, at least 0
 * @param replicas the replicas that the behaviour speaks of, at least 0
 * @param behavior default {@link Behavior#STATIC}; known from KEDA 2.17 on
 */
@JsonInclude(NON_EMPTY)
public record Fallback(Integer failureThreshold, Integer replicas, Behavior behavior)
    implements KubernetesResource {
  /** How the replicas of a fallback and those that run become one number. */
  public enum Behavior {
    /** The replicas of the fallback, even if more are running. */
    STATIC("static"),
    /** Those that run. */
    CURRENT_REPLICAS("currentReplicas"),
    /** Those that run, if they are more. */
    CURRENT_REPLICAS_IF_HIGHER("currentReplicasIfHigher"),
    /** Those that run, if they are fewer. */
    CURRENT_REPLICAS_IF_LOWER("currentReplicasIfLower"),
    /** What the scaling modifiers' formula makes of the triggers that work. KEDA 2.20. */
    SCALING_MODIFIERS("scalingModifiers");

    private final String text;

    Behavior(String text) {
      this.text = text;
    }

    @Override
    @JsonValue
    public String toString() {
      return text;
    }
  }
}
