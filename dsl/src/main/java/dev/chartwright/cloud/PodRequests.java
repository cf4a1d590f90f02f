package dev.chartwright.cloud;

import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.Objects;

/**
 * What one pod asks of its node, by which the scheduler decides whether it fits.
 *
 * @param memory requested memory
 * @param cpu requested processor time
 * @param storage requested space on the boot disk, for logs and scratch files
 */
public record PodRequests(Memory memory, Cpu cpu, DiskSize storage) {
  public PodRequests {
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(storage, "storage");
  }
}
