package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_17;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.upgrade.diff.MergedList;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.upgrade.platform.KubernetesKinds;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of which Helm 3 loses items. Its patch tells the items apart by one field, such as the port
 * of a Service, where server-side apply, which Helm 4 uses, looks at more, such as the protocol.
 * Kubernetes will not change it (kubernetes/kubernetes#105610).
 */
final class MergedListCheck implements UpgradeCheck {
  private static final Rule RULE = UPG_17;

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    List<UpgradeFinding> findings = new ArrayList<>();
    diff.kept()
        .forEach(
            kept ->
                mixed(kept)
                    .forEach(
                        list ->
                            list.twice()
                                .map(key -> refused(kept.after(), list, key))
                                .or(() -> list.shared().map(key -> lost(kept.after(), list, key)))
                                .ifPresent(findings::add)));
    return findings;
  }

  /** Whether this check has a word on a change. */
  static boolean tellsOf(Kept kept, FieldChange change) {
    return mixed(kept).stream().anyMatch(list -> change.path().isIn(list.path()));
  }

  private static List<MergedList> mixed(Kept kept) {
    return kept.changes().isEmpty()
        ? List.of()
        : KubernetesKinds.lists(kept.before(), kept.after()).stream()
            .filter(list -> list.isChanged() && list.shared().isPresent())
            .toList();
  }

  private static UpgradeFinding lost(RenderedObject object, MergedList list, String key) {
    String keys = String.join(" and ", list.applyKeys().keySet());
    String items = String.join(" and ", list.named(key));
    String does =
        list.isSharedAfter()
            ? "Helm 3 merges the list by " + list.patchKey() + " alone: one of the two is lost"
            : "Helm 3 deletes from the list by "
                + list.patchKey()
                + " alone: the other one is lost";
    return finding(
        object,
        list,
        (list.isSharedAfter() ? "it has " : "it had ") + items + ", and the list changes",
        does
            + ", or takes over fields of the other; Helm 4 tells them apart by "
            + keys
            + ", except in a release that Helm 3 has installed",
        "give each "
            + list.patchKey()
            + " one item"
            + otherObject(object)
            + "; or tell users to upgrade with Helm 4 and --server-side=true");
  }

  private static UpgradeFinding refused(RenderedObject object, MergedList list, String key) {
    return finding(
        object,
        list,
        "it has " + key + " twice, and the list changes",
        "Helm 3 merges the list by "
            + list.patchKey()
            + ": one of the two is lost; server-side apply, which Helm 4 uses, refuses the object",
        "keep one of them");
  }

  private static String otherObject(RenderedObject object) {
    return object.is("", "Service") ? ", such as by a second Service" : "";
  }

  private static UpgradeFinding finding(
      RenderedObject object, MergedList list, String what, String does, String wayOut) {
    String field = list.path().toString();
    UpgradeFinding finding =
        UpgradeFinding.error(RULE, object.place(field), what)
            .because(does)
            .fixedBy(wayOut)
            .told(CHANGED, "Change " + field + " of " + ObjectDiff.plainName(object));
    return UpgradeFinding.of(object, field, finding);
  }
}
