package dev.chartwright.companion.chain;

import static dev.chartwright.companion.chain.TestChain.ANCESTORS;
import static dev.chartwright.companion.chain.TestChain.CONSOLIDATED;
import static dev.chartwright.companion.chain.TestChain.HASH;
import static dev.chartwright.companion.chain.TestChain.NUMBER;
import static dev.chartwright.companion.chain.TestChain.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.OperatingSystemMXBean;
import dev.chartwright.companion.json.JsonValue;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WitnessFileTest {
  @TempDir Path folder;

  @Test
  void saysWhatEachBlockIs() throws IOException {
    TestChain chain = TestChain.of(3, 4);
    String json = "[\n  " + chain.blocks().get(0) + ",\n  " + chain.blocks().get(1) + "\n]\n";
    WitnessFile file = WitnessFile.read(write(json));

    assertThat(file.blocks()).hasSize(2);
    assertThat(file.first().dialect()).isEqualTo(Dialect.V0_7);
    assertThat(file.last())
        .isEqualTo(
            new WitnessBlock(
                4,
                TestChain.hash(4),
                TestChain.hash(3),
                new Checkpoint(
                    TestChain.root(2),
                    Optional.of(chain.at(1, CONSOLIDATED).toString().replaceAll("[\\[\\]]", ""))),
                Optional.of(ConsolidatedHash.of(TestChain.ancestors(4))),
                json.lastIndexOf("{\"block_trace\""),
                json.lastIndexOf("\n]"),
                new WitnessBlock.CheckpointPlaces(
                    last(json, "\"" + TestChain.root(2) + "\""),
                    Optional.of(last(json, TestChain.consolidated(2).toString())))));
    assertThat(file.isFetchedWithDefault()).isTrue();
  }

  private static WitnessBlock.Place last(String json, String value) {
    int start = json.lastIndexOf(value);
    return new WitnessBlock.Place(start, start + value.length());
  }

  @Test
  void aFileOfV06HasNoHashOfTheCheckpoint() throws IOException {
    WitnessFile file = WitnessFile.read(TestChain.of(3, 3).old().write(folder.resolve("w.json")));

    assertThat(file.first().dialect()).isEqualTo(Dialect.V0_6);
    assertThat(file.first().hashBefore()).isEmpty();
    assertThat(file.isFetchedWithDefault()).isFalse();
  }

  @Test
  void aLaterCheckpointOrAnEarlierOneIsNotTheDefault() throws IOException {
    WitnessFile file = WitnessFile.read(TestChain.of(34, 35, 30).write(folder.resolve("w.json")));

    assertThat(file.isFetchedWithDefault()).isFalse();
  }

  @Test
  void realFilesAreRead() throws IOException {
    WitnessFile file = WitnessFile.read(TestChain.real("witness_b3_b6.json"));

    assertThat(file.blocks()).extracting(WitnessBlock::number).containsExactly(3L, 4L, 5L, 6L);
    assertThat(file.last().parent()).isEqualTo(file.blocks().get(2).hash());
    assertThat(file.isFetchedWithDefault()).isTrue();
    assertThat(WitnessFile.read(TestChain.real("witness_b3_b6_v06.json")).last().dialect())
        .isEqualTo(Dialect.V0_6);
  }

  @Test
  void theRestIsWrittenByteForByte() throws IOException {
    TestChain chain = TestChain.of(3, 6);
    WitnessFile file = WitnessFile.read(chain.write(folder.resolve("w.json")));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    file.write(file.first().checkpoint(), all);
    file.from(5).orElseThrow().write(file.first().checkpoint(), rest);

    assertThat(all).hasToString(chain.json());
    assertThat(rest).hasToString(chain.slice(2, 4).json());
    assertThat(file.from(7)).isEmpty();
  }

  @Test
  void theRestIsWrittenWithAnotherCheckpoint() throws IOException {
    TestChain chain = TestChain.of(3, 6);
    Checkpoint other = new Checkpoint(TestChain.root(9), Optional.of("1,2,3,18446744069414584320"));
    for (TestChain fetched : List.of(chain, chain.old())) {
      WitnessFile file = WitnessFile.read(fetched.write(folder.resolve("w.json")));
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      file.from(5).orElseThrow().write(other, rest);

      assertThat(rest)
          .hasToString(
              fetched
                  .slice(2, 4)
                  .json()
                  .replace(TestChain.root(2).toString(), other.root().toString())
                  .replace(TestChain.consolidated(2).toString(), "[" + other.hash().get() + "]"));
    }
  }

  @Test
  void aFileThatHasBecomeShorterIsNotWritten() throws IOException {
    WitnessFile file = WitnessFile.read(TestChain.of(3, 4).write(folder.resolve("w.json")));
    write("[]");

    assertThatThrownBy(() -> file.write(file.first().checkpoint(), new ByteArrayOutputStream()))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("has become shorter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~        | w.json is empty.
          ~  ~      | w.json is cut off: it ends after 2 bytes.
          []        | w.json contains no block: the leader would wait forever for their proofs.
          {}        | w.json is not an array of blocks.
          [1]       | Element 1 of w.json has no valid block_trace, block_number, cur_hash, prev_hashes, checkpoint_state_trie_root.
          [         | w.json is cut off: it ends after 1 bytes.
          [{},{     | w.json is cut off in element 2: it ends after 5 bytes.
          hello     | w.json is not valid JSON: 'h' in the place of a value at byte 0.
          """)
  void aFileThatIsNoWitnessIsRefused(String json, String problem) {
    assertThat(problems(json)).containsExactly(problem);
  }

  @Test
  void aFileThatIsNotThereOrAFolderIsRefused() {
    assertThatThrownBy(() -> WitnessFile.read(folder.resolve("w.json")))
        .hasMessage(folder + "/w.json does not exist.");
    assertThatThrownBy(() -> WitnessFile.read(folder))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void trailingBytesAreRefused() {
    String json = TestChain.of(3, 3).json();

    assertThat(problems(json + "]")).singleElement().asString().contains("not valid JSON");
    assertThat(problems(json + json)).singleElement().asString().contains("not valid JSON");
    assertThat(problems(json + "\0")).singleElement().asString().contains("not valid JSON");
  }

  @Test
  void allElementsThatLackSomethingAreTold() {
    TestChain chain =
        TestChain.of(3, 8)
            .with(0, HASH, "0x12")
            .without(1, ROOT)
            .with(2, NUMBER, "5")
            .with(3, ANCESTORS, new JsonValue.Array(List.of()))
            .with(4, CONSOLIDATED, new JsonValue.Null())
            .without(5, "block_trace");

    assertThat(problems(chain.json()))
        .containsExactly(
            "Element 1 (block 3) of w.json has no valid cur_hash.",
            "Element 2 (block 4) of w.json has no valid checkpoint_state_trie_root.",
            "Element 3 of w.json has no valid block_number.",
            "Element 4 (block 6) of w.json has no valid prev_hashes.",
            "Element 5 (block 7) of w.json has no valid checkpoint_consolidated_hash.",
            "Element 6 (block 8) of w.json has no valid block_trace.");
  }

  @Test
  void aFileThatIsCutAtAnyByteIsRefused() throws IOException {
    String json = TestChain.of(3, 3).json();
    Path path = write(json + "\n");
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      WitnessFile.read(path);
      channel.truncate(json.length());
      WitnessFile.read(path);
      // Between the ends there are only the hashes of 256 ancestors, which are all alike.
      for (int length = json.length() - 1; length >= 0; ) {
        channel.truncate(length);
        assertThat(catchThrowableOfType(ChainException.class, () -> WitnessFile.read(path)))
            .as("cut after %s bytes", length)
            .hasMessageContaining(length == 0 ? "is empty" : "is cut off");
        length -= length < 1_000 || length > json.length() - 1_000 ? 1 : 11;
      }
    }
  }

  @Test
  void changedBytesGiveAFileOrAnExceptionOfThePackage() throws IOException {
    byte[] good = TestChain.of(3, 3).old().json().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(9);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = good.clone();
      // Half of the changes lie outside of the many hashes of ancestors.
      int at = random.nextBoolean() ? random.nextInt(500) : bytes.length - 1 - random.nextInt(500);
      bytes[i % 4 == 0 ? random.nextInt(bytes.length) : at] = (byte) random.nextInt(128);
      Path path = Files.write(folder.resolve("w.json"), bytes);
      try {
        assertThat(WitnessFile.read(path).blocks()).hasSize(1);
      } catch (ChainException e) {
        assertThat(e.problems()).isNotEmpty();
      }
    }
  }

  @Test
  @Tag("thorough")
  void aLargeFileIsReadFastAndInLittleMemory() throws Exception {
    Path path = folder.resolve("w.json");
    String block = TestChain.of(3, 3).blocks().get(0).toString();
    String compact = "0x0103" + "a7".repeat(4_500_000);
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      for (int i = 0; i < 11; i++) {
        out.append(i == 0 ? "[" : ",").append(block.replace("0x0103", compact));
      }
      out.append("]");
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes(WitnessFile.class) + ":" + classes(WitnessFileTest.class),
                Reading.class.getName(),
                path.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(Files.size(path)).isGreaterThan(99_000_000);
    assertThat(output).matches("11 blocks in [0-4]\\.\\d+ s of CPU\n");
  }

  /** Runs in a process of its own. */
  static final class Reading {
    public static void main(String[] args) throws IOException {
      int blocks = WitnessFile.read(Path.of(args[0])).blocks().size();
      long cpu =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
      System.out.printf("%d blocks in %.2f s of CPU%n", blocks, cpu / 1e9);
    }
  }

  private static String classes(Class<?> of) throws Exception {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private List<String> problems(String json) {
    Path path = write(json);
    ChainException e = catchThrowableOfType(ChainException.class, () -> WitnessFile.read(path));
    return e.problems().stream().map(problem -> problem.replace(folder + "/", "")).toList();
  }

  private Path write(String json) {
    return TestChain.write(folder.resolve("w.json"), json);
  }
}
