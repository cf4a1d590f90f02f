package dev.chartwright.resource;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/**
 * The metadata half of every resource builder. Builders are for one thread; what they build may be
 * shared.
 *
 * @param <B> the builder itself, so that calls can be chained
 */
public abstract class ResourceBuilder<B extends ResourceBuilder<B>> {
  private ObjectMetaBuilder metadata;

  ResourceBuilder(String name) {
    metadata = new ObjectMetaBuilder().withName(name);
  }

  abstract B self();

  /** The resource as declared so far. */
  public abstract ImmutableResource build();

  /** Replaces all metadata, the name included. */
  public B metadata(ObjectMeta metadata) {
    this.metadata = new ObjectMetaBuilder(metadata);
    return self();
  }

  /** Default: the namespace of the release, which is what a chart should rely on. */
  public B namespace(String namespace) {
    metadata.withNamespace(namespace);
    return self();
  }

  public B label(String key, String value) {
    metadata.addToLabels(key, value);
    return self();
  }

  /** Adds to the labels that are there. */
  public B labels(Map<String, String> labels) {
    metadata.addToLabels(labels);
    return self();
  }

  public B annotation(String key, String value) {
    metadata.addToAnnotations(key, value);
    return self();
  }

  /** Adds to the annotations that are there. */
  public B annotations(Map<String, String> annotations) {
    metadata.addToAnnotations(annotations);
    return self();
  }

  final ObjectMeta metadata() {
    return metadata.build();
  }
}
