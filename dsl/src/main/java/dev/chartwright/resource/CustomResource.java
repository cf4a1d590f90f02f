package dev.chartwright.resource;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A resource of any kind that has no type of its own here, with its spec as a tree of maps, lists
 * and scalars; fabric8 objects may stand in the tree. Unlike in the typed resources, what is empty
 * in the tree stays, because an empty selector selects everything and is often meant.
 */
public final class CustomResource extends ImmutableResource {
  private static final long serialVersionUID = 1L;

  private final Map<String, Object> fields;

  private CustomResource(
      String apiVersion, String kind, ObjectMeta metadata, Map<String, Object> fields) {
    super(apiVersion, kind, metadata);
    this.fields = fields;
  }

  /**
   * Starts a resource.
   *
   * @param apiVersion group and version, such as {@code monitoring.coreos.com/v1}
   * @param kind such as {@code PodMonitor}
   * @param name {@code metadata.name}
   */
  public static Builder of(String apiVersion, String kind, String name) {
    return new Builder(apiVersion, kind, name);
  }

  @Override
  public CustomResource withMetadata(ObjectMeta metadata) {
    return new CustomResource(getApiVersion(), getKind(), metadata, fields);
  }

  @Override
  @JsonProperty("spec")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public Object spec() {
    return fields.get("spec");
  }

  /** The fields beside apiVersion, kind, metadata and spec; most kinds have none. */
  @JsonAnyGetter
  public Map<String, Object> otherFields() {
    Map<String, Object> others = new LinkedHashMap<>(fields);
    others.remove("spec");
    return Collections.unmodifiableMap(others);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && fields.equals(((CustomResource) other).fields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), fields);
  }

  /** Declares a {@link CustomResource}. */
  public static final class Builder extends ResourceBuilder<Builder> {
    private final String apiVersion;
    private final String kind;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Builder(String apiVersion, String kind, String name) {
      super(name);
      this.apiVersion = apiVersion;
      this.kind = kind;
    }

    /** The whole spec. */
    public Builder spec(Map<String, ?> spec) {
      return field("spec", spec);
    }

    /**
     * Another top-level field, for kinds that keep something outside of the spec. What is wrong
     * with it is among the findings of the chart.
     */
    public Builder field(String name, Object value) {
      if (name.equals("apiVersion") || name.equals("kind") || name.equals("metadata")) {
        fields.put(
            "(" + name + ")",
            invalid(
                DeclarationRules.OWN_FIELD,
                kind + ": '" + name + "' is not a free field",
                name.equals("metadata")
                    ? "use metadata(…), label(…) or annotation(…)"
                    : "pass it to CustomResource.of(apiVersion, kind, name)"));
        return self();
      }
      fields.put(name, copy(name, value));
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    public CustomResource build() {
      return new CustomResource(
          apiVersion, kind, metadata(), Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
    }

    private static String invalid(Rule rule, String what, String fix) {
      return InvalidText.of(Finding.error(rule, Place.ofCaller(""), what).fixedBy(fix));
    }

    private Object copy(String path, Object value) {
      if (value == null) {
        return invalid(
            DeclarationRules.TREE, kind + ": '" + path + "' is null", "leave the field out");
      }
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          if (!(entry.getKey() instanceof String name)) {
            return invalid(
                DeclarationRules.TREE,
                kind + ": '" + path + "' has the key " + entry.getKey() + ", which is not text",
                "write the key as text");
          }
          copy.put(name, copy(path + "." + name, entry.getValue()));
        }
        return Collections.unmodifiableMap(copy);
      }
      if (value instanceof List<?> list) {
        List<Object> copy = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
          copy.add(copy(path + "[" + i + "]", list.get(i)));
        }
        return Collections.unmodifiableList(copy);
      }
      return value;
    }
  }
}
