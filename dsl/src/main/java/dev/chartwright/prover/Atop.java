package dev.chartwright.prover;

import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.Objects;

/**
 * A recorder beside each worker of a group: atop writes what every process of the pod uses into
 * files of bounded size, which {@code fleet.sh top --atop} reads. The containers of the pod then
 * share their processes.
 *
 * @param repository registry and path of an image with atop and bash, such as the one that the
 *     script {@code atop-image.sh} builds
 * @param tag its version
 */
public record Atop(String repository, String tag) {
  /** The memory that the recorder requests. */
  public static final Memory MEMORY = Memory.mib(64);

  /** The processor time that the recorder requests. */
  public static final Cpu CPU = Cpu.millis(20);

  /** The ephemeral storage that the recorder requests, for twice its largest recording. */
  public static final DiskSize STORAGE = DiskSize.gib(1);

  public Atop {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(tag, "tag");
  }

  /** A recorder from an image. */
  public static Atop image(String repository, String tag) {
    return new Atop(repository, tag);
  }

  /** The image reference. */
  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
