package dev.chartwright;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page that lists the public types is true, and the command line and the examples keep to it.
 */
@AnalyzeClasses(packages = "dev.chartwright", importOptions = ImportOption.DoNotIncludeTests.class)
@ArchTag("thorough")
class PublicApiTest {
  private static final Path PAGE = Path.of("../../docs/api.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|");

  /** The packages that are public as a whole. */
  private static final Set<String> PUBLIC =
      Set.of(
          "dev.chartwright.generator", "dev.chartwright.generator.service", "dev.chartwright.test");

  /** Read when it is needed: tests may be discovered in a process that runs in another folder. */
  private static final class Page {
    static final Set<String> TYPES = types();
  }

  private static final String[] DSL = {
    "dev.chartwright.chart..",
    "dev.chartwright.resource..",
    "dev.chartwright.workload..",
    "dev.chartwright.prover..",
    "dev.chartwright.project..",
    "dev.chartwright.cloud..",
    "dev.chartwright.units..",
    "dev.chartwright.problem.."
  };

  private static final DescribedPredicate<JavaClass> LISTED =
      DescribedPredicate.describe(
          "is listed in " + PAGE.getFileName(),
          type -> Page.TYPES.contains(outermost(type.getBaseComponentType().getName())));

  @ArchTest
  static final ArchRule theCommandLineUsesThePublicApiOnly =
      classes()
          .that()
          .resideInAPackage("dev.chartwright.cli")
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage("dev.chartwright..")
                  .or(resideInAnyPackage("dev.chartwright.cli"))
                  .or(resideInAnyPackage(DSL))
                  .or(LISTED));

  @ArchTest
  static void thePageListsPublicTypesThatExist(JavaClasses classes) throws ClassNotFoundException {
    assertThat(Page.TYPES).hasSizeGreaterThan(20);
    for (String name : Page.TYPES) {
      assertThat(Modifier.isPublic(Class.forName(name).getModifiers())).as(name).isTrue();
    }
    Set<String> service =
        classes.stream()
            .filter(
                each ->
                    Set.of("dev.chartwright.generator.service", "dev.chartwright.test")
                        .contains(each.getPackageName()))
            .filter(each -> each.getModifiers().toString().contains("PUBLIC"))
            .map(each -> outermost(each.getName()))
            .collect(toSet());
    assertThat(Page.TYPES).containsAll(service);
  }

  @ArchTest
  static void theStagesAndTheServiceTakeAndReturnListedTypes(JavaClasses classes) {
    DescribedPredicate<JavaClass> allowed =
        resideOutsideOfPackage("dev.chartwright..").or(resideInAnyPackage(DSL)).or(LISTED);
    Set<String> exposed = new TreeSet<>();
    for (JavaClass each : classes) {
      if (!PUBLIC.contains(each.getPackageName()) || !isPublic(each)) {
        continue;
      }
      for (JavaCodeUnit unit : each.getCodeUnits()) {
        if (unit.getModifiers().contains(JavaModifier.PUBLIC)) {
          Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
              .flatMap(type -> type.getAllInvolvedRawTypes().stream())
              .filter(type -> !allowed.test(type))
              .forEach(type -> exposed.add(unit.getFullName() + " exposes " + type.getName()));
        }
      }
    }
    assertThat(exposed).isEmpty();
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicApiTest::isPublic).orElse(true);
  }

  @ArchTest
  static void everyOtherPackageSaysThatItIsInternal(JavaClasses classes) throws IOException {
    Set<String> packages =
        classes.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.matches("dev\\.chartwright\\.(generator|cli|test).*"))
            .collect(toCollection(TreeSet::new));
    for (String name : packages) {
      Path source =
          Path.of("src/main/java").resolve(name.replace('.', '/')).resolve("package-info.java");
      assertThat(Files.readString(source).contains("Internal."))
          .as(name)
          .isEqualTo(!PUBLIC.contains(name));
    }
  }

  @ArchTest
  static void theExamplesUseTheDslOnly(JavaClasses classes) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("../../examples"))) {
      sources = files.filter(each -> each.toString().endsWith(".java")).toList();
    }
    assertThat(sources).isNotEmpty();
    for (Path source : sources) {
      assertThat(Files.readString(source).lines())
          .as(source.toString())
          .noneMatch(line -> line.matches(".*dev\\.chartwright\\.(generator|cli|maven)\\b.*"));
    }
  }

  private static String outermost(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private static Set<String> types() {
    try {
      return ROW.matcher(Files.readString(PAGE))
          .results()
          .map((MatchResult row) -> row.group(1))
          .collect(toCollection(TreeSet::new));
    } catch (IOException absent) {
      throw new UncheckedIOException(absent);
    }
  }
}
