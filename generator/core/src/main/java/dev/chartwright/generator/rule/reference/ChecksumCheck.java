package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_07;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pods that read a ConfigMap or Secret of the chart: an annotation with a checksum restarts them
 * when it changes.
 */
public final class ChecksumCheck implements RenderCheck {
  private static final Map<String, String> HOLDERS =
      Map.of(
          "configMapRef", "ConfigMap",
          "configMapKeyRef", "ConfigMap",
          "configMap", "ConfigMap",
          "secretRef", "Secret",
          "secretKeyRef", "Secret",
          "secret", "Secret");
  private static final Set<String> RESTARTED = Set.of("Deployment", "StatefulSet", "DaemonSet");

  private final Set<String> kept;

  /**
   * The check.
   *
   * @param kept files whose objects have a content that no upgrade changes
   */
  public ChecksumCheck(Set<String> kept) {
    this.kept = Set.copyOf(kept);
  }

  @Override
  public List<Finding> check(Render render) {
    return restarted(render).flatMap(pods -> unnoticed(pods, render).stream()).toList();
  }

  private Optional<Finding> unnoticed(PodTemplate pods, Render render) {
    Field annotations = annotations(pods);
    return annotations.map().keySet().stream().anyMatch(ChecksumCheck::isChecksum)
        ? Optional.empty()
        : read(pods, render)
            .findFirst()
            .map(read -> annotations.error(UPG_07, "no annotation changes with " + read));
  }

  private static Field annotations(PodTemplate pods) {
    return pods.template().at("metadata", "annotations");
  }

  /**
   * Compares two renderings of one release: where something that pods read differs, the pods do.
   */
  public List<Finding> compare(Render before, Render after) {
    return restarted(after)
        .filter(pods -> stays(pods.owner(), before))
        .flatMap(
            pods ->
                read(pods, after)
                    .filter(read -> changes(read, before))
                    .map(
                        read ->
                            annotations(pods)
                                .error(UPG_07, "they stay the same when " + read + " changes")))
        .toList();
  }

  private static boolean stays(RenderedObject workload, Render before) {
    return before
        .find(workload.group(), workload.kind(), workload.name())
        .filter(each -> isSame(each, workload))
        .isPresent();
  }

  private static boolean changes(RenderedObject read, Render before) {
    return before
        .find("", read.kind(), read.name())
        .filter(each -> !content(each).equals(content(read)))
        .isPresent();
  }

  private static boolean isChecksum(String key) {
    return key.contains("checksum");
  }

  private static boolean isSame(RenderedObject one, RenderedObject other) {
    return Tree.map(one.tree(), "spec", "template")
        .equals(Tree.map(other.tree(), "spec", "template"));
  }

  private static List<Object> content(RenderedObject object) {
    return List.of(
        Tree.map(object.tree(), "data"),
        Tree.map(object.tree(), "stringData"),
        Tree.map(object.tree(), "binaryData"));
  }

  private static Stream<PodTemplate> restarted(Render render) {
    return render.pods().stream()
        .filter(pods -> pods.owner().is("apps", pods.owner().kind()))
        .filter(pods -> RESTARTED.contains(pods.owner().kind()));
  }

  /** What the chart itself renders and the pods read when they start. */
  private Stream<RenderedObject> read(PodTemplate pods, Render render) {
    return pods.spec()
        .all()
        .filter(field -> HOLDERS.containsKey(field.key()))
        .flatMap(
            holder ->
                holder
                    .text("name")
                    .or(() -> holder.text("secretName"))
                    .flatMap(name -> render.find("", HOLDERS.get(holder.key()), name))
                    .filter(object -> render.objects().contains(object))
                    .stream())
        .distinct()
        .filter(object -> !kept.contains(object.source()))
        .filter(object -> !isWatched(object, pods));
  }

  /** Whether a container beside the others tells them when the files change. */
  private static boolean isWatched(RenderedObject object, PodTemplate pods) {
    Set<Object> volumes = new HashSet<>();
    for (Object volume : Tree.list(pods.spec().map(), "volumes")) {
      Optional<String> held =
          Tree.text(volume, "configMap", "name")
              .or(() -> Tree.text(volume, "secret", "secretName"));
      if (held.filter(object.name()::equals).isPresent()) {
        volumes.add(Tree.at(volume, "name"));
      }
    }
    return pods.containers().stream()
        .map(Field::map)
        .filter(container -> Tree.text(container, "image").orElse("").contains("reload"))
        .flatMap(container -> Tree.list(container, "volumeMounts").stream())
        .anyMatch(mount -> volumes.contains(Tree.at(mount, "name")));
  }
}
