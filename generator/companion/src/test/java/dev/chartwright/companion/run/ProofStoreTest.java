package dev.chartwright.companion.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofStoreTest {
  @TempDir Path folder;

  @Test
  void aProofIsNeverReplaced() throws Exception {
    ProofStore store = new ProofStore(folder.resolve("proofs"));
    Path one = Files.writeString(folder.resolve("one"), "1");
    Path same = Files.writeString(folder.resolve("same"), "1");
    Path other = Files.writeString(folder.resolve("other"), "2");

    assertThat(store.publish(one, 7, "000001-b7-7", "{000001}")).isEqualTo(store.proof(7));
    assertThat(store.publish(same, 7, "000002-b7-7", "{000002}")).isEqualTo(store.proof(7));
    assertThat(store.publish(other, 7, "000003-b7-7", "{000003}"))
        .isEqualTo(folder.resolve("proofs/b7.000003-b7-7.zkproof"))
        .hasContent("2");
    assertThat(store.proof(7)).hasContent("1");
    assertThat(store.facts(7)).hasContent("{000001}");
    assertThat(folder.resolve("proofs/b7.000003-b7-7.zkproof.json")).hasContent("{000003}");
    assertThat(store.has(7)).isTrue();
    assertThat(store.has(8)).isFalse();
  }
}
