package dev.chartwright.generator.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.diagram.Arrow.Kind;
import dev.chartwright.prover.Circuits;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetDiagramTest {
  private static final Diagram ZERO = FleetDiagram.of(ZeroProver.fleet());

  // who talks to whom

  @Test
  void everybodyTalksToTheBrokerAndThePortsAreThoseOfTheNetworkPolicies() {
    assertThat(arrows(ZERO, Kind.CONNECTS))
        .containsExactly(
            "keda -> broker: 15672, queue length",
            "operator -> broker: 15672, health",
            "leader -> broker: 5672, tasks, results",
            "workers1 -> broker: 5672",
            "cluster -> nat",
            "nat -> internet: outwards",
            "internet -> cluster: 443 control plane");
  }

  @Test
  void kedaAsksOverAmqpWhereItIsToldToAndAnOldOperatorAsksNothing() {
    assertThat(arrows(FleetDiagram.of(Fleets.perPod()), Kind.CONNECTS))
        .contains("keda -> broker: 5672, queue length")
        .noneMatch(arrow -> arrow.startsWith("operator"));
  }

  @Test
  void withoutAutoscalingThereIsNoKeda() {
    Diagram diagram = FleetDiagram.of(Fleets.twoOpenPools());

    assertThat(diagram.byId()).doesNotContainKey("keda");
    assertThat(arrows(diagram, Kind.SCALES)).isEmpty();
    assertThat(diagram.byId().get("workers1").title()).isEqualTo("worker × 2");
  }

  @Test
  void nodesWithPublicAddressesNeedNoNat() {
    assertThat(arrows(FleetDiagram.of(Fleets.spot()), Kind.CONNECTS))
        .contains("cluster -> internet: outwards");
  }

  @Test
  void theControlPlaneSaysFromWhereItCanBeReached() {
    assertThat(arrows(FleetDiagram.of(Fleets.affinity()), Kind.CONNECTS))
        .contains("internet -> cluster: 443 control plane, from 203.0.113.0/24 and 1 more");
  }

  // what scales on what

  @Test
  void workersScaleOnAllTaskQueuesOrOnTheirOwn() {
    assertThat(arrows(ZERO, Kind.SCALES))
        .containsExactly("keda -> workers1: 0–8 workers, on all task queues");
    assertThat(arrows(FleetDiagram.of(Fleets.affinity()), Kind.SCALES))
        .containsExactly(
            "keda -> workers1: 1–8 workers, on queue heavy-proof",
            "keda -> workers2: 1–4 workers, on queue light-proof");
  }

  // what runs where

  @Test
  void eachPoolCarriesWhatIsDeclaredOnIt() {
    assertThat(pool(ZERO, "pool1")).containsExactly("keda", "operator", "leader", "broker");
    assertThat(pool(ZERO, "pool2")).containsExactly("workers1");
    assertThat(ZERO.byId().get("pool2").lines())
        .containsExactly("c3d-highmem-180 · 0–2 nodes", "taint highmem=true:NoSchedule");
  }

  @Test
  void operatorsStandBesideThePoolsWhereSeveralLetThemIn() {
    Diagram diagram = FleetDiagram.of(Fleets.twoOpenPools());

    assertThat(pool(diagram, "pool1")).containsExactly("leader", "broker");
    assertThat(pool(diagram, "cluster")).contains("operator");
  }

  @Test
  void aSpotPoolFallsBackToItsTwin() {
    Diagram diagram = FleetDiagram.of(Fleets.spot());

    assertThat(arrows(diagram, Kind.FALLS_BACK)).containsExactly("pool2 -> fallback2");
    assertThat(diagram.byId().get("pool2").lines()).contains("c3d-highmem-180 · 0–4 nodes · Spot");
    assertThat(diagram.byId().get("fallback2").title()).isEqualTo("spot-pool-on-demand");
  }

  @Test
  void addingAPoolAddsABox() {
    NodePool more = NodePool.named("more").nodes(0, 2).build();
    Diagram diagram =
        FleetDiagram.of(
            ZeroProver.builder()
                .gke(ZeroProver.cluster().pools(ZeroProver.SYSTEM, ZeroProver.HIGHMEM, more))
                .build());

    assertThat(diagram.byId()).hasSize(ZERO.byId().size() + 1);
    assertThat(diagram.byId().get("pool3"))
        .isEqualTo(new Box("pool3", Role.POOL, "more", List.of("e2-standard-4 · 0–2 nodes")));
  }

  // volumes

  @Test
  void circuitsAreMountedByAllOrByEachWorker() {
    assertThat(arrows(ZERO, Kind.MOUNTS))
        .containsExactly(
            "leader -> data", "broker -> queues", "workers1 -> circuits", "leader -> circuits");
    assertThat(arrows(FleetDiagram.of(Fleets.perPod()), Kind.MOUNTS))
        .containsExactly("leader -> data", "broker -> queues", "workers1 -> circuitsworkers1");
  }

  @Test
  void circuitsInMemoryHaveNoVolume() {
    Diagram diagram =
        FleetDiagram.of(
            ZeroProver.builder()
                .circuits(Circuits.recommended().persistence(Circuits.Persistence.NONE))
                .build());

    assertThat(diagram.byId()).doesNotContainKey("circuits");
  }

  // the model of the picture

  @Test
  void aDiagramThatNoRendererCouldDrawIsRefused() {
    Box box = new Box("a", Role.POOL, "a", List.of());

    assertThatThrownBy(() -> diagram(List.of(box, box), List.of()))
        .hasMessage("two elements have the id a");
    assertThatThrownBy(
            () -> diagram(List.of(new Box("end-1", Role.POOL, "", List.of())), List.of()))
        .hasMessage("an id is a small letter, then small letters and digits: end-1");
    assertThatThrownBy(
            () -> diagram(List.of(box), List.of(new Arrow(Kind.CONNECTS, "a", "b", List.of()))))
        .hasMessageStartingWith("an arrow leads from nothing or to nothing: ");
    assertThatThrownBy(() -> new Group("g", Role.POOL, "g", List.of(), List.of()))
        .hasMessage("a group without elements is a box: g");
  }

  private static Diagram diagram(List<Element> elements, List<Arrow> arrows) {
    return new Diagram("", "", "", elements, arrows);
  }

  private static List<String> arrows(Diagram diagram, Kind kind) {
    return diagram.arrows().stream()
        .filter(arrow -> arrow.kind() == kind)
        .map(
            arrow ->
                arrow.from()
                    + " -> "
                    + arrow.to()
                    + (arrow.lines().isEmpty() ? "" : ": " + String.join(", ", arrow.lines())))
        .toList();
  }

  private static List<String> pool(Diagram diagram, String id) {
    return ((Group) diagram.byId().get(id)).elements().stream().map(Element::id).toList();
  }
}
