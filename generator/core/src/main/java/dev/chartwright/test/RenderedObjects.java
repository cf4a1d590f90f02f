package dev.chartwright.test;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The objects of a rendered chart, by kind and name. Immutable. */
record RenderedObjects(String chart, List<RenderedObject> all) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RenderedObjects of(String chart, String manifest) {
    RenderedManifest read = RenderedManifest.of(manifest);
    if (!read.findings().isEmpty()) {
      throw new AssertionError(
          chart
              + " renders documents that are not objects:\n"
              + read.findings().stream().map(Object::toString).collect(joining("\n")));
    }
    return new RenderedObjects(chart, read.objects());
  }

  List<HasMetadata> objects() {
    return all.stream().map(RenderedObjects::typed).toList();
  }

  <T extends HasMetadata> List<T> objects(Class<T> kind) {
    return of(kind).map(each -> typed(each, kind)).toList();
  }

  <T extends HasMetadata> T object(Class<T> kind, String name) {
    return typed(named(of(kind).toList(), HasMetadata.getKind(kind), name), kind);
  }

  HasMetadata object(String kind, String name) {
    return typed(named(all.stream().filter(each -> each.kind().equals(kind)).toList(), kind, name));
  }

  private Stream<RenderedObject> of(Class<? extends HasMetadata> kind) {
    if (HasMetadata.getVersion(kind) == null) {
      throw new IllegalArgumentException(
          kind.getName()
              + " does not tell its API version by an annotation: use object(\""
              + HasMetadata.getKind(kind)
              + "\", …) or objects()");
    }
    String group = Objects.requireNonNullElse(HasMetadata.getGroup(kind), "");
    String version = HasMetadata.getVersion(kind);
    return all.stream()
        .filter(each -> each.is(group, HasMetadata.getKind(kind)))
        .filter(
            each -> each.apiVersion().equals(group.isEmpty() ? version : group + "/" + version));
  }

  private RenderedObject named(List<RenderedObject> ofKind, String kind, String name) {
    Predicate<RenderedObject> bears = each -> each.name().equals(name);
    Predicate<RenderedObject> belongs = each -> component(each).equals(Optional.of(name));
    Predicate<RenderedObject> ends = each -> each.name().endsWith("-" + name);
    for (Predicate<RenderedObject> such : List.of(bears, belongs, ends)) {
      List<RenderedObject> found = ofKind.stream().filter(such).toList();
      if (found.size() > 1) {
        throw new AssertionError(
            chart + " renders more than one " + kind + " '" + name + "': " + list(found));
      }
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    throw new AssertionError(chart + " renders no " + kind + " '" + name + "'; it renders " + this);
  }

  private static Optional<String> component(RenderedObject object) {
    return Tree.text(object.tree(), "metadata", "labels", "app.kubernetes.io/component");
  }

  private static HasMetadata typed(RenderedObject object) {
    // Fabric8 chooses the type by version and kind.
    return (HasMetadata) typed(object, KubernetesResource.class);
  }

  private static <T extends KubernetesResource> T typed(RenderedObject object, Class<T> kind) {
    try {
      return JSON.readValue(JSON.writeValueAsBytes(object.tree()), kind);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          object
              + " cannot be read as "
              + kind.getName()
              + "; for a kind without a type of Kubernetes, use object(\""
              + object.kind()
              + "\", …)",
          unreadable);
    }
  }

  private static String list(List<RenderedObject> objects) {
    return objects.isEmpty()
        ? "nothing"
        : objects.stream().map(Object::toString).collect(joining(", "));
  }

  /** The kinds and names, in Helm's order. */
  @Override
  public String toString() {
    return list(all);
  }
}
