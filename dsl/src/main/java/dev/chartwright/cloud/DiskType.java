package dev.chartwright.cloud;

/** The kinds of boot disk that GKE offers. */
public enum DiskType {
  PD_STANDARD("pd-standard"),
  PD_BALANCED("pd-balanced"),
  PD_SSD("pd-ssd"),
  HYPERDISK_BALANCED("hyperdisk-balanced"),
  HYPERDISK_EXTREME("hyperdisk-extreme"),
  HYPERDISK_THROUGHPUT("hyperdisk-throughput");

  private final String text;

  DiskType(String text) {
    this.text = text;
  }

  /** The name that gcloud, Terraform and the API use. */
  @Override
  public String toString() {
    return text;
  }
}
