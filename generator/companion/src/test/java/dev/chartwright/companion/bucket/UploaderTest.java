package dev.chartwright.companion.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.bucket.BucketServer.Fault;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.TestChain;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.Node;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.tip.FinalBlocks;
import dev.chartwright.companion.tip.NodeFinality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UploaderTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T22:00:00Z"), ZoneOffset.UTC);

  @TempDir Path data;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Metrics metrics = new Metrics();
  private BucketServer server;
  private ProofStore proofs;
  private UploadJournal journal;
  private Uploader uploader;

  @BeforeEach
  void aFleet() throws IOException {
    server = new BucketServer();
    proofs = new ProofStore(Files.createDirectories(data.resolve("proofs")));
    journal = new UploadJournal(data.resolve("uploads"));
    uploader = uploader();
  }

  private Uploader uploader() {
    return new Uploader(
        7,
        proofs,
        new GoogleBucket("proofs", server.endpoint(), server.host(), Duration.ofSeconds(5)),
        journal,
        new NodeFinality(
            new Node(
                Node.Role.BLOCKS, server.node(), OptionalLong.of(7), Node.PATIENCE, new Metrics()),
            new FinalBlocks.Tagged("finalized")),
        metrics,
        said::add,
        CLOCK);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private void proof(long block) throws IOException {
    proof(block, TestChain.hash(block));
  }

  private void proof(long block, Hash hash) throws IOException {
    Files.writeString(
        proofs.facts(block),
        "{\"block\":" + block + ",\"run\":\"000001-b5-6\",\"circuits\":\"one\",\"seconds\":60}\n");
    Files.writeString(proofs.proof(block), TestChain.proof(block, hash, TestChain.root(4)));
  }

  private static String name(long block) {
    return "7/" + block + "-" + TestChain.hash(block);
  }

  @Test
  void aFinalProofIsUploadedWithWhatIsKnownOfIt() throws Exception {
    proof(5);

    assertThat(uploader.round()).isTrue();

    assertThat(server.objects).containsOnlyKeys(name(5) + ".zkproof", name(5) + ".json");
    assertThat(server.object(name(5) + ".zkproof")).isEqualTo(Files.readString(proofs.proof(5)));
    assertThat(server.object(name(5) + ".json"))
        .isEqualTo(
            "{\"chain\":7,\"block\":5,\"hash\":\"%s\",\"parent\":\"0x%s\",\"root\":\"%s\",\"bytes\":%d,\"md5\":\"%s\",\"checkpoint\":{\"root\":\"%s\"},\"run\":\"000001-b5-6\",\"circuits\":\"one\",\"seconds\":60}\n"
                .formatted(
                    TestChain.hash(5),
                    "0".repeat(64),
                    TestChain.root(5),
                    Files.size(proofs.proof(5)),
                    Checksum.md5(Files.readAllBytes(proofs.proof(5))),
                    TestChain.root(4)));
    assertThat(said).containsExactly("block 5 is uploaded: gs://proofs/" + name(5) + ".zkproof");
    assertThat(journal.mayHave(5, TestChain.hash(5))).isTrue();
    assertThat(metrics.value(Metric.BLOCKS_UPLOADED_TOTAL)).isEqualTo(1);
    assertThat(metrics.value(Metric.UPLOADS_TOTAL, "created")).isEqualTo(2);
  }

  @Test
  void whatWasSentIsNotSentAgain() throws Exception {
    proof(5);
    uploader.round();
    uploader.round();
    uploader().round();

    assertThat(server.requests).hasValue(2);
  }

  @Test
  void withoutItsJournalTheBucketIsAsked() throws Exception {
    proof(5);
    uploader.round();
    Files.delete(data.resolve("uploads"));
    uploader().round();

    assertThat(metrics.value(Metric.UPLOADS_TOTAL, "present")).isEqualTo(2);
    assertThat(journal.mayHave(5, TestChain.hash(5))).isTrue();
    assertThat(server.doubled()).isZero();
  }

  @Test
  void onlyFinalBlocksAreUploadedByNumber() throws Exception {
    proof(10);
    proof(9);
    proof(11);
    server.finalBlock = 10;

    uploader.round();
    assertThat(said)
        .containsExactly(
            "block 9 is uploaded: gs://proofs/" + name(9) + ".zkproof",
            "block 10 is uploaded: gs://proofs/" + name(10) + ".zkproof");

    server.finalBlock = 11;
    uploader.round();
    assertThat(journal.mayHave(11, TestChain.hash(11))).isTrue();
  }

  @Test
  void anOrphanIsNeverUploadedAndHoldsUpNoOther() throws Exception {
    proof(5, new Hash("ab".repeat(32)));
    proof(6);

    uploader.round();
    uploader.round();

    assertThat(server.objects).containsOnlyKeys(name(6) + ".zkproof", name(6) + ".json");
    assertThat(said.get(0))
        .isEqualTo(
            "The proof of block 5 is not uploaded: it is of a block with the hash 0x"
                + "ab".repeat(32)
                + ", and the chain has another one. Move "
                + proofs.proof(5)
                + " away.");
    assertThat(said).hasSize(2);
    assertThat(metrics.value(Metric.UPLOAD_REFUSED)).isEqualTo(1);

    Files.delete(proofs.proof(5));
    proof(5);
    uploader.round();
    assertThat(journal.has(5, Files.readAllBytes(proofs.proof(5)))).isTrue();
    assertThat(metrics.value(Metric.UPLOAD_REFUSED)).isZero();
  }

  @Test
  void aFileWithOtherPublicInputsIsNeverUploaded() throws Exception {
    proof(5);
    Files.move(proofs.proof(5), proofs.proof(6));
    Files.writeString(proofs.proof(7), "[{\"b_height\":7");
    proof(8);
    Files.writeString(proofs.facts(8), "{\"hash\":\"" + TestChain.hash(9) + "\"}");

    uploader.round();

    assertThat(server.objects).isEmpty();
    assertThat(said)
        .hasSize(3)
        .allMatch(sentence -> sentence.contains("are not those of this block"));
  }

  @Test
  void aNodeWithoutAnAnswerOrOfAnotherChainHoldsUpEverything() throws Exception {
    proof(5);
    server.chainId = 8;

    assertThat(uploader.round()).isFalse();
    assertThat(uploader.round()).isFalse();

    assertThat(server.objects).isEmpty();
    assertThat(said)
        .containsExactly("The upload of block 5 waits: no node says whether it is final.");
  }

  @Test
  void anotherObjectWithTheNameIsRefusedUntilAPersonActs() throws Exception {
    proof(5);
    proof(6);
    server.objects.put(name(5) + ".zkproof", new byte[] {1});

    uploader.round();
    uploader.round();
    uploader().round();

    assertThat(server.objects.get(name(5) + ".zkproof")).containsExactly(1);
    assertThat(server.objects).doesNotContainKey(name(5) + ".json");
    assertThat(said.get(0))
        .isEqualTo(
            "The bucket has another gs://proofs/"
                + name(5)
                + ".zkproof already, and it stays as it is. Find out which one is right. To upload"
                + " the one of this volume, delete the object and run `upload 5`; otherwise move "
                + proofs.proof(5)
                + " away.");
    assertThat(said).hasSize(2);
    assertThat(server.requests).hasValue(3);
    assertThat(metrics.value(Metric.UPLOAD_REFUSED)).isEqualTo(1);
    assertThat(metrics.value(Metric.UPLOADS_TOTAL, "refused")).isEqualTo(1);

    server.objects.remove(name(5) + ".zkproof");
    Upload refused = journal.of(5, TestChain.hash(5)).orElseThrow();
    journal.add(refused.with(Upload.Kind.RETRIED, CLOCK.instant()));
    uploader.round();
    assertThat(journal.all()).extracting(Upload::kind).containsOnly(Upload.Kind.UPLOADED);
    assertThat(metrics.value(Metric.UPLOAD_REFUSED)).isZero();
  }

  @Test
  @Timeout(20)
  void aBucketThatIsNotWritableIsFoundAtTheStartAndUsedAsSoonAsItIs() throws Exception {
    proof(5);
    server.permissions = List.of();
    server.next.addAll(List.of(Fault.UNAVAILABLE, Fault.LOST_AFTER, Fault.CUT_AFTER));
    Thread thread = new Thread(this::work);
    thread.start();
    while (said.isEmpty()) {
      Thread.sleep(5);
    }
    assertThat(said.get(0)).startsWith("The bucket gs://proofs is not writable");
    assertThat(server.requests).hasValue(0);
    assertThat(metrics.value(Metric.UPLOAD_REFUSED)).isEqualTo(1);

    server.permissions = List.of("storage.objects.create", "storage.objects.get");
    while (journal.all().isEmpty()) {
      Thread.sleep(5);
    }
    thread.interrupt();
    thread.join();
    assertThat(said).contains("uploads: gs://proofs is writable").doesNotHaveDuplicates();
    assertThat(server.doubled()).isZero();
  }

  @Test
  @Timeout(20)
  void aMetadataServerThatStartsLateDoesNotHideThatTheBucketIsNotWritable() throws Exception {
    server.permissions = List.of();
    server.metadataStatus = 503;
    Thread thread = new Thread(this::work);
    thread.start();
    while (said.isEmpty()) {
      Thread.sleep(5);
    }
    assertThat(said.get(0)).contains("gives no token: status 503");

    server.metadataStatus = 200;
    while (said.size() < 2) {
      Thread.sleep(5);
    }
    thread.interrupt();
    thread.join();
    assertThat(said.get(1)).startsWith("The bucket gs://proofs is not writable");
    assertThat(metrics.value(Metric.UPLOAD_REFUSED)).isEqualTo(1);
  }

  @Test
  void aFileThatIsTooLargeHoldsUpNoOther() throws Exception {
    Files.write(proofs.proof(4), new byte[(int) ProofStore.LARGEST_PROOF + 1]);
    proof(5);

    assertThat(uploader.round()).isTrue();

    assertThat(server.objects).containsOnlyKeys(name(5) + ".zkproof", name(5) + ".json");
    assertThat(said.get(0)).contains("block 4 is not uploaded", "2097152 bytes");
    assertThat(metrics.value(Metric.UPLOAD_REFUSED)).isEqualTo(1);
  }

  private void work() {
    try {
      uploader.work(Duration.ofMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
