package dev.chartwright.prover;

import dev.chartwright.units.DiskSize;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The storage of the circuits of a fleet. */
public sealed interface CircuitStorage {
  /** The size of a volume. */
  DiskSize size();

  /** One volume for all workers, so that circuits are made once. */
  static SharedVolume shared(String storageClass, DiskSize size) {
    return new SharedVolume(storageClass, size, AccessMode.READ_WRITE_MANY);
  }

  /**
   * One volume for all workers on a Filestore instance in the cluster's own network, whose storage
   * class the chart brings along. The classes that GKE installs reach the network {@code default}
   * only.
   */
  static Filestore filestore(DiskSize size) {
    return new Filestore(Filestore.Tier.STANDARD, size);
  }

  /** Whether all pods mount one volume. */
  default boolean isShared() {
    return !(this instanceof PodVolume);
  }

  /** Whether Filestore provisions it, so that its API and the cluster's add-on are needed. */
  default boolean isOnFilestore() {
    return this instanceof Filestore
        || (this instanceof SharedVolume volume
            && Filestore.STOCK_CLASSES.contains(volume.storageClass()));
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
   * A Filestore instance that the claim provisions, by a storage class of the chart.
   *
   * @param tier the kind of instance
   * @param size how much fits, at least what the tier sells
   */
  record Filestore(Tier tier, DiskSize size) implements CircuitStorage {
    /** The driver that GKE's add-on installs. */
    public static final String PROVISIONER = "filestore.csi.storage.gke.io";

    /** The classes that GKE installs; they provision in the network {@code default}. */
    public static final Set<String> STOCK_CLASSES =
        Set.of("standard-rwx", "premium-rwx", "enterprise-rwx", "zonal-rwx");

    public Filestore {
      Objects.requireNonNull(tier, "tier");
      Objects.requireNonNull(size, "size");
    }

    public Filestore tier(Tier tier) {
      return new Filestore(tier, size);
    }

    /** Kinds of Filestore instances. */
    public enum Tier {
      /** Hard disks, 1 TiB at least. */
      STANDARD(DiskSize.tib(1)),
      /** Solid-state disks, 2.5 TiB at least. */
      PREMIUM(DiskSize.gib(2560)),
      /** Solid-state disks in three zones, 1 TiB at least. */
      ENTERPRISE(DiskSize.tib(1));

      private final DiskSize least;

      Tier(DiskSize least) {
        this.least = least;
      }

      /** The smallest instance that is sold. */
      public DiskSize least() {
        return least;
      }

      /** The spelling of the driver's parameter {@code tier}. */
      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
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

  /** The access mode of a volume: one node or many nodes may mount it. */
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
