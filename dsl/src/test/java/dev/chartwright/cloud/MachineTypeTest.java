package dev.chartwright.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chartwright.units.Cpu;
import dev.chartwright.units.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTypeTest {
  @ParameterizedTest(name = "{0}: {1} vCPUs, {2} GiB, {3} allocatable, {4} usable, {5}m")
  @CsvSource({
    "e2-standard-2,    2,    8,    6.1,    5.9,   1930",
    "e2-standard-4,    4,   16,   13.3,   13.0,   3920",
    "e2-standard-8,    8,   32,   28.4,   27.8,   7910",
    "e2-standard-16,  16,   64,   58.5,   57.4,  15890",
    "t2d-standard-32, 32,  128,  118.7,  116.7,  31850",
    "t2d-standard-60, 60,  240,  228.5,  224.7,  59780",
    "n2-highmem-128, 128,  864,  840.0,  826.4, 127610",
    "c3d-highmem-8,    8,   64,   58.5,   57.4,   7910",
    "c3d-highmem-30,  30,  240,  228.5,  224.7,  29855",
    "c3d-highmem-60,  60,  480,  463.7,  456.1,  59780",
    "c3d-highmem-90,  90,  720,  698.9,  687.6,  89705",
    "c3d-highmem-180, 180, 1440, 1404.5, 1381.9, 179480",
    "c3d-highmem-360, 360, 2880, 2815.7, 2770.6, 359030",
    "c4-highmem-192, 192, 1488, 1451.5, 1428.2, 191450",
    "m3-megamem-128, 128, 1952, 1906.3, 1875.7, 127610"
  })
  void theKubeletLeavesThisMuchForPods(
      String name, int vcpus, int gib, double allocatable, double usable, long millis) {
    MachineType machine = MachineType.find(name).orElseThrow();

    assertThat(machine.vcpus()).isEqualTo(vcpus);
    assertThat(machine.memory()).isEqualTo(Memory.gib(gib));
    assertThat(machine.allocatableMemory().gibibytes()).isCloseTo(allocatable, within(0.06));
    assertThat(machine.usableMemory().gibibytes()).isCloseTo(usable, within(0.06));
    assertThat(machine.allocatableCpu()).isEqualTo(Cpu.millis(millis));
  }

  @Test
  void theKubeletKeepsLessOfEachFurtherPart() {
    assertThat(MachineType.find("c3d-highmem-180").orElseThrow().kubeletMemory())
        .extracting(part -> part.percent() + " %: " + part.amount().mebibytes())
        .containsExactly("25 %: 1000", "20 %: 800", "10 %: 800", "6 %: 6720", "2 %: 26931");
    assertThat(MachineType.find("e2-medium").orElseThrow().kubeletMemory())
        .extracting(part -> part.percent() + " %: " + part.amount().mebibytes())
        .containsExactly("25 %: 1000", "20 %: 19");
    assertThat(
            new MachineType("tiny", "t", 1, Memory.mib(600), List.of(), false).allocatableMemory())
        .isEqualTo(Memory.mib(245));
  }

  @Test
  void theKernelAndTheKubeletKeepWhatIsDocumented() {
    MachineType machine = MachineType.find("c3d-highmem-180").orElseThrow();

    assertThat(machine.kernelMemory()).isEqualTo(Memory.mib(23_120));
    assertThat(machine.kubeletCpu()).isEqualTo(Cpu.millis(520));
    assertThat(machine.workloadCpu()).isEqualTo(Cpu.millis(178_480));
  }

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "c3d-highmen-180, c3d-highmem-180",
    "e2-standart-4, e2-standard-4",
    "C3D-highmem-360, c3d-highmem-360",
    "n2-highmem128, n2-highmem-128"
  })
  void aMisspeltMachineIsNotFoundButGuessed(String written, String meant) {
    assertThat(MachineType.find(written)).isEmpty();
    assertThat(MachineType.closestName(written)).isEqualTo(meant);
  }

  @ParameterizedTest(name = "{0} has {1} GiB")
  @CsvSource({
    "e2-micro, 1", "c3d-highcpu-60, 118", "c3d-highmem-360, 2880", "c4-standard-2, 7",
    "c4-highmem-288, 2232", "c4d-highmem-8, 63", "c4d-standard-384, 1488", "m3-ultramem-128, 3904",
    "c3d-standard-8-lssd, 32", "c3-highmem-192-metal, 1536"
  })
  void memoryFollowsTheShapeWithItsExceptions(String name, int gib) {
    assertThat(MachineType.find(name).orElseThrow().memory()).isEqualTo(Memory.gib(gib));
  }

  @Test
  void newerFamiliesTakeNoStandardDiskAndTheLargestMemoryNoSpot() {
    assertThat(MachineType.find("c3d-highmem-180").orElseThrow().diskTypes())
        .doesNotContain(DiskType.PD_STANDARD)
        .startsWith(DiskType.PD_BALANCED);
    assertThat(MachineType.find("c4-highmem-192").orElseThrow().diskTypes())
        .containsExactly(DiskType.HYPERDISK_BALANCED);
    assertThat(MachineType.find("m3-megamem-128").orElseThrow().spot()).isFalse();
    assertThat(MachineType.find("c3-standard-192-metal").orElseThrow().spot()).isFalse();
    assertThat(MachineType.find("c3d-highmem-180").orElseThrow().spot()).isTrue();
  }
}
