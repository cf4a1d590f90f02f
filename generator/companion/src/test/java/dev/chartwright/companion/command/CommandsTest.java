package dev.chartwright.companion.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.bucket.Upload;
import dev.chartwright.companion.bucket.UploadJournal;
import dev.chartwright.companion.chain.Checkpoint;
import dev.chartwright.companion.chain.Dialect;
import dev.chartwright.companion.chain.Predecessor;
import dev.chartwright.companion.chain.ProofFacts;
import dev.chartwright.companion.chain.TestChain;
import dev.chartwright.companion.run.Pause;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.run.RunRequest.Previous;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Usage;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

  @TempDir Path data;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private RunQueue queue;
  private Commands commands;

  @BeforeEach
  void aFleet() throws IOException {
    Files.createDirectories(data.resolve("proofs"));
    Settings settings =
        new Settings(Map.of("HOME", data + "", "PROVER_RELEASE", "0.7", "CIRCUITS_DIGEST", "one"));
    queue = new RunQueue(settings.runs(), Clock.systemUTC());
    PrintStream print = new PrintStream(out, true, UTF_8);
    commands = new Commands(settings, queue, print, print);
  }

  @Test
  void aBatchBeginsAChainAtItsCheckpoint() throws Exception {
    batch(TestChain.of(5, 6, 2), TestChain.of(3, 4));

    assertThat(requests())
        .containsExactly(
            request(3, 4, Previous.NONE, "w1.json"), request(5, 6, Previous.CONTINUE, "w0.json"));
    assertThat(printed())
        .containsExactly("run 000001-b3-4 is in the queue", "run 000002-b5-6 is in the queue");
  }

  @Test
  void aBatchContinuesThePublishedProof() throws Exception {
    publish(4);

    batch(TestChain.of(5, 6, 2));

    assertThat(requests()).containsExactly(request(5, 6, Previous.CONTINUE, "w0.json"));
    assertThat(printed()).containsExactly("run 000001-b5-6 is in the queue");
  }

  @Test
  void aBatchContinuesTheRunsOfTheQueue() throws Exception {
    batch(TestChain.of(3, 4));
    batch(TestChain.of(5, 6, 2));

    assertThat(requests())
        .containsExactly(
            request(3, 4, Previous.NONE, "w0.json"), request(5, 6, Previous.CONTINUE, "w0.json"));
  }

  @Test
  void aBatchOfAnotherChainThanThePublishedProofIsRefused() {
    publish(4);

    assertThatThrownBy(() -> batch(TestChain.of(5, 6, 3)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("w0.json has the checkpoint");
    assertThatThrownBy(() -> batch(TestChain.of(3, 5)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("A proof of block 4 exists already");
    assertThat(requests()).isEmpty();
  }

  @Test
  void aRefusedUploadIsTriedAgain() throws Exception {
    Upload refused =
        new Upload(Upload.Kind.REFUSED, 5, TestChain.hash(5), "1/5.zkproof", "m", Instant.EPOCH);
    UploadJournal journal = new UploadJournal(data.resolve("uploads"));
    journal.add(refused);
    journal.add(
        new Upload(Upload.Kind.UPLOADED, 4, TestChain.hash(4), "1/4.zkproof", "m", Instant.EPOCH));

    commands.run(List.of("uploads"));
    commands.run(List.of("upload", "5"));

    assertThat(printed())
        .containsExactly(
            "1 blocks are uploaded, the newest is 4",
            "the bucket has another 1/5.zkproof, since 1970-01-01T00:00:00Z",
            "the proof of block 5 is sent again");
    assertThat(journal.of(5, TestChain.hash(5)).map(Upload::kind)).contains(Upload.Kind.RETRIED);
    assertThatThrownBy(() -> commands.run(List.of("upload", "5")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("No upload of block 5 was refused");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "17,17", "5Gi,5368709120", "1.5Ki,1536", "2k,2000", "3M,3000000"})
  void aSizeIsReadAsKubernetesWritesIt(String size, long bytes) {
    assertThat(new Settings(Map.of("MIN_FREE_BYTES", size)).minFree()).isEqualTo(bytes);
    assertThatThrownBy(() -> new Settings(Map.of("MIN_FREE_BYTES", size + " GB")).minFree())
        .hasMessageContaining("and not a quantity such as 5Gi");
  }

  @Test
  void proveContinuesOnlyWhatIsThere() {
    Path witness = TestChain.of(5, 6, 2).write(data.resolve("w.json"));

    assertThatThrownBy(() -> commands.run(List.of("prove", witness + "", "--continue")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Nothing to continue: " + data.resolve("proofs/b4.zkproof"));
    assertThatThrownBy(() -> commands.run(List.of("prove", witness + "")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("The checkpoint of " + witness + " is not block 4");
    assertThat(requests()).isEmpty();
  }

  @Test
  void followingEndsWhenNobodyReadsItAnyMore() throws Exception {
    batch(TestChain.of(3, 4));
    OutputStream lost =
        new OutputStream() {
          @Override
          public void write(int each) throws IOException {
            throw new IOException("the connection is lost");
          }
        };

    assertThat(
            new Follow(
                    queue,
                    new ProofStore(data.resolve("proofs")),
                    new PrintStream(lost, true, UTF_8))
                .follow("1"))
        .isEqualTo(1);
  }

  @Test
  void aRunThatIsInProgressCannotBeReset() throws Exception {
    batch(TestChain.of(3, 4));
    queue.take(request -> true);
    commands.run(List.of("pause"));
    try (Closeable work = queue.work("000001-b3-4")) {
      assertThatThrownBy(() -> commands.run(List.of("reset")))
          .hasMessage("Run 000001-b3-4 is in progress: stop it first.");
    }
  }

  @Test
  void aRunThatWasLeftInTheMiddleIsStoppedAlsoWhileTheQueueIsPaused() throws Exception {
    batch(TestChain.of(3, 4));
    queue.take(request -> true);
    commands.run(List.of("pause"));

    assertThat(commands.run(List.of("stop", "1"))).isZero();

    assertThat(queue.find("1").orElseThrow().outcome()).contains("Somebody stopped the run.");
  }

  @Test
  void aRunWhoseChainIsInterruptedSaysWhatItWaitsFor() throws Exception {
    batch(TestChain.of(3, 4), TestChain.of(5, 6, 2));
    Run first = queue.take(request -> true).orElseThrow();
    queue.finish(first, RunState.FAILED, "Block 3 is not proven.", 1);
    out.reset();

    commands.run(List.of("runs"));

    assertThat(printed())
        .containsExactly(
            "000001-b3-4          failed   0 of 2 proven, attempts: 0: Block 3 is not proven.",
            "000002-b5-6          inbox    0 of 2 proven, attempts: 0: it waits for the proof of"
                + " block 4");
  }

  @Test
  void oneRunIsListedWithWhatItCost() throws Exception {
    batch(TestChain.of(3, 4));
    queue.in(RunState.INBOX).get(0).charge(new Usage(7_200, 5.5));
    out.reset();

    commands.run(List.of("runs", "1"));

    assertThat(printed())
        .contains(
            "cost so far: 2.00 worker-hours, $5.50, without nodes that start or are idle, broker and"
                + " jumpbox");
  }

  @Test
  void aRunKeepsItsWitnessAndWhatIsKnownOfItsPreviousProof() throws Exception {
    publish(4);
    Path facts = data.resolve("proofs/b4.zkproof.json");
    ProofFacts known =
        new ProofFacts(
            4,
            "000001-b3-4",
            "one",
            new Checkpoint(TestChain.root(2), Optional.empty()),
            Optional.empty(),
            Optional.empty());
    Files.writeString(facts, known + "");
    Path witness = TestChain.of(5, 6, 2).write(data.resolve("w.json"));
    String text = Files.readString(witness);
    Run run =
        queue.add(
            request(5, 6, Previous.FILE, "w.json"),
            witness,
            Optional.of(data.resolve("proofs/b4.zkproof")),
            Optional.of(facts));

    Files.writeString(witness, "something else");

    assertThat(run.witness()).hasContent(text);
    assertThat(ProofFacts.read(ProofStore.factsOf(run.previousProof()))).contains(known);
  }

  @Test
  void aFileBesideAPreviousProofThatTellsNothingOfItIsNoProblem() throws Exception {
    Path proof = data.resolve("previous");
    Files.writeString(proof, TestChain.proof(4, TestChain.hash(4), TestChain.root(2)));
    Path witness = TestChain.of(5, 6, 2).write(data.resolve("previous.json"));
    Files.writeString(data.resolve("previous.zkproof.json"), "{}");

    assertThat(Predecessor.of(proof, ProofStore.factsOf(proof), "one").facts()).isEmpty();
    assertThat(Predecessor.of(proof, witness, "one").facts()).isEmpty();
    assertThat(Predecessor.of(proof, data.resolve("previous.zkproof.json"), "one").facts())
        .isEmpty();
  }

  @Test
  void aPauseEndsOnlyWithItsOwnCommand() throws Exception {
    commands.run(List.of("pause", "new", "password"));
    queue.pause(Pause.RESET, "run 1 failed");

    queue.resume(Pause.RESET); // as retry and reset do
    assertThat(queue.pauses()).containsExactly("No run begins until `resume`: new password");

    queue.pause(Pause.RESET, "run 1 failed");
    commands.run(List.of("resume"));
    assertThat(queue.isPaused()).isFalse();
  }

  @Test
  void whatIsKnownOfAPublishedProofIsKnownOfItsCopies() throws Exception {
    publish(4);
    ProofFacts known =
        new ProofFacts(
            4,
            "000001-b3-4",
            "other",
            new Checkpoint(TestChain.root(2), Optional.empty()),
            Optional.empty(),
            Optional.empty());
    Files.writeString(data.resolve("proofs/b4.zkproof.json"), known + "");
    Path copy = Files.copy(data.resolve("proofs/b4.zkproof"), data.resolve("mine.zkproof"));
    Path witness = TestChain.of(5, 6, 2).write(data.resolve("w.json"));

    assertThatThrownBy(() -> commands.run(List.of("prove", witness + "", copy + "")))
        .hasMessageStartingWith(copy + " was made with other circuits, so its chain ends there.");
  }

  @Test
  void aPauseLastsUntilResume() throws Exception {
    assertThat(commands.run(List.of("pause", "new", "password"))).isZero();

    assertThat(queue.isPaused()).isTrue();
    assertThatThrownBy(() -> commands.run(List.of("pause")))
        .hasMessage("No run begins until `resume`: new password");
    commands.run(List.of("runs"));
    assertThat(commands.run(List.of("resume"))).isZero();
    assertThat(queue.isPaused()).isFalse();
    assertThat(printed())
        .containsExactly(
            "no run begins until `resume`",
            "No run begins until `resume`: new password",
            "runs may begin");
  }

  @Test
  void theFilesOfV05AreThoseOfV06() {
    assertThat(new Settings(Map.of("PROVER_RELEASE", "0.5")).release()).isEqualTo(Dialect.V0_6);
  }

  private void batch(TestChain... chains) throws Exception {
    List<String> args = new ArrayList<>(List.of("batch"));
    for (int i = 0; i < chains.length; i++) {
      args.add(chains[i].write(data.resolve("w" + i + ".json")) + "");
    }
    assertThat(commands.run(args)).isZero();
  }

  private void publish(long block) {
    String proof = TestChain.proof(block, TestChain.hash(block), TestChain.root(2));
    try {
      Files.writeString(data.resolve("proofs/b" + block + ".zkproof"), proof);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunRequest request(long first, long last, Previous previous, String source) {
    return new RunRequest(
        first,
        last,
        previous,
        source,
        Optional.of(TestChain.hash(first - 1)),
        Optional.of(TestChain.hash(last)));
  }

  private List<RunRequest> requests() {
    try {
      List<RunRequest> all = new ArrayList<>();
      for (var run : queue.all()) {
        all.add(run.request());
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> printed() {
    return out.toString(UTF_8).lines().toList();
  }
}
