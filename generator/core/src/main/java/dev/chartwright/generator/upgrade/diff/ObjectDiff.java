package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Added;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Removed;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Renamed;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out which objects stay, come, go, or go under another name. Objects are the same to a
 * cluster when API group, kind, namespace and name are; the version does not count.
 *
 * <p>Remembers what it has compared, because most objects are the same in most cases. For one
 * thread.
 */
public final class ObjectDiff {
  /** Kinds whose number of replicas is looked at together with their autoscaler. */
  public static final Set<String> SCALED_KINDS =
      Set.of("apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet");

  private final Map<Pair, List<FieldChange>> compared = new HashMap<>();

  private record Pair(RenderedObject before, RenderedObject after) {}

  /** What becomes of each object, in the order of the previous chart, new ones last. */
  List<ObjectChange> between(List<RenderedObject> before, List<RenderedObject> after) {
    Map<String, RenderedObject> next = new LinkedHashMap<>();
    after.forEach(object -> next.put(identity(object), object));
    List<ObjectChange> changes = new ArrayList<>();
    List<RenderedObject> gone = new ArrayList<>();
    Map<String, RenderedObject> previous = new LinkedHashMap<>();
    before.forEach(object -> previous.put(identity(object), object));
    previous.forEach(
        (identity, object) -> {
          RenderedObject same = next.remove(identity);
          if (same == null) {
            gone.add(object);
          } else {
            changes.add(new Kept(object, same, changes(object, same)));
          }
        });
    List<RenderedObject> come = new ArrayList<>(next.values());
    for (RenderedObject object : gone) {
      Optional<RenderedObject> other = other(object, come);
      if (other.isPresent()) {
        come.remove(other.get());
        changes.add(new Renamed(object, other.get()));
      } else {
        changes.add(new Removed(object));
      }
    }
    come.forEach(object -> changes.add(new Added(object)));
    return changes;
  }

  private static String identity(RenderedObject object) {
    String namespace = Tree.text(object.tree(), "metadata", "namespace").orElse("");
    return String.join("/", object.group(), object.kind(), namespace, object.name());
  }

  /**
   * The object of the same kind that takes a place: from the same template and for the same
   * component, or one of both.
   */
  private static Optional<RenderedObject> other(RenderedObject gone, List<RenderedObject> come) {
    Predicate<RenderedObject> kind = each -> each.kind().equals(gone.kind());
    Predicate<RenderedObject> source = each -> each.source().equals(gone.source());
    Predicate<RenderedObject> component =
        each -> !component(gone).isEmpty() && component(each).equals(component(gone));
    Predicate<RenderedObject> unlabelled =
        each -> component(gone).isEmpty() || component(each).isEmpty();
    for (Predicate<RenderedObject> likeness :
        List.of(source.and(component), source.and(unlabelled), component)) {
      Optional<RenderedObject> found = come.stream().filter(kind.and(likeness)).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What an object calls the part of the release that it belongs to; empty when it does not. */
  public static String component(RenderedObject object) {
    return Tree.text(object.tree(), "metadata", "labels", "app.kubernetes.io/component").orElse("");
  }

  /** The kind and name, without the name of the release where the name begins with it. */
  public static String plainName(RenderedObject object) {
    String release =
        Tree.text(object.tree(), "metadata", "labels", "app.kubernetes.io/instance").orElse("");
    boolean isPrefixed = !release.isEmpty() && object.name().startsWith(release + "-");
    String name = isPrefixed ? object.name().substring(release.length() + 1) : object.name();
    return object.kind() + "/" + name;
  }

  private List<FieldChange> changes(RenderedObject before, RenderedObject after) {
    return before.tree().equals(after.tree())
        ? List.of()
        : compared.computeIfAbsent(new Pair(before, after), ObjectDiff::changes);
  }

  private static List<FieldChange> changes(Pair pair) {
    RenderedObject before = pair.before();
    RenderedObject after = pair.after();
    return FieldDiff.between(
            ServerDefaults.filled(before), ServerDefaults.filled(after), after.is("", "Secret"))
        .stream()
        .filter(change -> !change.path().isIn("status") && !change.path().isIn("apiVersion"))
        .filter(change -> !(isScaled(after) && change.path().isIn("spec", "replicas")))
        .toList();
  }

  private static boolean isScaled(RenderedObject object) {
    return SCALED_KINDS.contains(object.group() + "/" + object.kind());
  }
}
