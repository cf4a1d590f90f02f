package dev.chartwright.generator.compose;

import dev.chartwright.chart.Chart;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.object.DeclaredPool;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.problem.Waiver;
import dev.chartwright.prover.ProverFleet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a fleet adds to the proof of its chart: its version of KEDA and its nodes. */
public final class FleetProof {
  private FleetProof() {}

  /**
   * How the chart of a fleet is proven.
   *
   * @param chart what {@link FleetChart} made of the fleet
   */
  public static ProofRequest request(ProverFleet fleet, Chart chart) {
    ProofRequest request =
        ProofRequest.of(chart).withKedaVersion(fleet.platform().keda().toString());
    for (Waiver waiver : fleet.waivers()) {
      request = request.accepting(waiver);
    }
    for (DeclaredPool pool : pools(fleet)) {
      request = request.withPool(pool);
    }
    return request;
  }

  /**
   * The pools of a fleet and their fallbacks; a machine that is not known has room for anything.
   */
  private static List<DeclaredPool> pools(ProverFleet fleet) {
    return fleet.gke().allPools().stream().map(FleetProof::declared).toList();
  }

  private static DeclaredPool declared(NodePool pool) {
    Map<String, String> labels = new LinkedHashMap<>(pool.nodeLabels());
    labels.put(NodePool.LABEL, pool.name());
    return new DeclaredPool(
        pool.name(),
        labels,
        pool.taints().stream()
            .map(
                taint ->
                    new DeclaredPool.Taint(taint.key(), taint.value(), taint.effect().kubernetes()))
            .toList(),
        pool.capacity().map(node -> node.memory().bytes()).orElse(Long.MAX_VALUE),
        pool.capacity().map(node -> node.cpu().millis()).orElse(Long.MAX_VALUE));
  }
}
