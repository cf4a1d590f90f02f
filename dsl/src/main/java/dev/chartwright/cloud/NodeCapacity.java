package dev.chartwright.cloud;

import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.Objects;

/**
 * The part of a node that is available for workloads. All checks whether a pod fits use this class:
 * the model's check, the chart and the plan.
 *
 * @param memory less kernel, kubelet and a margin for system pods
 * @param cpu less kubelet and a margin for system pods
 * @param storage of the boot disk, less what GKE keeps for itself and for eviction
 * @param pods as many as the kubelet runs
 */
public record NodeCapacity(Memory memory, Cpu cpu, DiskSize storage, int pods) {
  /** The default maximum of pods that the kubelet runs on a node. */
  public static final int MOST_PODS = 110;

  private static final long GIB = DiskSize.gib(1).bytes();

  public NodeCapacity {
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(storage, "storage");
    if (pods < 0) {
      throw new IllegalArgumentException("a node cannot run " + pods + " pods");
    }
  }

  /** Of an empty node with this boot disk. */
  public static NodeCapacity of(MachineType machine, DiskSize disk) {
    return new NodeCapacity(
        machine.workloadMemory(), machine.workloadCpu(), allocatableStorage(disk), MOST_PODS);
  }

  /**
   * What pods may use of a boot disk: GKE keeps half of it, 6 GiB and 35 %, or 100 GiB, whichever
   * is least, and evicts pods from the last tenth.
   */
  public static DiskSize allocatableStorage(DiskSize disk) {
    long size = bootDisk(disk).bytes();
    long system = Math.min(size / 2, Math.min(6 * GIB + size / 100 * 35, 100 * GIB));
    return new DiskSize(Math.max(0, size / 10 * 9 - system));
  }

  /** A boot disk as Compute Engine makes it, whose GB are GiB. */
  public static DiskSize bootDisk(DiskSize disk) {
    return DiskSize.gib(Math.min(disk.gigabytes(), Long.MAX_VALUE / GIB));
  }

  /** The number of pods with these requests that fit. */
  public Fit fit(PodRequests requests) {
    return new Fit(
        memory.bytes() / Math.max(1, requests.memory().bytes()),
        cpu.millis() / Math.max(1, requests.cpu().millis()),
        storage.bytes() / Math.max(1, requests.storage().bytes()),
        pods);
  }

  /** The capacity that remains beside this number of pods, which must fit. */
  public NodeCapacity beside(int count, PodRequests requests) {
    if (count > fit(requests).pods()) {
      throw new IllegalArgumentException(count + " pods do not fit: " + requests + " on " + this);
    }
    return new NodeCapacity(
        memory.minus(requests.memory().times(count)),
        cpu.minus(requests.cpu().times(count)),
        new DiskSize(storage.bytes() - Math.multiplyExact(requests.storage().bytes(), count)),
        pods - count);
  }

  /** The largest requests of which this many fit; memory in whole GiB, as people write it. */
  public PodRequests largestOf(int count) {
    return new PodRequests(
        Memory.gib(memory.bytes() / count / GIB),
        Cpu.millis(cpu.millis() / count),
        DiskSize.gib(storage.bytes() / count / GIB));
  }
}
