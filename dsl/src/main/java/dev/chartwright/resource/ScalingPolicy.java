package dev.chartwright.resource;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.KubernetesResource;

/**
 * The change that an autoscaler may make in a period.
 *
 * @param type what the value counts
 * @param value at least 1
 * @param periodSeconds 1 to 1800
 */
@JsonInclude(NON_EMPTY)
public record ScalingPolicy(Type type, Integer value, Integer periodSeconds)
    implements KubernetesResource {
  /** The unit of the value of a policy. */
  public enum Type {
    PODS("Pods"),
    PERCENT("Percent");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    @Override
    @JsonValue
    public String toString() {
      return text;
    }
  }
}
