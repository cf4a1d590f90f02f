package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ChartRules.GEN_01;
import static dev.chartwright.generator.rule.PodRules.POD_11;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.schema.Suggestion;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Volumes: each mount has one, and each has exactly one source. */
public final class VolumeCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    render.pods().forEach(pods -> check(pods, findings));
    return findings;
  }

  private static void check(PodTemplate pods, List<Finding> findings) {
    Set<String> volumes = new HashSet<>();
    for (Object claim : Tree.list(pods.owner().tree(), "spec", "volumeClaimTemplates")) {
      Tree.text(claim, "metadata", "name").ifPresent(volumes::add);
    }
    int index = 0;
    for (Object volume : Tree.list(pods.spec(), "volumes")) {
      Tree.text(volume, "name").ifPresent(volumes::add);
      checkSource(pods, Tree.map(volume), index, findings);
      index++;
    }
    Set<String> mounted = new HashSet<>();
    for (PodTemplate.Container container : pods.containers()) {
      checkMounts(pods, container, "volumeMounts", volumes, mounted, findings);
      checkMounts(pods, container, "volumeDevices", volumes, mounted, findings);
    }
    index = 0;
    for (Object volume : Tree.list(pods.spec(), "volumes")) {
      String name = Tree.text(volume, "name").orElse("");
      if (!mounted.contains(name)) {
        findings.add(
            Finding.warning(
                GEN_01,
                pods.owner().place(Tree.item(pods.specPath() + ".volumes", index)),
                "no container mounts the volume " + name,
                "the pod waits for something that it does not use",
                "mount it or remove it"));
      }
      index++;
    }
  }

  private static void checkSource(
      PodTemplate pods, Map<String, Object> volume, int index, List<Finding> findings) {
    List<String> sources = volume.keySet().stream().filter(key -> !key.equals("name")).toList();
    if (sources.size() != 1) {
      String what =
          sources.isEmpty()
              ? "the volume has no source"
              : "the volume has several sources: " + String.join(", ", sources);
      findings.add(
          Finding.error(
              POD_11,
              pods.owner().place(Tree.item(pods.specPath() + ".volumes", index)),
              what,
              "the API server refuses the pod",
              "give it exactly one source"));
    }
  }

  private static void checkMounts(
      PodTemplate pods,
      PodTemplate.Container container,
      String list,
      Set<String> volumes,
      Set<String> mounted,
      List<Finding> findings) {
    int index = 0;
    for (Object mount : Tree.list(container.tree(), list)) {
      String name = Tree.text(mount, "name").orElse("");
      mounted.add(name);
      if (!name.isEmpty() && !volumes.contains(name)) {
        String fix =
            Suggestion.nearest(name, volumes)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("declare the volume");
        findings.add(
            Finding.error(
                POD_11,
                pods.owner().place(Tree.item(container.path() + "." + list, index) + ".name"),
                "the pod has no volume " + name,
                "the API server refuses the pod",
                fix));
      }
      index++;
    }
  }
}
