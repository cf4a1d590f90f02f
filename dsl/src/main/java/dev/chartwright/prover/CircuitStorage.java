package dev.chartwright.prover;

import dev.chartwright.units.DiskSize;
import java.util.Objects;
import java.util.Optional;

/** Where the circuits of a fleet live. */
public sealed interface CircuitStorage {
  /** How much fits. */
  DiskSize size();

  /** One volume for all workers, so that circuits are made once. */
  static SharedVolume shared(String storageClass, DiskSize size) {
    return new SharedVolume(storageClass, size, AccessMode.READ_WRITE_MANY);
  }

  /**
   * A volume of its own for each pod: no shared file system needed, circuits made at each start.
   */
  static PodVolume perPod(DiskSize size) {
    return new PodVolume(Optional.empty(), size);
  }

  /**
   * A volume that all pods mount.
   *
   * @param storageClass the class that provisions it, by name; {@code standard-rwx} is GKE's
   *     Filestore
   * @param size how much fits; Filestore sells 1 TiB at least
   * @param accessMode how many nodes may mount it
   */
  record SharedVolume(String storageClass, DiskSize size, AccessMode accessMode)
      implements CircuitStorage {
    public SharedVolume {
      Objects.requireNonNull(storageClass, "storageClass");
      Objects.requireNonNull(size, "size");
      Objects.requireNonNull(accessMode, "accessMode");
    }

    public SharedVolume accessMode(AccessMode accessMode) {
      return new SharedVolume(storageClass, size, accessMode);
    }
  }

  /**
   * A volume that comes and goes with its pod.
   *
   * @param storageClass the class that provisions it, or nothing for the cluster's default
   * @param size how much fits
   */
  record PodVolume(Optional<String> storageClass, DiskSize size) implements CircuitStorage {
    public PodVolume {
      Objects.requireNonNull(storageClass, "storageClass");
      Objects.requireNonNull(size, "size");
    }

    public PodVolume storageClass(String storageClass) {
      return new PodVolume(Optional.of(storageClass), size);
    }
  }

  /** How many nodes may mount a volume. */
  enum AccessMode {
    READ_WRITE_MANY("ReadWriteMany"),
    READ_WRITE_ONCE("ReadWriteOnce");

    private final String text;

    AccessMode(String text) {
      this.text = text;
    }

    /** The spelling of Kubernetes. */
    @Override
    public String toString() {
      return text;
    }
  }
}
