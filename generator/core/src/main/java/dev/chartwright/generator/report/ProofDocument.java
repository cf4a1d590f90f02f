package dev.chartwright.generator.report;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Severity;
import java.util.Objects;
import java.util.Optional;

/**
 * What the report of a proof tells. Immutable.
 *
 * @param chart the name of the chart
 * @param version its version
 * @param appVersion the version of what it installs; empty when the chart does not say
 * @param proof what the proof found
 * @param picture what the chart installs, as the text of an SVG element
 * @param cost what it needs and what it costs
 * @param upgrade what becomes of an earlier version
 */
public record ProofDocument(
    String chart,
    String version,
    String appVersion,
    ProofReport proof,
    Optional<String> picture,
    Optional<CostSection> cost,
    Optional<UpgradeSection> upgrade) {
  public ProofDocument {
    Objects.requireNonNull(chart, "chart");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(appVersion, "appVersion");
    Objects.requireNonNull(proof, "proof");
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(upgrade, "upgrade");
    picture.ifPresent(
        text -> {
          if (!text.startsWith("<svg")) {
            throw new IllegalArgumentException(
                "the picture of " + chart + " is not an SVG element");
          }
        });
  }

  /** A report of the proof alone. */
  public static ProofDocument of(
      String chart, String version, String appVersion, ProofReport proof) {
    return new ProofDocument(
        chart, version, appVersion, proof, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with a picture. */
  public ProofDocument withPicture(String svg) {
    return new ProofDocument(chart, version, appVersion, proof, Optional.of(svg), cost, upgrade);
  }

  /** The same with what it costs. */
  public ProofDocument withCost(CostSection section) {
    return new ProofDocument(
        chart, version, appVersion, proof, picture, Optional.of(section), upgrade);
  }

  /** The same with what an upgrade does. */
  public ProofDocument withUpgrade(UpgradeSection section) {
    return new ProofDocument(
        chart, version, appVersion, proof, picture, cost, Optional.of(section));
  }

  /** Whether the chart or an upgrade to it shows an error. */
  public boolean hasErrors() {
    return proof.hasErrors() || !upgrade.map(UpgradeSection::isSafe).orElse(true);
  }

  /** Whether the proof came to its end, and neither the chart nor an upgrade shows an error. */
  public boolean isProven() {
    return proof.unfinished().isEmpty() && !hasErrors();
  }

  /** How many groups of findings weigh this much, those of the upgrade included. */
  public long count(Severity severity) {
    long found = ProofFindings.count(proof.findings(), severity);
    return found + upgrade.map(section -> section.count(severity)).orElse(0L);
  }
}
