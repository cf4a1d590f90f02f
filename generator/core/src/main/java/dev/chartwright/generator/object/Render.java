package dev.chartwright.generator.object;

import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one case of a proof gave.
 *
 * @param release the name of the release
 * @param namespace its namespace
 * @param objects what the chart renders
 * @param children what operators will make of them: never checked, but found when something refers
 *     to it
 */
public record Render(
    String release, String namespace, List<RenderedObject> objects, List<RenderedObject> children) {
  public Render {
    objects = List.copyOf(objects);
    children = List.copyOf(children);
  }

  /** The objects of the render and those that operators will add. */
  public Stream<RenderedObject> all() {
    return Stream.concat(objects.stream(), children.stream());
  }

  public Optional<RenderedObject> find(String group, String kind, String name) {
    return all().filter(object -> object.is(group, kind) && object.name().equals(name)).findFirst();
  }

  /** The object of the chart at a place, whatever field or case the place names. */
  public Optional<RenderedObject> find(Place place) {
    return objects.stream().filter(object -> object.isAt(place)).findFirst();
  }

  /** What the chart renders at the field of a place; nothing for an absent field or object. */
  public Optional<Object> valueAt(Place place) {
    return find(place).map(object -> Tree.find(object.tree(), place.field()));
  }

  /**
   * What no two objects of a cluster share: group, kind, namespace and name. The version does not
   * count.
   */
  public String identity(RenderedObject object) {
    String namespace =
        BuiltInKinds.isClusterScoped(object)
            ? ""
            : Tree.text(object.tree(), "metadata", "namespace").orElse(this.namespace);
    return object.group() + "/" + namespace + "/" + object;
  }

  /** Whether a name belongs to this release, so that nothing else provides the object. */
  public boolean owns(String name) {
    return name.equals(release) || name.startsWith(release + "-");
  }

  /** The pods that this chart runs. */
  public List<PodTemplate> pods() {
    return objects.stream().flatMap(object -> PodTemplate.of(object).stream()).toList();
  }

  /** Those, and the pods that operators will run. */
  public List<PodTemplate> allPods() {
    return all().flatMap(object -> PodTemplate.of(object).stream()).toList();
  }
}
