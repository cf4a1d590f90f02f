package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_08;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pods that the upgrade replaces, because their template changes. */
final class RestartCheck implements UpgradeCheck {
  private static final Rule RULE = UPG_08;
  private static final String TEMPLATE = "spec.template";
  private static final Set<String> KINDS =
      Set.of("apps/Deployment", "apps/StatefulSet", "apps/DaemonSet");

  /** From here on pods are given time because they work on something. */
  private static final long LONG_GRACE = 300;

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    List<UpgradeFinding> findings = new ArrayList<>();
    diff.kept()
        .filter(kept -> KINDS.contains(kept.after().group() + "/" + kept.after().kind()))
        .filter(kept -> kept.first("spec", "template").isPresent())
        .forEach(kept -> findings.add(UpgradeFinding.of(kept.after(), TEMPLATE, finding(kept))));
    return findings;
  }

  private static UpgradeFinding finding(Kept kept) {
    RenderedObject workload = kept.after();
    List<FieldChange> changes =
        kept.changes().stream().filter(each -> each.path().isIn("spec", "template")).toList();
    FieldChange first = changes.get(0);
    String more = changes.size() == 1 ? "" : ", and " + fields(changes.size() - 1) + " of its pods";
    String what = "it " + first.words() + more;
    Place place = workload.place();
    String field = first.path().toString();
    boolean isManual =
        "OnDelete".equals(Tree.at(workload.tree(), "spec", "updateStrategy", "type"));
    UpgradeFinding finding =
        isManual
            ? UpgradeFinding.note(RULE, place.field(field), what)
                .because(
                    "the pods stay as they are until they are deleted; each new pod has the change")
                .fixedBy("tell users to delete the pods when it suits them")
            : UpgradeFinding.warning(RULE, place.field(field), what)
                .because(does(kept))
                .fixedBy(wayOut(kept, changes));
    return finding
        .with(Impact.FIX)
        .told(
            CHANGED,
            "Change the pods of "
                + ObjectDiff.plainName(workload)
                + " ("
                + subject(first)
                + (changes.size() == 1 ? "" : " and " + fields(changes.size() - 1))
                + ")");
  }

  private static String fields(int count) {
    return count + (count == 1 ? " more field" : " more fields");
  }

  /** A field of pods, from their template's root. */
  private static String subject(FieldChange change) {
    return change.path().after(2).toString();
  }

  private static String does(Kept kept) {
    RenderedObject workload = kept.after();
    boolean isRecreated = "Recreate".equals(Tree.at(workload.tree(), "spec", "strategy", "type"));
    String pods =
        isRecreated
            ? "all pods are stopped before the new ones start: the service is away in between"
            : "the pods are replaced, step by step";
    // The pods that are stopped still have the grace that the previous chart gave them.
    Object grace =
        Tree.at(kept.before().tree(), "spec", "template", "spec", "terminationGracePeriodSeconds");
    boolean isLong = grace instanceof Number seconds && seconds.longValue() >= LONG_GRACE;
    if (isLong) {
      return pods + "; work that is not done within " + grace + " s is lost";
    }
    return isRecreated ? pods + ", and running work ends" : pods;
  }

  private static String wayOut(Kept kept, List<FieldChange> changes) {
    FieldChange first = changes.get(0);
    if (changes.size() == 1 && first.path().last().equals("helm.sh/chart")) {
      return "leave helm.sh/chart out of the pods' labels: it changes with every version";
    }
    if (changes.stream().allMatch(each -> each.path().last().startsWith("checksum/"))) {
      return "nothing: the configuration that the pods read changes, and they have to see it";
    }
    boolean hasWork = kept.after().is("apps", "Deployment") && does(kept).contains("work");
    return hasWork
        ? "tell users to drain the work first, and to upgrade while nothing runs"
        : "nothing, if it is meant; tell users that pods restart";
  }
}
