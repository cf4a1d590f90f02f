package dev.chartwright.companion.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.run.RunRequest.Previous;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  @TempDir Path data;

  private final Set<Long> uploaded = new HashSet<>();
  private final Set<Long> continued = new HashSet<>();
  private ProofStore proofs;
  private RunQueue queue;

  @BeforeEach
  void aVolume() throws IOException {
    Files.createDirectories(data.resolve("witnesses"));
    proofs = new ProofStore(Files.createDirectories(data.resolve("proofs")));
    queue = new RunQueue(data.resolve("runs"), Clock.systemUTC());
  }

  private List<String> deletedAfter(int days) throws IOException {
    Clock then = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
    return new Retention(
            data,
            queue,
            proofs,
            Duration.ofDays(7),
            (block, proof) -> uploaded.contains(block) && proof.length == 1,
            () -> continued,
            then)
        .apply().stream().map(Path::toString).toList();
  }

  private Run run(long block, RunState state) throws IOException {
    Path witness = Files.writeString(data.resolve("witnesses/w" + block + ".json"), "[]");
    Run run =
        queue.add(
            new RunRequest(
                block,
                block,
                Previous.CONTINUE,
                "w" + block + ".json",
                Optional.empty(),
                Optional.empty()),
            witness,
            Optional.empty(),
            Optional.empty());
    return state == RunState.INBOX ? run : queue.finish(run, state, "over", 0);
  }

  private void proof(long block) throws IOException {
    Files.write(proofs.proof(block), new byte[1]);
    Files.writeString(proofs.facts(block), "{}");
  }

  @Test
  void nothingGoesBeforeItsTime() throws IOException {
    run(5, RunState.DONE);
    run(6, RunState.DONE);
    proof(5);
    proof(6);
    uploaded.addAll(List.of(5L, 6L));

    assertThat(deletedAfter(6)).isEmpty();
  }

  @Test
  void whatNobodyNeedsGoes() throws IOException {
    run(5, RunState.DONE);
    run(6, RunState.DONE);
    proof(5);
    proof(6);
    proof(7);
    uploaded.addAll(List.of(5L, 6L, 7L));
    Files.writeString(Files.createDirectories(data.resolve("orphaned/b4-ab")).resolve("w"), "");

    assertThat(deletedAfter(8))
        .containsExactly(
            "witnesses/w5.json",
            "witnesses/w6.json",
            "orphaned/b4-ab",
            "runs/done/000001-b5-5",
            "proofs/b5.zkproof",
            "proofs/b6.zkproof");
    assertThat(proofs.facts(5)).doesNotExist();
    assertThat(proofs.blocks()).containsExactly(7L);
    assertThat(queue.all()).extracting(Run::id).containsExactly("000002-b6-6");
    assertThat(deletedAfter(8)).isEmpty();
  }

  @Test
  void aFolderThatIsNoRunKeepsNothing() throws IOException {
    run(5, RunState.DONE);
    Files.createDirectories(data.resolve("runs/failed/notes"));

    assertThat(deletedAfter(8)).contains("witnesses/w5.json");
    assertThat(data.resolve("runs/failed/notes")).exists();
  }

  @Test
  void proofsStayUntilTheBucketHasThem() throws IOException {
    proof(5);
    proof(6);
    proof(7);
    uploaded.add(6L);
    uploaded.add(5L);
    Files.write(proofs.proof(5), new byte[2]); // another one than was uploaded

    assertThat(deletedAfter(8)).containsExactly("proofs/b6.zkproof");
  }

  @Test
  void whatARunStillNeedsStays() throws IOException {
    run(6, RunState.INBOX);
    run(8, RunState.FAILED);
    run(9, RunState.DONE);
    for (long block = 4; block <= 10; block++) {
      proof(block);
      uploaded.add(block);
    }

    assertThat(deletedAfter(8))
        .containsExactly("witnesses/w9.json", "proofs/b4.zkproof", "proofs/b9.zkproof");
  }

  @Test
  void theProofThatTheNextRunContinuesStaysBelowThoseOfAnotherChain() throws IOException {
    for (long block : new long[] {5, 6, 8, 9}) {
      proof(block);
      uploaded.add(block);
    }
    continued.addAll(List.of(6L, 7L));

    assertThat(deletedAfter(8)).containsExactly("proofs/b5.zkproof", "proofs/b8.zkproof");
  }

  @Test
  void aFileThatWasCopiedWithItsOldTimeIsNew() throws IOException {
    Path old = Files.writeString(data.resolve("witnesses/w5.json"), "[]");
    Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.fromMillis(0));

    assertThat(deletedAfter(0)).isEmpty();
  }

  @Test
  void aRunThatWasHalfDeletedIsNotInTheQueue() throws IOException {
    Run run = run(5, RunState.DONE);
    Files.move(run.folder(), queue.root().resolve(".gone-" + run.id()));

    assertThat(queue.all()).isEmpty();
    queue.clear();
    assertThat(queue.root().resolve(".gone-" + run.id())).doesNotExist();
  }
}
