package dev.chartwright.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.Prices.Price;
import dev.chartwright.problem.FleetDeclarationRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {
  private static final Prices LISTED = Prices.listed();

  @ParameterizedTest(name = "{0}: {1} an hour, {2} as Spot")
  @CsvSource({
    "c3d-highmem-180, 11.01744,  4.406976",
    "c3d-highmem-60,   3.67248,  1.468992",
    "c3d-highmem-360, 22.03488,  8.813952",
    "n2-standard-8,    0.388472, 0.09323328"
  })
  void aMachineCostsWhatItsCoresAndItsMemoryCost(
      String name, BigDecimal onDemand, BigDecimal spot) {
    assertThat(hour(LISTED, name, false)).hasValueSatisfying(is(onDemand));
    assertThat(hour(LISTED, name, true)).hasValueSatisfying(is(spot));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c4-highmem-192",
        "n4-standard-8",
        "m1-megamem-96",
        "m3-megamem-128",
        "c3d-highmem-180-lssd",
        "e2-medium"
      })
  void aMachineWithoutAPriceHasNone(String name) {
    assertThat(hour(LISTED, name, false)).isEmpty();
    assertThat(hour(LISTED, name, true)).isEmpty();
  }

  @Test
  void aPriceOfSpotIsNotMadeUp() {
    assertThat(hour(LISTED, "c2d-highmem-56", false)).isPresent();
    assertThat(hour(LISTED, "c2d-highmem-56", true)).isEmpty();
  }

  @Test
  void whatIsKnownRoughlyIsMarked() {
    assertThat(hour(LISTED, "e2-standard-4", false).orElseThrow().estimate()).isTrue();
    assertThat(hour(LISTED, "c3d-highmem-180", false).orElseThrow().estimate()).isFalse();
    assertThat(LISTED.month(DiskType.PD_BALANCED, 300).orElseThrow().estimate()).isTrue();
    assertThat(LISTED.clusterHour().estimate()).isTrue();
  }

  @Test
  void disksAndFilestoreCostByTheMonth() {
    assertThat(LISTED.month(DiskType.PD_BALANCED, 300)).hasValueSatisfying(is("30"));
    assertThat(LISTED.month("standard", 1024)).hasValueSatisfying(is("204.8"));
    assertThat(LISTED.month(DiskType.HYPERDISK_EXTREME, 300)).isEmpty();
    assertThat(LISTED.month("zonal", 1024)).isEmpty();
  }

  @Test
  void whatIsNoPriceIsLeftOutAndFound() {
    BigDecimal minus = BigDecimal.ONE.negate();
    Prices wrong =
        new Prices(
            Map.of("n2", new Prices.Machine(minus, BigDecimal.ONE, Optional.empty(), false)),
            Map.of(DiskType.PD_SSD, new Price(minus, false)),
            Map.of("standard", new Price(minus, false)),
            new Price(minus, false),
            BigDecimal.ZERO,
            "our offer",
            "1 May",
            List.of());

    assertThat(wrong.findings())
        .allMatch(each -> each.rule().equals(FleetDeclarationRules.PRICE))
        .extracting(each -> each.place().model())
        .containsExactly(
            "machines[n2]", "disks[pd-ssd]", "filestore[standard]", "clusterHour", "multiplier");
    assertThat(wrong.machines()).isEmpty();
    assertThat(wrong.multiplier()).isEqualTo(BigDecimal.ONE);
  }

  @Test
  void whoeverHasOtherPricesGivesThem() {
    Prices own =
        LISTED
            .family("c3d", 0.02, 0.003, 0.5)
            .family("c4", 0.03, 0.004)
            .disk(DiskType.PD_BALANCED, 0.2)
            .filestore("standard", 0.16)
            .cluster(0)
            .multiplier(1.5)
            .from("our offer", "1 May");

    assertThat(hour(own, "c3d-highmem-180", false)).hasValueSatisfying(is("11.88"));
    assertThat(hour(own, "c3d-highmem-180", true)).hasValueSatisfying(is("5.94"));
    assertThat(hour(own, "c4-standard-4", false)).hasValueSatisfying(is("0.27"));
    assertThat(own.month(DiskType.PD_BALANCED, 10)).hasValueSatisfying(is("3"));
    assertThat(own.month("standard", 1000)).hasValueSatisfying(is("240"));
    assertThat(own.clusterHour().dollars()).isEqualByComparingTo("0");
    assertThat(own.source() + ", " + own.date()).isEqualTo("our offer, 1 May");
    assertThat(LISTED).isEqualTo(Prices.listed());
  }

  @Test
  void whatCannotBeAPriceIsLeftOutAndReported() {
    Prices wrong =
        LISTED
            .cluster(-0.1)
            .family("c3d", 0.02, 0.003, 40)
            .family("c3d", -1, 0.003)
            .disk(DiskType.PD_SSD, -1)
            .filestore("standard", Double.POSITIVE_INFINITY)
            .multiplier(0)
            .cluster(Double.NaN);

    assertThat(wrong.machines()).isEqualTo(LISTED.machines());
    assertThat(wrong.clusterHour()).isEqualTo(LISTED.clusterHour());
    assertThat(wrong.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo(FleetDeclarationRules.PRICE);
              assertThat(finding.place().declaredAt()).isPresent();
            })
        .extracting(finding -> finding.place().model())
        .containsExactly(
            "clusterHour",
            "machines[c3d]",
            "machines[c3d]",
            "disks[" + DiskType.PD_SSD + "]",
            "filestore[standard]",
            "multiplier",
            "clusterHour");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aBudgetThatCannotBeIsLeftOutAndReported(double dollars) {
    Gke gke = Gke.cluster("c").monthlyBudget(dollars).build();

    assertThat(gke.monthlyBudget()).isEmpty();
    assertThat(gke.findings())
        .extracting(finding -> finding.place().model())
        .containsExactly("monthlyBudget");
  }

  private static Optional<Price> hour(Prices prices, String machine, boolean spot) {
    return prices.hour(MachineType.find(machine).orElseThrow(), spot);
  }

  private static Consumer<Price> is(String dollars) {
    return is(new BigDecimal(dollars));
  }

  private static Consumer<Price> is(BigDecimal dollars) {
    return price -> assertThat(price.dollars()).isEqualByComparingTo(dollars);
  }
}
