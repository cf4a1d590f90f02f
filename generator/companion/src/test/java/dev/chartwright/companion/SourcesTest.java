package dev.chartwright.companion;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pod compiles the sources from a folder without subfolders, with nothing but a JDK. */
class SourcesTest {
  /** Three ConfigMaps. They take about 160 KiB of the Secret of a release, which holds 1 MiB. */
  private static final long LARGEST = 540 << 10;

  private static final Path SOURCES = Path.of("src/main/java");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.chartwright.companion");

  @Test
  void theListNamesEverySourceAndNothingElse() throws IOException {
    try (InputStream list = getClass().getResourceAsStream("sources.txt")) {
      assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactlyElementsOf(
              sources().map(SOURCES::relativize).map(Path::toString).toList());
    }
  }

  @Test
  void everySourceIsAResource() throws IOException {
    for (Path source : sources().toList()) {
      String name = "sources/" + SOURCES.relativize(source);
      try (InputStream in = getClass().getResourceAsStream(name)) {
        assertThat(in).as(name).isNotNull().hasBinaryContent(Files.readAllBytes(source));
      }
    }
  }

  @Test
  void noTwoSourcesHaveOneName() throws IOException {
    assertThat(sources().map(Path::getFileName)).doesNotHaveDuplicates();
  }

  @Test
  void theSourcesFitIntoAChart() throws IOException {
    long size = 0;
    for (Path source : sources().toList()) {
      size += Files.size(source);
    }
    assertThat(size).isLessThan(LARGEST);
  }

  @Test
  void nothingButTheJdkIsUsed() {
    classes()
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.chartwright.companion.."))
        .check(CLASSES);
  }

  @Test
  void packagesUseOnlyThoseBelowThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("json")
        .definedBy("dev.chartwright.companion.json")
        .layer("chain")
        .definedBy("dev.chartwright.companion.chain")
        .layer("http")
        .definedBy("dev.chartwright.companion.http")
        .layer("rpc")
        .definedBy("dev.chartwright.companion.rpc")
        .layer("metrics")
        .definedBy("dev.chartwright.companion.metrics")
        .layer("broker")
        .definedBy("dev.chartwright.companion.broker")
        .layer("run")
        .definedBy("dev.chartwright.companion.run")
        .layer("bucket")
        .definedBy("dev.chartwright.companion.bucket")
        .layer("tip")
        .definedBy("dev.chartwright.companion.tip")
        .layer("leader")
        .definedBy("dev.chartwright.companion.leader")
        .layer("monitor")
        .definedBy("dev.chartwright.companion.monitor")
        .layer("command")
        .definedBy("dev.chartwright.companion.command")
        .whereLayer("command")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("monitor")
        .mayOnlyBeAccessedByLayers("command")
        .whereLayer("leader")
        .mayOnlyBeAccessedByLayers("monitor", "command")
        .whereLayer("tip")
        .mayOnlyBeAccessedByLayers("command")
        .whereLayer("bucket")
        .mayOnlyBeAccessedByLayers("tip", "command")
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("bucket", "tip", "leader", "monitor", "command")
        .whereLayer("chain")
        .mayOnlyBeAccessedByLayers("rpc", "run", "bucket", "tip", "leader", "command")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("rpc", "bucket", "broker", "tip")
        .whereLayer("rpc")
        .mayOnlyBeAccessedByLayers("tip", "command")
        .whereLayer("metrics")
        .mayOnlyBeAccessedByLayers("rpc", "bucket", "tip", "leader", "monitor", "command")
        .whereLayer("broker")
        .mayOnlyBeAccessedByLayers("leader", "monitor", "command")
        .check(CLASSES);
  }

  private static Stream<Path> sources() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(SOURCES)) {
      all =
          walk.filter(path -> path.toString().endsWith(".java"))
              .filter(path -> !path.endsWith("package-info.java"))
              .sorted()
              .toList();
    }
    return all.stream();
  }
}
