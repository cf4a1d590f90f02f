package dev.chartwright.generator.service;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.report.ProofDocument;
import dev.chartwright.generator.report.ProofText;
import dev.chartwright.generator.upgrade.UpgradeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came out of a proof. Immutable.
 *
 * @param document the whole report
 * @param upgrade what an upgrade from an earlier version does, if it was asked for
 * @param unproven where the files of a generated chart lie that is not proven, as the reader looks
 *     for it
 */
public record ProofResult(
    ProofDocument document, Optional<UpgradeReport> upgrade, Optional<String> unproven) {
  public ProofResult {
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(upgrade, "upgrade");
    Objects.requireNonNull(unproven, "unproven");
  }

  public ProofReport proof() {
    return document.proof();
  }

  /** Whether an error was found, in the chart or in the upgrade to it. */
  public boolean hasErrors() {
    return document.hasErrors();
  }

  /** One line for every rendering. */
  public List<String> renderings() {
    return proof().cases().stream()
        .map(
            each ->
                each.name() + ", release " + each.release() + ": " + each.objects() + " objects")
        .toList();
  }

  /**
   * The summary.
   *
   * @param page where the report lies, as the reader looks for it; empty if there is none
   */
  public List<String> summary(String page) {
    List<String> lines = new ArrayList<>(ProofText.of(document, page));
    unproven.ifPresent(folder -> lines.add("  unproven  " + folder));
    return List.copyOf(lines);
  }
}
