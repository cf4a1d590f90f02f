package dev.chartwright.generator.upgrade;

import java.util.List;

/** Compares a chart with the one that it takes the place of. */
public final class UpgradeSafety {
  private UpgradeSafety() {}

  /**
   * What an upgrade would do.
   *
   * @param cases values that both charts render
   * @param rejections values that the previous chart takes and the new one turns down
   */
  public static UpgradeReport of(
      ChartFiles previous,
      ChartFiles current,
      List<UpgradeCase> cases,
      List<RejectedAfter> rejections) {
    return new UpgradeReport(
        current.name(),
        previous.version(),
        current.version(),
        cases.size(),
        List.of(),
        rejections.isEmpty() ? Verdict.PATCH : Verdict.MAJOR,
        current.version(),
        true,
        new Changelog(List.of()));
  }
}
