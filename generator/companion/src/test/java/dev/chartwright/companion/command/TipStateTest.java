package dev.chartwright.companion.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.ChainSimulator;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.tip.ChainJournal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TipStateTest {
  @TempDir Path data;

  @Test
  void whereTheCompanionIsOnTheChainIsPrinted() throws Exception {
    try (ChainSimulator chain = new ChainSimulator(1, 100)) {
      Settings settings = settings(chain.address());
      assertThat(printed(settings, 0))
          .containsExactly("chain:   7", "head:    100", "nothing is known of the chain yet");

      Metrics metrics = new Metrics();
      try (Following following =
          Following.start(settings, new RunQueue(settings.runs(), Clock.systemUTC()), metrics)
              .orElseThrow()) {
        while (!Files.exists(ChainJournal.file(data)) || metrics.value(Metric.FINAL_BLOCK) == 0) {
          Thread.sleep(10);
        }
      }
      assertThat(printed(settings, 0).subList(0, 6))
          .startsWith("chain:   7", "head:    100", "final:   36")
          .contains("proven:  none", "lag:     0 blocks");

      chain.close();
      assertThat(printed(settings, 0))
          .startsWith("node:    the node 127.0.0.1:" + chain.port() + " cannot be reached")
          .contains("head:    100 in the journal");
    }
  }

  @Test
  void withoutAChainThereIsNothingToPrint() throws Exception {
    assertThat(printed(new Settings(Map.of("HOME", data + "")), 0))
        .containsExactly("no chain is followed");
  }

  private Settings settings(String address) {
    return new Settings(
        Map.of(
            "HOME", data + "",
            "FOLLOW_CHAIN_ID", "7",
            "FOLLOW_RPC_URL", address,
            "FOLLOW_FROM", "37",
            "FOLLOW_BLOCK_MILLIS", "50"));
  }

  private static List<String> printed(Settings settings, int exitCode) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(TipState.print(settings, new PrintStream(out, true, UTF_8))).isEqualTo(exitCode);
    return out.toString(UTF_8).lines().toList();
  }
}
