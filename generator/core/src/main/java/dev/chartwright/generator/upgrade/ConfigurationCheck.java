package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_07;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ConfigMaps and Secrets that change under pods which do not restart: environment variables and
 * files that are mounted one by one stay as they were.
 */
final class ConfigurationCheck implements UpgradeCheck {
  private static final Set<String> WORKLOADS =
      Set.of("apps/Deployment", "apps/StatefulSet", "apps/DaemonSet");

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    List<Kept> unmoved =
        diff.kept()
            .filter(kept -> WORKLOADS.contains(kept.after().group() + "/" + kept.after().kind()))
            .filter(kept -> kept.first("spec", "template").isEmpty())
            .toList();
    return diff.kept()
        .filter(kept -> kept.is("", "ConfigMap") || kept.is("", "Secret"))
        .flatMap(kept -> findings(kept, unmoved))
        .toList();
  }

  private static Stream<UpgradeFinding> findings(Kept source, List<Kept> workloads) {
    return source.first("data").or(() -> source.first("binaryData")).stream()
        .flatMap(
            change ->
                workloads.stream()
                    .map(Kept::after)
                    .filter(workload -> reads(workload, source.after()))
                    .map(workload -> stale(source.after(), change, workload)));
  }

  private static UpgradeFinding stale(
      RenderedObject source, FieldChange change, RenderedObject workload) {
    UpgradeFinding finding =
        UpgradeFinding.warning(
                UPG_07,
                workload.place("spec.template"),
                "it reads " + source + ", of which " + change.path() + " changes, and stays itself")
            .fixedBy("annotate the pods with a checksum of the file that renders " + source)
            .with(Impact.FIX);
    return UpgradeFinding.of(workload, "stale " + source.source() + " " + source.kind(), finding);
  }

  /** Whether pods take content over when they start, and never again. */
  private static boolean reads(RenderedObject workload, RenderedObject source) {
    Object pod = Tree.at(workload.tree(), "spec", "template", "spec");
    boolean isSecret = source.is("", "Secret");
    for (String list : List.of("initContainers", "containers")) {
      for (Object container : Tree.list(pod, list)) {
        if (readsVariable(container, isSecret, source.name())
            || mountsFile(pod, container, isSecret, source.name())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean readsVariable(Object container, boolean isSecret, String name) {
    String key = isSecret ? "secretKeyRef" : "configMapKeyRef";
    String all = isSecret ? "secretRef" : "configMapRef";
    return Tree.list(container, "env").stream()
            .anyMatch(each -> name.equals(Tree.at(each, "valueFrom", key, "name")))
        || Tree.list(container, "envFrom").stream()
            .anyMatch(each -> name.equals(Tree.at(each, all, "name")));
  }

  private static boolean mountsFile(Object pod, Object container, boolean isSecret, String name) {
    List<Object> volumes = new ArrayList<>();
    for (Object volume : Tree.list(pod, "volumes")) {
      Object reference =
          isSecret ? Tree.at(volume, "secret", "secretName") : Tree.at(volume, "configMap", "name");
      if (name.equals(reference)) {
        volumes.add(Tree.at(volume, "name"));
      }
    }
    return Tree.list(container, "volumeMounts").stream()
        .anyMatch(
            mount -> Tree.at(mount, "subPath") != null && volumes.contains(Tree.at(mount, "name")));
  }
}
