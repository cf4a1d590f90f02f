package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.DiskType;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.check.FleetCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.units.DiskSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the services of Google would refuse is refused before it becomes a command. */
class MistakenFleetsTest {
  @Test
  void mistakesOfTheModelNeverBecomeCommands() {
    Map<String, ProverFleet> fleets = wrongFleets();
    List<String> unnoticed = new ArrayList<>();
    fleets.forEach(
        (mistake, fleet) -> {
          if (FleetCheck.check(fleet).stream().noneMatch(Finding::isError)) {
            unnoticed.add(mistake);
          }
        });
    System.out.printf(
        "%d of %d mistakes in the model are refused%n",
        fleets.size() - unnoticed.size(), fleets.size());
    assertThat(unnoticed).isEmpty();
  }

  private static Map<String, ProverFleet> wrongFleets() {
    Map<String, ProverFleet> fleets = new LinkedHashMap<>();
    UnaryOperator<Gke.Builder> same = UnaryOperator.identity();
    Map<String, UnaryOperator<NodePool.Builder>> pools = new LinkedHashMap<>();
    pools.put("machine that does not exist", pool -> pool.machine("c3d-highmen-180"));
    pools.put("more nodes at least than at most", pool -> pool.nodes(3, 2));
    pools.put("fewer nodes than none", pool -> pool.nodes(-1, 2));
    pools.put("disk that the machine does not take", pool -> pool.diskType(DiskType.PD_STANDARD));
    pools.put("disk too small to start from", pool -> pool.disk(DiskSize.gb(5)));
    pools.put("Spot that is not sold", pool -> pool.machine("m3-megamem-128"));
    pools.put("label that is none", pool -> pool.label("tier", "not a label!"));
    pools.put("upgrade that replaces nothing", pool -> pool.upgrade(0, 0));
    pools.forEach(
        (mistake, pool) -> fleets.put("pool: " + mistake, BuiltFleets.everything(same, pool)));
    Map<String, UnaryOperator<Gke.Builder>> clusters = new LinkedHashMap<>();
    clusters.put("zone outside the region", gke -> gke.region("europe-west1", "us-central1-a"));
    clusters.put("zone that is none", gke -> gke.zone("europe-west1-highmem"));
    clusters.put("addresses that are none", gke -> gke.network(range("10.0.0.0/40")));
    clusters.put("addresses with bits behind", gke -> gke.network(range("10.0.0.1/20")));
    clusters.put("addresses twice", gke -> gke.network(range("10.4.0.0/20")));
    clusters.put(
        "control plane of another size",
        gke -> gke.network(Network.named("net").controlPlane("172.16.0.0/24")));
    clusters.put("authorized network that is none", gke -> gke.authorizedNetworks("office"));
    clusters.put("network with a name that is none", gke -> gke.network(Network.named("Net_1")));
    clusters.put("account with a name too short", gke -> gke.nodeServiceAccount("abc"));
    clusters.put("label with a key that is none", gke -> gke.label("Cost Centre", "zero"));
    clusters.put("project that is none", gke -> gke.project("My Project"));
    clusters.forEach(
        (mistake, gke) ->
            fleets.put(
                "cluster: " + mistake, BuiltFleets.everything(gke, UnaryOperator.identity())));
    return fleets;
  }

  private static Network range(String nodes) {
    return Network.named("net").ranges(nodes, "10.4.0.0/14", "10.8.0.0/20");
  }
}
