package dev.chartwright.workload;

import dev.chartwright.chart.Part;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.Optional;

/** What can be mounted into a container. Immutable. */
sealed interface MountSource {
  /** The name of the volume in the pod. */
  String name();

  boolean isReadOnly();

  /** The volume in the pod of a component; nothing where a claim template makes it. */
  Optional<Volume> volume(Part part);

  /** Configuration files: a ConfigMap of the component. */
  record Files(ConfigFiles files) implements MountSource {
    @Override
    public String name() {
      return files.name();
    }

    @Override
    public boolean isReadOnly() {
      return true;
    }

    @Override
    public Optional<Volume> volume(Part part) {
      return Optional.of(
          new VolumeBuilder()
              .withName(name())
              .withNewConfigMap()
              .withName(files.objectName(part))
              .endConfigMap()
              .build());
    }
  }

  /** An empty folder that a container may write and that ends with its pod. */
  record Scratch(String name, String size) implements MountSource {
    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public Optional<Volume> volume(Part part) {
      return Optional.of(
          new VolumeBuilder()
              .withName(name)
              .withNewEmptyDir()
              .withSizeLimit(new Quantity(size))
              .endEmptyDir()
              .build());
    }
  }

  /** A folder of the node. */
  record NodeFolder(String name, String folder) implements MountSource {
    @Override
    public boolean isReadOnly() {
      return true;
    }

    @Override
    public Optional<Volume> volume(Part part) {
      return Optional.of(
          new VolumeBuilder()
              .withName(name)
              .withNewHostPath()
              .withPath(folder)
              .withType("Directory")
              .endHostPath()
              .build());
    }
  }

  /** The volume of a claim template of a StatefulSet. */
  record Claim(String name) implements MountSource {
    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public Optional<Volume> volume(Part part) {
      return Optional.empty();
    }
  }

  /** A volume that the author declares whole. */
  record Given(Volume given, boolean isReadOnly) implements MountSource {
    @Override
    public String name() {
      return given.getName();
    }

    @Override
    public Optional<Volume> volume(Part part) {
      return Optional.of(given);
    }
  }
}
