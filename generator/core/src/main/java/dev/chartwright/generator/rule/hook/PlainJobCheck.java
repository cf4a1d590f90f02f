package dev.chartwright.generator.rule.hook;

import static dev.chartwright.generator.rule.HookRules.INS_12;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Jobs and pods that are no hooks: they cannot be changed, so an upgrade that would change them
 * fails.
 */
public record PlainJobCheck(ObjectNames names) implements RenderCheck {
  /** Argo CD makes these anew by itself. */
  private static final Set<String> REPLACED =
      Set.of("argocd.argoproj.io/hook", "argocd.argoproj.io/sync-options");

  /** A Job that is deleted so soon after its end is seldom there when the next upgrade comes. */
  private static final long SOON = 86_400;

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (isFixed(object) && !names.changeWithContent(object)) {
        List<String> held = names.heldByPods(object);
        if (!held.isEmpty()) {
          findings.add(
              Finding.error(
                  INS_12,
                  object.place(field(object)),
                  "its name stays the same, and its pods hold " + some(held)));
        }
      }
    }
    return findings;
  }

  /** Compares what two versions of a chart render to with the same values. */
  public List<Finding> compare(Render before, Render after) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : before.objects()) {
      if (isFixed(object) && names.heldByPods(object).isEmpty()) {
        after
            .find(object.group(), object.kind(), object.name())
            .filter(other -> !pods(other).equals(pods(object)))
            .ifPresent(
                other ->
                    findings.add(
                        Finding.error(
                            INS_12,
                            object.place(field(object)),
                            "its name stays the same, and its pods hold the version of the chart")));
      }
    }
    return findings;
  }

  private static boolean isFixed(RenderedObject object) {
    boolean isJob = object.is("batch", "Job");
    Object seconds = Tree.at(object.tree(), "spec", "ttlSecondsAfterFinished");
    return (isJob || object.is("", "Pod"))
        && !object.isHook()
        && !object.name().isEmpty()
        && !(seconds instanceof Long number && number <= SOON)
        && Tree.map(object.tree(), "metadata", "annotations").keySet().stream()
            .noneMatch(REPLACED::contains);
  }

  private static Object pods(RenderedObject object) {
    return object.kind().equals("Pod")
        ? "" // Only its labels hold the version, and those may change.
        : Tree.map(object.tree(), "spec", "template");
  }

  private static String field(RenderedObject object) {
    return object.kind().equals("Pod") ? "spec" : "spec.template";
  }

  private static String some(List<String> held) {
    int most = 4;
    return String.join(", ", held.subList(0, Math.min(most, held.size())))
        + (held.size() > most ? " and more" : "");
  }
}
