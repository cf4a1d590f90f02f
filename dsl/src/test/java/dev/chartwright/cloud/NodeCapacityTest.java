package dev.chartwright.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCapacityTest {
  private static final NodeCapacity NODE =
      NodeCapacity.of(MachineType.find("c3d-highmem-180").orElseThrow(), DiskSize.gb(300));

  @ParameterizedTest(name = "{2} of {0} GiB and {1} cores, bound by {3}")
  @CsvSource({
    "300,  44,   4, MEMORY",
    "344,  44,   4, MEMORY",
    "345,  44,   3, MEMORY",
    "300,  60,   2, CPU",
    "1379, 44,   1, MEMORY",
    "1380, 44,   0, MEMORY",
    "300,  179,  0, CPU",
    "1,    1,   17, STORAGE"
  })
  void asManyFitAsTheScarcestResourceAllows(long gib, long cores, int pods, NodeResource binding) {
    Fit fit = NODE.fit(worker(gib, cores));

    assertThat(fit.pods()).isEqualTo(pods);
    assertThat(fit.binding()).isEqualTo(binding);
  }

  @Test
  void theKubeletRuns110PodsAtMost() {
    Fit fit = NODE.fit(new PodRequests(Memory.mib(1), Cpu.millis(1), DiskSize.gib(0)));

    assertThat(fit.pods()).isEqualTo(110);
    assertThat(fit.binding()).isEqualTo(NodeResource.PODS);
  }

  @ParameterizedTest(name = "{0} GB leave {1} GiB")
  @CsvSource({"300, 170.0", "100, 49.0", "50, 21.5", "10, 4.0", "1000, 800.0"})
  void aBootDiskLeavesThisMuchForPods(long gb, double gib) {
    assertThat(NodeCapacity.allocatableStorage(DiskSize.gb(gb)).gibibytes())
        .isCloseTo(gib, within(0.05));
  }

  @Test
  void aDiskOfAnySizeHasAFigure() {
    assertThat(NodeCapacity.allocatableStorage(new DiskSize(Long.MAX_VALUE)).gibibytes())
        .isPositive();
    assertThat(NodeCapacity.allocatableStorage(DiskSize.gb(0))).isEqualTo(DiskSize.gb(0));
  }

  @Test
  void oneMoreNeverFitsAndALargerOneNeverMoreOften() {
    Random random = new Random(20_260_801);
    for (int trial = 0; trial < 20_000; trial++) {
      MachineType machine =
          MachineType.find(trial % 2 == 0 ? "c3d-highmem-180" : "e2-standard-16").orElseThrow();
      NodeCapacity node = NodeCapacity.of(machine, DiskSize.gb(20 + random.nextInt(500)));
      PodRequests pod =
          new PodRequests(
              Memory.mib(1 + random.nextInt(400_000)),
              Cpu.millis(1 + random.nextInt(60_000)),
              DiskSize.gib(random.nextInt(20)));
      int pods = node.fit(pod).pods();

      assertThat(node.beside(pods, pod).fit(pod).pods()).isZero();
      assertThat(pod.memory().times(pods)).isLessThanOrEqualTo(node.memory());
      assertThat(pod.cpu().times(pods)).isLessThanOrEqualTo(node.cpu());
      PodRequests larger =
          new PodRequests(
              pod.memory().plus(Memory.mib(random.nextInt(1000))),
              Cpu.millis(pod.cpu().millis() + random.nextInt(1000)),
              pod.storage());
      assertThat(node.fit(larger).pods()).isLessThanOrEqualTo(pods);
    }
  }

  @Test
  void theLargestOfSoManyFitsSoOftenAndAGibMoreDoesNot() {
    assertThat(NODE.largestOf(4).memory()).isEqualTo(Memory.gib(344));
    for (int count = 1; count <= 17; count++) {
      PodRequests largest = NODE.largestOf(count);

      assertThat(NODE.fit(largest).pods()).isEqualTo(count);
      Memory more = largest.memory().plus(Memory.gib(1));
      assertThat(NODE.fit(new PodRequests(more, largest.cpu(), largest.storage())).pods())
          .isLessThan(count);
      Cpu faster = Cpu.millis(largest.cpu().millis() + 1);
      assertThat(NODE.fit(new PodRequests(largest.memory(), faster, largest.storage())).pods())
          .isLessThan(count);
    }
  }

  @Test
  void aNodeCannotHoldMoreThanItHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NODE.beside(5, worker(300, 44)))
        .withMessageContaining("5");
  }

  private static PodRequests worker(long gib, long cores) {
    return new PodRequests(Memory.gib(gib), Cpu.cores(cores), DiskSize.gib(10));
  }
}
