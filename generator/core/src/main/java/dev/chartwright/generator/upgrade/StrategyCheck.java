package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_01;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Strategies that can only be left by a detour. The API server has filled in {@code rollingUpdate},
 * nobody takes it out again, and beside another type it is refused. Tried with Helm 3.21 and Helm 4
 * on Kubernetes 1.33: a Deployment fails under Helm 4 alone, a StatefulSet under both.
 */
final class StrategyCheck implements UpgradeCheck {
  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    List<UpgradeFinding> findings = new ArrayList<>();
    diff.kept().forEach(kept -> finding(kept).ifPresent(findings::add));
    return findings;
  }

  /** Whether this check has a word on a change. */
  static boolean tellsOf(Kept kept, FieldChange change) {
    return finding(kept).isPresent()
        && (change.path().isIn("spec", "strategy") || change.path().isIn("spec", "updateStrategy"));
  }

  private static Optional<UpgradeFinding> finding(Kept kept) {
    RenderedObject workload = kept.after();
    if (workload.is("apps", "Deployment")
        && "Recreate".equals(Tree.at(workload.tree(), "spec", "strategy", "type"))
        && kept.first("spec", "strategy", "type").isPresent()
        && Tree.at(kept.before().tree(), "spec", "strategy", "rollingUpdate") == null) {
      return Optional.of(
          finding(workload, "strategy", "Recreate", "maxSurge: 1")
              .because(
                  "under Helm 4 the API server rejects the change, and the upgrade fails; Helm 3"
                      + " can do it"));
    }
    if (workload.is("apps", "StatefulSet")
        && "OnDelete".equals(Tree.at(workload.tree(), "spec", "updateStrategy", "type"))
        && Tree.at(kept.before().tree(), "spec", "updateStrategy", "type") == null
        && Tree.at(kept.before().tree(), "spec", "updateStrategy", "rollingUpdate") == null) {
      return Optional.of(finding(workload, "updateStrategy", "OnDelete", "partition: 0"));
    }
    return Optional.empty();
  }

  private static UpgradeFinding finding(
      RenderedObject workload, String field, String type, String written) {
    String path = "spec." + field;
    UpgradeFinding finding =
        UpgradeFinding.error(
                UPG_01,
                workload.place(path + ".type"),
                "it is "
                    + type
                    + " now, and before "
                    + path
                    + ".rollingUpdate was left to the API server, which has filled it in")
            .fixedBy(
                "let users pass through a version that writes "
                    + path
                    + ".rollingUpdate, such as "
                    + written)
            .told(
                Changelog.Kind.CHANGED,
                "Change the strategy of " + ObjectDiff.plainName(workload) + " to " + type);
    return UpgradeFinding.of(workload, path, finding);
  }
}
