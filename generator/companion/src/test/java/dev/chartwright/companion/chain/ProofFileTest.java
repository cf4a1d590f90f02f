package dev.chartwright.companion.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.companion.chain.ProofFile.BlockProof;
import dev.chartwright.companion.chain.ProofFile.PublicValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofFileTest {
  private static final Hash OTHER = new Hash("ee".repeat(32));

  @TempDir Path folder;

  @Test
  void saysWhatIsProven() throws IOException {
    ProofFile file = read(TestChain.proof(6, TestChain.hash(6), TestChain.root(2)));

    assertThat(file.array()).isTrue();
    assertThat(file.last().height()).isEqualTo(6);
    assertThat(file.last().isOld()).isFalse();
    assertThat(file.last().confirmed()).isTrue();
    assertThat(file.last().values())
        .contains(
            new PublicValues(
                6,
                TestChain.root(2),
                TestChain.root(6),
                new Hash("0".repeat(64)),
                TestChain.hash(6),
                TestChain.root(2)));
  }

  @Test
  void anObjectAndSeveralProofsAreRead() throws IOException {
    String three = TestChain.proof(3, TestChain.hash(3), TestChain.root(2), 2281);
    String four = TestChain.proof(4, TestChain.hash(4), TestChain.root(2), 2281);

    assertThat(read(three).array()).isFalse();
    assertThat(read(three).last().isOld()).isTrue();
    assertThat(read("[" + three + "," + four + "]").proofs())
        .extracting(BlockProof::height)
        .containsExactly(3L, 4L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"432.erc721", "512.eoa", "512.erc20"})
  void aRealProofSaysItsBlockWhereExpected(String name) throws IOException {
    Path output = TestChain.real(name + ".witness.json.5.out");
    WitnessBlock block = WitnessFile.read(TestChain.real(name + ".witness.json")).first();
    String log = Files.readString(output);
    ProofFile file = read(log.substring(log.indexOf("[{\"b_height\"")));

    assertThat(file.last().isOld()).isTrue();
    assertThat(file.last().confirmed()).isTrue();
    assertThat(file.last().values().orElseThrow())
        .satisfies(
            values -> {
              assertThat(values.number()).isEqualTo(block.number());
              assertThat(values.hash()).isEqualTo(block.hash());
              assertThat(values.parent()).isEqualTo(block.parent());
              assertThat(values.checkpoint()).isEqualTo(block.checkpoint());
            });
    assertThat(file.against(block).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                                            | b.zkproof is empty.
          []                                                            | b.zkproof contains no proof.
          {}                                                            | b.zkproof is not a proof file: a proof has b_height, intern.proof and intern.public_inputs.
          7                                                             | b.zkproof is not a proof file: a proof has b_height, intern.proof and intern.public_inputs.
          {"b_height":3,"intern":{"proof":{},"public_inputs":[]}}       | b.zkproof is not a proof file: a proof has b_height, intern.proof and intern.public_inputs.
          {"b_height":-3,"intern":{"proof":{},"public_inputs":[1]}}     | b.zkproof is not a proof file: a proof has b_height, intern.proof and intern.public_inputs.
          [{"b_height":3,"intern":{"proof":{},"public_inputs":[1,2      | b.zkproof is cut off: it ends after 56 bytes.
          """)
  void aFileWithoutAWholeProofIsRefused(String json, String problem) {
    assertThat(problems(json)).containsExactly(problem);
  }

  @Test
  void fewOrGreatPublicInputsSayNothing() throws IOException {
    long[] great = new long[2439];
    great[2193] = 1L << 32;

    assertThat(read(TestChain.proof(3, new long[] {1})).last().values()).isEmpty();
    assertThat(read(TestChain.proof(3, great)).last().values()).isEmpty();
  }

  @Test
  void aProofIsHeldAgainstItsBlock() throws IOException {
    WitnessBlock block =
        WitnessFile.read(TestChain.of(6, 6).write(folder.resolve("w.json"))).first();

    assertThat(against(TestChain.proof(6, TestChain.hash(6), TestChain.root(5)), block)).isEmpty();
    assertThat(against(TestChain.proof(5, TestChain.hash(6), TestChain.root(5)), block))
        .containsExactly("b.zkproof proves block 5 and not 6.");
    assertThat(against(TestChain.proof(6, OTHER, TestChain.root(5)), block))
        .containsExactly(
            "b.zkproof proves a block 6 with the hash "
                + OTHER
                + ", but the witness has "
                + TestChain.hash(6)
                + ".");
    assertThat(against(TestChain.proof(6, TestChain.hash(6), OTHER), block))
        .containsExactly(
            "b.zkproof begins at the checkpoint "
                + OTHER
                + ", but the witness of block 6 has "
                + TestChain.root(5)
                + ".");
  }

  @Test
  void valuesThatMayStandElsewhereOnlyWarn() throws IOException {
    WitnessBlock block =
        WitnessFile.read(TestChain.of(6, 6).write(folder.resolve("w.json"))).first();
    ProofFile file = read(TestChain.proof(6, new long[2439]));

    assertThat(file.last().confirmed()).isFalse();
    assertThat(file.against(block).problems()).isEmpty();
    assertThat(file.against(block).warnings()).hasSize(1);
  }

  @Test
  void aFileThatIsCutAtAnyByteIsRefused() throws IOException {
    String json = TestChain.proof(6, TestChain.hash(6), TestChain.root(5));
    Path path = write(json);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (int length = json.length() - 1; length >= 0; length--) {
        channel.truncate(length);
        assertThat(catchThrowableOfType(ChainException.class, () -> ProofFile.read(path)))
            .as("cut after %s bytes", length)
            .hasMessageContaining(length == 0 ? "is empty" : "is cut off");
      }
    }
  }

  @Test
  void changedBytesGiveAProofOrAnExceptionOfThePackage() throws IOException {
    byte[] good =
        TestChain.proof(6, TestChain.hash(6), TestChain.root(5)).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(10);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(i % 2 == 0 ? 100 : bytes.length)] = (byte) random.nextInt(256);
      Path path = Files.write(folder.resolve("b.zkproof"), bytes);
      try {
        assertThat(ProofFile.read(path).proofs()).hasSize(1);
      } catch (ChainException e) {
        assertThat(e.problems()).isNotEmpty();
      }
    }
  }

  private List<String> against(String proof, WitnessBlock block) throws IOException {
    return read(proof).against(block).problems().stream().map(this::named).toList();
  }

  private List<String> problems(String json) {
    Path path = write(json);
    ChainException e = catchThrowableOfType(ChainException.class, () -> ProofFile.read(path));
    return e.problems().stream().map(this::named).toList();
  }

  private String named(String problem) {
    return problem.replace(folder + "/", "");
  }

  private ProofFile read(String json) throws IOException {
    return ProofFile.read(write(json));
  }

  private Path write(String json) {
    return TestChain.write(folder.resolve("b.zkproof"), json);
  }

  @Test
  void eachProofOfAFileOfSeveralIsWrittenAsAFileOfItsOwn(@TempDir Path folder) throws Exception {
    Hash root = TestChain.root(0);
    String one = TestChain.proof(1, TestChain.hash(1), root, 2281);
    String two = TestChain.proof(2, TestChain.hash(2), root, 2281);
    Path all = TestChain.write(folder.resolve("w.zkproof"), "[ " + one + ",\n" + two + " ]\n");
    ProofFile file = ProofFile.read(all);

    for (ProofFile.BlockProof proof : file.proofs()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      file.write(proof, out);
      assertThat(out.toString(UTF_8)).isEqualTo("[" + (proof.height() == 1 ? one : two) + "]");
    }
  }
}
