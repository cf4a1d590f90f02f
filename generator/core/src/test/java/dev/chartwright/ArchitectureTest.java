package dev.chartwright;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.chartwright.generator.space.ValueSpace;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Who may know whom: the table of the design. */
@AnalyzeClasses(packages = "dev.chartwright", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] DSL = {
    "dev.chartwright.chart..",
    "dev.chartwright.resource..",
    "dev.chartwright.prover..",
    "dev.chartwright.cloud..",
    "dev.chartwright.units..",
    "dev.chartwright.problem.."
  };
  private static final String[] FLEET = {
    "dev.chartwright.prover..",
    "dev.chartwright.cloud..",
    "dev.chartwright.generator.check..",
    "dev.chartwright.generator.compose..",
    "dev.chartwright.generator.infrastructure..",
    "dev.chartwright.generator.capacity..",
    "dev.chartwright.generator.preflight..",
    "dev.chartwright.generator.gcloud..",
    "dev.chartwright.generator.terraform..",
    "dev.chartwright.generator.plan..",
    "dev.chartwright.generator.diagram.."
  };
  private static final String[] ANY_CHART = {
    "dev.chartwright.chart..",
    "dev.chartwright.resource..",
    "dev.chartwright.generator.helm..",
    "dev.chartwright.generator.keda..",
    "dev.chartwright.generator.prove..",
    "dev.chartwright.generator.report..",
    "dev.chartwright.generator.space..",
    "dev.chartwright.generator.upgrade..",
    "dev.chartwright.generator.write..",
    "dev.chartwright.generator.yaml..",
    "dev.chartwright.generator.template..",
    "dev.chartwright.generator.file.."
  };

  private static final String[] STAGES = {
    "dev.chartwright.generator.check..",
    "dev.chartwright.generator.compose..",
    "dev.chartwright.generator.helm..",
    "dev.chartwright.generator.keda..",
    "dev.chartwright.generator.infrastructure..",
    "dev.chartwright.generator.capacity..",
    "dev.chartwright.generator.preflight..",
    "dev.chartwright.generator.gcloud..",
    "dev.chartwright.generator.terraform..",
    "dev.chartwright.generator.plan..",
    "dev.chartwright.generator.diagram..",
    "dev.chartwright.generator.prove..",
    "dev.chartwright.generator.report..",
    "dev.chartwright.generator.space..",
    "dev.chartwright.generator.upgrade..",
    "dev.chartwright.generator.write..",
    "dev.chartwright.generator.yaml..",
    "dev.chartwright.generator.template..",
    "dev.chartwright.generator.file.."
  };

  private static final DescribedPredicate<JavaClass> INPUT_AND_OUTPUT =
      resideInAnyPackage("java.nio.file..", "java.nio.channels..")
          .or(
              resideInAPackage("java.net..")
                  .and(DescribedPredicate.not(nameMatching("java\\.net\\.URI.*"))))
          .or(nameMatching("java\\.io\\.(File.*|RandomAccessFile|PrintStream|Console)"))
          .or(nameMatching("java\\.lang\\.Process.*"))
          .as("files, networks, processes or the console");

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
          .because("whoever declares a chart needs nothing else");

  @ArchTest
  static final ArchRule theDslReadsAndWritesNothing =
      noClasses().that().resideInAnyPackage(DSL).should().dependOnClassesThat(INPUT_AND_OUTPUT);

  @ArchTest
  static final ArchRule whatIsForAnyChartKnowsNothingOfProvers =
      noClasses()
          .that()
          .resideInAnyPackage(ANY_CHART)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FLEET);

  @ArchTest
  static final ArchRule aStageNeverCallsALaterOne =
      noClasses()
          .that()
          .resideInAPackage("dev.chartwright.generator.helm..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.chartwright.generator.prove..", "dev.chartwright.generator.write..");

  @ArchTest
  static final ArchRule theCheckDoesNotKnowWhatComesAfterIt =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.chartwright.generator.check..", "dev.chartwright.generator.capacity..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.chartwright.generator.compose..",
              "dev.chartwright.generator.preflight..",
              "dev.chartwright.generator.gcloud..",
              "dev.chartwright.generator.terraform..",
              "dev.chartwright.generator.plan..",
              "dev.chartwright.generator.diagram..");

  @ArchTest
  static final ArchRule terraformIsWrittenFromTheInfrastructureAlone =
      classes()
          .that()
          .resideInAPackage("dev.chartwright.generator.terraform..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "dev.chartwright.cloud..",
              "dev.chartwright.prover..",
              "dev.chartwright.units..",
              "dev.chartwright.generator.infrastructure..",
              "dev.chartwright.generator.template..",
              "dev.chartwright.generator.file..",
              "dev.chartwright.generator.terraform..");

  @ArchTest
  static final ArchRule provingDoesNotKnowUpgrades =
      noClasses()
          .that()
          .resideInAPackage("dev.chartwright.generator.prove..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.chartwright.generator.upgrade..");

  @ArchTest
  static final ArchRule upgradesAreComparedFromFilesAndRenderedObjectsAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.chartwright.generator.upgrade..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.chartwright..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "dev.chartwright.problem..",
                              "dev.chartwright.generator.upgrade..",
                              "dev.chartwright.generator.yaml..",
                              "dev.chartwright.generator.file..")))
                  .and(DescribedPredicate.not(nameMatching(".*\\.prove\\.(RenderedObject|Tree)"))))
          .because("who renders them does not matter");

  @ArchTest
  static final ArchRule provingAndWritingDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("dev.chartwright.generator.prove..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.chartwright.generator.write..");

  @ArchTest
  static final ArchRule whatIsProvenDoesNotDependOnHowItIsTold =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.chartwright.generator.prove..", "dev.chartwright.generator.write..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.chartwright.generator.report..");

  @ArchTest
  static final ArchRule writingKnowsNeitherChartsNorHelm =
      noClasses()
          .that()
          .resideInAPackage("dev.chartwright.generator.write..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.chartwright.chart..",
              "dev.chartwright.resource..",
              "dev.chartwright.generator.helm..",
              "dev.chartwright.generator.prove..");

  @ArchTest
  static final ArchRule theStagesDoNotKnowWhoRunsThem =
      noClasses()
          .that()
          .resideInAnyPackage(STAGES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.chartwright.generator",
              "dev.chartwright.generator.topology..",
              "dev.chartwright.cli..");

  @ArchTest
  static final ArchRule onlyTheEndsTouchTheDisk =
      noClasses()
          .that()
          .resideInAnyPackage(STAGES)
          .and(DescribedPredicate.not(resideInAPackage("dev.chartwright.generator.write..")))
          // The temporary folder in which Helm finds the chart.
          .and(
              DescribedPredicate.not(
                  nameMatching(".*\\.prove\\.(CachedEngine|ChartFolder|HelmEngine)(\\$.*)?")))
          .should()
          .dependOnClassesThat(INPUT_AND_OUTPUT);

  @ArchTest
  static final ArchRule onlyOnePlaceKnowsTheEmbeddedEngine =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.prove\\.(CachedEngine|HelmEngine)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.marcnuri..");

  @ArchTest
  static final ArchRule onlyOnePlaceKnowsTheLayoutKernel =
      noClasses()
          .that(
              DescribedPredicate.not(
                  nameMatching("dev\\.chartwright\\.generator\\.diagram\\.Layout(\\$.*)?")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse..", "com.google.common..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.chartwright.(**)").should().beFreeOfCycles();

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
  static final ArchRule nothingDependsOnTheClockOrOnChance =
      noClasses()
          .that()
          .resideInAnyPackage(
              Stream.of(DSL, ANY_CHART, FLEET).flatMap(Stream::of).toArray(String[]::new))
          .and(DescribedPredicate.not(resideInAPackage("dev.chartwright.generator.write..")))
          .should()
          .dependOnClassesThat(
              nameMatching(
                  "java\\.(time\\.(Instant|Clock|LocalDate.*|ZonedDateTime)|util\\.(Date|UUID))"))
          .because("the same model gives the same bytes");

  @ArchTest
  static final ArchRule onlyTheOrderOfCasesIsShuffled =
      noClasses()
          .that(DescribedPredicate.not(equivalentTo(ValueSpace.class)))
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
