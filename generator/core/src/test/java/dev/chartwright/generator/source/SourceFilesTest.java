package dev.chartwright.generator.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
  @TempDir private Path project;

  private Path sources;
  private Path classes;

  @BeforeEach
  void create() throws IOException {
    sources = Files.createDirectories(project.resolve("src/main/java"));
    classes = Files.createDirectories(project.resolve("target/classes"));
  }

  @Test
  void findsASourceFileThatWasChangedAfterItsClassWasCompiled() throws IOException {
    Path web = write(sources.resolve("acme/Web.java"), "", 10);
    write(classes.resolve("acme/Web.class"), "Web.java", 10);
    assertThat(stale()).isEmpty();

    Files.setLastModifiedTime(web, FileTime.fromMillis(11));

    assertThat(stale()).containsExactly(web);
  }

  @Test
  void findsTheClassesOfAFileOfAnotherName() throws IOException {
    Path charts = write(sources.resolve("acme/Charts.kt"), "", 20);
    write(classes.resolve("acme/Web.class"), "...Charts.kt...", 10);
    write(classes.resolve("acme/Other.class"), "...Other.kt...", 10);
    assertThat(stale()).containsExactly(charts);

    write(classes.resolve("acme/Web.class"), "...Charts.kt...", 20);

    assertThat(stale()).isEmpty();
  }

  @Test
  void passesOverWhatIsNotCompiled() throws IOException {
    write(sources.resolve("acme/package-info.java"), "", 20);
    write(sources.resolve("acme/notes.txt"), "", 20);
    write(sources.resolve("other/LeftOut.java"), "", 20);
    write(classes.resolve("acme/Web.class"), "Web.java", 10);

    assertThat(stale()).isEmpty();
    assertThat(SourceFiles.newerThanItsClass(List.of(sources), project.resolve("absent")))
        .isEmpty();
    assertThat(SourceFiles.newerThanItsClass(List.of(project.resolve("absent")), classes))
        .isEmpty();
  }

  @Test
  void findsASourceFileThatImplementsAnInterfaceAndWasNeverCompiled() throws IOException {
    Path shop =
        write(sources.resolve("acme/Shop.java"), "class Shop implements JkubeSource {}", 10);
    write(sources.resolve("acme/Main.java"), "class Main {}", 10);
    write(sources.resolve("acme/package-info.java"), "/** {@code JkubeSource}. */", 10);
    Path absent = project.resolve("absent");

    assertThat(SourceFiles.withoutClass(List.of(sources, absent), absent, "JkubeSource"))
        .contains(shop);
    assertThat(SourceFiles.withoutClass(List.of(sources), classes, "JkubeSource")).contains(shop);

    write(classes.resolve("acme/Shop.class"), "Shop.java", 10);

    assertThat(SourceFiles.withoutClass(List.of(sources), classes, "JkubeSource")).isEmpty();
  }

  @Test
  void findsASourceFileOfAProjectThatWasNotCompiled() throws IOException {
    assertThat(uncompiled()).isEmpty();

    Path web = write(sources.resolve("acme/Web.java"), "", 20);
    assertThat(uncompiled()).containsExactly(web);
    assertThat(SourceFiles.withoutAnyClass(List.of(sources), project.resolve("absent")))
        .contains(web);

    write(classes.resolve("acme/Other.class"), "", 10);

    assertThat(uncompiled()).isEmpty();
  }

  @Test
  void knowsWhereMavenAndGradleKeepSourceFiles() {
    assertThat(SourceFiles.conventional(classes)).first().isEqualTo(sources.toAbsolutePath());
    assertThat(SourceFiles.conventional(project.resolve("build/classes/java/main")))
        .first()
        .isEqualTo(sources.toAbsolutePath());
    assertThat(SourceFiles.conventional(project.resolve("target/test-classes"))).isEmpty();
    assertThat(SourceFiles.conventional(project.resolve("lib/a.jar"))).isEmpty();
  }

  private List<Path> uncompiled() {
    return SourceFiles.withoutAnyClass(List.of(sources), classes).stream().toList();
  }

  private List<Path> stale() {
    return SourceFiles.newerThanItsClass(List.of(sources), classes).stream().toList();
  }

  private static Path write(Path file, String text, long time) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(time));
  }
}
