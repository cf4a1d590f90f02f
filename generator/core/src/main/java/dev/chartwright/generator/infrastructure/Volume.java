package dev.chartwright.generator.infrastructure;

import dev.chartwright.cloud.DiskType;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.CircuitStorage.Filestore;
import dev.chartwright.prover.CircuitStorage.PodVolume;
import dev.chartwright.prover.CircuitStorage.SharedVolume;
import dev.chartwright.prover.Circuits.Persistence;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.DiskSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Equal volumes that a fleet claims beside the boot disks of its nodes. Immutable.
 *
 * @param owner whose they are, such as {@code broker} or {@code circuits of worker}
 * @param least how many there are while the fleet rests
 * @param most how many there are at its maximum
 * @param size the size of each
 * @param medium what they are on
 */
public record Volume(String owner, int least, int most, DiskSize size, Medium medium) {
  public Volume {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(medium, "medium");
  }

  /** The volumes of a fleet: broker, leader, circuits. */
  public static List<Volume> of(ProverFleet fleet) {
    List<Volume> volumes = new ArrayList<>();
    int brokers = fleet.broker().replicas();
    volumes.add(
        new Volume(
            fleet.broker().name(),
            brokers,
            brokers,
            fleet.broker().storage(),
            disk(fleet.broker().storageClass())));
    volumes.add(
        new Volume(
            fleet.leader().name(),
            1,
            1,
            fleet.leader().storage(),
            disk(fleet.leader().storageClass())));
    CircuitStorage storage = fleet.circuits().storage();
    if (fleet.circuits().persistence() == Persistence.NONE) {
      return List.copyOf(volumes);
    }
    if (storage instanceof PodVolume volume) {
      for (Workers group : fleet.workers()) {
        volumes.add(
            new Volume(
                "circuits of " + group.name(),
                group.least(),
                group.most(),
                volume.size(),
                disk(volume.storageClass())));
      }
    } else {
      volumes.add(new Volume("circuits", 1, 1, storage.size(), shared(storage)));
    }
    return List.copyOf(volumes);
  }

  /** By the classes that GKE installs; nothing means its default one. */
  private static Medium disk(Optional<String> storageClass) {
    return switch (storageClass.orElse("standard-rwo")) {
      case "standard-rwo" -> new Disk(DiskType.PD_BALANCED);
      case "premium-rwo" -> new Disk(DiskType.PD_SSD);
      case "standard" -> new Disk(DiskType.PD_STANDARD);
      default -> new OtherClass(storageClass.orElseThrow());
    };
  }

  private static Medium shared(CircuitStorage storage) {
    if (storage instanceof Filestore filestore) {
      return new FilestoreInstance(filestore.tier().toString());
    }
    String storageClass = ((SharedVolume) storage).storageClass();
    return Filestore.STOCK_CLASSES.contains(storageClass)
        ? new FilestoreInstance(storageClass.substring(0, storageClass.lastIndexOf('-')))
        : disk(Optional.of(storageClass));
  }

  /** What a volume is on. */
  public sealed interface Medium {}

  /**
   * A persistent disk.
   *
   * @param type its kind
   */
  public record Disk(DiskType type) implements Medium {
    @Override
    public String toString() {
      return type.toString();
    }
  }

  /**
   * A Filestore instance.
   *
   * @param tier its kind, such as {@code standard}
   */
  public record FilestoreInstance(String tier) implements Medium {
    @Override
    public String toString() {
      return "Filestore " + tier;
    }
  }

  /**
   * Something that only a storage class of the user's knows.
   *
   * @param storageClass its name
   */
  public record OtherClass(String storageClass) implements Medium {
    @Override
    public String toString() {
      return "storage class " + storageClass;
    }
  }
}
