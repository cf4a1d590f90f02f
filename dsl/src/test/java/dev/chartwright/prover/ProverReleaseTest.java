package dev.chartwright.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProverReleaseTest {
  @ParameterizedTest
  @EnumSource(ProverRelease.class)
  void thePatternFindsAllTaskQueuesAndNothingElse(ProverRelease release) {
    Pattern pattern = Pattern.compile(release.taskQueuePattern());

    assertThat(release.taskQueues()).allMatch(queue -> pattern.matcher(queue).find());
    assertThat(pattern.matcher(release.abortQueue()).find()).isFalse();
    assertThat(pattern.matcher(release.replyQueueExample()).find()).isFalse();
    assertThat(pattern.matcher("my-" + release.taskQueues().get(0)).find()).isFalse();
  }

  @ParameterizedTest(name = "{0} reads {1}, {2}, has {3} tables, takes {4}")
  @CsvSource({
    "V0_5, AMQP_URI, CARGO_WORKSPACE_DIR, 7, /circuits/v0.5",
    "V0_6, AMQP_URI, CARGO_WORKSPACE_DIR, 7, /circuits/v0.6",
    "V0_7, PALADIN_AMQP_URI, ZK_EVM_CACHE_DIR, 9, /circuits/v0.7_circuit_cache"
  })
  void aReleaseSelectsItsWholeDialect(
      ProverRelease release, String uri, String variable, int tables, String directory) {
    assertThat(release.amqpUriVariable()).isEqualTo(uri);
    assertThat(release.circuitsDirectoryVariable()).isEqualTo(variable);
    assertThat(release.circuitTables()).hasSize(tables);
    assertThat(release.circuitsDirectory("/circuits", false)).isEqualTo(directory);
  }

  @Test
  void blocksAreNamedInTheWordsOfTheRelease() {
    assertThat(ProverRelease.V0_6.blockArguments(3, 6)).containsExactly("--block-interval=3..=6");
    assertThat(ProverRelease.V0_7.blockArguments(3, 6))
        .containsExactly("--start-block=3", "--end-block=6");
  }

  @Test
  void heavyAndLightTasksHaveQueuesOfTheirOwnSinceV07() {
    assertThat(ProverRelease.V0_7.taskQueuePattern(Routing.HEAVY)).isEqualTo("^heavy-proof$");
    assertThat(ProverRelease.V0_7.taskQueuePattern())
        .isEqualTo("^(task-ipc-routing-key|heavy-proof|light-proof)$");
    assertThat(ProverRelease.V0_6.taskQueuePattern(Routing.SHARED)).isEqualTo("^0{32}$");
    assertThat(ProverRelease.V0_6.hasAffinity()).isFalse();
  }

  @Test
  void circuitsForTestsNeverShareAFolderWithRealOnes() {
    assertThat(ProverRelease.V0_7.circuitsDirectory("/circuits", true))
        .isEqualTo("/circuits/v0.7-test_circuit_cache");
  }

  @Test
  void theDigestOfTheCircuitsStandsBeforeTheEndingOfTheirFolder() {
    Circuits circuits = Circuits.recommended().build();
    assertThat(circuits.directory(ProverRelease.V0_7, "0a1b"))
        .isEqualTo("/circuits/v0.7-0a1b_circuit_cache");
    assertThat(circuits.directory(ProverRelease.V0_6, "0a1b")).isEqualTo("/circuits/v0.6-0a1b");
  }

  @Test
  void theRangesMakeTheDigestOfTheProversOwnFileNames() {
    Circuits circuits =
        Circuits.recommended()
            .range(CircuitTable.ARITHMETIC, 16, 17)
            .range(CircuitTable.BYTE_PACKING, 9, 10)
            .range(CircuitTable.CPU, 12, 13)
            .range(CircuitTable.KECCAK, 14, 15)
            .range(CircuitTable.KECCAK_SPONGE, 9, 10)
            .range(CircuitTable.LOGIC, 12, 13)
            .range(CircuitTable.MEMORY, 17, 18)
            .range(CircuitTable.MEMORY_BEFORE, 16, 17)
            .range(CircuitTable.MEMORY_AFTER, 7, 8)
            .build();

    assertThat(circuits.digest(ProverRelease.V0_7))
        .isEqualTo("a_16-17_bp_9-10_c_12-13_k_14-15_ks_9-10_l_12-13_m_17-18_m_b_16-17_m_a_7-8");
    assertThat(circuits.digest(ProverRelease.V0_6)).doesNotContain("m_b");
    assertThat(circuits.coverMainnet(ProverRelease.V0_7)).isFalse();
    assertThat(Circuits.recommended().build().coverMainnet(ProverRelease.V0_7)).isTrue();
  }

  @ParameterizedTest(name = "{0}..{1} valid: {2}")
  @CsvSource({"16, 23, true", "4, 30, true", "20, 14, false", "16, 16, false", "3, 9, false"})
  void aRangeExcludesItsEndAndGrows(int from, int to, boolean valid) {
    assertThat(CircuitRange.of(from, to).isValid()).isEqualTo(valid);
  }

  @Test
  void aRangeIsReadAsTheProverReadsIt() {
    assertThat(CircuitRange.parse("16..23")).isEqualTo(CircuitRange.of(16, 23));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CircuitRange.parse("14..=15"))
        .withMessageContaining("'14..=15'");
  }
}
