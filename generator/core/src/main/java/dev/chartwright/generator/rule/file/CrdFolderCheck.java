package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;
import static dev.chartwright.generator.rule.FleetRules.INS_05;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.schema.CustomSchemas;
import dev.chartwright.generator.schema.ResourceSchemas;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder {@code crds/}: Helm installs what is there without rendering it, and neither lint nor
 * a rendering shows it.
 */
public final class CrdFolderCheck implements FileCheck {
  private static final ResourceSchemas SCHEMAS = new ResourceSchemas(Set.of());

  @Override
  public List<Finding> check(ParsedChart chart) {
    return chart.files().paths().stream()
        .filter(path -> path.matches("crds/.*\\.(yaml|yml|json)"))
        .flatMap(path -> ofFile(path, chart.text(path)))
        .toList();
  }

  private static Stream<Finding> ofFile(String path, String text) {
    List<Object> documents;
    try {
      documents = YamlReader.readAll(text);
    } catch (InvalidYamlException invalid) {
      return Stream.of(error(Place.ofFile(path), invalid.getMessage(), "correct the line"));
    }
    return documents.stream().flatMap(each -> ofObject(RenderedObject.of(path, Tree.map(each))));
  }

  private static Stream<Finding> ofObject(RenderedObject object) {
    return object.is("apiextensions.k8s.io", "CustomResourceDefinition")
        ? Stream.concat(
            owner(Field.root(object)).stream(),
            SCHEMAS.violations(object).stream()
                .map(each -> error(object.place(each.path()), each.what(), each.fix())))
        : Stream.of(
            error(
                Place.ofFile(object.source()),
                "it holds something else than a CustomResourceDefinition",
                "move it to templates/"));
  }

  /** Kinds whose schemas ship with the product are well known, and have charts of their own. */
  private static Optional<Finding> owner(Field crd) {
    String group = crd.text("spec", "group").orElse("");
    String kind = crd.text("spec", "names", "kind").orElse("");
    boolean isKnown =
        crd.items("spec", "versions")
            .flatMap(version -> version.text("name").stream())
            .anyMatch(version -> CustomSchemas.know(group + "/" + version + "/" + kind));
    return isKnown
        ? Optional.of(
            crd.warning(INS_05, "the kind " + kind + " comes with the operator of " + group)
                .because("two charts install the kind, and its older version may stay")
                .fixedBy("leave it to the operator's own installation"))
        : Optional.empty();
  }

  private static Finding error(Place place, String what, String fix) {
    return Finding.error(TPL_07, place, what)
        .because("Helm installs the file as it is, and never upgrades it")
        .fixedBy(fix);
  }
}
