package dev.chartwright.generator.object;

import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.ObjectName;
import dev.chartwright.problem.Place;
import java.util.Map;

/**
 * One object of a rendered chart. Immutable.
 *
 * @param source the template that it comes from, such as {@code templates/deployment.yaml}
 * @param apiVersion such as {@code apps/v1}
 * @param kind such as {@code Deployment}
 * @param name from the metadata; empty when there is none
 * @param tree everything, as {@link dev.chartwright.generator.yaml.YamlReader} reads it
 */
public record RenderedObject(
    String source, String apiVersion, String kind, String name, Map<String, Object> tree) {

  /** An object from its tree. */
  public static RenderedObject of(String source, Map<String, Object> tree) {
    return new RenderedObject(
        source,
        Tree.text(tree, "apiVersion").orElse(""),
        Tree.text(tree, "kind").orElse(""),
        Tree.text(tree, "metadata", "name").orElse(""),
        tree);
  }

  /** The API version and kind in one word, such as {@code apps/v1/Deployment}. */
  public String type() {
    return apiVersion + "/" + kind;
  }

  /**
   * The part of the API version before the version: {@code apps}, or nothing for the core group.
   */
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** Whether it is of a kind, whatever the version. */
  public boolean is(String group, String kind) {
    return this.kind.equals(kind) && group().equals(group);
  }

  /** Whether Helm runs it as a hook, tests included. */
  public boolean isHook() {
    return Tree.at(tree, "metadata", "annotations", "helm.sh/hook") != null;
  }

  /** The place of a field, by its path from the root. */
  public Place place(String field) {
    return place().field(field);
  }

  /** The place of the object; of the whole file for one without kind. */
  public Place place() {
    return kind.isEmpty()
        ? Place.ofFile(source)
        : Place.ofObject(source, new ObjectName(kind, name));
  }

  /** Whether a place is this object, or a field of it. */
  public boolean isAt(Place place) {
    return source.equals(place.file())
        && place
            .object()
            .map(named -> named.kind().equals(kind) && named.name().equals(name))
            .orElse(kind.isEmpty());
  }

  /** The kind and name, such as {@code Deployment/web}. */
  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
