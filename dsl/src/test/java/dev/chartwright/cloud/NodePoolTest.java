package dev.chartwright.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.units.DiskSize;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodePoolTest {
  @Test
  void theTaintOfAPoolIsWhatItsPodsTolerate() {
    NodePool pool = NodePool.highmemPool();

    assertThat(pool.taints()).map(Taint::toString).containsExactly("highmem=true:NoSchedule");
    assertThat(pool.tolerations())
        .containsExactly(new Toleration("NoSchedule", "highmem", "Equal", null, "true"));
    assertThat(pool.nodeSelector()).containsEntry("cloud.google.com/gke-nodepool", "highmem-pool");
    assertThat(pool.isTainted()).isTrue();
  }

  @Test
  void oneEffectHasTwoSpellings() {
    assertThat(Taint.noExecute("a", "").effect().gke()).isEqualTo("NO_EXECUTE");
    assertThat(Taint.noExecute("a", "").effect().kubernetes()).isEqualTo("NoExecute");
    assertThat(Taint.preferNoSchedule("a", "b").repels()).isFalse();
  }

  @Test
  void thePoolsOfTheFleetHaveANodeAnd300GbAtLeast() {
    assertThat(NodePool.defaultPool().machineType()).isEqualTo("e2-standard-4");
    assertThat(NodePool.highmemPool().machineType()).isEqualTo("c3d-highmem-180");
    for (NodePool pool : new NodePool[] {NodePool.defaultPool(), NodePool.highmemPool()}) {
      assertThat(pool.minNodes()).isEqualTo(1);
      assertThat(pool.disk()).isEqualTo(DiskSize.gb(300));
      assertThat(pool.machine()).isPresent();
    }
  }

  @Test
  void theDiskTypeSuitsTheMachineUnlessItIsDeclared() {
    assertThat(NodePool.named("a").machine("c4-highmem-192").build().diskType())
        .isEqualTo(DiskType.HYPERDISK_BALANCED);
    assertThat(NodePool.named("a").machine("c3d-highmem-180").build().diskType())
        .isEqualTo(DiskType.PD_BALANCED);
    assertThat(NodePool.named("a").diskType(DiskType.PD_SSD).build().diskType())
        .isEqualTo(DiskType.PD_SSD);
  }

  @Test
  void anUpgradeStartsNoSecondMachineOfElevenDollarsAnHour() {
    assertThat(NodePool.highmemPool().maxSurge()).isZero();
    assertThat(NodePool.highmemPool().maxUnavailable()).isEqualTo(1);
    assertThat(NodePool.defaultPool().maxSurge()).isEqualTo(1);
  }

  @Test
  void aPoolCanHoldWhatIsWrong() {
    assertThat(NodePool.named("a").machine("c3d-highmen-180").nodes(3, 1).build().machine())
        .isEmpty();
    assertThat(NodePool.named(" ").build().name()).isEqualTo(" ");
  }

  @Test
  void aLocationIsAZoneOrARegion() {
    assertThat(Gke.cluster("c").zone("europe-west1-c").build().isRegional()).isFalse();
    assertThat(Gke.cluster("c").zone("europe-west1-c").build().region()).isEqualTo("europe-west1");
    Gke regional = Gke.cluster("c").region("us-east4", "us-east4-a").build();
    assertThat(regional.isRegional()).isTrue();
    assertThat(regional.region()).isEqualTo("us-east4");
  }

  @Test
  void aMaintenanceWindowRecursByTheCalendarRule() {
    assertThat(MaintenanceWindow.weekends().recurrence()).isEqualTo("FREQ=WEEKLY;BYDAY=SA,SU");
  }

  @Test
  void aFallbackIsTheSamePoolOnDemandAndTakesTheSamePods() {
    NodePool spot =
        NodePool.named("highmem")
            .machine("c3d-highmem-180")
            .nodes(1, 4)
            .taint(Taint.noSchedule("highmem", "true"))
            .label("team", "provers")
            .spotWithFallback()
            .build();
    NodePool twin = spot.fallback().orElseThrow();

    assertThat(twin.name()).isEqualTo("highmem-on-demand");
    assertThat(twin.spot()).isFalse();
    assertThat(twin.minNodes()).isZero();
    assertThat(twin.maxNodes()).isEqualTo(4);
    assertThat(twin.machineType()).isEqualTo(spot.machineType());
    assertThat(twin.taints()).isEqualTo(spot.taints());
    assertThat(twin.fallback()).isEmpty();
    assertThat(spot.nodeSelector()).containsExactly(Map.entry("chartwright.dev/pool", "highmem"));
    for (NodePool pool : List.of(spot, twin)) {
      assertThat(pool.nodeLabels())
          .containsExactly(
              Map.entry("team", "provers"), Map.entry("chartwright.dev/pool", "highmem"));
    }
    assertThat(Gke.cluster("c").pools(NodePool.defaultPool(), spot).build().allPools())
        .map(NodePool::name)
        .containsExactly("default-pool", "highmem", "highmem-on-demand");
  }

  @Test
  void theAccountOfTheNodesIsNamedAfterTheCluster() {
    assertThat(Gke.cluster("zero").build().nodeServiceAccount()).contains("zero-nodes");
    assertThat(Gke.cluster("a-cluster-with-a-very-long-name").build().nodeServiceAccount())
        .contains("a-cluster-with-a-very-lo-nodes");
    assertThat(Gke.cluster("7").build().nodeServiceAccount()).contains("gke-nodes");
  }
}
