package dev.chartwright.workload;

import java.util.Objects;

/**
 * A container beside the main one of a workload, or before it. Its values stand below its name.
 * Immutable.
 */
public final class SideContainer extends PodContainer<SideContainer> {
  private final ContainerSettings container;

  private SideContainer(ContainerSettings container) {
    this.container = container;
  }

  /** A container of that name; it has small resources unless others are declared. */
  public static SideContainer named(String name) {
    ContainerSettings container =
        new ContainerSettings(Objects.requireNonNull(name, "the name of a container is null"));
    container.require(
        name.matches("[a-z]([-a-z0-9]{0,61}[a-z0-9])?"),
        "name",
        "'" + name + "' is not a valid name of a container",
        "use lower-case letters, digits and hyphens, and begin with a letter");
    container.requests = Settings.requests("10m", "32Mi");
    container.limits = Settings.limits("100m", "64Mi");
    return new SideContainer(container);
  }

  /** Gives it the variables that users of the chart add to the main container by extraEnv. */
  public SideContainer extraEnv() {
    ContainerSettings copy = new ContainerSettings(container);
    copy.extraEnv = true;
    return new SideContainer(copy);
  }

  @Override
  ContainerSettings container() {
    return container;
  }

  @Override
  SideContainer with(ContainerSettings changed) {
    return new SideContainer(changed);
  }
}
