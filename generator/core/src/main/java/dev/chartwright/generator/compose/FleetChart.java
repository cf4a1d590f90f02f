package dev.chartwright.generator.compose;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
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
    CompanionComponent companion = new CompanionComponent(shared);
    MonitoringComponent monitoring = new MonitoringComponent(shared, broker);
    LeaderComponent leader = new LeaderComponent(pods, companion, monitoring);
    HookPod hooks = new HookPod(pods, leader);
    RunGuardComponent guard = new RunGuardComponent(hooks);
    values.section(
        "workers",
        "Groups of workers, each with its own machines, number of workers and settings.");
    List<WorkerComponent> groups = groups(pods);
    NetworkPolicies policies =
        new NetworkPolicies(
            shared,
            broker,
            leader,
            companion.uploads(),
            monitoring,
            groups.stream().flatMap(group -> group.autoscaling().stream()).toList());

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
            .longestFullNameThatFits()
            .values(values)
            .template(broker.secretTemplate())
            .template(leader.claimTemplate())
            .manifests(new ScriptsComponent(shared).manifests())
            .manifests(broker.manifests())
            .manifests(circuits.manifests())
            .add(leader.component())
            .manifests(leader.manifests())
            .manifests(companion.manifests())
            .manifests(policies.manifests())
            .manifests(monitoring.manifests(policies.hideMetrics()))
            .manifest(guard.manifest())
            .manifest(new TestComponent(hooks).manifest())
            .offline(shared.requireCrds(), false)
            .ci(fixedSize(policies, groups))
            .ci(recorded(groups))
            .ci(
                CiCase.named("monitored")
                    .set(monitoring.kind(), Monitoring.Kind.PROMETHEUS_OPERATOR.toString())
                    .set(policies.monitoringNamespace(), Monitoring.USUAL_NAMESPACE));
    circuits.templates().forEach(chart::template);
    for (WorkerComponent group : groups) {
      chart.add(group.component()).manifests(group.manifests());
    }
    FleetNotes.of(
            broker,
            leader,
            groups.stream().map(WorkerComponent::name).toList(),
            fleet.follow().isPresent())
        .forEach(chart::notes);
    return chart.build();
  }

  private static List<WorkerComponent> groups(ProverPod pods) {
    List<Workers> declared = pods.shared().fleet().workers();
    List<String> keys = GroupKeys.of(declared);
    List<WorkerComponent> groups = new ArrayList<>();
    for (int index = 0; index < keys.size(); index++) {
      groups.add(new WorkerComponent(pods, declared.get(index), "workers." + keys.get(index)));
    }
    return groups;
  }

  /** A fleet that nothing scales, on a cluster without network policies. */
  private static CiCase fixedSize(NetworkPolicies policies, List<WorkerComponent> groups) {
    CiCase fixed = CiCase.named("fixed-size").set(policies.enabled(), false);
    for (WorkerComponent group : groups) {
      if (group.autoscaling().isPresent()) {
        fixed = fixed.set(group.autoscaling().get(), false);
      }
    }
    return fixed;
  }

  /** A fleet whose workers are recorded. */
  private static CiCase recorded(List<WorkerComponent> groups) {
    CiCase recorded = CiCase.named("recorded");
    for (WorkerComponent group : groups) {
      recorded = group.atop().on(recorded);
    }
    return recorded;
  }
}
