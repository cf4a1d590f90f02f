package dev.chartwright.maven;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** The plugin keeps to the types that {@code docs/api.md} lists. */
@AnalyzeClasses(
    packages = "dev.chartwright.maven",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PublicApiTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|");

  /** Read when it is needed: tests may be discovered in a process that runs in another folder. */
  private static final class Page {
    static final Set<String> TYPES = types();
  }

  private static final DescribedPredicate<JavaClass> LISTED =
      DescribedPredicate.describe(
          "is listed in docs/api.md",
          type ->
              Page.TYPES.contains(type.getBaseComponentType().getName().replaceFirst("\\$.*", "")));

  @ArchTest
  static final ArchRule thePluginUsesThePublicApiOnly =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage("dev.chartwright..")
                  .or(
                      resideInAnyPackage(
                          "dev.chartwright.maven",
                          "dev.chartwright.chart..",
                          "dev.chartwright.resource..",
                          "dev.chartwright.workload..",
                          "dev.chartwright.prover..",
                          "dev.chartwright.project..",
                          "dev.chartwright.cloud..",
                          "dev.chartwright.units..",
                          "dev.chartwright.problem.."))
                  .or(LISTED));

  private static Set<String> types() {
    try {
      return ROW.matcher(Files.readString(Path.of("../../docs/api.md")))
          .results()
          .map(row -> row.group(1))
          .collect(toSet());
    } catch (IOException absent) {
      throw new UncheckedIOException(absent);
    }
  }
}
