package dev.chartwright.cloud;

import dev.chartwright.units.Cpu;
import dev.chartwright.units.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A kind of virtual machine of Google Compute Engine, from the public table of machine families.
 *
 * @param name family, shape and number of vCPUs, such as {@code c3d-highmem-180}
 * @param family the first part of the name, such as {@code c3d}
 * @param vcpus virtual processors
 * @param memory the nominal memory; what Google writes as GB is GiB
 * @param diskTypes the kinds of boot disk that the family takes, the usual choice first
 * @param spot whether it is sold as Spot
 */
public record MachineType(
    String name, String family, int vcpus, Memory memory, List<DiskType> diskTypes, boolean spot) {
  /** What system pods of a node take beside the kubelet's own reservation. */
  public static final Memory SYSTEM_MEMORY = Memory.gib(2);

  /** What system pods of a node take beside the kubelet's own reservation. */
  public static final Cpu SYSTEM_CPU = Cpu.cores(1);

  /** Below this much free memory the kubelet evicts pods. */
  public static final Memory EVICTION_MEMORY = Memory.mib(100);

  private static final Set<String> SHARED_CORE = Set.of("e2-micro", "e2-small", "e2-medium");
  private static final Map<String, MachineType> TABLE = table();

  public MachineType {
    diskTypes = List.copyOf(diskTypes);
  }

  /** The machine of exactly this name, or nothing if there is none. */
  public static Optional<MachineType> find(String name) {
    return Optional.ofNullable(TABLE.get(name));
  }

  /** The name of the machine that is spelt most like the given text. */
  public static String closestName(String text) {
    return TABLE.keySet().stream()
        .min(Comparator.comparingInt(name -> editDistance(name, text)))
        .orElseThrow();
  }

  /**
   * What the kubelet lets pods use, computed from the nominal memory: less {@link #kubeletMemory()}
   * and {@link #EVICTION_MEMORY}, in whole MiB.
   */
  public Memory allocatableMemory() {
    Memory kept = EVICTION_MEMORY;
    for (Reservation reservation : kubeletMemory()) {
      kept = kept.plus(reservation.amount());
    }
    return Memory.mib(memory.minus(kept).mebibytes());
  }

  /**
   * What GKE reserves for kubelet and container runtime: 25 % of the first 4000 MiB, 20 % of the
   * next 4000, 10 % of the next 8000, 6 % of the next 112 000 and 2 % of the rest, or 255 MiB of a
   * machine below 1 GiB.
   */
  public List<Reservation> kubeletMemory() {
    if (memory.isLessThan(Memory.gib(1))) {
      return List.of(new Reservation(100, Memory.mib(0), Memory.mib(255)));
    }
    return Stream.of(
            new Reservation(25, Memory.mib(0), Memory.mib(4000)),
            new Reservation(20, Memory.mib(4000), Memory.mib(8000)),
            new Reservation(10, Memory.mib(8000), Memory.mib(16_000)),
            new Reservation(6, Memory.mib(16_000), Memory.mib(128_000)),
            new Reservation(2, Memory.mib(128_000), memory))
        .filter(bracket -> bracket.from().isLessThan(memory))
        .map(bracket -> bracket.upTo(memory))
        .toList();
  }

  /**
   * The part of the nominal memory that the kernel reserves: 1/64 and 80 MiB, or 16 MiB below 3
   * GiB.
   */
  public Memory kernelMemory() {
    long total = memory.mebibytes();
    return Memory.mib(total / 64 + 16 + (total > 3072 ? 64 : 0));
  }

  /** {@link #allocatableMemory()} less {@link #kernelMemory()}: the figure to plan with. */
  public Memory usableMemory() {
    return allocatableMemory().minus(kernelMemory());
  }

  /**
   * What GKE reserves for the kubelet: 6 % of a core, 1 %, 0.5 % of two and 0.25 % of each more.
   */
  public Cpu kubeletCpu() {
    return Cpu.cores(vcpus).minus(allocatableCpu());
  }

  /** Processor time for pods: all cores less {@link #kubeletCpu()}. */
  public Cpu allocatableCpu() {
    double cores = vcpus;
    double reserved =
        60 * between(cores, 0, 1)
            + 10 * between(cores, 1, 2)
            + 5 * between(cores, 2, 4)
            + 2.5 * between(cores, 4, Double.MAX_VALUE);
    return Cpu.millis(Math.round(cores * 1000 - reserved));
  }

  /** Memory that workloads of the fleet can have on one node; 2 GiB are left for system pods. */
  public Memory workloadMemory() {
    return usableMemory().minus(SYSTEM_MEMORY);
  }

  /** Processor time that workloads of the fleet can have on one node; system pods keep one core. */
  public Cpu workloadCpu() {
    return allocatableCpu().minus(SYSTEM_CPU);
  }

  /** True if local disks, which cost extra, come with it. */
  public boolean hasLocalSsd() {
    return name.endsWith("-lssd");
  }

  /** True if it is sold as a fraction of its virtual processors. */
  public boolean isSharedCore() {
    return SHARED_CORE.contains(name);
  }

  @Override
  public String toString() {
    return name;
  }

  private static double between(double total, double from, double to) {
    return Math.max(0, Math.min(total, to) - from);
  }

  private static Map<String, MachineType> table() {
    Map<String, MachineType> table = new TreeMap<>();
    List<DiskType> anyPd = List.of(DiskType.PD_BALANCED, DiskType.PD_STANDARD, DiskType.PD_SSD);
    List<DiskType> third =
        List.of(DiskType.PD_BALANCED, DiskType.PD_SSD, DiskType.HYPERDISK_BALANCED);
    List<DiskType> fourth = List.of(DiskType.HYPERDISK_BALANCED);

    Family e2 = new Family("e2", anyPd, true, table);
    e2.shape("standard", 4, 2, 4, 8, 16, 32).shape("highmem", 8, 2, 4, 8, 16);
    e2.shape("highcpu", 1, 2, 4, 8, 16, 32);
    e2.machine("micro", 2, 1).machine("small", 2, 2).machine("medium", 2, 4);

    Family n2 = new Family("n2", anyPd, true, table);
    n2.shape("standard", 4, 2, 4, 8, 16, 32, 48, 64, 80, 96, 128);
    n2.shape("highmem", 8, 2, 4, 8, 16, 32, 48, 64, 80, 96).machine("highmem-128", 128, 864);
    n2.shape("highcpu", 1, 2, 4, 8, 16, 32, 48, 64, 80, 96);

    Family n2d = new Family("n2d", anyPd, true, table);
    n2d.shape("standard", 4, 2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224);
    n2d.shape("highmem", 8, 2, 4, 8, 16, 32, 48, 64, 80, 96);
    n2d.shape("highcpu", 1, 2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224);

    new Family("t2d", anyPd, true, table).shape("standard", 4, 1, 2, 4, 8, 16, 32, 48, 60);
    new Family("c2", anyPd, true, table).shape("standard", 4, 4, 8, 16, 30, 60);

    int[] c2dSizes = {2, 4, 8, 16, 32, 56, 112};
    Family c2d = new Family("c2d", anyPd, true, table);
    c2d.shape("standard", 4, c2dSizes).shape("highmem", 8, c2dSizes).shape("highcpu", 2, c2dSizes);

    int[] c3Sizes = {4, 8, 22, 44, 88, 176};
    Family c3 = new Family("c3", third, true, table);
    c3.shape("standard", 4, c3Sizes).shape("highmem", 8, c3Sizes).shape("highcpu", 2, c3Sizes);
    c3.localSsd("standard", 4, c3Sizes);
    Family c3Metal = new Family("c3", third, false, table);
    c3Metal.machine("standard-192-metal", 192, 768).machine("highmem-192-metal", 192, 1536);
    c3Metal.machine("highcpu-192-metal", 192, 512);

    int[] c3dSizes = {4, 8, 16, 30, 60, 90, 180, 360};
    int[] c3dLocalSsd = {8, 16, 30, 60, 90, 180, 360};
    Family c3d = new Family("c3d", third, true, table);
    c3d.shape("standard", 4, c3dSizes).shape("highmem", 8, c3dSizes);
    c3d.localSsd("standard", 4, c3dLocalSsd).localSsd("highmem", 8, c3dLocalSsd);
    c3d.shape("highcpu", 2, 4, 8, 16);
    c3d.machine("highcpu-30", 30, 59).machine("highcpu-60", 60, 118);
    c3d.machine("highcpu-90", 90, 177).machine("highcpu-180", 180, 354);
    c3d.machine("highcpu-360", 360, 708);

    int[] c4Sizes = {2, 4, 8, 16, 24, 32, 48, 96, 144, 192, 288};
    Family c4 = new Family("c4", fourth, true, table);
    c4.shape("standard", 3.75, c4Sizes).shape("highmem", 7.75, c4Sizes);
    c4.shape("highcpu", 2, c4Sizes);

    int[] c4dSizes = {2, 4, 8, 16, 32, 48, 64, 96, 192, 384};
    Family c4d = new Family("c4d", fourth, true, table);
    c4d.shape("standard", 3.875, c4dSizes).shape("highmem", 7.875, c4dSizes);
    c4d.shape("highcpu", 1.875, c4dSizes);

    int[] n4Sizes = {2, 4, 8, 16, 32, 48, 64, 80};
    Family n4 = new Family("n4", fourth, true, table);
    n4.shape("standard", 4, n4Sizes).shape("highmem", 8, n4Sizes).shape("highcpu", 2, n4Sizes);

    Family m1 = new Family("m1", anyPd, true, table);
    m1.machine("megamem-96", 96, 1433.6).machine("ultramem-40", 40, 961);
    m1.machine("ultramem-80", 80, 1922).machine("ultramem-160", 160, 3844);

    Family m3 = new Family("m3", third, false, table);
    m3.machine("megamem-64", 64, 976).machine("megamem-128", 128, 1952);
    m3.machine("ultramem-32", 32, 976).machine("ultramem-64", 64, 1952);
    m3.machine("ultramem-128", 128, 3904);
    return table;
  }

  /**
   * A part of the memory of which GKE keeps a share.
   *
   * @param percent the share
   * @param from where the part begins
   * @param to where it ends
   */
  public record Reservation(int percent, Memory from, Memory to) {
    /** The amount that is reserved. */
    public Memory amount() {
      return new Memory(to.minus(from).bytes() / 100 * percent);
    }

    private Reservation upTo(Memory end) {
      return end.isLessThan(to) ? new Reservation(percent, from, end) : this;
    }
  }

  private record Family(
      String name, List<DiskType> diskTypes, boolean spot, Map<String, MachineType> table) {
    Family shape(String shape, double gibPerVcpu, int... sizes) {
      return shape(shape, "", gibPerVcpu, sizes);
    }

    Family localSsd(String shape, double gibPerVcpu, int... sizes) {
      return shape(shape, "-lssd", gibPerVcpu, sizes);
    }

    Family machine(String rest, int vcpus, double gib) {
      String full = name + "-" + rest;
      Memory memory = Memory.mib((long) (gib * 1024));
      table.put(full, new MachineType(full, name, vcpus, memory, diskTypes, spot));
      return this;
    }

    private Family shape(String shape, String suffix, double gibPerVcpu, int... sizes) {
      for (int vcpus : sizes) {
        machine(shape + "-" + vcpus + suffix, vcpus, Math.floor(vcpus * gibPerVcpu));
      }
      return this;
    }
  }

  /** Levenshtein's distance, one row at a time. */
  private static int editDistance(String left, String right) {
    List<Integer> row = new ArrayList<>();
    for (int j = 0; j <= right.length(); j++) {
      row.add(j);
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row.get(0);
      row.set(0, i);
      for (int j = 1; j <= right.length(); j++) {
        int above = row.get(j);
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row.set(j, Math.min(replaced, 1 + Math.min(above, row.get(j - 1))));
        diagonal = above;
      }
    }
    return row.get(right.length());
  }
}
