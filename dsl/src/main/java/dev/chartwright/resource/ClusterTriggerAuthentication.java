package dev.chartwright.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * Where the triggers of a whole cluster get their credentials from ({@code keda.sh/v1alpha1}).
 * Secrets are read in KEDA's own namespace. Fields are those of KEDA 2.20.
 */
public final class ClusterTriggerAuthentication extends ImmutableResource {
  public static final String API_VERSION = "keda.sh/v1alpha1";
  public static final String KIND = "ClusterTriggerAuthentication";

  private static final long serialVersionUID = 1L;

  private final AuthenticationSpec spec;

  private ClusterTriggerAuthentication(ObjectMeta metadata, AuthenticationSpec spec) {
    super(API_VERSION, KIND, metadata);
    this.spec = spec;
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public ClusterTriggerAuthentication withMetadata(ObjectMeta metadata) {
    return new ClusterTriggerAuthentication(metadata, spec);
  }

  @Override
  @JsonProperty("spec")
  public AuthenticationSpec spec() {
    return spec;
  }

  /** The reference with which a trigger uses this authentication. */
  public Trigger.AuthenticationRef reference() {
    return new Trigger.AuthenticationRef(
        name(), Trigger.AuthenticationRef.Kind.CLUSTER_TRIGGER_AUTHENTICATION);
  }

  /** Declares a {@link ClusterTriggerAuthentication}. */
  public static final class Builder extends AuthenticationBuilder<Builder> {
    private Builder(String name) {
      super(name);
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    public ClusterTriggerAuthentication build() {
      return new ClusterTriggerAuthentication(metadata(), spec());
    }
  }
}
