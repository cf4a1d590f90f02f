package dev.chartwright.generator.write;

import static dev.chartwright.generator.write.FoldersOnDisk.contents;
import static dev.chartwright.generator.write.FoldersOnDisk.holding;
import static dev.chartwright.generator.write.FoldersOnDisk.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chartwright.generator.file.Digest;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFolderTest {
  private static final FileTree CHART =
      FileTree.empty()
          .with("Chart.yaml", "name: web\n")
          .with("templates/deployment.yaml", "kind: Deployment\n")
          .with("templates/service.yaml", "kind: Service\n");
  private static final FileTree SMALLER_CHART =
      FileTree.empty()
          .with("Chart.yaml", "name: web\n")
          .with("templates/deployment.yaml", "kind: Deployment\nmetadata: {}\n");
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

  @TempDir Path temporary;
  private Path root;
  private OutputFolder folder;

  @BeforeEach
  void chooseFolder() {
    root = temporary.resolve("out/web");
    folder = OutputFolder.at(root);
  }

  @Nested
  final class AWriteOfAPart {
    private final FileTree scripts = FileTree.empty().with("gcloud/up.sh", "#!/bin/sh\n");

    @Test
    void leavesTheRestAsItIsAndInTheList() throws IOException {
      folder.write(CHART.with("gcloud/old.sh", "#!/bin/sh\n"));
      OutputFolder part = folder.only(path -> path.startsWith("gcloud/"));

      WriteReport report = part.write(SMALLER_CHART.with("gcloud/up.sh", "#!/bin/sh\n"));

      FileTree both = CHART.with("gcloud/up.sh", "#!/bin/sh\n");
      assertThat(report.written()).containsExactly("gcloud/up.sh");
      assertThat(report.removed()).containsExactly("gcloud/old.sh");
      assertThat(contents(root)).isEqualTo(holding(both));
      assertThat(folder.check(both).isClean()).isTrue();
      assertThat(part.check(scripts).isClean()).isTrue();
      assertThat(part.write(scripts).isUnchanged()).isTrue();
    }

    @Test
    void isRefusedWhereAFileOfThePartIsNotOurs() throws IOException {
      FoldersOnDisk.write(root.resolve("gcloud/up.sh"), "mine\n");

      assertThatThrownBy(() -> folder.only(path -> path.startsWith("gcloud/")).write(scripts))
          .hasMessageContaining("gcloud/up.sh");
    }
  }

  @Nested
  final class AWrite {
    @Test
    void createsTheFolderAndEveryFileAndTheListOfThem() throws IOException {
      WriteReport report = folder.write(CHART);

      assertThat(report.summary()).isEqualTo("Wrote 3 files");
      assertThat(contents(root)).isEqualTo(holding(CHART));
      assertThat(root.resolve(".chartwright"))
          .hasContent(
              """
              # Files that Chartwright generated and owns, by SHA-256. Commit this list; do not edit it.
              8d9f4d9cc27b15d3c5801a3dc232b84226036cacd4025e4a7b615ce78e7ec44b  Chart.yaml
              2e15259aa2d978f7affbf2000945c972ebf0beed0e2dcb7b0c490ee33871f120  templates/deployment.yaml
              0986089a4d6c36657cb202f9580c17af4d96f818afca398410926f5b9703104d  templates/service.yaml
              """);
    }

    @Test
    void ofTheSameFilesAgainTouchesNothing() throws IOException {
      folder.write(CHART);
      for (String file : contents(root).keySet()) {
        Files.setLastModifiedTime(root.resolve(file), LONG_AGO);
      }
      Files.setLastModifiedTime(root, LONG_AGO);

      WriteReport report = folder.write(CHART);

      assertThat(report.isUnchanged()).isTrue();
      assertThat(report.summary()).isEqualTo("Nothing to write: 3 files are up to date");
      for (String file : contents(root).keySet()) {
        assertThat(Files.getLastModifiedTime(root.resolve(file))).as(file).isEqualTo(LONG_AGO);
      }
      assertThat(Files.getLastModifiedTime(root)).isEqualTo(LONG_AGO);
    }

    @Test
    void replacesWhatChangedAndRemovesWhatIsStaleAndLeavesTheRestAlone() throws IOException {
      folder.write(CHART);
      Files.setLastModifiedTime(root.resolve("Chart.yaml"), LONG_AGO);

      WriteReport report = folder.write(SMALLER_CHART);

      assertThat(report)
          .isEqualTo(
              new WriteReport(
                  List.of("templates/deployment.yaml"),
                  List.of("templates/service.yaml"),
                  List.of("Chart.yaml")));
      assertThat(contents(root)).isEqualTo(holding(SMALLER_CHART));
      assertThat(Files.getLastModifiedTime(root.resolve("Chart.yaml"))).isEqualTo(LONG_AGO);
    }

    @Test
    void removesFoldersThatItEmptied() throws IOException {
      folder.write(CHART.with("a/b/c/deep.txt", "deep"));

      folder.write(CHART);

      assertThat(root.resolve("a")).doesNotExist();
      assertThat(contents(root)).isEqualTo(holding(CHART));
    }

    @Test
    void leavesTheUsersOwnFilesBesideTheGeneratedOnes() throws IOException {
      folder.write(CHART);
      write(root.resolve("templates/mine.yaml"), "mine");
      write(root.resolve("notes/todo.txt"), "todo");

      folder.write(FileTree.empty());

      assertThat(contents(root))
          .isEqualTo(Map.of("templates/mine.yaml", "mine", "notes/todo.txt", "todo"));
    }

    @Test
    void bringsBackAFileThatTheUserDeleted() throws IOException {
      folder.write(CHART);
      Files.delete(root.resolve("Chart.yaml"));

      assertThat(folder.write(CHART).written()).containsExactly("Chart.yaml");
      assertThat(contents(root)).isEqualTo(holding(CHART));
    }

    @Test
    void takesOverFilesThatAreRightAlreadyWhenTheListIsLost() throws IOException {
      folder.write(CHART);
      Files.delete(root.resolve(".chartwright"));

      assertThat(folder.write(CHART).isUnchanged()).isTrue();
      assertThat(contents(root)).isEqualTo(holding(CHART));
    }

    @Test
    void turnsAFileIntoAFolderAndBack() throws IOException {
      FileTree file = FileTree.empty().with("crds", "a file");
      FileTree below = FileTree.empty().with("crds/deep/one.yaml", "one");

      folder.write(file);
      folder.write(below);
      assertThat(contents(root)).isEqualTo(holding(below));

      folder.write(file);
      assertThat(contents(root)).isEqualTo(holding(file));
    }

    @Test
    void makesScriptsExecutable() {
      assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"));

      folder.write(FileTree.empty().with("up.sh", "#!/bin/sh\n").with("lib.txt", "text\n"));

      assertThat(root.resolve("up.sh")).isExecutable();
      assertThat(root.resolve("lib.txt").toFile().canExecute()).isEqualTo(false);
    }

    @Test
    void writesFilesWhoseLineEndsVersionControlChanged() throws IOException {
      folder.write(CHART);
      write(root.resolve("Chart.yaml"), "name: web\r\n");

      assertThat(folder.write(CHART).written()).containsExactly("Chart.yaml");
      assertThat(contents(root)).isEqualTo(holding(CHART));
    }

    @Test
    void keepsAFileWhoseNewNameIsTheSameFileOnDisk() throws IOException {
      folder.write(FileTree.empty().with("Readme.md", "text"));
      // A hard link stands for a file system where case does not count: both names come and go.
      Path otherName = root.resolve("README.md");
      Files.createLink(otherName, root.resolve("Readme.md"));
      Steps ignoringCase =
          (name, step) -> {
            step.take();
            if (name.equals("delete " + root.resolve("Readme.md"))) {
              Files.delete(otherName);
            }
          };
      FileTree renamed = FileTree.empty().with("README.md", "text");

      OutputFolder.at(root, ignoringCase).write(renamed);

      assertThat(contents(root)).isEqualTo(holding(renamed));
    }
  }

  @Nested
  final class AFileThatIsNotOurs {
    @Test
    void isNeverOverwritten() throws IOException {
      write(root.resolve("Chart.yaml"), "by hand");

      List<Finding> problems = problemsOf(() -> folder.overwritingEdits().write(CHART));

      assertThat(problems)
          .extracting(Finding::toString)
          .containsExactly(
              """
              Chart.yaml  [GEN-06]
                  what: the file exists already and was not generated by Chartwright
                  why:  generating would destroy or change the existing file
                  fix:  move the existing file away, or give the generated file another name\
              """);
      assertThat(contents(root)).isEqualTo(Map.of("Chart.yaml", "by hand"));
    }

    @Test
    void isTakenOverWhenItHasTheRightContent() throws IOException {
      write(root.resolve("Chart.yaml"), "name: web\n");

      folder.write(CHART);

      assertThat(contents(root)).isEqualTo(holding(CHART));
    }

    @Test
    void mayStandWhereAFolderIsNeeded() throws IOException {
      write(root.resolve("templates"), "a file");

      assertThat(problemsOf(() -> folder.write(CHART)))
          .extracting(each -> each.place().toString(), Finding::what)
          .containsExactly(
              tuple("templates/deployment.yaml", "'templates' is a file, where a folder is needed"),
              tuple("templates/service.yaml", "'templates' is a file, where a folder is needed"));
      assertThat(contents(root)).isEqualTo(Map.of("templates", "a file"));
    }

    @Test
    void mayLieInAFolderWhereAFileIsNeeded() throws IOException {
      write(root.resolve("Chart.yaml/mine.txt"), "mine");

      assertThat(problemsOf(() -> folder.write(CHART)))
          .extracting(Finding::what)
          .containsExactly("a folder is there, where a file is needed");
      assertThat(contents(root)).isEqualTo(Map.of("Chart.yaml/mine.txt", "mine"));
    }

    @Test
    void isNotReachedThroughALinkedFolder() throws IOException {
      Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
      Files.createDirectories(root);
      Files.createSymbolicLink(root.resolve("templates"), elsewhere);

      assertThat(problemsOf(() -> folder.write(CHART)))
          .extracting(Finding::what)
          .containsExactly("'templates' is a symbolic link", "'templates' is a symbolic link");
      assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void isNotReachedThroughALinkedFile() throws IOException {
      Path elsewhere = temporary.resolve("elsewhere.yaml");
      write(elsewhere, "name: web\n");
      Files.createDirectories(root);
      Files.createSymbolicLink(root.resolve("Chart.yaml"), elsewhere);

      assertThat(problemsOf(() -> folder.write(CHART)))
          .extracting(Finding::what)
          .containsExactly("'Chart.yaml' is a symbolic link");
    }

    @Test
    void isNotRemovedThroughALinkedFolder() throws IOException {
      folder.write(CHART);
      Path elsewhere = temporary.resolve("elsewhere");
      Files.move(root.resolve("templates"), elsewhere);
      Files.createSymbolicLink(root.resolve("templates"), elsewhere);

      folder.write(FileTree.empty().with("Chart.yaml", "name: web\n"));

      assertThat(contents(elsewhere).keySet()).contains("deployment.yaml", "service.yaml");
    }
  }

  @Nested
  final class AFileThatWasEditedByHand {
    @BeforeEach
    void edit() {
      folder.write(CHART);
      write(root.resolve("Chart.yaml"), "name: edited\n");
    }

    @Test
    void isNotOverwritten() throws IOException {
      Map<String, String> before = contents(root);
      FileTree changed = SMALLER_CHART;

      OutputException refusal =
          catchThrowableOfType(OutputException.class, () -> folder.write(changed));

      assertThat(refusal)
          .hasMessage(
              root
                  + """
                  : 1 error

                  error: Chart.yaml  [GEN-05]
                      what: the file was generated and then edited by hand
                      why:  the next generation would lose the edit
                      fix:  move the edit into the declaration or into a file of your own and restore \
                  the generated file, or allow edits to be overwritten
                  """);
      assertThat(refusal.folder()).isEqualTo(root);
      assertThat(contents(root)).isEqualTo(before);
    }

    @Test
    void isNotRemoved() throws IOException {
      Map<String, String> before = contents(root);

      assertThat(problemsOf(() -> folder.write(FileTree.empty().with("other.txt", "x"))))
          .extracting(each -> each.rule().id(), each -> each.place().toString())
          .containsExactly(tuple("GEN-05", "Chart.yaml"));
      assertThat(contents(root)).isEqualTo(before);
    }

    @Test
    void isOverwrittenOnRequest() throws IOException {
      folder.overwritingEdits().write(CHART);

      assertThat(contents(root)).isEqualTo(holding(CHART));
    }

    @Test
    void isFineWhenItIsWhatWouldBeGeneratedNow() throws IOException {
      FileTree same =
          FileTree.builder()
              .add("Chart.yaml", "name: edited\n")
              .add("templates/deployment.yaml", "kind: Deployment\n")
              .build();

      folder.write(same);

      assertThat(contents(root)).isEqualTo(holding(same));
    }

    @Test
    void isReportedTogetherWithEveryOther() {
      write(root.resolve("templates/service.yaml"), "edited too");

      assertThat(problemsOf(() -> folder.write(CHART)))
          .extracting(each -> each.place().toString())
          .containsExactly("Chart.yaml", "templates/service.yaml");
    }
  }

  @Nested
  final class PathsThatCannotBeWritten {
    @Test
    void differOnlyByCase() {
      FileTree tree =
          FileTree.empty()
              .with("templates/A.yaml", "")
              .with("templates/a.yaml", "")
              .with("Templates/b.yaml", "");

      assertThat(problemsOf(() -> folder.write(tree)))
          .extracting(Finding::what)
          .contains("'templates/a.yaml' and 'templates/A.yaml' differ only by case")
          .contains("'templates' and 'Templates' differ only by case");
      assertThat(root).doesNotExist();
    }

    @Test
    void areAFileAndAFolderAtOnce() {
      assertThat(problemsOf(() -> folder.write(FileTree.empty().with("a", "").with("a/b", ""))))
          .extracting(Finding::what)
          .containsExactly("'a' would be a file and a folder at once");
    }

    @Test
    void haveALineBreak() {
      assertThat(problemsOf(() -> folder.check(FileTree.empty().with("a\nb", ""))))
          .extracting(each -> each.place().toString())
          .containsExactly("a?b");
    }

    @Test
    void haveOurOwnNames() {
      FileTree tree =
          FileTree.empty()
              .with(".chartwright", "")
              .with(".chartwright.lock", "")
              .with(".chartwright.tmp/journal", "");

      assertThat(problemsOf(() -> folder.write(tree))).hasSize(3);
    }
  }

  @Nested
  final class ADamagedList {
    @Test
    void isNamedWithTheLineThatCannotBeRead() throws IOException {
      folder.write(CHART);
      write(root.resolve(".chartwright"), "<<<<<<< HEAD\n");

      assertThat(problemsOf(() -> folder.write(CHART)))
          .extracting(each -> each.place().toString(), Finding::what)
          .containsExactly(
              tuple(
                  ".chartwright",
                  "the list of generated files cannot be read: not a digest and a path:"
                      + " '<<<<<<< HEAD'"));
    }

    @Test
    void cannotMakeUsRemoveFilesOutsideTheFolder() {
      folder.write(CHART);
      Path victim = temporary.resolve("out/victim");
      write(victim, "x");
      write(
          root.resolve(".chartwright"),
          Digest.of("x".getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "  ../victim\n");

      assertThatThrownBy(() -> folder.write(CHART)).isInstanceOf(OutputException.class);
      assertThat(victim).exists();
    }
  }

  @Test
  void theSameFilesGiveTheSameFolderWhateverWasThereBefore() throws IOException {
    OutputFolder other = OutputFolder.at(temporary.resolve("other"));
    other.write(CHART);
    folder.write(SMALLER_CHART);
    folder.write(CHART);

    assertThat(contents(root)).isEqualTo(contents(temporary.resolve("other")));
  }

  @Test
  void theListIsOneThatSha256sumCanCheck() throws IOException {
    folder.write(CHART);

    Map<String, String> listed = new TreeMap<>();
    Files.readAllLines(root.resolve(".chartwright")).stream()
        .skip(1)
        .forEach(line -> listed.put(line.substring(66), line.substring(0, 64)));

    assertThat(listed.keySet()).isEqualTo(CHART.files().keySet());
    CHART
        .files()
        .forEach(
            (path, content) -> assertThat(listed).containsEntry(path, Digest.of(content).hex()));
  }

  private static List<Finding> problemsOf(Runnable write) {
    return catchThrowableOfType(OutputException.class, write::run).findings();
  }
}
