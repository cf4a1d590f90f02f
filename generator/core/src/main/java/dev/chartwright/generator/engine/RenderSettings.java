package dev.chartwright.generator.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a chart is rendered. Immutable.
 *
 * @param overlays YAML texts that are laid over the values of every case, later ones win
 * @param releases names of releases to render each case with, at least one
 * @param namespace the namespace of the releases
 * @param kubeVersion the version of Kubernetes that templates see; when empty it is the engine's
 *     own
 * @param apis the API versions, and kinds in them, that templates find in the cluster
 */
public record RenderSettings(
    List<String> overlays,
    List<String> releases,
    String namespace,
    Optional<String> kubeVersion,
    Set<String> apis) {
  public RenderSettings {
    overlays = List.copyOf(overlays);
    releases = List.copyOf(releases);
    apis = Set.copyOf(apis);
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(kubeVersion, "kubeVersion");
    if (releases.isEmpty()) {
      throw new IllegalArgumentException("a chart cannot be rendered without a release name");
    }
  }

  /** The release name of what is rendered once. */
  public String release() {
    return releases.get(0);
  }

  /** Returns these settings without overlays. */
  public RenderSettings withoutOverlays() {
    return new RenderSettings(List.of(), releases, namespace, kubeVersion, apis);
  }
}
