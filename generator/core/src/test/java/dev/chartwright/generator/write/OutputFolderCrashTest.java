package dev.chartwright.generator.write;

import static dev.chartwright.generator.write.FoldersOnDisk.contents;
import static dev.chartwright.generator.write.FoldersOnDisk.holding;
import static dev.chartwright.generator.write.FoldersOnDisk.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old output or new output, whatever goes wrong, and wherever. */
@Tag("thorough")
final class OutputFolderCrashTest {
  /** Between them: a file replaced, one created, one removed, a file that becomes a folder. */
  static final FileTree OLD =
      FileTree.empty()
          .with("Chart.yaml", "version: 1\n")
          .with("crds", "a file\n")
          .with("gone/only.txt", "gone\n")
          .with("same.txt", "same\n");

  static final FileTree NEW =
      FileTree.empty()
          .with("Chart.yaml", "version: 2\n")
          .with("crds/queue.yaml", "a folder\n")
          .with("fresh/deep/one.txt", "fresh\n")
          .with("same.txt", "same\n");

  @TempDir Path temporary;

  @Test
  void aFailureAtAnyStepLeavesTheOldOutput() throws IOException {
    int steps = stepsOfAWrite();
    for (int n = 1; n <= steps; n++) {
      Path root = oldOutput("failure-" + n);
      FaultySteps faulty = FaultySteps.failingAt(n);

      try {
        OutputFolder.at(root, faulty).write(NEW);
      } catch (OutputException refused) {
        assertThat(refused)
            .hasMessageContaining("nothing was changed: the folder is as it was")
            .hasMessageContaining("it could not be read or written: broken at step " + n);
        assertThat(contents(root)).as("failure at %s", faulty.at()).isEqualTo(holding(OLD));
        continue;
      }
      assertThat(contents(root))
          .as("failure at %s, after the commit", faulty.at())
          .containsAllEntriesOf(holding(NEW));
      unforced(root).write(NEW);
      assertThat(contents(root)).isEqualTo(holding(NEW));
    }
  }

  @Test
  void aCrashAtAnyStepIsMendedByTheNextWriteEvenIfThatCrashesToo() throws IOException {
    int steps = stepsOfAWrite();
    for (int first = 1; first <= steps; first++) {
      for (int second = 1 + first % 17; second <= steps; second += 17) {
        Path root = oldOutput("crash-" + first + "-" + second);
        crash(root, first, NEW);
        crash(root, second, NEW);

        unforced(root).write(NEW);

        assertThat(contents(root))
            .as("crash at step %d, then at step %d", first, second)
            .isEqualTo(holding(NEW));
      }
    }
  }

  @Test
  void aCrashAtAnyStepLeavesTheOldOutputOrTheNewOneOnceRecovered() throws IOException {
    int steps = stepsOfAWrite();
    int news = 0;
    for (int n = 1; n <= steps; n++) {
      Path root = oldOutput("recovery-" + n);
      crash(root, n, NEW);

      new Transaction(new Folder(root, Steps.PLAIN)).recover();

      if (contents(root).equals(holding(NEW))) {
        news++;
      } else {
        assertThat(contents(root)).as("crash at step %d", n).isEqualTo(holding(OLD));
        assertThat(news).as("the old output never comes back after the commit").isZero();
      }
      assertThat(unforced(root).check(news > 0 ? NEW : OLD).isClean()).isTrue();
    }
    assertThat(news).isPositive().isLessThan(steps / 2);
  }

  @Test
  void theFirstWriteIntoAFolderThatIsNotThereCrashesAsSafely() throws IOException {
    for (int n = 1; n <= 25; n++) {
      Path root = temporary.resolve("first-" + n + "/web");
      crash(root, n, NEW);

      unforced(root).write(OLD);

      assertThat(contents(root)).as("crash at step %d", n).isEqualTo(holding(OLD));
    }
  }

  @Test
  void theUsersFilesSurviveACrashUntouched() throws IOException {
    int steps = stepsOfAWrite();
    for (int n = 1; n <= steps; n++) {
      Path root = oldOutput("mine-" + n);
      write(root.resolve("gone/mine.txt"), "mine");
      crash(root, n, NEW);
      assertThat(root.resolve("gone/mine.txt")).hasContent("mine");

      unforced(root).write(NEW);

      assertThat(root.resolve("gone/mine.txt")).hasContent("mine");
    }
  }

  @Test
  void anEditBetweenTheCrashAndTheNextWriteIsNotLost() throws IOException {
    int steps = stepsOfAWrite();
    for (int n = 1; n <= steps; n++) {
      Path root = oldOutput("edit-" + n);
      crash(root, n, NEW);
      write(root.resolve("Chart.yaml"), "edited after the crash\n");

      assertThatExceptionOfType(OutputException.class)
          .as("crash at step %d", n)
          .isThrownBy(() -> unforced(root).write(NEW))
          .withMessageContaining("Chart.yaml  [GEN-05]");

      assertThat(root.resolve("Chart.yaml")).hasContent("edited after the crash");
      unforced(root).overwritingEdits().write(NEW);
      assertThat(contents(root)).isEqualTo(holding(NEW));
    }
  }

  @Test
  void anEditInTheMiddleOfAWriteIsNotLost() throws IOException {
    Path root = oldOutput("raced");
    Steps raced =
        (name, step) -> {
          step.take();
          if (name.equals("move " + root.resolve(".chartwright.tmp/journal"))) {
            write(root.resolve("Chart.yaml"), "edited just now\n");
            write(root.resolve("fresh/deep/one.txt"), "mine\n");
          }
        };

    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> OutputFolder.at(root, raced).write(NEW))
        .withMessageContaining("it was changed in the meantime");

    Map<String, String> expected = holding(OLD);
    expected.put("Chart.yaml", "edited just now\n");
    expected.put("fresh/deep/one.txt", "mine\n");
    assertThat(contents(root)).isEqualTo(expected);
  }

  @Test
  void recoveryNeverFollowsALinkThatAppearedMeanwhile() throws IOException {
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Path root = oldOutput("linked");
    Steps crashing =
        (name, step) -> {
          step.take();
          if (name.equals("delete " + root.resolve("gone"))) {
            throw new FaultySteps.Crash();
          }
        };
    assertThatThrownBy(() -> OutputFolder.at(root, crashing).write(NEW))
        .isInstanceOf(FaultySteps.Crash.class);
    Files.createSymbolicLink(root.resolve("gone"), elsewhere);

    assertThatExceptionOfType(OutputException.class).isThrownBy(() -> unforced(root).write(NEW));
    assertThat(elsewhere).isEmptyDirectory();

    Files.delete(root.resolve("gone"));
    unforced(root).write(NEW);
    assertThat(contents(root)).isEqualTo(holding(NEW));
  }

  @Test
  void checkTellsOfAnInterruptedWriteAndChangesNothing() throws IOException {
    Path root = oldOutput("checked");
    crash(root, stepsOfAWrite() / 2, NEW);
    Map<String, String> before = contents(root);

    DriftReport report = unforced(root).check(OLD);

    assertThat(report.interrupted()).isTrue();
    assertThat(report.isClean()).isFalse();
    assertThat(contents(root)).isEqualTo(before);
  }

  @Test
  void aKilledProcessLeavesTheOldOutputOrTheNewOne() throws Exception {
    int steps = stepsOfAWrite();
    boolean sawLockLeft = false;
    for (int n = 2; n <= steps; n += 4) {
      Path root = oldOutput("killed-" + n);

      assertThat(KilledWriter.run(root, n)).as("killed at step %d", n).isEqualTo(137);

      sawLockLeft |= Files.exists(root.resolve(FolderLock.FILE));
      new Transaction(new Folder(root, Steps.PLAIN)).recover();
      Map<String, String> found = contents(root);
      found.remove(FolderLock.FILE);
      assertThat(found).as("killed at step %d", n).isIn(holding(OLD), holding(NEW));
      unforced(root).write(NEW);
      assertThat(contents(root)).isEqualTo(holding(NEW));
    }
    assertThat(sawLockLeft).as("a killed process cannot clear its lock away").isTrue();
  }

  @Test
  void aLockThatAKilledProcessLeftIsClearedAwayEvenWhenThereIsNothingToWrite() throws IOException {
    Path root = oldOutput("left");
    write(root.resolve(FolderLock.FILE), "");

    assertThat(unforced(root).write(OLD).isUnchanged()).isTrue();

    assertThat(contents(root)).isEqualTo(holding(OLD));
  }

  @Test
  void aSecondWriterIsTurnedAway() throws IOException {
    Path root = oldOutput("busy");

    try (FolderLock held = FolderLock.tryAcquire(root).orElseThrow()) {
      assertThat(problemOf(root).what()).isEqualTo("another run is writing into this folder");
      assertThat(held).isNotNull();
    }

    unforced(root).write(NEW);
    assertThat(contents(root)).isEqualTo(holding(NEW));
  }

  @Test
  void aSecondWriterInAnotherProcessIsTurnedAway() throws Exception {
    Path root = oldOutput("busy");

    try (FolderLock held = FolderLock.tryAcquire(root).orElseThrow()) {
      assertThat(KilledWriter.run(root, Integer.MAX_VALUE)).isEqualTo(KilledWriter.REFUSED);
      assertThat(held).isNotNull();
    }

    assertThat(KilledWriter.run(root, Integer.MAX_VALUE)).isZero();
    assertThat(contents(root)).isEqualTo(holding(NEW));
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed() {
    Path file = temporary.resolve("file");
    write(file, "in the way");

    assertThat(problemOf(file.resolve("out")).toString())
        .isEqualTo(
            file.resolve("out")
                + "  [GEN-08]\n"
                + "    what: '"
                + file
                + "' is a file, where a folder is needed\n"
                + "    why:  nothing was changed: the folder is as it was\n"
                + "    fix:  move it away, or name another output folder");
    assertThat(file).hasContent("in the way");
  }

  @Test
  void aFolderWithoutPermissionIsNamed() throws IOException {
    Path root = oldOutput("forbidden");

    Finding problem = forbidden(root, "Chart.yaml");

    assertThat(problem.place().toString()).isEqualTo(root.resolve("Chart.yaml").toString());
    assertThat(problem.what()).isEqualTo("there is no permission to read or write it");
    assertThat(contents(root)).isEqualTo(holding(OLD));
  }

  @Test
  void aFailureInOurOwnFilesNamesTheFileThatTheUserKnows() throws IOException {
    Path root = oldOutput("staged");

    assertThat(forbiddenPath(root, ".chartwright.tmp/new/crds/queue.yaml"))
        .isEqualTo(root.resolve("crds/queue.yaml").toString());
    assertThat(forbiddenPath(root, ".chartwright.tmp")).isEqualTo(root.toString());
    assertThat(forbiddenPath(root, ".chartwright.tmp/journal")).isEqualTo(root.toString());
    assertThat(forbiddenPath(root, "")).isEqualTo(root.toString());
  }

  @Test
  void aFolderThatIsReallyReadOnlyKeepsItsContent() throws IOException {
    Path root = oldOutput("read-only");
    assumeTrue(root.toFile().setWritable(false), "permissions cannot be set here");
    try {
      assumeTrue(!Files.isWritable(root), "permissions do not bind this user");
      assertThat(problemOf(root).what()).isEqualTo("there is no permission to read or write it");
    } finally {
      assertThat(root.toFile().setWritable(true)).isTrue();
    }
    assertThat(contents(root)).isEqualTo(holding(OLD));
  }

  @Test
  void aReallyFullDiskKeepsTheOldOutput() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk.toString()) == 0,
        "no small disk can be mounted here");
    try {
      Path root = disk.resolve("web");
      OutputFolder.at(root).write(OLD);

      Finding problem =
          catchThrowableOfType(
                  OutputException.class,
                  () -> OutputFolder.at(root).write(NEW.with("big.bin", new byte[1 << 20])))
              .findings()
              .get(0);

      assertThat(problem.place().toString()).isEqualTo(root.toString());
      assertThat(problem.what()).isEqualTo("the disk is full");
      assertThat(contents(root)).isEqualTo(holding(OLD));
    } finally {
      assertThat(run("umount", disk.toString())).isZero();
    }
  }

  @Test
  void aFirstWriteThatFailsLeavesNoEmptyFolders() {
    Path root = temporary.resolve("a/b/c");
    Path blocked = root.resolve("templates");

    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(
            () ->
                OutputFolder.at(
                        root,
                        (name, step) -> {
                          if (name.startsWith("write")) {
                            throw new IOException("broken");
                          }
                          step.take();
                        })
                    .write(NEW));

    assertThat(blocked).doesNotExist();
    assertThat(temporary.resolve("a")).doesNotExist();
  }

  @Test
  void aFailureThatCannotBeUndoneSaysSoAndIsUndoneByTheNextWrite() throws IOException {
    Path root = oldOutput("stuck");
    boolean[] broken = {false};
    Steps stuck =
        (name, step) -> {
          broken[0] |= name.endsWith("queue.yaml") && name.startsWith("move " + root + "/crds");
          if (broken[0]) {
            throw new IOException("broken for good");
          }
          step.take();
        };

    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> OutputFolder.at(root, stuck).write(NEW))
        .withMessageContaining("the next run tries that again first");
    assertThat(contents(root)).isNotEqualTo(holding(OLD));

    assertThat(unforced(root).write(OLD).isUnchanged()).isTrue();
    assertThat(contents(root)).isEqualTo(holding(OLD));
  }

  private static String forbiddenPath(Path root, String file) {
    return forbidden(root, file).place().toString();
  }

  private static Finding forbidden(Path root, String file) {
    Steps forbidden =
        (name, step) -> {
          throw new AccessDeniedException(root.resolve(file).toString());
        };
    return catchThrowableOfType(
            OutputException.class, () -> OutputFolder.at(root, forbidden).write(NEW))
        .findings()
        .get(0);
  }

  private int stepsOfAWrite() throws IOException {
    Path root = oldOutput("counted");
    FaultySteps counting = FaultySteps.failingAt(Integer.MAX_VALUE);
    OutputFolder.at(root, counting).write(NEW);
    assertThat(contents(root)).isEqualTo(holding(NEW));
    return counting.taken();
  }

  private Path oldOutput(String name) {
    Path root = temporary.resolve(name);
    unforced(root).write(OLD);
    return root;
  }

  private static OutputFolder unforced(Path root) {
    return OutputFolder.at(root, FaultySteps.failingAt(Integer.MAX_VALUE));
  }

  private static void crash(Path root, int step, FileTree tree) {
    try {
      OutputFolder.at(root, FaultySteps.crashingAt(step)).write(tree);
    } catch (FaultySteps.Crash expected) {
      assertThat(expected).isNotNull();
    }
  }

  private static Finding problemOf(Path root) {
    List<Finding> problems =
        catchThrowableOfType(OutputException.class, () -> OutputFolder.at(root).write(NEW))
            .findings();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static int run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException noSuchProgram) {
      return -1;
    }
  }
}
