package dev.chartwright.companion.leader;

import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.metrics.Phases;

/**
 * Where the work on runs tells what it does.
 *
 * @param figures what the broker says of the fleet
 */
public record Observed(Metrics metrics, Phases phases, FleetFigures figures) {}
