package dev.chartwright;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;

/**
 * Which package may use which: the table of the design. A package or a use that is not listed
 * fails, and so does one that is gone; no class is an exception.
 */
@AnalyzeClasses(
    packages = "dev.chartwright",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutCompanion.class})
@ArchTag("thorough")
class ArchitectureTest {
  private static final int MOST_CLASSES = 30;

  /** The companion's own module judges its classes. Whoever used them would break the table. */
  static final class WithoutCompanion implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/dev/chartwright/companion/");
    }
  }

  /** A package, then the packages that it may use; {@code ~} stands for the generator. */
  private static final String TABLE =
      """
      chart: chart.kind chart.tree problem
      chart.kind: problem
      chart.tree: problem
      cli: problem ~ ~.engine ~.prove ~.service ~.upgrade ~.write
      cloud: problem units
      ~: chart cloud problem prover ~.capacity ~.cases ~.chartfile ~.check ~.compose ~.dependency ~.diagram ~.engine ~.file ~.gcloud ~.helm ~.infrastructure ~.keda ~.manifest ~.plan ~.preflight ~.prove ~.report ~.space ~.terraform ~.upgrade ~.upgrade.diff ~.waiver ~.write
      ~.capacity: cloud prover units ~.infrastructure
      ~.cases: chart problem ~.chartfile ~.engine ~.file ~.gotemplate ~.object ~.rule ~.space ~.yaml
      ~.chartfile: problem ~.file ~.rule ~.yaml
      ~.check: cloud problem prover units ~.capacity ~.rule ~.waiver
      ~.companion:
      ~.compose: chart chart.tree cloud prover resource units workload ~.capacity ~.companion ~.monitoring ~.object ~.prove
      ~.dependency: chart problem ~.chartfile ~.engine ~.file ~.helm ~.rule ~.write ~.yaml
      ~.diagram: cloud prover ~.infrastructure
      ~.engine: problem ~.chartfile ~.file ~.gotemplate ~.object ~.rule ~.yaml
      ~.file:
      ~.gcloud: cloud prover units ~.file ~.infrastructure ~.preflight ~.template
      ~.gotemplate: ~.chartfile ~.file ~.object ~.space
      ~.helm: chart chart.kind chart.tree problem ~.chartfile ~.file ~.gotemplate ~.manifest ~.manifest.text ~.rule ~.template ~.waiver ~.yaml
      ~.infrastructure: cloud prover units ~.yaml
      ~.keda: chart.tree problem ~.manifest ~.rule
      ~.manifest: chart chart.tree problem ~.manifest.text ~.object ~.rule ~.yaml
      ~.manifest.text: chart chart.kind chart.tree problem ~.object ~.rule ~.schema ~.yaml
      ~.object: problem ~.file ~.rule ~.yaml
      ~.monitoring:
      ~.plan: cloud prover units ~.capacity ~.companion ~.infrastructure ~.template
      ~.preflight: cloud units ~.infrastructure
      ~.project: ~.file ~.template
      ~.prove: chart chart.kind problem ~.cases ~.chartfile ~.engine ~.file ~.gotemplate ~.helm ~.keda ~.manifest ~.object ~.roundtrip ~.rule ~.rule.check ~.rule.file ~.rule.hook ~.rule.object ~.rule.pod ~.rule.reference ~.rule.scaling ~.rule.selector ~.schema ~.space ~.waiver ~.yaml
      ~.push: ~.chartfile ~.file ~.write ~.yaml
      ~.report: problem ~.file ~.gotemplate ~.prove ~.template
      ~.roundtrip: chart chart.tree problem ~.manifest ~.manifest.text ~.object ~.rule ~.yaml
      ~.rule: problem
      ~.rule.check: problem ~.chartfile ~.object
      ~.rule.file: problem ~.chartfile ~.file ~.gotemplate ~.object ~.rule ~.rule.check ~.schema ~.space ~.yaml
      ~.rule.hook: problem ~.file ~.gotemplate ~.object ~.rule ~.rule.check ~.space ~.yaml
      ~.rule.object: problem ~.object ~.rule ~.rule.check ~.yaml
      ~.rule.pod: problem ~.object ~.rule ~.rule.check ~.rule.object ~.yaml
      ~.rule.reference: problem ~.object ~.rule ~.rule.check ~.yaml
      ~.rule.scaling: problem ~.keda ~.manifest ~.object ~.rule ~.rule.check ~.rule.selector ~.yaml
      ~.rule.selector: problem ~.object ~.rule ~.rule.check ~.rule.reference ~.yaml
      ~.schema: problem ~.object ~.rule ~.rule.check ~.yaml
      ~.service: chart problem project prover ~ ~.chartfile ~.engine ~.file ~.plan ~.preflight ~.project ~.prove ~.push ~.report ~.rule ~.source ~.space ~.upgrade ~.write
      ~.source: chart problem project prover workload ~
      ~.space: chart ~.chartfile
      ~.template:
      ~.terraform: cloud prover units ~.file ~.infrastructure ~.template
      ~.upgrade: chart.tree problem ~.chartfile ~.file ~.object ~.rule ~.upgrade.diff ~.upgrade.platform ~.yaml
      ~.upgrade.diff: chart.tree ~.object ~.yaml
      ~.upgrade.platform: chart.tree ~.object ~.upgrade.diff ~.yaml
      ~.waiver: chart.tree problem ~.rule
      ~.write: problem ~.chartfile ~.file ~.rule
      ~.yaml:
      problem:
      project: chart workload
      prover: cloud problem units
      resource: chart chart.tree problem
      test: chart problem prover ~ ~.engine ~.file ~.object ~.write ~.yaml
      units: problem
      workload: chart chart.tree problem resource units
      """;

  private static final Map<String, Set<String>> ALLOWED = table();

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

  private static final DescribedPredicate<JavaClass> INPUT_AND_OUTPUT =
      resideInAnyPackage("java.nio.file..", "java.nio.channels..")
          .or(
              resideInAPackage("java.net..")
                  .and(DescribedPredicate.not(nameMatching("java\\.net\\.URI.*"))))
          .or(nameMatching("java\\.io\\.(File.*|RandomAccessFile|PrintStream|Console)"))
          .or(nameMatching("java\\.lang\\.Process.*"))
          .as("files, networks, processes or the console");

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new TreeMap<>();
    for (String line : TABLE.lines().toList()) {
      int colon = line.indexOf(':');
      table.put(
          whole(line.substring(0, colon).strip()),
          line.substring(colon + 1)
              .strip()
              .lines()
              .flatMap(names -> List.of(names.split(" +")).stream())
              .map(ArchitectureTest::whole)
              .collect(toSet()));
    }
    return table;
  }

  private static String whole(String name) {
    return name.startsWith("~")
        ? "dev.chartwright.generator" + name.substring(1)
        : "dev.chartwright." + name;
  }

  @ArchTest
  static void aPackageUsesWhatTheTableSays(JavaClasses classes) {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass each : classes) {
      Set<String> targets = used.computeIfAbsent(each.getPackageName(), name -> new TreeSet<>());
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (target.startsWith("dev.chartwright") && !target.equals(each.getPackageName())) {
          targets.add(target);
        }
      }
    }
    Assertions.assertThat(lines(used)).isEqualTo(lines(ALLOWED));
  }

  private static String lines(Map<String, Set<String>> table) {
    return table.entrySet().stream()
        .map(each -> each.getKey() + ": " + String.join(" ", new TreeSet<>(each.getValue())))
        .collect(joining("\n"));
  }

  @ArchTest
  static void aPackageHasAtMostThirtyClasses(JavaClasses classes) {
    Map<String, Long> sizes =
        classes.stream()
            .filter(each -> !each.getName().contains("$"))
            .filter(each -> !each.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    Assertions.assertThat(sizes)
        .allSatisfy(
            (name, size) -> Assertions.assertThat(size).as(name).isLessThanOrEqualTo(MOST_CLASSES));
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.chartwright.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theDslDependsOnTheKubernetesModelOnly =
      classes()
          .that()
          .resideInAnyPackage(DSL)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(DSL)
                  .or(
                      resideInAnyPackage(
                          "java..", "io.fabric8.kubernetes.api..", "io.fabric8.kubernetes.model.."))
                  .or(resideInAPackage("com.fasterxml.jackson.annotation.."))
                  .or(nameMatching("com\\.fasterxml\\.jackson\\.databind\\.annotation\\..*"))
                  .or(
                      nameMatching(
                          "com\\.fasterxml\\.jackson\\.databind\\.Json(Serializer|Deserializer)(\\$None)?")))
          .because("a declaration needs nothing else");

  @ArchTest
  static final ArchRule onlyTheEndsTouchTheDisk =
      noClasses()
          .that(
              resideOutsideOfPackages(
                  "dev.chartwright.generator",
                  "dev.chartwright.cli..",
                  "dev.chartwright.test..",
                  "dev.chartwright.generator.service..",
                  "dev.chartwright.generator.source..",
                  "dev.chartwright.generator.write..",
                  // The reader of charts, which writes nothing.
                  "dev.chartwright.generator.chartfile..",
                  "dev.chartwright.generator.dependency..",
                  "dev.chartwright.generator.push..",
                  // The temporary folder in which Helm finds the chart.
                  "dev.chartwright.generator.engine.."))
          .should()
          .dependOnClassesThat(INPUT_AND_OUTPUT);

  @ArchTest
  static final ArchRule onlyOnePackageKnowsTheEmbeddedEngine =
      noClasses()
          .that(resideOutsideOfPackages("dev.chartwright.generator.engine"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.marcnuri..");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsTheLayoutKernel =
      noClasses()
          .that(resideOutsideOfPackages("dev.chartwright.generator.diagram"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse..", "com.google.common..");

  @ArchTest
  static final ArchRule aClassIsNamedAfterWhatItIs =
      noClasses()
          .that()
          // There the words are those of custom resources.
          .resideOutsideOfPackage("dev.chartwright.resource..")
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Helpers")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Data")
          .orShould()
          .haveSimpleNameEndingWith("Info")
          .orShould()
          .haveSimpleNameEndingWith("Processor")
          .because("a reader should know the word from a manual");

  @ArchTest
  static final ArchRule nothingDependsOnTheClock =
      noClasses()
          .that(
              resideOutsideOfPackages(
                  "dev.chartwright.generator",
                  "dev.chartwright.cli..",
                  "dev.chartwright.generator.source..",
                  "dev.chartwright.generator.write.."))
          .should()
          .dependOnClassesThat(
              nameMatching(
                  "java\\.(time\\.(Instant|Clock|LocalDate.*|ZonedDateTime)|util\\.(Date|UUID))"))
          .because("the same model gives the same bytes");

  @ArchTest
  static final ArchRule onlyTheOrderOfCasesIsShuffled =
      noClasses()
          .that(resideOutsideOfPackages("dev.chartwright.generator.space"))
          .should()
          .dependOnClassesThat(
              nameMatching(
                  "java\\.(util\\.(Random|SplittableRandom|random\\..*)"
                      + "|util\\.concurrent\\.ThreadLocalRandom|security\\.SecureRandom)"))
          .because("the same model gives the same bytes");

  @ArchTest
  static final ArchRule chanceTakesASeedThatIsGiven =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(Collections.class, "shuffle", List.class)
          .because("cases in another order would fail in another one");
}
