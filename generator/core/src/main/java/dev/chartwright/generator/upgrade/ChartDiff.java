package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_04;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_12;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_13;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_14;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_15;
import static dev.chartwright.generator.upgrade.Changelog.Kind.ADDED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.REMOVED;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.upgrade.platform.KubernetesRange;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code Chart.yaml} and the folder {@code crds/} say of an upgrade. */
final class ChartDiff {
  private static final String FILE = ParsedChart.METADATA_FILE;
  private static final Rule DEFINITIONS = UPG_14;

  private ChartDiff() {}

  static List<UpgradeFinding> between(ParsedChart previous, ParsedChart current) {
    return Stream.of(
            name(previous, current).stream(),
            kubeVersion(previous, current).stream(),
            appVersion(previous, current).stream(),
            dependencies(previous, current),
            definitions(previous, current))
        .flatMap(each -> each)
        .toList();
  }

  private static Optional<UpgradeFinding> name(ParsedChart previous, ParsedChart current) {
    if (previous.name().equals(current.name())) {
      return Optional.empty();
    }
    return Optional.of(
        UpgradeFinding.error(
                UPG_15,
                Place.ofFile(FILE, "name"),
                "it was " + previous.name() + " and is " + current.name())
            .fixedBy("keep the name; or set nameOverride to " + previous.name() + " at the upgrade")
            .told(CHANGED, "Rename the chart " + previous.name() + " to " + current.name()));
  }

  private static Optional<UpgradeFinding> kubeVersion(ParsedChart previous, ParsedChart current) {
    String before = previous.metadata("kubeVersion");
    String after = current.metadata("kubeVersion");
    if (before.equals(after)) {
      return Optional.empty();
    }
    boolean isWider =
        after.isEmpty()
            || (!before.isEmpty()
                && KubernetesRange.of(after).includes(KubernetesRange.of(before)));
    String what =
        "it was "
            + (before.isEmpty() ? "not given" : before)
            + " and is "
            + (after.isEmpty() ? "not given" : after);
    return Optional.of(
        isWider
            ? UpgradeFinding.note(UPG_13, Place.ofFile(FILE, "kubeVersion"), what)
                .because("more clusters are allowed")
                .told(CHANGED, "Allow older clusters: " + what)
            : UpgradeFinding.warning(UPG_12, Place.ofFile(FILE, "kubeVersion"), what)
                .fixedBy("tell users to upgrade their clusters first")
                .told(CHANGED, "Require Kubernetes " + after));
  }

  private static Optional<UpgradeFinding> appVersion(ParsedChart previous, ParsedChart current) {
    String before = previous.metadata("appVersion");
    String after = current.metadata("appVersion");
    if (before.equals(after)) {
      return Optional.empty();
    }
    Optional<ChartVersion> left = ChartVersion.of(before);
    Optional<ChartVersion> right = ChartVersion.of(after);
    boolean isFix =
        left.isPresent()
            && right.isPresent()
            && left.get().major() == right.get().major()
            && left.get().minor() == right.get().minor();
    return Optional.of(
        UpgradeFinding.note(
                UPG_13, Place.ofFile(FILE, "appVersion"), "it was " + before + " and is " + after)
            .because("the version label of all objects changes")
            .fixedBy("nothing; the application's own notes say what it means")
            .with(isFix ? Impact.FIX : Impact.FEATURE)
            .told(CHANGED, "Update the application from " + before + " to " + after));
  }

  private static Stream<UpgradeFinding> dependencies(ParsedChart previous, ParsedChart current) {
    Map<String, String> before = versions(previous);
    Map<String, String> after = versions(current);
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
        .map(name -> dependency(name, before.get(name), after.get(name)));
  }

  private static UpgradeFinding dependency(String name, String before, String after) {
    Place place = Place.ofFile(FILE, Tree.below("dependencies", name));
    if (after == null) {
      return UpgradeFinding.warning(UPG_04, place, "the dependency is gone")
          .because("Helm deletes everything that it has installed")
          .fixedBy("tell users what takes its place, and to save its data first")
          .told(REMOVED, "Remove the dependency " + name);
    }
    String what = before == null ? "it is new" : "its version was " + before + " and is " + after;
    return UpgradeFinding.note(UPG_13, place, what)
        .because("its objects come with this chart's")
        .fixedBy("nothing; the dependency's own notes say what it means")
        .told(
            before == null ? ADDED : CHANGED,
            (before == null ? "Add" : "Update") + " the dependency " + name + " " + after);
  }

  private static Map<String, String> versions(ParsedChart chart) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (Object each : Tree.list(chart.metadata(), "dependencies")) {
      String name = Tree.text(each, "alias").or(() -> Tree.text(each, "name")).orElse("");
      versions.put(name, String.valueOf(Tree.at(each, "version")));
    }
    return versions;
  }

  private static Stream<UpgradeFinding> definitions(ParsedChart previous, ParsedChart current) {
    TreeSet<String> paths = new TreeSet<>(previous.files().paths());
    paths.addAll(current.files().paths());
    return paths.stream()
        .filter(path -> path.matches("(.*/)?crds/.*\\.(yaml|yml|json)"))
        .flatMap(path -> definition(path, previous, current).stream());
  }

  private static Optional<UpgradeFinding> definition(
      String path, ParsedChart previous, ParsedChart current) {
    byte[] before = previous.files().files().get(path);
    byte[] after = current.files().files().get(path);
    if (Arrays.equals(before, after)) {
      return Optional.empty();
    }
    if (after == null) {
      return Optional.of(
          UpgradeFinding.note(DEFINITIONS, Place.ofFile(path), "it is gone")
              .because("Helm leaves the definitions in the cluster, with all their resources")
              .fixedBy("nothing, while others may use them")
              .with(Impact.FEATURE)
              .told(REMOVED, "Remove the definitions of " + path));
    }
    String what = before == null ? "it is new" : "it has changed";
    return Optional.of(
        UpgradeFinding.warning(DEFINITIONS, Place.ofFile(path), what)
            .because(
                "Helm installs crds/ with the first version only: an upgrade leaves the cluster"
                    + " without it, and new fields are dropped or rejected")
            .fixedBy(
                "tell users to run kubectl apply --server-side -f " + path + " before the upgrade")
            .told(
                before == null ? ADDED : CHANGED,
                (before == null ? "Add" : "Change")
                    + " the definitions of "
                    + path
                    + "; apply them before the upgrade"));
  }
}
