package dev.chartwright.generator.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a push did, or would do. Immutable.
 *
 * @param outcome what happened to the archive
 * @param isDryRun whether nothing was uploaded
 * @param target where the chart is, as a reader looks for it
 * @param fileName of the archive
 * @param size of the archive, in bytes
 * @param digest of the archive, such as {@code sha256:0f…}
 * @param manifest the digest of the manifest in an OCI registry
 * @param isSigned whether a provenance file is sent too
 */
public record PushResult(
    Outcome outcome,
    boolean isDryRun,
    String target,
    String fileName,
    int size,
    String digest,
    Optional<String> manifest,
    boolean isSigned) {
  /** What happened to the archive. */
  public enum Outcome {
    /** It is new there. */
    PUSHED,
    /** It replaced a snapshot. */
    REPLACED,
    /** The same archive was there already. */
    PRESENT
  }

  public PushResult {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(manifest, "manifest");
  }

  /** One or two lines for a reader. */
  public List<String> lines() {
    String file = fileName + " (" + size + " bytes, " + digest + ")";
    String signature = isSigned ? " with a provenance file" : "";
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (outcome) {
          case PUSHED ->
              (isDryRun ? "Dry run: would push " : "Pushed ") + file + " to " + target + signature;
          case REPLACED ->
              (isDryRun ? "Dry run: would replace " : "Replaced ")
                  + target
                  + " with "
                  + file
                  + signature;
          case PRESENT ->
              target
                  + " already exists with the same content: "
                  + (isSigned
                      ? (isDryRun ? "would push" : "pushed") + " only its provenance file"
                      : "nothing was pushed")
                  + " ("
                  + digest
                  + ")";
        });
    if (outcome != Outcome.PRESENT && !isDryRun) {
      manifest.ifPresent(pin -> lines.add("Manifest: " + pin));
    }
    return List.copyOf(lines);
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines());
  }
}
