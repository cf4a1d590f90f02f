package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.upgrade.diff.CaseDiff;
import java.util.List;

/** A rule over what one case becomes. */
public interface UpgradeCheck {
  List<UpgradeFinding> check(CaseDiff diff);
}
