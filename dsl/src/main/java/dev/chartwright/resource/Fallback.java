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
  /** The rule that combines the fallback's replicas with the current replicas. */
  public enum Behavior {
    /** The replicas of the fallback, even if more are running. */
    STATIC("static"),
    /** The current replicas. */
    CURRENT_REPLICAS("currentReplicas"),
    /** The larger number of the two. */
    CURRENT_REPLICAS_IF_HIGHER("currentReplicasIfHigher"),
    /** The smaller number of the two. */
    CURRENT_REPLICAS_IF_LOWER("currentReplicasIfLower"),
    /**
     * The result of the formula of the scaling modifiers for the triggers that work. Needs KEDA
     * 2.20.
     */
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
