package dev.chartwright.companion.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.run.Durable;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Retention;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.tip.Batch;
import dev.chartwright.companion.tip.Batch.Stage;
import dev.chartwright.companion.tip.BlockId;
import dev.chartwright.companion.tip.ChainJournal;
import dev.chartwright.companion.tip.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextProofsTest {
  @TempDir Path data;

  @BeforeEach
  void aJournalNeedsItsFolder() throws IOException {
    Files.createDirectories(ChainJournal.file(data).getParent());
  }

  @Test
  void theProofBeforeTheNextBlockIsContinued() throws Exception {
    journal(61, 49);

    assertThat(continued("every")).containsExactly(60L);
  }

  @Test
  void aChainThatBeginsContinuesNothing() throws Exception {
    journal(50, 49);

    assertThat(continued("every")).isEmpty();
  }

  @Test
  void theProofBeforeABatchIsContinuedUntilTheBatchIsProven() throws Exception {
    journal(63, 49, batch(59, Stage.DONE), batch(61, Stage.CHOSEN), batch(62, Stage.QUEUED));

    assertThat(continued("every")).containsExactlyInAnyOrder(60L, 61L, 62L);
  }

  @Test
  void singleBlocksContinueNothing() throws Exception {
    journal(61, 49);

    assertThat(continued("newest")).isEmpty();
  }

  @Test
  void withoutAChainOrAJournalNothingIsContinued() throws Exception {
    assertThat(continued("every")).isEmpty();
    assertThat(continued("")).isEmpty();
  }

  @Test
  void nothingIsDeletedBesideADamagedJournal() throws Exception {
    Files.writeString(ChainJournal.file(data), "{");

    assertThatThrownBy(() -> continued("every"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("journal.json is damaged");
  }

  @Test
  void afterFollowFromWasSetBackTheProofToContinueStaysOnTheVolume() throws Exception {
    Settings settings = settings("every");
    ProofStore proofs = new ProofStore(Files.createDirectories(settings.proofs()));
    for (long block : new long[] {59, 60, 90, 91}) {
      Files.write(proofs.proof(block), new byte[1]);
      Durable.write(proofs.facts(block), "{}\n");
    }
    journal(61, 49);
    Retention declared = retention(settings);
    Retention later =
        new Retention(
            declared.data(),
            declared.queue(),
            declared.proofs(),
            declared.keep(),
            (block, proof) -> true,
            declared.continued(),
            Clock.offset(declared.clock(), Duration.ofDays(8)));

    later.apply();

    assertThat(proofs.blocks()).containsExactly(60L, 91L);
  }

  private Iterable<Long> continued(String selection) throws Exception {
    return retention(settings(selection)).continued().blocks();
  }

  private static Retention retention(Settings settings) throws Exception {
    return settings.retention(new RunQueue(settings.runs(), Clock.systemUTC())).orElseThrow();
  }

  private Settings settings(String selection) {
    Map<String, String> environment = new HashMap<>(Map.of("HOME", data + "", "KEEP_DAYS", "7"));
    if (!selection.isEmpty()) {
      environment.putAll(
          Map.of(
              "FOLLOW_CHAIN_ID", "7",
              "FOLLOW_RPC_URL", "http://127.0.0.1:1",
              "FOLLOW_SELECT", selection));
    }
    return new Settings(environment);
  }

  private void journal(long next, long checkpoint, Batch... batches) throws IOException {
    new ChainJournal(
            7,
            OptionalLong.of(50),
            Window.EMPTY,
            100,
            next,
            checkpoint,
            Optional.empty(),
            List.of(batches),
            Optional.empty())
        .write(ChainJournal.file(data));
  }

  private static Batch batch(long block, Stage stage) {
    return new Batch(block(block - 1), List.of(block(block)), 49, stage);
  }

  private static BlockId block(long number) {
    return new BlockId(number, new Hash("%064x".formatted(number)));
  }
}
