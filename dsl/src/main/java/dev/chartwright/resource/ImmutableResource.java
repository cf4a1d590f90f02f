package dev.chartwright.resource;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Locale;
import java.util.Objects;

/**
 * A custom resource that cannot change. Of fabric8's {@link HasMetadata} it keeps the questions and
 * refuses the orders: {@link #setMetadata} and {@link #setApiVersion} throw, {@link #getMetadata}
 * returns a copy, and {@link #withMetadata} makes a changed resource.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.NONE,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "spec"})
public abstract sealed class ImmutableResource implements HasMetadata
    permits ClusterTriggerAuthentication,
        CustomResource,
        RabbitmqCluster,
        ScaledObject,
        TriggerAuthentication {
  private static final long serialVersionUID = 1L;

  private final String apiVersion;
  private final String kind;
  private final ObjectMeta metadata;

  ImmutableResource(String apiVersion, String kind, ObjectMeta metadata) {
    this.apiVersion = Objects.requireNonNull(apiVersion, "apiVersion");
    this.kind = Objects.requireNonNull(kind, "kind");
    this.metadata = copy(Objects.requireNonNull(metadata, "metadata"));
  }

  /** The same resource with other metadata. */
  public abstract ImmutableResource withMetadata(ObjectMeta metadata);

  /** The spec as it appears in JSON, or {@code null} where the kind has none. */
  public abstract Object spec();

  @Override
  @JsonProperty("apiVersion")
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  @JsonProperty("kind")
  public String getKind() {
    return kind;
  }

  /** A copy: changing it does not change this resource. */
  @Override
  @JsonProperty("metadata")
  public ObjectMeta getMetadata() {
    return copy(metadata);
  }

  /** {@code metadata.name}. */
  public String name() {
    return metadata.getName();
  }

  /** Always refused: use {@link #withMetadata}. */
  @Override
  public void setMetadata(ObjectMeta metadata) {
    throw new UnsupportedOperationException(this + " is immutable; use withMetadata");
  }

  /** Always refused: the API version belongs to the kind. */
  @Override
  public void setApiVersion(String version) {
    throw new UnsupportedOperationException(this + " is immutable");
  }

  @Override
  public String getSingular() {
    return kind.toLowerCase(Locale.ROOT);
  }

  @Override
  public String getPlural() {
    return Pluralize.toPlural(getSingular());
  }

  @Override
  public String getFullResourceName() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? getPlural() : getPlural() + "." + apiVersion.substring(0, slash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImmutableResource that
        && getClass() == that.getClass()
        && apiVersion.equals(that.apiVersion)
        && kind.equals(that.kind)
        && metadata.equals(that.metadata)
        && Objects.equals(spec(), that.spec());
  }

  @Override
  public int hashCode() {
    return Objects.hash(apiVersion, kind, metadata, spec());
  }

  /** Kind and name, such as {@code ScaledObject/fleet-worker}. */
  @Override
  public String toString() {
    return kind + "/" + metadata.getName();
  }

  private static ObjectMeta copy(ObjectMeta metadata) {
    return new ObjectMetaBuilder(metadata).build();
  }
}
