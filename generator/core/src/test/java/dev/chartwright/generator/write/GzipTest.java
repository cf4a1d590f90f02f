package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class GzipTest {
  @Test
  void everythingComesBackAsItWas() throws IOException {
    Random random = new Random(7);
    for (int run = 0; run < 600; run++) {
      byte[] content = content(random, random.nextInt(run < 580 ? 600 : 200_000));
      assertThat(decompress(Gzip.compress(content))).isEqualTo(content);
    }
  }

  @Test
  void runsOfEveryLengthComeBackAsTheyWere() throws IOException {
    for (int length = 0; length < 1000; length++) {
      byte[] content = "x".repeat(length).getBytes(UTF_8);
      assertThat(decompress(Gzip.compress(content))).isEqualTo(content);
    }
  }

  @Test
  void repetitionsAtEveryDistanceComeBackAsTheyWere() throws IOException {
    for (int distance = 1; distance < 33_000; distance += 1 + distance / 40) {
      byte[] content = new byte[distance + 20];
      new Random(distance).nextBytes(content);
      System.arraycopy(content, 0, content, distance, 20);
      assertThat(decompress(Gzip.compress(content))).isEqualTo(content);
    }
  }

  @Test
  void textGetsSeveralTimesSmaller() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("- name: worker-").append(i * 7919).append("\n  image: registry/worker\n");
    }
    byte[] content = text.toString().getBytes(UTF_8);

    assertThat(Gzip.compress(content).length).isLessThan(content.length / 4);
  }

  private static byte[] content(Random random, int length) {
    byte[] content = new byte[length];
    int alphabet = 1 + random.nextInt(256);
    for (int i = 0; i < length; i++) {
      content[i] = (byte) random.nextInt(alphabet);
    }
    return content;
  }

  private static byte[] decompress(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }
}
