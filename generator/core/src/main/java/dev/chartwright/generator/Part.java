package dev.chartwright.generator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is generated from a fleet beside its chart. Each part can be left out. */
public enum Part {
  /** Scripts for gcloud, in {@code gcloud/}. */
  GCLOUD("gcloud/"),
  /** The same infrastructure for Terraform, in {@code terraform/}. */
  TERRAFORM("terraform/"),
  /** Capacity, cost and the topology as one page: {@code docs/plan.md}, {@code topology.md}. */
  PLAN("docs/plan.md", "docs/topology.md"),
  /** The picture: {@code docs/architecture.svg}, {@code architecture.mmd}, and in the README. */
  DIAGRAM("docs/architecture.svg", "docs/architecture.mmd");

  private final String[] places;

  Part(String... places) {
    this.places = places;
  }

  /** Whether a path of the output belongs to this part. */
  public boolean holds(String path) {
    return Arrays.stream(places)
        .anyMatch(place -> place.endsWith("/") ? path.startsWith(place) : path.equals(place));
  }

  /** The part of this name, in lower case, or nothing. */
  public static Optional<Part> find(String name) {
    return Arrays.stream(values()).filter(part -> part.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
