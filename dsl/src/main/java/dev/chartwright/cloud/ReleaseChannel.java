package dev.chartwright.cloud;

import java.util.Locale;

/** The release channel of a cluster, which decides when GKE upgrades it. */
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
