package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_20;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.ObjectChange;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Removed;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Renamed;
import dev.chartwright.generator.upgrade.platform.KubernetesRange;
import dev.chartwright.generator.upgrade.platform.RemovedApi;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Objects of the installed release in a version of an API that clusters serve no longer. Helm reads
 * the stored release before it changes anything, and cannot look up what no longer exists; that the
 * new chart is right does not help (helm/helm#12803).
 */
final class StoredReleaseCheck implements UpgradeCheck {
  private static final Rule RULE = UPG_20;

  private final KubernetesRange range;

  StoredReleaseCheck(KubernetesRange range) {
    this.range = range;
  }

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    return diff.changes().stream().flatMap(change -> finding(change).stream()).toList();
  }

  private Optional<UpgradeFinding> finding(ObjectChange change) {
    if (change instanceof Kept kept) {
      return finding(kept.before(), kept.after().apiVersion());
    }
    if (change instanceof Renamed renamed) {
      return finding(renamed.before(), renamed.after().apiVersion());
    }
    return change instanceof Removed removed ? finding(removed.before(), "") : Optional.empty();
  }

  /** Whether this check has a word on another version of an object. */
  static boolean tellsOf(Kept kept) {
    return !kept.before().isHook() && RemovedApi.of(kept.before()).isPresent();
  }

  private Optional<UpgradeFinding> finding(RenderedObject before, String after) {
    return before.isHook()
        ? Optional.empty()
        : RemovedApi.of(before).map(api -> finding(before, after, api));
  }

  private UpgradeFinding finding(RenderedObject object, String after, RemovedApi api) {
    boolean isSame = after.equals(object.apiVersion());
    UpgradeFinding finding = inClusters(object, after, api);
    if (isSame) {
      finding = finding.with(Impact.FIX);
    } else if (!after.isEmpty()) {
      finding = finding.told(CHANGED, "Write " + object.kind() + " as " + after);
    }
    return UpgradeFinding.of(object, "stored", finding);
  }

  private UpgradeFinding inClusters(RenderedObject object, String after, RemovedApi api) {
    Place place = object.place();
    String version = object.apiVersion();
    String gone = "1." + api.goneIn();
    String now =
        after.isEmpty() ? "" : after.equals(version) ? ", and still is" : ", and is in " + after;
    String what =
        "it was in " + version + ", which Kubernetes serves no longer from " + gone + " on" + now;
    String fails =
        "the upgrade fails at the stored release, before it changes anything: Helm looks up each"
            + " object of it, and finds no "
            + object.kind()
            + " in "
            + version;
    String wayOut = wayOut(after, api, version);
    if (!range.allowsFrom(api.goneIn())) {
      return UpgradeFinding.note(RULE, place.field("apiVersion"), what)
          .because(
              "the clusters that kubeVersion allows still serve it; from " + gone + " on " + fails)
          .fixedBy(wayOut);
    }
    return range.allowsBefore(api.goneIn())
        ? UpgradeFinding.warning(RULE, place.field("apiVersion"), what)
            .because("on a cluster of " + gone + " or newer " + fails)
            .fixedBy(wayOut)
            .with(Impact.FEATURE)
        : UpgradeFinding.error(RULE, place.field("apiVersion"), what)
            .because("no cluster that kubeVersion in Chart.yaml allows serves it: " + fails)
            .fixedBy("allow an older Kubernetes in kubeVersion; " + wayOut);
  }

  private String wayOut(String after, RemovedApi api, String version) {
    String plugin =
        "tell users to upgrade the chart before the cluster; or, where the cluster is upgraded"
            + " already, to run the plugin helm mapkubeapis on the release first";
    if (api.successor().isEmpty()) {
      return plugin;
    }
    if (after.equals(version)) {
      return "write it as " + api.successor() + "; " + plugin;
    }
    return after.equals(api.successor()) && range.allowsBefore(api.servedSince())
        ? plugin
            + "; and raise kubeVersion to >=1."
            + api.servedSince()
            + ".0-0, the first release that serves "
            + after
        : plugin;
  }
}
