package dev.chartwright.companion.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * What the nodes of the broker say of themselves.
 *
 * @param uptime how long the youngest runs: a smaller figure than before means that it has
 *     restarted. Empty in its first seconds
 * @param alarm whether one lacks memory or disk, so that the broker blocks those who publish
 */
public record NodeFigures(Optional<Duration> uptime, boolean alarm) {}
