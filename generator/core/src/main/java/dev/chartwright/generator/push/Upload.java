package dev.chartwright.generator.push;

import java.util.Optional;

/** Uploads one chart to one kind of repository. Not for use by several threads. */
sealed interface Upload permits OciUpload, ChartMuseumUpload, FileUpload {
  /** Where the chart goes, as a reader would look for it. */
  String target();

  /** The digest of the archive that has this name and version already. */
  Optional<String> find();

  /**
   * Sends the archive. After a failure nothing is published.
   *
   * @param isReplacement whether the repository has this version already
   */
  void send(boolean isReplacement);

  /**
   * Fetches what was sent.
   *
   * @return the digest of the archive
   */
  String readBack();

  /** Whether the repository has a provenance file of this very archive. */
  boolean isSigned();

  /** Adds the provenance file of the archive that is there. */
  void sendProvenance(boolean isReplacement);

  /** What identifies exactly this chart, such as the digest of a manifest. */
  default Optional<String> pin() {
    return Optional.empty();
  }
}
