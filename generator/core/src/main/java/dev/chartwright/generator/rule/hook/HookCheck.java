package dev.chartwright.generator.rule.hook;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_03;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.List;

/**
 * Hooks: only what may be made anew each time. A hook is not part of the release, so no upgrade
 * changes it.
 */
public final class HookCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .filter(object -> object.isHook() && BuiltInKinds.model(object).isEmpty())
        .map(
            object ->
                Finding.error(
                        UPG_03,
                        object.place("metadata.annotations['helm.sh/hook']"),
                        "a custom resource is a hook")
                    .because(
                        "upgrades do not change it, uninstall leaves it, and the next install creates"
                            + " it again")
                    .fixedBy("make it a plain template; guard it by Capabilities.APIVersions"))
        .toList();
  }
}
