package dev.chartwright.companion.tip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.tip.Batch.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainJournalTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws Exception {
    ChainJournal journal = journal();
    Path file = folder.resolve("journal.json");
    journal.write(file);

    assertThat(ChainJournal.read(file, 7)).contains(journal);
    assertThat(ChainJournal.read(folder.resolve("none"), 7)).isEmpty();
    assertThat(Files.readString(file))
        .startsWith(
            "{\"chainId\":7,\"from\":3,\"final\":12,\"next\":9,\"checkpoint\":2,\"proven\":{\"number\":6,");
    ChainJournal empty = ChainJournal.of(7, OptionalLong.empty());
    empty.write(file);
    assertThat(ChainJournal.read(file, 7)).contains(empty);
  }

  @Test
  void aJournalThatIsCutAtAnyByteIsRefused() throws Exception {
    byte[] whole = journal().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Path file = folder.resolve("journal.json");
    for (int length = 0; length < whole.length - 1; length++) { // the last byte ends the line
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ChainJournal.read(file, 7))
          .as("cut after " + length + " bytes")
          .isInstanceOf(TipException.class)
          .hasMessageStartingWith(file + " is damaged, so it is unknown which blocks were proven")
          .hasMessageContaining("Restore the file, or move it away");
    }
  }

  @Test
  void aJournalOfAnotherChainIsRefused() throws Exception {
    Path file = folder.resolve("journal.json");
    journal().write(file);

    assertThatThrownBy(() -> ChainJournal.read(file, 8))
        .hasMessageStartingWith(
            file + " is of the chain 7, and the companion is to follow the chain 8");
  }

  @Test
  void aReorgOrphansWhatWasChosenBehindTheAncestor() {
    ChainJournal journal = journal();

    ChainJournal after = journal.reorganised(7, List.of(header(8, hash(7, 0), 1)));

    assertThat(after.batches())
        .extracting(Batch::stage)
        .containsExactly(Stage.DONE, Stage.DONE, Stage.ORPHANED);
    assertThat(after.window().tip()).isEqualTo(8);
    assertThat(after.window().has(8, hash(8, 1))).isTrue();
    assertThat(after.next()).isEqualTo(8);
    assertThat(after.finalBlock()).isEqualTo(7);
    assertThat(after.proven()).contains(new BlockId(6, hash(6, 0)));

    ChainJournal deeper = journal.reorganised(4, List.of(header(5, hash(4, 0), 1)));
    assertThat(deeper.batches())
        .extracting(Batch::stage)
        .containsExactly(Stage.DONE, Stage.ORPHANED, Stage.ORPHANED);
    assertThat(deeper.next()).isEqualTo(5);
    assertThat(deeper.proven()).contains(new BlockId(4, hash(4, 0)));

    ChainJournal deepest = journal.reorganised(1, List.of(header(2, hash(1, 0), 1)));
    assertThat(deepest.next()).as("the chain of proofs begins where it began").isEqualTo(3);
    assertThat(deepest.proven()).isEmpty();
  }

  @Test
  void whatIsFarBehindTheFinalBlockIsForgotten() {
    List<Hash> hashes = new ArrayList<>();
    for (long number = 1; number <= 2_000; number++) {
      hashes.add(hash(number, 0));
    }
    ChainJournal journal = journal().with(new Window(1, hashes)).withFinal(1_900);

    assertThat(journal.window().first()).isEqualTo(1_900 - ChainJournal.KEPT);
    assertThat(journal.window().tip()).isEqualTo(2_000);
    assertThat(journal.batches())
        .as("what is done and far behind")
        .extracting(Batch::stage)
        .containsExactly(Stage.QUEUED);
    assertThat(journal.toString().length()).isLessThan(40_000);
  }

  /** Blocks 1 to 16; 3 to 6 are proven, 7 and 8 are in the queue. */
  private static ChainJournal journal() {
    List<Hash> hashes = new ArrayList<>();
    for (long number = 1; number <= 16; number++) {
      hashes.add(hash(number, 0));
    }
    return new ChainJournal(
        7,
        OptionalLong.of(3),
        new Window(1, hashes),
        12,
        9,
        2,
        Optional.of(new BlockId(6, hash(6, 0))),
        List.of(batch(3, 4, Stage.DONE), batch(5, 6, Stage.DONE), batch(7, 8, Stage.QUEUED)),
        Optional.of(StopReason.NO_ANCESTOR));
  }

  private static Batch batch(long first, long last, Stage stage) {
    List<BlockId> blocks = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      blocks.add(new BlockId(number, hash(number, 0)));
    }
    return new Batch(new BlockId(first - 1, hash(first - 1, 0)), blocks, 2, stage);
  }

  static Header header(long number, Hash parent, long salt) {
    return new Header(number, hash(number, salt), parent, hash(number, 99));
  }

  static Hash hash(long number, long salt) {
    return new Hash("%032x%032x".formatted(salt, number));
  }
}
