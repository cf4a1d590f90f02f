package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;
import static dev.chartwright.generator.rule.FleetRules.INS_05;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.schema.CustomSchemas;
import dev.chartwright.generator.schema.ResourceSchemas;
import dev.chartwright.generator.schema.Violation;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The folder {@code crds/}: Helm installs what is there without rendering it, and neither lint nor
 * a rendering shows it.
 */
public final class CrdFolderCheck implements FileCheck {
  private static final ResourceSchemas SCHEMAS = new ResourceSchemas(Set.of());

  @Override
  public List<Finding> check(ParsedChart chart) {
    List<Finding> problems = new ArrayList<>();
    for (String path : chart.files().paths()) {
      if (path.matches("crds/.*\\.(yaml|yml|json)")) {
        check(path, chart.text(path), problems);
      }
    }
    return problems;
  }

  private static void check(String path, String text, List<Finding> problems) {
    try {
      for (Object document : YamlReader.readAll(text)) {
        RenderedObject object = RenderedObject.of(path, Tree.map(document));
        if (object.is("apiextensions.k8s.io", "CustomResourceDefinition")) {
          checkOwner(object, problems);
          for (Violation violation : SCHEMAS.violations(object)) {
            report(object.place(violation.path()), violation.what(), violation.fix(), problems);
          }
        } else {
          report(
              Place.ofFile(path),
              "it holds something else than a CustomResourceDefinition",
              "move it to templates/",
              problems);
        }
      }
    } catch (InvalidYamlException invalid) {
      report(Place.ofFile(path), invalid.getMessage(), "correct the line", problems);
    }
  }

  /** Kinds whose schemas ship with the product are well known, and have charts of their own. */
  private static void checkOwner(RenderedObject crd, List<Finding> problems) {
    String group = Tree.text(crd.tree(), "spec", "group").orElse("");
    String kind = Tree.text(crd.tree(), "spec", "names", "kind").orElse("");
    boolean isKnown =
        Tree.list(crd.tree(), "spec", "versions").stream()
            .flatMap(version -> Tree.text(version, "name").stream())
            .anyMatch(version -> CustomSchemas.know(group + "/" + version + "/" + kind));
    if (isKnown) {
      problems.add(
          Finding.warning(
                  INS_05, crd.place(), "the kind " + kind + " comes with the operator of " + group)
              .because("two charts install the kind, and its older version may stay")
              .fixedBy("leave it to the operator's own installation"));
    }
  }

  private static void report(Place place, String what, String fix, List<Finding> problems) {
    problems.add(
        Finding.error(TPL_07, place, what)
            .because("Helm installs the file as it is, and never upgrades it")
            .fixedBy(fix));
  }
}
