package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.upgrade.diff.UpgradeCase;
import dev.chartwright.generator.upgrade.platform.KubernetesRange;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.TriedCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares a chart with the one that it takes the place of. Pure; for any thread. */
public final class UpgradeSafety {
  private static final List<UpgradeCheck> CHECKS =
      List.of(
          new ImmutableFields(),
          new StrategyCheck(),
          new ReplicaCheck(),
          new HookChangeCheck(),
          new RemovalCheck(),
          new HandoverCheck(),
          new OperatorCheck(),
          new OperatorFields(),
          new MergedListCheck(),
          new RestartCheck(),
          new ConfigurationCheck(),
          new OtherFieldCheck());

  private UpgradeSafety() {}

  /**
   * What an upgrade would do. Each finding is reported once, with the fewest values that show it.
   *
   * @param previous the chart that is installed
   * @param current the one that takes its place
   * @param cases values that both charts render
   * @param rejections values that the previous chart takes and the new one turns down
   */
  public static UpgradeReport of(
      ParsedChart previous,
      ParsedChart current,
      List<UpgradeCase> cases,
      List<RejectedAfter> rejections) {
    List<UpgradeFinding> findings = new ArrayList<>(ChartDiff.between(previous, current));
    findings.addAll(withRejections(ValuesDiff.between(previous, current), rejections));
    findings.addAll(ofCases(cases, checks(current)));
    List<String> files = changedFiles(previous, current);
    Verdict verdict = files.isEmpty() ? Verdict.NONE : Verdict.PATCH;
    for (UpgradeFinding finding : findings) {
      verdict = verdict.and(finding.impact().verdict());
    }
    DeclaredVersion version = DeclaredVersion.of(previous, current, verdict);
    version.finding(files).ifPresent(findings::add);
    findings.sort(Comparator.comparing(UpgradeFinding::severity));
    return new UpgradeReport(
        current.name(),
        previous.version(),
        current.version(),
        cases.size(),
        findings,
        verdict,
        version.next(),
        version.isHighEnough(),
        changelog(findings, files));
  }

  private static List<UpgradeCheck> checks(ParsedChart current) {
    List<UpgradeCheck> checks = new ArrayList<>(CHECKS);
    checks.add(new StoredReleaseCheck(KubernetesRange.of(current.metadata("kubeVersion"))));
    return checks;
  }

  /** A cause, and which of the objects of one template shows it. */
  private record Numbered(UpgradeFinding.Cause cause, int number) {}

  private static List<UpgradeFinding> ofCases(List<UpgradeCase> cases, List<UpgradeCheck> checks) {
    List<UpgradeFinding> findings = new ArrayList<>();
    Set<Numbered> known = new HashSet<>();
    ObjectDiff objects = new ObjectDiff();
    List<UpgradeCase> simplestFirst =
        cases.stream().sorted(Comparator.comparingInt(UpgradeCase::settings)).toList();
    for (UpgradeCase values : simplestFirst) {
      CaseDiff diff = CaseDiff.of(values, objects);
      Map<UpgradeFinding.Cause, Integer> seen = new HashMap<>();
      Set<Numbered> found = new HashSet<>();
      for (UpgradeCheck check : checks) {
        for (UpgradeFinding each : check.check(diff)) {
          // Objects of one template are told apart by their number, because names differ by case.
          UpgradeFinding.Cause of = each.cause().orElseThrow();
          Numbered cause = new Numbered(of, of.isOfObject() ? seen.merge(of, 1, Integer::sum) : 0);
          if (!known.contains(cause)) {
            findings.add(each.shownBy(TriedCase.ofSpace(values.name(), "", values.valuesYaml())));
          }
          found.add(cause);
        }
      }
      known.addAll(found);
    }
    return findings;
  }

  /** Values that are turned down show what the schemas say, or something that they do not. */
  private static List<UpgradeFinding> withRejections(
      List<UpgradeFinding> findings, List<RejectedAfter> rejections) {
    List<UpgradeFinding> all = new ArrayList<>(findings);
    Map<String, RejectedAfter> others = new LinkedHashMap<>();
    rejections.stream()
        .sorted(Comparator.comparing(each -> each.valuesYaml().length()))
        .forEach(
            rejection -> {
              Optional<UpgradeFinding> known =
                  all.stream().filter(each -> explains(each, rejection)).findFirst();
              if (known.isEmpty()) {
                others.putIfAbsent(items(rejection.path()), rejection);
              } else if (known.get().place().shownBy().isEmpty()) {
                all.set(all.indexOf(known.get()), known.get().shownBy(rejection.triedCase()));
              }
            });
    others.values().forEach(rejection -> all.add(rejected(rejection)));
    return all;
  }

  private static boolean explains(UpgradeFinding finding, RejectedAfter rejection) {
    if (!finding.rule().equals(ValuesDiff.BREAKS)
        || !finding.place().file().equals(ParsedChart.VALUES_FILE)) {
      return false;
    }
    String field = finding.place().field();
    String path = items(rejection.path());
    if (field.equals(path) || path.startsWith(field + ".") || path.startsWith(field + "[")) {
      return !field.isEmpty() || path.isEmpty();
    }
    // Helm names the section, and the key that it refuses in its sentence.
    String key = field.substring(field.lastIndexOf('.') + 1);
    String section = field.contains(".") ? field.substring(0, field.lastIndexOf('.')) : "";
    return section.equals(path) && rejection.message().contains(key);
  }

  /** A path in which items of lists have no numbers. */
  private static String items(String path) {
    return path.replaceAll("\\[\\d+]", "[]");
  }

  private static UpgradeFinding rejected(RejectedAfter rejection) {
    String name = rejection.path().isEmpty() ? "some values" : "the value " + rejection.path();
    return UpgradeFinding.warning(
            ValuesDiff.BREAKS,
            Place.ofFile(ParsedChart.VALUES_FILE, rejection.path()),
            "the new chart turns down what the previous one took: " + rejection.message())
        .told(Changelog.Kind.CHANGED, "Refuse " + name + ": " + oneLine(rejection.message()))
        .shownBy(rejection.triedCase());
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** Files that differ by more than the number of the version. */
  private static List<String> changedFiles(ParsedChart previous, ParsedChart current) {
    TreeSet<String> paths = new TreeSet<>(previous.files().paths());
    paths.addAll(current.files().paths());
    return paths.stream().filter(path -> differs(path, previous, current)).toList();
  }

  private static boolean differs(String path, ParsedChart previous, ParsedChart current) {
    byte[] before = previous.files().files().get(path);
    byte[] after = current.files().files().get(path);
    if (before == null || after == null) {
      return true;
    }
    if (Arrays.equals(before, after)) {
      return false;
    }
    if (path.equals(ParsedChart.METADATA_FILE)) {
      return !withoutVersion(previous).equals(withoutVersion(current));
    }
    String text = new String(before, StandardCharsets.UTF_8);
    boolean isSame =
        !previous.version().isEmpty()
            && text.replace(previous.version(), current.version())
                .equals(new String(after, StandardCharsets.UTF_8));
    return !isSame;
  }

  private static Map<String, Object> withoutVersion(ParsedChart chart) {
    Map<String, Object> metadata = new LinkedHashMap<>(chart.metadata());
    metadata.remove("version");
    Map<String, Object> annotations = new LinkedHashMap<>(Tree.map(metadata, "annotations"));
    annotations.remove("artifacthub.io/changes");
    metadata.put("annotations", annotations);
    return metadata;
  }

  private static Changelog changelog(List<UpgradeFinding> findings, List<String> files) {
    List<Changelog.Entry> entries =
        new ArrayList<>(findings.stream().flatMap(each -> each.change().stream()).toList());
    if (entries.isEmpty() && !files.isEmpty()) {
      int others = files.size() - 1;
      String more =
          others == 0 ? "" : " and " + others + (others == 1 ? " more file" : " more files");
      entries.add(new Changelog.Entry(Changelog.Kind.CHANGED, "Change " + files.get(0) + more));
    }
    return new Changelog(entries);
  }
}
