package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_07;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private static final String ANNOTATIONS = "spec.template.metadata.annotations";

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : restarted(render)) {
      Map<String, Object> annotations =
          Tree.map(pods.owner().tree(), "spec", "template", "metadata", "annotations");
      Set<RenderedObject> read = read(pods, render);
      if (!read.isEmpty() && annotations.keySet().stream().noneMatch(key -> isChecksum(key))) {
        findings.add(
            Finding.error(
                UPG_07,
                pods.owner().place(ANNOTATIONS),
                "no annotation changes with " + read.iterator().next()));
      }
    }
    return findings;
  }

  /**
   * Compares two renderings of one release: where something that pods read differs, the pods do.
   */
  public static List<Finding> compare(Render before, Render after) {
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : restarted(after)) {
      RenderedObject owner = pods.owner();
      Optional<RenderedObject> old =
          before
              .find(owner.group(), owner.kind(), owner.name())
              .filter(each -> isSame(each, owner));
      if (old.isEmpty()) {
        continue;
      }
      for (RenderedObject read : read(pods, after)) {
        before
            .find("", read.kind(), read.name())
            .filter(each -> !content(each).equals(content(read)))
            .ifPresent(
                each ->
                    findings.add(
                        Finding.error(
                            UPG_07,
                            owner.place(ANNOTATIONS),
                            "they stay the same when " + read + " changes")));
      }
    }
    return findings;
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

  private static List<PodTemplate> restarted(Render render) {
    return render.pods().stream()
        .filter(pods -> pods.owner().is("apps", pods.owner().kind()))
        .filter(pods -> RESTARTED.contains(pods.owner().kind()))
        .toList();
  }

  /** What the chart itself renders and the pods read when they start. */
  private static Set<RenderedObject> read(PodTemplate pods, Render render) {
    Set<RenderedObject> found = new LinkedHashSet<>();
    walk(pods.spec().map(), render, found);
    found.removeIf(object -> isWatched(object, pods));
    return found;
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

  private static void walk(Object node, Render render, Set<RenderedObject> found) {
    if (node instanceof List<?> list) {
      list.forEach(item -> walk(item, render, found));
    } else if (node instanceof Map) {
      Tree.map(node)
          .forEach(
              (field, value) -> {
                String kind = HOLDERS.get(field);
                if (kind != null) {
                  Tree.text(value, "name")
                      .or(() -> Tree.text(value, "secretName"))
                      .flatMap(name -> render.find("", kind, name))
                      .filter(object -> render.objects().contains(object))
                      .ifPresent(found::add);
                }
                walk(value, render, found);
              });
    }
  }
}
