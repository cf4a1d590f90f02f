package dev.chartwright.companion.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.run.RunRequest.Previous;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunQueueTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T22:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private RunQueue queue;
  private Path witness;

  @BeforeEach
  void create() throws IOException {
    queue = new RunQueue(folder.resolve("runs"), CLOCK);
    witness = Files.writeString(folder.resolve("w.json"), "[1]");
  }

  @Test
  void aRunIsAFolderThatAPersonCanRead() throws Exception {
    Path previous = Files.writeString(folder.resolve("p.zkproof"), "[2]");
    Run run =
        queue.add(
            request(3, 6, Previous.FILE, "w.json"),
            witness,
            Optional.of(previous),
            Optional.empty());

    assertThat(queue.root().relativize(run.folder())).hasToString("inbox/000001-b3-6");
    assertThat(run.witness()).hasContent("[1]");
    assertThat(run.previousProof()).hasContent("[2]");
    assertThat(run.folder().resolve("request.json"))
        .hasContent("{\"first\":3,\"last\":6,\"previous\":\"file\",\"source\":\"w.json\"}");
    assertThat(run.request()).isEqualTo(request(3, 6, Previous.FILE, "w.json"));
    assertThat(run.exitCode()).isEmpty();
  }

  @Test
  void runsAreTakenInTheirOrderOneAtATime() throws Exception {
    Run first = add(3);
    Run second = add(7);

    Run taken = queue.take(request -> true).orElseThrow();
    assertThat(taken).isEqualTo(new Run(RunState.RUNNING, taken.folder()));
    assertThat(taken.id()).isEqualTo(first.id());
    assertThat(queue.take(request -> true)).as("what a crash left is taken again").contains(taken);

    Run done = queue.finish(taken, RunState.DONE, "All blocks are proven.", 0);
    assertThat(done.outcome()).contains("All blocks are proven.");
    assertThat(done.exitCode()).contains(0);
    assertThat(queue.take(request -> true).orElseThrow().id()).isEqualTo(second.id());
    assertThat(ids()).containsExactly("done/000001-b3-3", "running/000002-b7-7");
  }

  @Test
  void aRunThatCannotBeginIsPassedBy() throws Exception {
    add(3);
    Run second = add(7);

    assertThat(queue.take(request -> request.first() > 3).orElseThrow().id())
        .isEqualTo(second.id());
    assertThat(ids()).containsExactly("inbox/000001-b3-3", "running/000002-b7-7");
  }

  @Test
  void aRunThatContinuesAProofIsReadyWhenTheProofIsThere() throws Exception {
    ProofStore proofs = new ProofStore(Files.createDirectories(queue.root().resolve("proofs")));
    RunRequest request = request(5, 6, Previous.CONTINUE, "w.json");

    assertThat(request.isReady(proofs)).isFalse();
    assertThat(request(5, 6, Previous.NONE, "w.json").isReady(proofs)).isTrue();
    Files.writeString(proofs.proof(4), "x");
    assertThat(request.isReady(proofs)).isTrue();
    Files.move(proofs.proof(4), proofs.proof(5));
    assertThat(request.isReady(proofs)).as("it has begun").isTrue();
  }

  @Test
  void onlyOneWorksAtATime() throws Exception {
    try (Closeable work = queue.work("000001-b3-4")) {
      assertThat(queue.workedOn()).contains("000001-b3-4");
      assertThat(queue.tryWork("reset")).isEmpty();
    }
    assertThat(queue.workedOn()).isEmpty();
  }

  @Test
  void aFailedRunIsTriedAgainAtItsOldPlace() throws Exception {
    add(3);
    add(4);
    Run taken = queue.take(request -> true).orElseThrow();
    taken.requestStop(Stop.PERSON);
    Run failed = queue.finish(taken, RunState.FAILED, "Stopped.", 130);

    Run again = queue.retry(failed);
    assertThat(again.stop()).isEmpty();
    assertThat(again.outcome()).isEmpty();
    assertThat(queue.take(request -> true)).map(Run::id).contains("000001-b3-3");
  }

  @Test
  void aRunIsFoundByItsIdOrItsNumber() throws Exception {
    Run run = add(3);

    assertThat(queue.find("1")).contains(run);
    assertThat(queue.find("000001-b3-3")).contains(run);
    assertThat(queue.find("2")).isEmpty();
  }

  @Test
  void aWitnessThatIsRemovedByTheUserStaysWithTheRun() throws Exception {
    Run run = add(3);
    Files.delete(witness);

    assertThat(run.witness()).hasContent("[1]");
  }

  @Test
  void aRunThatCannotBeAddedLeavesNothing() throws Exception {
    Files.delete(witness);

    assertThatThrownBy(() -> add(3)).isInstanceOf(IOException.class);
    assertThat(ids()).isEmpty();
    try (Stream<Path> files = Files.list(queue.root())) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith(".new"))).isEmpty();
    }
  }

  @Test
  void noRunBeginsWhileTheVolumeIsAlmostFull() throws Exception {
    assertThat(queue.isPaused()).isFalse();

    RunQueue full = new RunQueue(queue.root(), CLOCK, Long.MAX_VALUE);

    assertThat(full.isPaused()).isTrue();
    assertThat(full.pauses())
        .singleElement()
        .asString()
        .startsWith("No run begins until the volume of " + queue.root() + " has 8796093022207 MiB")
        .endsWith(": delete old runs with their witnesses, or increase leader.storage.size.");
    full.resume(Pause.RESET);
    full.resume(Pause.RESUME);
    assertThat(full.isPaused()).isTrue();
  }

  @Test
  void processesThatAddRunsAtOnceGetNumbersOfTheirOwn() throws Exception {
    List<Process> users = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      users.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  User.class.getName(),
                  queue.root().toString(),
                  witness.toString())
              .inheritIO()
              .start());
    }
    for (Process user : users) {
      assertThat(user.waitFor()).isZero();
    }
    assertThat(queue.all().stream().map(run -> run.id().substring(0, 6)))
        .doesNotHaveDuplicates()
        .hasSize(80);
  }

  /** Somebody who adds twenty runs. */
  static final class User {
    private User() {}

    public static void main(String[] args) throws IOException {
      RunQueue queue = new RunQueue(Path.of(args[0]), CLOCK);
      for (int block = 1; block <= 20; block++) {
        queue.add(
            request(block, block, Previous.NONE, "w.json"),
            Path.of(args[1]),
            Optional.empty(),
            Optional.empty());
      }
    }
  }

  private Run add(long block) throws IOException {
    return queue.add(
        request(block, block, Previous.NONE, "w.json"),
        witness,
        Optional.empty(),
        Optional.empty());
  }

  private List<String> ids() throws IOException {
    return queue.all().stream().map(run -> run.state().folder() + "/" + run.id()).toList();
  }

  private static RunRequest request(long first, long last, Previous previous, String source) {
    return new RunRequest(first, last, previous, source, Optional.empty(), Optional.empty());
  }

  @Test
  void aPauseHoldsOnAFullVolume() throws Exception {
    try (SmallVolume volume = SmallVolume.mounted(folder.resolve("volume"), "2m")) {
      RunQueue small = new RunQueue(volume.folder().resolve("runs"), Clock.systemUTC());
      small.clear();
      small.keepReserve();
      volume.fill("filler");

      small.pause(Pause.RESET, "the volume is full");
      assertThat(small.pauses()).containsExactly("No run begins until `reset`: the volume is full");

      volume.fill("more");
      small.pause(Pause.RESUME, "somebody wants it");
      assertThat(small.isPaused(Pause.RESUME)).isTrue();
      small.pause(Pause.RESET, "again");
      assertThat(small.pauses()).contains("No run begins until `reset`: the volume is full");
    }
  }
}
