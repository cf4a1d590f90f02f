package dev.chartwright.generator.compose;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.prover.ProverFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a fleet to its chart, component by component. */
public final class FleetChart {
  private FleetChart() {}

  /** The chart of a fleet that passed its check, without a picture in its README. */
  public static Chart of(ProverFleet fleet) {
    return of(fleet, Optional.empty());
  }

  /**
   * The chart of a fleet that passed its check.
   *
   * @param picture a Mermaid diagram for its README
   */
  public static Chart of(ProverFleet fleet, Optional<String> picture) {
    Values values = Values.create();
    FleetValues shared = FleetValues.declare(fleet, values);
    BrokerComponent broker = new BrokerComponent(shared);
    CircuitsComponent circuits = new CircuitsComponent(shared);
    ProverPod pods = new ProverPod(shared, broker, circuits, Script.digest(fleet.release()));
    LeaderComponent leader = new LeaderComponent(pods);
    List<Component> components =
        new ArrayList<>(List.of(new ScriptsComponent(shared), broker, circuits, leader));
    values.section(
        "workers",
        "Groups of workers, each with its own machines, number of workers and" + " settings.");
    List<String> keys = GroupKeys.of(fleet.workers());
    List<Condition> autoscaled = new ArrayList<>();
    List<String> deployments = new ArrayList<>();
    for (int index = 0; index < keys.size(); index++) {
      WorkerComponent workers =
          new WorkerComponent(pods, fleet.workers().get(index), "workers." + keys.get(index));
      workers.isAutoscaled().ifPresent(autoscaled::add);
      deployments.add(workers.name());
      components.add(workers);
    }
    components.add(new NetworkPolicies(shared, broker, leader, autoscaled));
    components.add(new TestComponent(pods, leader));

    Chart.Builder chart =
        Chart.named(fleet.name())
            .version(fleet.version())
            .appVersion(fleet.release().imageTag())
            .describe(
                "A fleet that proves Ethereum blocks: a broker, a jumpbox, and workers"
                    + (shared.isAutoscaled() ? " that scale on the task queue." : "."))
            .kubeVersion(">=1.27.0-0")
            .home("https://github.com/0xPolygonZero/zk_evm")
            .source("https://github.com/0xPolygonZero/zk_evm")
            .keywords("ethereum", "prover", "zero-knowledge", "rabbitmq", "keda")
            .maintainer("Chartwright", "", "")
            .annotation("artifacthub.io/license", "Apache-2.0")
            .readme(FleetReadme.of(shared, circuits, picture))
            .values(values)
            .template(broker.secretTemplate())
            .template(leader.claimTemplate())
            .offline(shared.requireCrds(), false);
    circuits.templates().forEach(chart::template);
    components.forEach(component -> chart.manifests(component.manifests()));
    FleetNotes.of(broker, leader, deployments).forEach(chart::notes);
    FleetCases.of(values).forEach(chart::ci);
    return chart.build();
  }
}
