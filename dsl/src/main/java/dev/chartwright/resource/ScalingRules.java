package dev.chartwright.resource;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.util.List;

/** The limits on how fast an autoscaler scales in one direction, as in {@code autoscaling/v2}. */
@JsonInclude(NON_EMPTY)
public record ScalingRules(
    Integer stabilizationWindowSeconds,
    SelectPolicy selectPolicy,
    List<ScalingPolicy> policies,
    String tolerance)
    implements KubernetesResource {
  static final ScalingRules DEFAULT = new ScalingRules(null, null, null, null);

  public ScalingRules {
    policies = Immutable.list(policies);
  }

  /** Seconds of recommendations that are weighed, 0 to 3600. Default: 0 up, 300 down. */
  public ScalingRules stabilizationWindowSeconds(Integer seconds) {
    return new ScalingRules(seconds, selectPolicy, policies, tolerance);
  }

  /** Default: {@link SelectPolicy#MAX}. */
  public ScalingRules selectPolicy(SelectPolicy selectPolicy) {
    return new ScalingRules(stabilizationWindowSeconds, selectPolicy, policies, tolerance);
  }

  /** Adds a policy: at most this many pods in a period of 1 to 1800 seconds. */
  public ScalingRules pods(Integer value, Integer periodSeconds) {
    return policy(new ScalingPolicy(ScalingPolicy.Type.PODS, value, periodSeconds));
  }

  /** Adds a policy: at most this part of the pods in a period of 1 to 1800 seconds. */
  public ScalingRules percent(Integer value, Integer periodSeconds) {
    return policy(new ScalingPolicy(ScalingPolicy.Type.PERCENT, value, periodSeconds));
  }

  /** Adds a policy. */
  public ScalingRules policy(ScalingPolicy policy) {
    return new ScalingRules(
        stabilizationWindowSeconds, selectPolicy, Immutable.plus(policies, policy), tolerance);
  }

  /** The deviation that is not acted upon, such as {@code 0.1}, its default. Not in KEDA 2.14. */
  public ScalingRules tolerance(String tolerance) {
    return new ScalingRules(stabilizationWindowSeconds, selectPolicy, policies, tolerance);
  }

  /** Which of several policies decides. */
  public enum SelectPolicy {
    /** The one that allows the largest change. */
    MAX("Max"),
    /** The one that allows the smallest change. */
    MIN("Min"),
    /** None: the autoscaler does not move in this direction. KEDA's own step to 0 remains. */
    DISABLED("Disabled");

    private final String text;

    SelectPolicy(String text) {
      this.text = text;
    }

    @Override
    @JsonValue
    public String toString() {
      return text;
    }
  }
}
