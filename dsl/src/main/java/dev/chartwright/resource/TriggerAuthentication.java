package dev.chartwright.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * Where the triggers of a namespace get their credentials from ({@code keda.sh/v1alpha1}). Secrets
 * are read in that namespace. Fields are those of KEDA 2.20.
 */
public final class TriggerAuthentication extends ImmutableResource {
  public static final String API_VERSION = "keda.sh/v1alpha1";
  public static final String KIND = "TriggerAuthentication";

  private static final long serialVersionUID = 1L;

  private final AuthenticationSpec spec;

  private TriggerAuthentication(ObjectMeta metadata, AuthenticationSpec spec) {
    super(API_VERSION, KIND, metadata);
    this.spec = spec;
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public TriggerAuthentication withMetadata(ObjectMeta metadata) {
    return new TriggerAuthentication(metadata, spec);
  }

  @Override
  @JsonProperty("spec")
  public AuthenticationSpec spec() {
    return spec;
  }

  /** The reference with which a trigger uses this authentication. */
  public Trigger.AuthenticationRef reference() {
    return new Trigger.AuthenticationRef(
        name(), Trigger.AuthenticationRef.Kind.TRIGGER_AUTHENTICATION);
  }

  /** Declares a {@link TriggerAuthentication}. */
  public static final class Builder extends AuthenticationBuilder<Builder> {
    private Builder(String name) {
      super(name);
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    public TriggerAuthentication build() {
      return new TriggerAuthentication(metadata(), spec());
    }
  }
}
