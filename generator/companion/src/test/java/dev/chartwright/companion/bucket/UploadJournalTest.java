package dev.chartwright.companion.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.bucket.Upload.Kind;
import dev.chartwright.companion.chain.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadJournalTest {
  private static final byte[] PROOF = {1, 2};

  @TempDir Path folder;

  @Test
  void saysWhatWasSent() throws IOException {
    UploadJournal journal = new UploadJournal(folder.resolve("uploads"));
    assertThat(journal.mayHave(9, TestChain.hash(9))).isFalse();

    journal.add(upload(Kind.UPLOADED, 9));
    journal.add(upload(Kind.UPLOADED, 5));
    journal.add(upload(Kind.REFUSED, 12));
    journal.add(upload(Kind.SENDING, 13));

    assertThat(journal.mayHave(9, TestChain.hash(9))).isTrue();
    assertThat(journal.mayHave(9, TestChain.hash(8))).isFalse();
    assertThat(journal.mayHave(12, TestChain.hash(12))).isFalse();
    assertThat(journal.mayHave(13, TestChain.hash(13))).isTrue();
    assertThat(journal.has(5, PROOF)).isTrue();
    assertThat(journal.has(5, new byte[] {3})).isFalse();
    assertThat(journal.has(12, PROOF)).isFalse();
    assertThat(journal.of(12, TestChain.hash(12)).map(Upload::kind)).contains(Kind.REFUSED);
    assertThat(journal.of(12, TestChain.hash(13))).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("uploads")).get(0))
        .isEqualTo(
            "{\"event\":\"uploaded\",\"number\":9,\"hash\":\""
                + TestChain.hash(9)
                + "\",\"object\":\"7/9.zkproof\",\"md5\":\""
                + Checksum.md5(PROOF)
                + "\",\"at\":\"2026-11-30T22:00:00Z\"}");
  }

  @Test
  void anotherProcessAddsToIt() throws IOException {
    UploadJournal one = new UploadJournal(folder.resolve("uploads"));
    UploadJournal two = new UploadJournal(folder.resolve("uploads"));
    one.add(upload(Kind.REFUSED, 5));
    assertThat(two.of(5, TestChain.hash(5)).map(Upload::kind)).contains(Kind.REFUSED);
    two.add(upload(Kind.RETRIED, 5));
    assertThat(one.of(5, TestChain.hash(5)).map(Upload::kind)).contains(Kind.RETRIED);
  }

  @Test
  void aJournalThatIsCutAtAnyByteLosesItsLastLineOnly() throws IOException {
    Path file = folder.resolve("uploads");
    UploadJournal whole = new UploadJournal(file);
    whole.add(upload(Kind.UPLOADED, 5));
    int first = (int) Files.size(file);
    whole.add(upload(Kind.UPLOADED, 6));
    byte[] bytes = Files.readAllBytes(file);

    for (int length = 0; length <= bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      UploadJournal cut = new UploadJournal(file);
      assertThat(cut.has(5, PROOF)).as("%d bytes", length).isEqualTo(length >= first);
      cut.add(upload(Kind.UPLOADED, 7));
      UploadJournal again = new UploadJournal(file);
      assertThat(again.has(7, PROOF)).isTrue();
      // Only the end of the line may be missing, and the next one brings it.
      assertThat(again.has(6, PROOF)).isEqualTo(length >= bytes.length - 1);
      assertThat(again.has(5, PROOF)).isEqualTo(length >= first - 1);
    }
  }

  private static Upload upload(Kind kind, long number) {
    return new Upload(
        kind,
        number,
        TestChain.hash(number),
        "7/" + number + ".zkproof",
        Checksum.md5(PROOF),
        Instant.parse("2026-11-30T22:00:00Z"));
  }
}
