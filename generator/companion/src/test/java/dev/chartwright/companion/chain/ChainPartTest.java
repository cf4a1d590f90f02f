package dev.chartwright.companion.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainPartTest {
  @TempDir Path folder;

  @Test
  void withoutAChangeTheWitnessIsUsedAsItIs() throws IOException {
    WitnessFile witness = witness(TestChain.of(3, 6));
    ChainPart all = ChainPart.of(witness, 3, Optional.empty());
    ChainPart rest = ChainPart.of(witness, 5, Optional.of(Predecessor.of(folder)));

    assertThat(all.isWhole(witness)).isTrue();
    assertThat(rest.isWhole(witness)).isFalse();
    assertThat(written(rest, witness)).isEqualTo(TestChain.of(3, 6).slice(2, 4).json());
    assertThat(rest.facts(rest.blocks().get(1), "000001-b3-6", "one"))
        .isEqualTo(
            new ProofFacts(
                6,
                "000001-b3-6",
                "one",
                witness.first().checkpoint(),
                Optional.empty(),
                Optional.of(TestChain.hash(6))));
  }

  @Test
  void aNewChainIsWhatAWitnessWouldBeThatWasFetchedForIt() throws IOException {
    WitnessFile witness = witness(TestChain.of(3, 6));
    Path proof = folder.resolve("b4.zkproof");
    Files.writeString(proof, TestChain.proof(4, TestChain.hash(4), TestChain.root(2)));
    ChainPart part =
        ChainPart.of(witness, 5, Optional.of(new Predecessor(proof, Optional.empty(), true)));

    assertThat(written(part, witness)).isEqualTo(TestChain.of(5, 6).json());
    assertThat(part.facts(part.blocks().get(0), "000001-b3-6", "two").instead())
        .contains(witness.first().checkpoint());
  }

  private WitnessFile witness(TestChain chain) throws ChainException {
    return WitnessFile.read(chain.write(folder.resolve("w.json")));
  }

  private static String written(ChainPart part, WitnessFile witness) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    part.write(witness, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
