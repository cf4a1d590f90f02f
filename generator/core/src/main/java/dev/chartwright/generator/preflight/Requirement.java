package dev.chartwright.generator.preflight;

import java.util.List;

/** Something that must hold before a fleet is built. Immutable. */
public sealed interface Requirement {
  /** What must hold, as a sentence. */
  String sentence();

  /**
   * A program on the machine from which the fleet is built.
   *
   * @param name its name on the path
   * @param leastVersion the oldest version that will do
   * @param use what it is needed for
   */
  record Tool(String name, String leastVersion, String use) implements Requirement {
    @Override
    public String sentence() {
      return name + " " + leastVersion + " or newer is installed, to " + use;
    }
  }

  /**
   * A service of Google Cloud.
   *
   * @param name such as {@code container.googleapis.com}
   */
  record Api(String name) implements Requirement {
    @Override
    public String sentence() {
      return "the API " + name + " is enabled";
    }
  }

  /**
   * A role that the user who builds the fleet must have in the project.
   *
   * @param role the smallest predefined role that allows it
   * @param permission one permission of it that tells whether it is held
   * @param use what it is needed for
   */
  record Role(String role, String permission, String use) implements Requirement {
    @Override
    public String sentence() {
      return "the caller has " + role + ", to " + use;
    }
  }

  /**
   * A machine type where the nodes are to be.
   *
   * @param machineType such as {@code c3d-highmem-180}
   * @param zone such as {@code europe-west1-c}
   */
  record Machine(String machineType, String zone) implements Requirement {
    @Override
    public String sentence() {
      return "the zone " + zone + " has the machine type " + machineType;
    }
  }

  /**
   * Free quota in the region for the fleet at its maximum size.
   *
   * @param metric as Compute Engine calls it, such as {@code C3D_CPUS}
   * @param region where it counts
   * @param needed how much of it the fleet takes at its maximum
   * @param parts what that is made of, for people
   */
  record Quota(String metric, String region, long needed, List<String> parts)
      implements Requirement {
    public Quota {
      parts = List.copyOf(parts);
    }

    @Override
    public String sentence() {
      return needed
          + " of the quota "
          + metric
          + " are free in "
          + region
          + ": "
          + String.join(", ", parts);
    }
  }

  /**
   * A version of Kubernetes that the release channel offers.
   *
   * @param channel the release channel, as gcloud spells it
   * @param location the zone or region of the cluster
   * @param leastVersion the oldest one that the operators run on, major and minor
   */
  record KubernetesVersion(String channel, String location, String leastVersion)
      implements Requirement {
    @Override
    public String sentence() {
      return "the channel " + channel + " offers Kubernetes " + leastVersion + " or newer";
    }
  }
}
