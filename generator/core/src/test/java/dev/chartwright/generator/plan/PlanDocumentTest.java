package dev.chartwright.generator.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The pages of a fleet, as they were last approved. After a change that is meant, run the test once
 * with {@code -Dgolden.update=true} and read the difference.
 */
class PlanDocumentTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "plan");

  @Test
  void thePlanIsTheApprovedOne() throws IOException {
    approved("mainnet-plan.md", PlanDocument.of(CapacityPlan.of(PlannedFleets.mainnet())));
  }

  @Test
  void theTopologyIsTheApprovedOne() throws IOException {
    approved("mainnet-topology.md", TopologyDocument.of(PlannedFleets.mainnet()));
  }

  @Test
  void aPageIsTheSameInEveryCountry() {
    CapacityPlan plan = CapacityPlan.of(PlannedFleets.mainnet());
    String page = PlanDocument.of(plan);
    String topology = TopologyDocument.of(PlannedFleets.mainnet());
    Locale before = Locale.getDefault();
    try {
      for (String language : new String[] {"de-DE", "ar-EG", "tr-TR", "hi-IN-u-nu-deva"}) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(PlanDocument.of(plan)).isEqualTo(page);
        assertThat(TopologyDocument.of(PlannedFleets.mainnet())).isEqualTo(topology);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static void approved(String file, String text) throws IOException {
    Path path = GOLDEN.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(path, text, UTF_8);
    }
    assertThat(text).isEqualTo(Files.readString(path, UTF_8));
  }
}
