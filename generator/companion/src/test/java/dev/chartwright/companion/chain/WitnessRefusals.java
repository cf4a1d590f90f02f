package dev.chartwright.companion.chain;

import static dev.chartwright.companion.chain.TestChain.CONSOLIDATED;
import static dev.chartwright.companion.chain.TestChain.HASH;
import static dev.chartwright.companion.chain.TestChain.NUMBER;
import static dev.chartwright.companion.chain.TestChain.ROOT;
import static dev.chartwright.companion.chain.TestChain.proof;
import static dev.chartwright.companion.chain.TestChain.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight files that the prover would fail on after hours, each with one fault, and the good file.
 * Made of built blocks, and of the real file of blocks 3 to 6 if CHARTWRIGHT_WITNESSES names its
 * folder.
 */
abstract class WitnessRefusals {
  static final Hash OTHER = new Hash("ee".repeat(32));

  @TempDir Path folder;

  /** Blocks 3 to 6, with block 2 as the checkpoint. */
  abstract TestChain good() throws IOException;

  @Test
  void theGoodFilePassesAloneAndBehindAProof() throws IOException {
    assertThat(alone(good())).isEmpty();
    assertThat(behind(good().slice(1, 4), provenBlock(3))).isEmpty();
  }

  @Test
  void aGap() throws IOException {
    assertThat(alone(good().leaveOut(1)))
        .containsExactly("Block 4 is missing in w.json: block 3 is followed by block 5.");
  }

  @Test
  void aParentThatIsAnotherBlock() throws IOException {
    assertThat(alone(good().withParent(2, OTHER)))
        .containsExactly(
            "Block 5 does not continue block 4 in w.json: its parent is "
                + OTHER
                + ", the hash of block 4 is "
                + good().hashAt(1, HASH)
                + ".");
  }

  @Test
  void aSecondCheckpoint() throws IOException {
    String numbers = " " + good().at(0, CONSOLIDATED);

    assertThat(alone(good().with(3, ROOT, OTHER.toString())))
        .containsExactly(
            "w.json has two checkpoints: block 3 has "
                + good().hashAt(0, ROOT)
                + numbers
                + ", block 6 has "
                + OTHER
                + numbers
                + ". Fetch all with one: rpc --rpc-url URL fetch -s 3 -e 6 -c 2");
  }

  @Test
  void aPreviousProofOfAnotherNumber() throws IOException {
    assertThat(behind(good().slice(2, 4), provenBlock(3)))
        .containsExactly(
            "Block 4 is missing in the previous proof b.zkproof and w.json: block 3 is followed by"
                + " block 5.");
  }

  @Test
  void aPreviousProofOfAnotherHash() throws IOException {
    assertThat(behind(good().slice(1, 4), proof(3, OTHER, good().hashAt(0, ROOT))))
        .containsExactly(
            "Block 4 does not continue block 3 in the previous proof b.zkproof and w.json: its"
                + " parent is "
                + good().hashAt(0, HASH)
                + ", the hash of block 3 is "
                + OTHER
                + ".");
  }

  @Test
  void aPreviousProofOfAnotherCheckpoint() throws IOException {
    assertThat(behind(good().slice(1, 4), proof(3, good().hashAt(0, HASH), OTHER)))
        .containsExactly(
            "w.json has the checkpoint "
                + good().hashAt(0, ROOT)
                + ", but b.zkproof has "
                + OTHER
                + ". Fetch it again: (CHECKPOINT is the block before the first of the chain) rpc"
                + " --rpc-url URL fetch -s 4 -e 6 -c CHECKPOINT");
  }

  @Test
  void aPreviousProofThatIsCutOff() throws IOException {
    String whole = provenBlock(3);

    assertThat(behind(good().slice(1, 4), whole.substring(0, 4_000)))
        .containsExactly("b.zkproof is cut off: it ends after 4000 bytes.");
  }

  @Test
  void aWitnessOfV06ForV07() throws IOException {
    assertThat(alone(old()))
        .containsExactly(
            "w.json is a witness for v0.6, not for v0.7: block 3 has no"
                + " checkpoint_consolidated_hash. Fetch it with the tool of v0.7:"
                + " rpc --rpc-url URL fetch -s 3 -e 6 -c 2");
  }

  TestChain old() throws IOException {
    return good().old();
  }

  @Test
  void allFaultsOfAllFilesAreToldAtOnce() throws IOException {
    assertThat(behind(old().leaveOut(2), "[]"))
        .hasSize(3)
        .anySatisfy(problem -> assertThat(problem).contains("v0.6"))
        .anySatisfy(problem -> assertThat(problem).contains("Block 5 is missing"))
        .contains("b.zkproof contains no proof.");
  }

  private String provenBlock(long number) throws IOException {
    int index = (int) number - 3;
    assertThat(good().at(index, NUMBER)).hasToString("\"0x" + number + "\"");
    return proof(number, good().hashAt(index, HASH), good().hashAt(index, ROOT));
  }

  private List<String> alone(TestChain chain) {
    return problems(chain, Optional.empty());
  }

  private List<String> behind(TestChain chain, String proof) {
    return problems(chain, Optional.of(write(folder.resolve("b.zkproof"), proof)));
  }

  private List<String> problems(TestChain chain, Optional<Path> previous) {
    Path witness = chain.write(folder.resolve("w.json"));
    ChainReport report =
        ChainCheck.check(List.of(witness), previous, Dialect.V0_7, StateRoots.NONE);
    assertThat(report.warnings()).isEmpty();
    return report.problems().stream().map(problem -> problem.replace(folder + "/", "")).toList();
  }
}
