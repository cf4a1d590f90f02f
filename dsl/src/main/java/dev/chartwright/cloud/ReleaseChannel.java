package dev.chartwright.cloud;

import java.util.Locale;

/** How eagerly GKE upgrades a cluster. */
public enum ReleaseChannel {
  RAPID,
  REGULAR,
  STABLE,
  EXTENDED;

  /** The spelling of gcloud, such as {@code regular}; Terraform takes {@link #name()}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
