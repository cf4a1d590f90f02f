package dev.chartwright.prover;

import static dev.chartwright.prover.Follow.every;
import static dev.chartwright.prover.Follow.newest;
import static dev.chartwright.prover.Follow.stride;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FollowTest {
  private static final SecretReference NODE = new SecretReference("node", "url");

  @Test
  void aFleetFollowsNoChainUnlessItIsDeclared() {
    assertThat(ProverFleet.named("provers").build().follow()).isEmpty();
  }

  @Test
  void theDefaultsKeepUpWithAnyChainAndProveOnlyWhatIsFinal() {
    Follow follow = Follow.chain(1).rpc(NODE).build();

    assertThat(follow.finality().kind()).isEqualTo(Follow.FinalityKind.FINALIZED);
    assertThat(follow.selection()).isEqualTo(newest());
    assertThat(follow.type()).isEqualTo(Follow.NodeType.NATIVE);
    assertThat(follow.blockTime()).isEqualTo(Duration.ofSeconds(12));
    assertThat(follow.batch()).isEqualTo(1);
    assertThat(follow.ahead()).isEqualTo(2);
    assertThat(follow.from()).isEmpty();
    assertThat(follow.until()).isEmpty();
    assertThat(follow.findings()).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void aSettingThatCannotBeIsAFindingWithItsPlace(Follow.Builder follow, String place) {
    assertThat(ProverFleet.named("provers").follow(follow).build().findings())
        .extracting(found -> found.place().model())
        .containsExactly("follow." + place);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(Follow.chain(0).rpc(NODE), "chainId"),
        Arguments.of(Follow.chain(1), "rpc"),
        Arguments.of(node().safe().confirmations(3), "finality"),
        Arguments.of(node().confirmations(0), "confirmations"),
        Arguments.of(node().from(20).until(19), "until"),
        Arguments.of(node().from(0), "from"),
        Arguments.of(node().select(stride(0)), "select"),
        Arguments.of(node().select(newest()).batch(2), "batch"),
        Arguments.of(node().select(every()).batch(101), "batch"),
        Arguments.of(node().ahead(0), "ahead"),
        Arguments.of(node().blockTime(Duration.ZERO), "blockTime"),
        Arguments.of(node().maxLag(0), "maxLag"),
        Arguments.of(node().select(every()).onLag(Follow.OnLag.SKIP), "onLag"),
        Arguments.of(node().maxLag(5).onLag(Follow.OnLag.SKIP), "onLag"));
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    assertThat(Follow.chain(-1).ahead(0).confirmations(0).from(2).until(1).build().findings())
        .extracting(found -> found.place().model())
        .containsExactly("chainId", "ahead", "confirmations", "rpc", "until");
  }

  @Test
  void aSecretWithoutAKeyIsAFinding() {
    assertThat(Follow.chain(1).rpc(new SecretReference("node", "")).build().findings()).hasSize(1);
  }

  private static Follow.Builder node() {
    return Follow.chain(1).rpc(NODE);
  }
}
