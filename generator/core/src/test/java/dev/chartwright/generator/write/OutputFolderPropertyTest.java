package dev.chartwright.generator.write;

import static dev.chartwright.generator.write.FoldersOnDisk.contents;
import static dev.chartwright.generator.write.FoldersOnDisk.holding;
import static dev.chartwright.generator.write.FoldersOnDisk.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every folder and every order of writes. */
@Tag("thorough")
final class OutputFolderPropertyTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theFolderAlwaysHoldsTheLastTreeAndTheUsersFiles(long seed) throws IOException {
    Random random = new Random(seed);
    Path root = temporary.resolve("out");
    Map<String, String> mine = Map.of("mine/a.txt", "a", "top/mine.txt", "b");
    mine.forEach((path, text) -> write(root.resolve(path), text));

    for (int run = 0; run < 30; run++) {
      FileTree tree = RandomTrees.next(random);
      Map<String, String> before = contents(root);

      DriftReport drift = OutputFolder.at(root).check(tree);
      WriteReport report = OutputFolder.at(root, unforced()).write(tree);

      Map<String, String> expected = new TreeMap<>(holding(tree));
      expected.putAll(mine);
      assertThat(contents(root)).isEqualTo(expected);
      assertThat(report.isUnchanged() || !drift.isClean()).isTrue();
      assertThat(drift.differences())
          .filteredOn(d -> d.kind() == DriftReport.Kind.STALE)
          .extracting(DriftReport.Difference::path)
          .isEqualTo(report.removed());
      assertThat(drift.upToDate()).isEqualTo(report.unchanged().size());
      for (String path : report.unchanged()) {
        assertThat(expected).containsEntry(path, before.get(path));
      }
      assertThat(OutputFolder.at(root).check(tree).isClean()).isTrue();
      assertThat(OutputFolder.at(root).write(tree).isUnchanged()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aCrashAtARandomStepOfARandomWriteIsAlwaysMended(long seed) throws IOException {
    Random random = new Random(seed);
    Path root = temporary.resolve("out");
    FileTree before = FileTree.empty();

    for (int run = 0; run < 60; run++) {
      FileTree after = RandomTrees.next(random);
      try {
        OutputFolder.at(root, FaultySteps.crashingAt(1 + random.nextInt(60))).write(after);
      } catch (FaultySteps.Crash expected) {
        assertThat(expected).isNotNull();
      }
      new Transaction(new Folder(root, unforced())).recover();

      assertThat(contents(root)).isIn(holding(before), holding(after));
      if (contents(root).equals(holding(after))) {
        before = after;
      }
    }
  }

  @Test
  void thePathsOfAReportAreThoseOfTheTreeAndSorted() {
    Random random = new Random(21);
    for (int run = 0; run < 30; run++) {
      FileTree tree = RandomTrees.next(random);
      WriteReport report = OutputFolder.at(temporary.resolve("out"), unforced()).write(tree);

      List<String> all = new ArrayList<>(report.written());
      all.addAll(report.unchanged());
      assertThat(all).containsExactlyInAnyOrderElementsOf(tree.files().keySet());
      assertThat(report.written()).isSorted();
      assertThat(report.removed()).isSorted().allMatch(path -> !tree.contains(path));
    }
  }

  private static Steps unforced() {
    return FaultySteps.failingAt(Integer.MAX_VALUE);
  }
}
