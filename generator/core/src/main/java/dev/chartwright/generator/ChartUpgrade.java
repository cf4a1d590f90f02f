package dev.chartwright.generator;

import dev.chartwright.generator.cases.PairedCase;
import dev.chartwright.generator.cases.PairedCases;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.report.UpgradeSection;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.upgrade.RejectedAfter;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.upgrade.UpgradeSafety;
import dev.chartwright.generator.upgrade.diff.UpgradeCase;
import dev.chartwright.generator.waiver.Waivers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Renders two versions of a chart and has them compared. */
final class ChartUpgrade {
  private ChartUpgrade() {}

  static UpgradeReport between(ParsedChart previous, ParsedChart current, ProofRequest request) {
    List<UpgradeCase> cases = new ArrayList<>();
    List<RejectedAfter> rejections = new ArrayList<>();
    List<PairedCase> pairs =
        PairedCases.of(
            previous,
            current,
            request.settings(),
            request.space().orElseGet(SpaceRequest::standard));
    for (PairedCase pair : pairs) {
      pair.after()
          .ifPresentOrElse(
              after ->
                  cases.add(
                      new UpgradeCase(
                          pair.name(), pair.valuesYaml(), pair.settings(), pair.before(), after)),
              () -> pair.refusals().forEach(each -> rejections.add(rejection(pair, each))));
    }
    UpgradeReport report = UpgradeSafety.of(previous, current, cases, rejections);
    return (pairs.isEmpty() ? report.unseen() : report)
        .settled(Waivers.of(request.waivers())::settle);
  }

  private static RejectedAfter rejection(PairedCase pair, HelmFailure.Violation refusal) {
    return new RejectedAfter(pair.name(), pair.valuesYaml(), refusal.path(), refusal.message());
  }

  /** The part of the report that tells of it. */
  static UpgradeSection section(UpgradeReport report) {
    return new UpgradeSection(
        report.previousVersion(),
        report.declaredVersion(),
        report.verdict().toString().toLowerCase(Locale.ROOT),
        report.nextVersion(),
        report.changelog().annotation(),
        report.asFindings());
  }
}
