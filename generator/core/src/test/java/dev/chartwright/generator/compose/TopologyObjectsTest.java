package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.plan.PlannedFleets;
import dev.chartwright.generator.plan.TopologyDocument;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Runs;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.DiskSize;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page of the topology says, against what Helm renders. */
class TopologyObjectsTest {
  /** A hook that comes and goes. */
  private static final String TEST = "-test";

  static Stream<ProverFleet> fleets() {
    return Stream.of(
        ZeroProver.fleet(),
        PlannedFleets.mainnet(),
        FallbackMachines.fleet(),
        FleetChartTest.june2024(),
        FollowedChain.fleet(),
        FleetChartTest.publishing(),
        ProverFleet.named("a-fleet-whose-name-is-longer-than-most")
            .circuits(
                Circuits.recommended().storage(CircuitStorage.shared("our-nfs", DiskSize.tib(1))))
            .build(),
        ProverFleet.named("a-fleet-whose-name-is-longer-than-the-most")
            .broker(Broker.on(NodePool.defaultPool()).named("b"))
            .leader(Leader.on(NodePool.defaultPool()).named("l"))
            .workers(Workers.on(NodePool.highmemPool()).named("w").replicas(2))
            .gke(Gke.cluster("c"))
            .build(),
        ProverFleet.named("watched").monitoring(Monitoring.prometheusOperator()).build(),
        ProverFleet.named("watched").monitoring(Monitoring.gke()).build(),
        ProverFleet.named("watched").monitoring(Monitoring.gke()).runs(Runs.disabled()).build());
  }

  @ParameterizedTest
  @MethodSource("fleets")
  void thePageNamesTheObjectsThatHelmRenders(ProverFleet fleet) {
    Set<String> rendered =
        InstalledFleet.release(fleet.name(), fleet).names().stream()
            .filter(name -> !name.endsWith(TEST))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named(TopologyDocument.of(fleet), fleet)).isEqualTo(rendered);
  }

  /** The rows of objects that the chart makes, as {@code Kind/name}. */
  private static Set<String> named(String page, ProverFleet fleet) {
    return page.lines()
        .filter(line -> line.endsWith("| the chart |"))
        .map(line -> List.of(line.split(" *\\| *")))
        // InstalledFleet installs into the namespace "zero", the page speaks of the fleet's own.
        .map(
            cells ->
                cells.get(1)
                    + "/"
                    + (cells.get(1).equals("StorageClass")
                        ? cells.get(2).replace("-" + fleet.name() + "-circuits", "-zero-circuits")
                        : cells.get(2)))
        .map(name -> name.replace("`", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
