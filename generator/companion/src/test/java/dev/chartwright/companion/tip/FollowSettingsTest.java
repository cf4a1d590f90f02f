package dev.chartwright.companion.tip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.tip.Selection.Range;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowSettingsTest {
  private final Map<String, String> variables =
      new HashMap<>(Map.of("FOLLOW_CHAIN_ID", "7", "FOLLOW_RPC_URL", "http://node/key"));

  @Test
  void withoutMoreEveryFinalizedBlockIsProven() throws Exception {
    FollowSettings settings = FollowSettings.of(variables);

    assertThat(settings.finality()).isEqualTo(new FinalBlocks.Tagged("finalized"));
    assertThat(settings.selection()).isEqualTo(new Selection.Every(1));
    assertThat(settings.traces()).isEqualTo("http://node/key");
    assertThat(settings.second()).isEmpty();
    assertThat(settings.from()).isEmpty();
    assertThat(settings.until()).isEmpty();
    assertThat(settings.ahead()).isEqualTo(2);
    assertThat(settings.blockTime()).isEqualTo(Duration.ofSeconds(12));
    assertThat(FollowSettings.isDeclared(variables)).isTrue();
    assertThat(FollowSettings.isDeclared(Map.of("FOLLOW_CHAIN_ID", ""))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FOLLOW_CHAIN_ID=one                              | follow.chainId is 'one': write a whole number from 1 on.
          FOLLOW_RPC_URL=                                  | follow.rpc.existingSecret is not set
          FOLLOW_SECOND_RPC_URL=http://node/key            | a node always agrees with itself
          FOLLOW_RPC_TYPE=erigon                           | follow.type is 'erigon': write native or jerigon.
          FOLLOW_FINALITY=latest                           | write finalized, safe or confirmations
          FOLLOW_FINALITY=confirmations                    | follow.finality is confirmations without follow.confirmations
          FOLLOW_FINALITY=safe FOLLOW_CONFIRMATIONS=9      | follow.confirmations contradicts follow.finality, which is safe
          FOLLOW_SELECT=all                                | follow.select is 'all': write every, newest or stride.
          FOLLOW_SELECT=stride                             | follow.select is stride without follow.stride
          FOLLOW_STRIDE=5                                  | follow.stride contradicts follow.select, which is every
          FOLLOW_SELECT=newest FOLLOW_BATCH=2              | follow.batch contradicts follow.select, which is newest
          FOLLOW_FROM=9 FOLLOW_UNTIL=8                     | follow.until is 8 and follow.from is 9: no block would be proven
          FOLLOW_FROM=0                                    | follow.from is 0: no block precedes block 0
          FOLLOW_ON_LAG=skip                               | follow.onLag is skip without follow.maxLagBlocks
          FOLLOW_ON_LAG=panic                              | write alarm or skip
          FOLLOW_MAX_LAG_BLOCKS=many                       | follow.maxLagBlocks is 'many': write a whole number from 0 on.
          FOLLOW_AHEAD=-1                                  | follow.ahead is '-1': write a whole number from 0 on.
          """)
  void whatIsWrongIsToldInOneSentence(String given, String sentence) {
    for (String pair : given.split(" ")) {
      variables.put(pair.split("=")[0], pair.substring(pair.indexOf('=') + 1));
    }
    assertThatThrownBy(() -> FollowSettings.of(variables))
        .isInstanceOfSatisfying(
            TipException.class,
            e -> {
              assertThat(e.sentences()).hasSize(1);
              assertThat(e).hasMessageContaining(sentence);
              assertThat(e.getMessage()).doesNotContain("http://node/key", "FOLLOW_");
            });
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    variables.put("FOLLOW_SELECT", "stride");
    variables.put("FOLLOW_FINALITY", "confirmations");
    variables.put("FOLLOW_ON_LAG", "skip");

    assertThatThrownBy(() -> FollowSettings.of(variables))
        .isInstanceOfSatisfying(TipException.class, e -> assertThat(e.sentences()).hasSize(3));
  }

  @Test
  void everyChoosesWholeBatchesUpToTheEnd() {
    Selection every = new Selection.Every(4);

    assertThat(every.choose(5, 7, 100, 0, 2)).as("the batch is not final yet").isEmpty();
    assertThat(every.choose(5, 8, 100, 2, 2)).contains(new Range(5, 8));
    assertThat(every.choose(5, 8, 100, 3, 2)).as("enough wait").isEmpty();
    assertThat(every.choose(5, 50, 6, 0, 2)).as("the last ones").contains(new Range(5, 6));
    assertThat(every.choose(7, 50, 6, 0, 2)).isEmpty();
  }

  @Test
  void newestAndStrideChooseSingleBlocks() {
    assertThat(new Selection.Newest().choose(5, 90, 100, 0, 2)).contains(new Range(90, 90));
    assertThat(new Selection.Newest().choose(5, 90, 100, 1, 2)).isEmpty();
    assertThat(new Selection.Newest().choose(91, 90, 100, 0, 2)).isEmpty();
    Selection stride = new Selection.Stride(10);
    assertThat(stride.choose(5, 9, 100, 0, 2)).isEqualTo(Optional.empty());
    assertThat(stride.choose(5, 30, 100, 2, 2)).contains(new Range(10, 10));
    assertThat(stride.choose(10, 30, 100, 2, 2)).contains(new Range(10, 10));
    assertThat(stride.choose(11, 30, 100, 2, 2)).contains(new Range(20, 20));
  }
}
