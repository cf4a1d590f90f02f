package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.UpgradeCase;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Objects for tests, written as YAML, and what the checks say of two versions of them. */
public final class Rendered {
  private static final FileTree CHART =
      FileTree.empty().with("Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}");

  private Rendered() {}

  /** Documents; each comes from a template that is called like its kind. */
  static List<RenderedObject> objects(String yaml) {
    List<RenderedObject> objects = new ArrayList<>();
    for (Object document : YamlReader.readAll(yaml)) {
      if (document != null) {
        String kind = Tree.text(document, "kind").orElseThrow().toLowerCase(Locale.ROOT);
        objects.add(RenderedObject.of("templates/" + kind + ".yaml", Tree.map(document)));
      }
    }
    return objects;
  }

  static UpgradeCase defaults(String before, String after) {
    return new UpgradeCase("defaults", "", 0, objects(before), objects(after));
  }

  /** Everything that the checks say. */
  public static List<UpgradeFinding> findings(String before, String after) {
    return UpgradeSafety.of(
            ParsedChart.of(CHART),
            ParsedChart.of(CHART),
            List.of(defaults(before, after)),
            List.of())
        .findings()
        .stream()
        .filter(finding -> !finding.rule().id().equals("UPG-10"))
        .toList();
  }

  /** The same for a new chart that allows some clusters alone. */
  public static List<UpgradeFinding> findings(String kubeVersion, String before, String after) {
    FileTree chart =
        FileTree.empty()
            .with(
                "Chart.yaml",
                "{apiVersion: v2, name: web, version: 1.0.0, kubeVersion: '" + kubeVersion + "'}");
    return UpgradeSafety.of(
            ParsedChart.of(chart),
            ParsedChart.of(chart),
            List.of(defaults(before, after)),
            List.of())
        .findings()
        .stream()
        .filter(finding -> !finding.rule().id().equals("UPG-10"))
        .toList();
  }

  /** One line each: severity, rule, impact, object, field, and what is said. */
  static String lines(String before, String after) {
    return String.join("\n", findings(before, after).stream().map(Rendered::line).toList());
  }

  static String line(UpgradeFinding finding) {
    String object = finding.place().object().map(Object::toString).orElse(finding.place().file());
    return String.join(
        " ",
        finding.severity().toString(),
        finding.rule().id(),
        finding.impact().toString(),
        object,
        finding.place().field() + ": " + finding.what());
  }

  /** The only finding of a rule. */
  static Optional<UpgradeFinding> only(String rule, String before, String after) {
    List<UpgradeFinding> found =
        findings(before, after).stream().filter(each -> each.rule().id().equals(rule)).toList();
    if (found.size() > 1) {
      throw new AssertionError("several findings of " + rule + ": " + found);
    }
    return found.stream().findFirst();
  }
}
