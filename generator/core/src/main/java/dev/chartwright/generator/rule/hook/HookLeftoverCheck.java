package dev.chartwright.generator.rule.hook;

import static dev.chartwright.generator.rule.HookRules.INS_11;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Set;

/** Hooks: what the last run left behind does not stand in the way of the next one. */
public record HookLeftoverCheck(ObjectNames names) implements RenderCheck {
  private static final Set<String> RUNNING = Set.of("Job", "Pod");

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .filter(object -> !object.name().isEmpty() && staysBehind(object))
        .filter(object -> !names.changeWithRevision(object))
        .map(
            object ->
                Finding.error(
                    INS_11,
                    object.place("metadata.annotations['helm.sh/hook-delete-policy']"),
                    "it lacks " + Hook.BEFORE_CREATION))
        .toList();
  }

  private static boolean staysBehind(RenderedObject object) {
    return Hook.of(object).filter(hook -> staysBehind(hook, object.kind())).isPresent();
  }

  private static boolean staysBehind(Hook hook, String kind) {
    if (hook.deletion().isEmpty() || kind.equals("CustomResourceDefinition")) {
      return false; // Helm adds the policy itself, and never deletes a definition.
    }
    Set<String> words = hook.deletion().get();
    // Only what runs can fail.
    boolean isDeleted =
        words.contains(Hook.SUCCEEDED) && (words.contains(Hook.FAILED) || !RUNNING.contains(kind));
    return !words.contains(Hook.BEFORE_CREATION) && !isDeleted;
  }
}
