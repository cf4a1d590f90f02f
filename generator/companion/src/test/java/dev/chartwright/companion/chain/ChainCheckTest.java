package dev.chartwright.companion.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainCheckTest {

  @TempDir Path folder;

  @Test
  void filesInAnyOrderAreOneChain() {
    ChainReport report =
        check(
            Dialect.V0_7,
            StateRoots.NONE,
            TestChain.of(5, 6, 2),
            TestChain.of(3, 4),
            TestChain.of(7, 7, 2));

    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.notes()).isEmpty();
    assertThat(report.blocks())
        .extracting(WitnessBlock::number)
        .containsExactly(3L, 4L, 5L, 6L, 7L);
    assertThat(report.witnesses().get(0).path()).hasFileName("w1.json");
  }

  @Test
  void aBlockThatIsMissingBetweenFilesIsNamed() {
    assertThat(
            check(
                    Dialect.V0_7,
                    StateRoots.NONE,
                    TestChain.of(3, 4),
                    TestChain.of(9, 9, 2),
                    TestChain.of(6, 6, 2))
                .problems())
        .containsExactly(
            "Block 5 is missing in w0.json and w2.json: block 4 is followed by block 6.",
            "Blocks 7 to 8 are missing in w2.json and w1.json: block 6 is followed by block 9.");
  }

  @Test
  void filesThatOverlapAreRefused() {
    assertThat(
            check(Dialect.V0_7, StateRoots.NONE, TestChain.of(3, 5), TestChain.of(5, 6, 2))
                .problems())
        .containsExactly("Block 5 cannot follow block 5 in w0.json and w1.json.");
  }

  @Test
  void aFileOfAForkIsRefused() {
    assertThat(
            check(
                    Dialect.V0_7,
                    StateRoots.NONE,
                    TestChain.of(3, 4),
                    TestChain.of(5, 6, 2).withParent(0, TestChain.hash(99)))
                .problems())
        .containsExactly(
            "Block 5 does not continue block 4 in w0.json and w1.json: its parent is "
                + TestChain.hash(99)
                + ", the hash of block 4 is "
                + TestChain.hash(4)
                + ".");
  }

  @Test
  void aFileThatWasFetchedWithTheDefaultCheckpointCannotContinueAnother() {
    assertThat(
            check(Dialect.V0_7, StateRoots.NONE, TestChain.of(3, 4), TestChain.of(5, 6)).problems())
        .containsExactly(
            "w1.json was fetched without -c: its checkpoint is block 4, but it must be that of"
                + " w0.json. Fetch it again: rpc --rpc-url URL fetch -s 5 -e 6 -c 2");
  }

  @Test
  void norCanItContinueAProof() {
    String proof = TestChain.proof(4, TestChain.hash(4), TestChain.root(2));
    String unknown = "[" + TestChain.proof(4, new long[] {1}) + "]";

    for (String previous : List.of(proof, unknown)) {
      assertThat(
              check(Dialect.V0_7, StateRoots.NONE, proof(previous), TestChain.of(5, 6)).problems())
          .containsExactly(
              "w0.json was fetched without -c: its checkpoint is block 4, but it must be that of"
                  + " b.zkproof. Fetch it again: (CHECKPOINT is the block before the first of the"
                  + " chain) rpc --rpc-url URL fetch -s 5 -e 6 -c CHECKPOINT");
    }
  }

  @Test
  void inV06TheCheckpointsAreCompared() {
    assertThat(
            check(
                    Dialect.V0_6,
                    ChainCheckTest::node,
                    TestChain.of(3, 4).old(),
                    TestChain.of(5, 6).old())
                .problems())
        .containsExactly(
            "w1.json has the checkpoint "
                + TestChain.root(4)
                + ", but w0.json has "
                + TestChain.root(2)
                + ". Fetch it again: rpc fetch --rpc-url URL -s 5 -e 6 -c 2");
  }

  @Test
  void aChainThatDoesNotBeginAtItsCheckpointIsRefused() {
    assertThat(check(Dialect.V0_7, StateRoots.NONE, TestChain.of(34, 34, 30)).problems())
        .containsExactly(
            "The checkpoint of w0.json is not block 33, so the proof of block 34 would fail at its"
                + " end. Give the proof of block 33 as the previous one, or fetch the witness again:"
                + " rpc --rpc-url URL fetch -s 34 -e 34 -c 33");
  }

  @Test
  void inV06OnlyANodeKnowsThat() {
    TestChain wrong = TestChain.of(34, 34, 30).old();

    assertThat(check(Dialect.V0_6, ChainCheckTest::node, wrong).problems()).hasSize(1);
    assertThat(check(Dialect.V0_6, ChainCheckTest::node, TestChain.of(34, 34).old()).notes())
        .isEmpty();
    ChainReport report = check(Dialect.V0_6, StateRoots.NONE, wrong);
    assertThat(report.problems()).isEmpty();
    assertThat(report.notes())
        .containsExactly(
            "It was not checked whether the checkpoint of w0.json is block 33, because only a node"
                + " of the chain knows its state root.");
  }

  @Test
  void aNodeIsAlsoHeardInV07() {
    assertThat(
            check(
                    Dialect.V0_7,
                    (b, h) -> new StateRoots.Answer.Known(TestChain.root(99)),
                    TestChain.of(3, 3))
                .problems())
        .hasSize(1);
  }

  @Test
  void aWitnessOfV07IsRefusedForV06() {
    assertThat(check(Dialect.V0_6, ChainCheckTest::node, TestChain.of(3, 4)).problems())
        .containsExactly(
            "w0.json is a witness for v0.7, not for v0.6: block 3 has a"
                + " checkpoint_consolidated_hash. Fetch it with the tool of v0.6: rpc fetch"
                + " --rpc-url URL -s 3 -e 4 -c 2");
  }

  @Test
  void oneBlockOfAnotherReleaseIsNamed() {
    TestChain mixed = TestChain.of(3, 5).without(1, TestChain.CONSOLIDATED);

    assertThat(check(Dialect.V0_7, StateRoots.NONE, mixed).problems())
        .singleElement()
        .asString()
        .contains("block 4 has no checkpoint_consolidated_hash");
  }

  @Test
  void theFormOfThePreviousProofIsThatOfTheRelease() {
    Hash hash = TestChain.hash(4);
    Hash root = TestChain.root(2);
    String object = TestChain.proof(4, hash, root, 2439);
    String old = TestChain.proof(4, hash, root, 2281);
    TestChain witness = TestChain.of(5, 6, 2);

    assertThat(check(Dialect.V0_7, StateRoots.NONE, proof(object), witness).problems())
        .containsExactly("b.zkproof has to be an array of exactly one proof.");
    assertThat(
            check(Dialect.V0_7, StateRoots.NONE, proof("[" + object + "," + object + "]"), witness)
                .problems())
        .containsExactly("b.zkproof has to be an array of exactly one proof.");
    assertThat(check(Dialect.V0_7, StateRoots.NONE, proof("[" + old + "]"), witness).problems())
        .containsExactly("b.zkproof is a proof of v0.6, which v0.7 cannot continue.");
    assertThat(check(Dialect.V0_6, StateRoots.NONE, proof(old), witness.old()).problems())
        .isEmpty();
    assertThat(
            check(Dialect.V0_6, StateRoots.NONE, proof("[" + old + "]"), witness.old()).problems())
        .isEmpty();
  }

  @Test
  void whatAProofDoesNotSayForCertainOnlyWarns() {
    ChainReport report =
        check(
            Dialect.V0_7,
            StateRoots.NONE,
            proof("[" + TestChain.proof(4, new long[2439]) + "]"),
            TestChain.of(5, 6, 2));

    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings()).hasSize(2);
  }

  @Test
  void whatAProofDoesNotSayIsNotChecked() {
    ChainReport report =
        check(
            Dialect.V0_7,
            StateRoots.NONE,
            proof("[" + TestChain.proof(4, new long[] {1}) + "]"),
            TestChain.of(5, 6, 2));

    assertThat(report.problems()).isEmpty();
    assertThat(report.notes())
        .containsExactly(
            "It was not checked whether hash and checkpoint of b.zkproof fit, because its public"
                + " inputs have an unknown form.");
  }

  @Test
  void aFileThatCannotBeReadHidesNoOtherProblem() {
    ChainReport report =
        check(
            Dialect.V0_7,
            StateRoots.NONE,
            folder.resolve("none.zkproof"),
            TestChain.of(3, 5).leaveOut(1),
            TestChain.of(6, 6).without(0, TestChain.HASH));

    assertThat(report.problems())
        .containsExactly(
            "Element 1 (block 6) of w1.json has no valid cur_hash.",
            "Block 4 is missing in w0.json: block 3 is followed by block 5.",
            "none.zkproof does not exist.");
  }

  @Test
  void aFileIsResumedBehindTheProofsThatAreThere() throws IOException {
    WitnessFile begun = read(TestChain.of(3, 6), "w.json");
    WitnessFile continued = read(TestChain.of(3, 6, 1), "c.json");
    Path four = proof(TestChain.proof(4, TestChain.hash(4), TestChain.root(2)));

    assertThat(ChainCheck.resume(begun, 5, Predecessor.of(four), Dialect.V0_7).problems())
        .isEmpty();
    assertThat(ChainCheck.resume(begun, 5, Predecessor.of(four), Dialect.V0_7).blocks()).hasSize(4);
    assertThat(named(ChainCheck.resume(begun, 6, Predecessor.of(four), Dialect.V0_7).problems()))
        .containsExactly(
            "Block 5 is missing in the previous proof b.zkproof and w.json: block 4 is followed by"
                + " block 6.");
    assertThat(
            named(ChainCheck.resume(continued, 5, Predecessor.of(four), Dialect.V0_7).problems()))
        .singleElement()
        .asString()
        .startsWith("c.json has the checkpoint " + TestChain.root(1) + ", but b.zkproof has ");
    Path other = proof(TestChain.proof(4, TestChain.hash(4), TestChain.root(1)));
    assertThat(ChainCheck.resume(continued, 5, Predecessor.of(other), Dialect.V0_7).problems())
        .isEmpty();
  }

  @Test
  void aProofOfOtherCircuitsIsTheCheckpointOfANewChain() throws IOException {
    WitnessFile witness = read(TestChain.of(5, 6, 2), "w.json");
    Path proof = proof(TestChain.proof(4, TestChain.hash(4), TestChain.root(1)));
    Predecessor before = new Predecessor(proof, Optional.empty(), true);

    assertThat(ChainCheck.resume(witness, 5, before, Dialect.V0_7).problems()).isEmpty();
    assertThat(before.checkpointOf(witness.first()))
        .isEqualTo(
            new Checkpoint(
                TestChain.root(4), Optional.of(ConsolidatedHash.of(TestChain.ancestors(5)))));
    Path fork = proof(TestChain.proof(4, TestChain.hash(77), TestChain.root(1)));
    assertThat(
            named(
                ChainCheck.resume(
                        witness, 5, new Predecessor(fork, Optional.empty(), true), Dialect.V0_7)
                    .problems()))
        .singleElement()
        .asString()
        .startsWith("Block 5 does not continue block 4 in the previous proof b.zkproof and w.json");
  }

  @Test
  void aWitnessThatWasFetchedBeforeANewChainBeganContinuesIt() throws IOException {
    WitnessFile witness = read(TestChain.of(6, 6, 2), "w.json");
    WitnessBlock six = witness.first();
    Checkpoint begun = new Checkpoint(TestChain.root(4), Optional.of("1,2,3,4"));
    Path proof = proof(TestChain.proof(5, TestChain.hash(5), TestChain.root(4)));
    ProofFacts facts =
        new ProofFacts(
            5, "000001-b5-5", "new", begun, Optional.of(six.checkpoint()), Optional.empty());
    Path file = TestChain.write(folder.resolve("b.json"), facts + "\n");
    Predecessor before = Predecessor.of(proof, file, "new");

    assertThat(before.facts()).contains(facts);
    assertThat(ChainCheck.resume(witness, 6, before, Dialect.V0_7).problems()).isEmpty();
    assertThat(before.checkpointOf(six)).isEqualTo(begun);
    assertThat(Predecessor.of(proof, file, "newer").otherCircuits()).isTrue();
    assertThat(ChainCheck.resume(witness, 6, Predecessor.of(proof), Dialect.V0_7).problems())
        .hasSize(1);
  }

  @Test
  void aChainCannotBeginWhereTheStateIsNotKnown() throws IOException {
    Path witness = TestChain.of(5, 6, 2).write(folder.resolve("w.json"));
    Path proof = proof("[" + TestChain.proof(4, TestChain.hash(4), TestChain.root(1), 2215) + "]");
    Files.writeString(proof, Files.readString(proof).replace("\"b_height\":4", "\"b_height\":5"));

    assertThatThrownBy(
            () ->
                new Predecessor(proof, Optional.empty(), true)
                    .checkpointOf(WitnessFile.read(witness).first()))
        .isInstanceOf(ChainException.class)
        .hasMessageStartingWith("The circuits have changed since block 4 was proven")
        .hasMessageEndingWith("Fetch the witness with block 4 as its checkpoint.");
  }

  @Test
  void theFirstBlockOfAChainIsNotProven() {
    assertThat(check(Dialect.V0_7, ChainCheckTest::node, TestChain.of(0, 1)).problems())
        .containsExactly("Block 0 in w0.json cannot be proven: no block precedes it.");
  }

  @ParameterizedTest
  @CsvSource({"v0.6,V0_6", "0.6,V0_6", "v0.6.0,V0_6", "v0.7,V0_7", "0.7.0,V0_7"})
  void aReleaseHasADialect(String release, Dialect dialect) {
    assertThat(Dialect.of(release)).isEqualTo(dialect);
  }

  @ParameterizedTest
  @CsvSource({"v0.5", "v0.70", "latest"})
  void anotherReleaseHasNone(String release) {
    assertThatThrownBy(() -> Dialect.of(release)).isInstanceOf(IllegalArgumentException.class);
  }

  private ChainReport check(Dialect release, StateRoots node, TestChain... chains) {
    return check(release, node, Optional.empty(), chains);
  }

  private WitnessFile read(TestChain chain, String name) throws IOException {
    return WitnessFile.read(chain.write(folder.resolve(name)));
  }

  private ChainReport check(Dialect release, StateRoots node, Path previous, TestChain... chains) {
    return check(release, node, Optional.of(previous), chains);
  }

  private ChainReport check(
      Dialect release, StateRoots node, Optional<Path> previous, TestChain... chains) {
    List<Path> files = new ArrayList<>();
    for (TestChain chain : chains) {
      files.add(chain.write(folder.resolve("w" + files.size() + ".json")));
    }
    ChainReport report = ChainCheck.check(files, previous, release, node);
    return new ChainReport(
        named(report.problems()),
        named(report.warnings()),
        named(report.notes()),
        report.witnesses());
  }

  private List<String> named(List<String> sentences) {
    return sentences.stream().map(sentence -> sentence.replace(folder + "/", "")).toList();
  }

  private Path proof(String json) {
    return TestChain.write(folder.resolve("b.zkproof"), json);
  }

  private static StateRoots.Answer node(long block, Hash hash) {
    assertThat(hash).isEqualTo(TestChain.hash(block));
    return new StateRoots.Answer.Known(TestChain.root(block));
  }
}
