package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_03;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.ObjectChange;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Objects that become hooks, or cease to be: a hook is no part of the release. */
final class HookChangeCheck implements UpgradeCheck {
  private static final Rule RULE = UPG_03;
  private static final String FIELD = "metadata.annotations['helm.sh/hook']";

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    List<UpgradeFinding> findings = new ArrayList<>();
    for (ObjectChange change : diff.changes()) {
      if (change instanceof Kept kept && kept.before().isHook() != kept.after().isHook()) {
        UpgradeFinding finding =
            kept.after().isHook() ? toHook(kept.after()) : fromHook(kept.before(), kept.after());
        findings.add(UpgradeFinding.of(kept.after(), FIELD, finding));
      }
    }
    return findings;
  }

  private static UpgradeFinding toHook(RenderedObject hook) {
    List<String> moments = words(hook, "helm.sh/hook");
    String does;
    if (moments.contains("post-upgrade")) {
      does = "Helm deletes it and creates it again; from then on uninstall leaves it";
    } else if (moments.contains("pre-upgrade")) {
      does = "Helm creates it again, then deletes it, because the release no longer has it";
    } else {
      does = "Helm deletes it, and no hook of an upgrade makes it again";
    }
    return UpgradeFinding.error(
            RULE, hook.place(FIELD), "it becomes a hook (" + String.join(", ", moments) + ")")
        .because(does)
        .told(CHANGED, "Make " + ObjectDiff.plainName(hook) + " a hook");
  }

  private static UpgradeFinding fromHook(RenderedObject hook, RenderedObject plain) {
    List<String> policies = words(hook, "helm.sh/hook-delete-policy");
    String entry = "Make " + ObjectDiff.plainName(plain) + " a part of the release, not a hook";
    if (policies.contains("hook-succeeded")) {
      return UpgradeFinding.note(RULE, plain.place(FIELD), "it is no longer a hook")
          .because(
              "the object of the hook was deleted when the hook succeeded, so Helm creates it again")
          .fixedBy("nothing, unless the hook has failed; then delete its object first")
          .told(CHANGED, entry);
    }
    return UpgradeFinding.error(RULE, plain.place(FIELD), "it is no longer a hook")
        .because(
            "the object of the hook still exists and belongs to no release: Helm does not take it"
                + " over, and the upgrade fails")
        .fixedBy(
            "give it another name; or tell users to delete it first, or to annotate it with"
                + " meta.helm.sh/release-name and -namespace")
        .told(CHANGED, entry);
  }

  private static List<String> words(RenderedObject object, String annotation) {
    Object text = Tree.at(object.tree(), "metadata", "annotations", annotation);
    return text == null
        ? List.of()
        : Arrays.stream(text.toString().split(",")).map(String::strip).toList();
  }
}
