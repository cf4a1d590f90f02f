package dev.chartwright.generator.upgrade;

import java.util.List;

/** A rule over what one case becomes. */
interface UpgradeCheck {
  List<Observation> check(CaseDiff diff);
}
