package dev.chartwright.companion.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.bucket.BucketServer.Fault;
import dev.chartwright.companion.chain.TestChain;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Uploads while the bucket fails and the companion is killed. {@code -Duploads.proofs=500
 * -Duploads.kills=50} says how many proofs, of which each makes two objects, and how often.
 */
@Tag("thorough")
class UploadTrialTest {
  private static final int PROOFS = Integer.getInteger("uploads.proofs", 60);
  private static final int KILLS = Integer.getInteger("uploads.kills", 3);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Each seventh request that sends an object fails, in one of the ways in turn. */
  private static final int RARITY = 7;

  @TempDir Path data;

  @Test
  @Timeout(600)
  void eachObjectIsCreatedOnceWhateverFails() throws Exception {
    ProofStore proofs = new ProofStore(Files.createDirectories(data.resolve("proofs")));
    for (long block = 1; block <= PROOFS; block++) {
      Files.writeString(proofs.facts(block), "{\"block\":" + block + ",\"run\":\"r\"}\n");
      Files.writeString(
          proofs.proof(block), TestChain.proof(block, TestChain.hash(block), TestChain.root(0)));
    }
    Random random = new Random(7);
    long start = System.nanoTime();
    try (BucketServer server = new BucketServer()) {
      server.slowMillis = PATIENCE.toMillis() + 200;
      Fault[] all = Fault.values();
      server.chance =
          () -> {
            int n = server.requests.get();
            return n % RARITY == 0 ? Optional.of(all[n / RARITY % all.length]) : Optional.empty();
          };
      UploadJournal journal = new UploadJournal(data.resolve("uploads"));
      int kills = 0;
      Process companion = start(server);
      for (long done = 0; done < PROOFS; done = uploaded(journal)) {
        if (kills < KILLS && done >= (long) kills * PROOFS / KILLS) {
          companion.waitFor(random.nextInt(600), TimeUnit.MILLISECONDS);
          companion.destroyForcibly().waitFor();
          kills++;
          companion = start(server);
        }
        assertThat(companion.isAlive()).isTrue();
        companion.waitFor(20, TimeUnit.MILLISECONDS);
      }
      companion.destroyForcibly().waitFor();

      System.out.printf(
          "uploads: %d proofs, %d objects, %d requests, faults %s, %d kills, %d overwritten, %d"
              + " doubled, %d s%n",
          PROOFS,
          server.objects.size(),
          server.requests.get(),
          server.faults,
          kills,
          server.overwritten.get(),
          server.doubled(),
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
      assertThat(server.objects).hasSize(2 * PROOFS);
      assertThat(server.overwritten).hasValue(0);
      assertThat(server.doubled()).isZero();
      assertThat(journal.all()).extracting(Upload::kind).containsOnly(Upload.Kind.UPLOADED);
      for (long block = 1; block <= PROOFS; block++) {
        byte[] proof = Files.readAllBytes(proofs.proof(block));
        String name = "7/" + block + "-" + TestChain.hash(block);
        assertThat(server.objects.get(name + ".zkproof")).isEqualTo(proof);
        assertThat(server.object(name + ".json")).contains("\"md5\":\"" + Checksum.md5(proof));
      }
    }
  }

  private static long uploaded(UploadJournal journal) throws IOException {
    return journal.all().stream().filter(each -> each.kind() == Upload.Kind.UPLOADED).count();
  }

  private Process start(BucketServer server) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Companion.class.getName(),
            data.toString(),
            server.host())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What is killed. */
  static final class Companion {
    private Companion() {}

    public static void main(String[] args) throws InterruptedException {
      Path data = Path.of(args[0]);
      String host = args[1];
      new Uploader(
              7,
              new ProofStore(data.resolve("proofs")),
              new GoogleBucket("proofs", "http://" + host, host, PATIENCE),
              new UploadJournal(data.resolve("uploads")),
              new NodeFinality(
                  new Node(
                      Node.Role.BLOCKS,
                      "http://" + host + "/rpc",
                      OptionalLong.of(7),
                      Node.PATIENCE,
                      new Metrics()),
                  new FinalBlocks.Tagged("finalized")),
              new Metrics(),
              sentence -> {},
              Clock.systemUTC())
          .work(Duration.ofMillis(5));
    }
  }
}
