package dev.chartwright.cloud;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.Objects;

/**
 * A mark on every node of a pool that keeps away all pods without the matching toleration.
 *
 * @param key the label-like key, such as {@code highmem}
 * @param value always text, also for {@code "true"}; may be empty
 * @param effect what happens to a pod that does not tolerate it
 */
public record Taint(String key, String value, Effect effect) {
  public Taint {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(effect, "effect");
  }

  public static Taint noSchedule(String key, String value) {
    return new Taint(key, value, Effect.NO_SCHEDULE);
  }

  public static Taint preferNoSchedule(String key, String value) {
    return new Taint(key, value, Effect.PREFER_NO_SCHEDULE);
  }

  public static Taint noExecute(String key, String value) {
    return new Taint(key, value, Effect.NO_EXECUTE);
  }

  /** The toleration that matches exactly this taint. */
  public Toleration toleration() {
    return new TolerationBuilder()
        .withKey(key)
        .withOperator("Equal")
        .withValue(value)
        .withEffect(effect.kubernetes())
        .build();
  }

  /** True if this taint keeps pods off; a preference does not. */
  public boolean repels() {
    return effect != Effect.PREFER_NO_SCHEDULE;
  }

  /** The spelling of kubectl and gcloud, such as {@code highmem=true:NoSchedule}. */
  @Override
  public String toString() {
    return key + "=" + value + ":" + effect.kubernetes();
  }

  /** The effect of a taint, with its spellings in Kubernetes and in GKE. */
  public enum Effect {
    NO_SCHEDULE("NoSchedule"),
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    NO_EXECUTE("NoExecute");

    private final String kubernetes;

    Effect(String kubernetes) {
      this.kubernetes = kubernetes;
    }

    /** The spelling of Kubernetes, kubectl and gcloud, such as {@code NoSchedule}. */
    public String kubernetes() {
      return kubernetes;
    }

    /** The spelling of the GKE API and of Terraform, such as {@code NO_SCHEDULE}. */
    public String gke() {
      return name();
    }
  }
}
