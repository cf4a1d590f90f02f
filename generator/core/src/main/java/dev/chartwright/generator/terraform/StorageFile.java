package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.Infrastructure;

/** {@code storage.tf}: what volumes need that the cluster does not bring along. */
final class StorageFile {
  static final String FILESTORE = "file.googleapis.com";

  private StorageFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder file = Body.builder();
    if (infrastructure.filestore()) {
      file.comment(
          "The volume for the circuits is a Filestore instance. The chart claims it and the CSI"
              + " driver of the cluster creates it, so Terraform does not manage it.");
      Names.enable(FILESTORE, file);
    }
    return file.build();
  }
}
