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
  void otherMachinesAreOnePoolEachInOrderOfPreference() {
    NodePool pool =
        NodePool.named("highmem")
            .machine("c3d-highmem-180")
            .orElse("c3d-highmem-360")
            .orElse("c4-highmem-144", 3)
            .nodes(1, 4)
            .taint(Taint.noSchedule("highmem", "true"))
            .label("team", "provers")
            .build();

    assertThat(pool.created())
        .map(each -> each.name() + " " + each.machineType() + " " + each.minNodes())
        .containsExactly(
            "highmem c3d-highmem-180 1",
            "highmem-c3d-highmem-360 c3d-highmem-360 0",
            "highmem-c4-highmem-144 c4-highmem-144 0");
    assertThat(pool.created()).map(NodePool::maxNodes).containsExactly(4, 4, 3);
    assertThat(pool.created())
        .map(NodePool::diskType)
        .containsExactly(DiskType.PD_BALANCED, DiskType.PD_BALANCED, DiskType.HYPERDISK_BALANCED);
    assertThat(pool.computeClass().orElseThrow())
        .isEqualTo(new ComputeClass("highmem", pool.created()));
    assertThat(Gke.cluster("c").pools(NodePool.defaultPool(), pool).build().computeClasses())
        .containsExactly(pool.computeClass().orElseThrow());
  }

  @Test
  void podsChooseTheClassByOneLabelAndTolerateItsTaint() {
    NodePool pool =
        NodePool.named("highmem").orElse("n2-highmem-128").label("team", "provers").build();

    assertThat(pool.nodeSelector())
        .containsExactly(Map.entry("cloud.google.com/compute-class", "highmem"));
    assertThat(pool.tolerations())
        .containsExactly(
            new Toleration(
                "NoSchedule", "cloud.google.com/compute-class", "Equal", null, "highmem"));
    assertThat(pool.isTainted()).isTrue();
    for (NodePool each : pool.created()) {
      assertThat(each.nodeLabels())
          .containsExactly(
              Map.entry("team", "provers"), Map.entry("cloud.google.com/compute-class", "highmem"));
      assertThat(each.taints())
          .map(Taint::toString)
          .containsExactly("cloud.google.com/compute-class=highmem:NoSchedule");
      assertThat(each.hasChoice()).isFalse();
    }
  }

  @Test
  void spotOfAllMachinesComesBeforeAnyOnDemand() {
    NodePool pool =
        NodePool.named("highmem").orElse("n2-highmem-128").spotFirst().nodes(1, 2).build();

    assertThat(pool.created())
        .map(each -> each.name() + " " + each.spot() + " " + each.minNodes())
        .containsExactly(
            "highmem-spot true 1",
            "highmem-n2-highmem-128-spot true 0",
            "highmem false 0",
            "highmem-n2-highmem-128 false 0");
    assertThat(pool.maySpot()).isTrue();
    assertThat(pool.spot()).isFalse();
  }

  @Test
  void spotFirstAloneIsTheSameMachineTwice() {
    assertThat(NodePool.named("highmem").spotFirst().build().created())
        .map(NodePool::name)
        .containsExactly("highmem-spot", "highmem");
    assertThat(NodePool.named("highmem").build().computeClass()).isEmpty();
  }

  @Test
  void theAccountOfTheNodesIsNamedAfterTheCluster() {
    assertThat(Gke.cluster("zero").build().nodeServiceAccount()).contains("zero-nodes");
    assertThat(Gke.cluster("a-cluster-with-a-very-long-name").build().nodeServiceAccount())
        .contains("a-cluster-with-a-very-lo-nodes");
    assertThat(Gke.cluster("7").build().nodeServiceAccount()).contains("gke-nodes");
  }
}
