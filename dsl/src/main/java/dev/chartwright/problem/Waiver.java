package dev.chartwright.problem;

import java.util.Objects;
import java.util.Optional;

/**
 * A rule that a declaration breaks on purpose. What it covers becomes a note with the reason; a
 * waiver that covers nothing is an error. Immutable.
 *
 * @param rule the id of the rule, such as {@code POD-01}
 * @param place where the rule may be broken: in a file, below a field of an object, or below a path
 *     of the declaration; everywhere for an empty place. Its line is the one that accepts the rule
 * @param reason why, for the people who read the report and the README of the chart
 */
public record Waiver(String rule, Place place, String reason) {
  public Waiver {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(reason, "reason");
  }

  /** A waiver for the whole chart or fleet, with the line of the user's code that declares it. */
  public static Waiver everywhere(String rule, String reason) {
    return new Waiver(rule, Place.ofCaller(""), reason);
  }

  /** Where it stands in the declaration. */
  public Place declared() {
    return Place.ofModel("accept(" + rule + ")").declaredAt(line());
  }

  /** The line that accepts the rule. */
  public Optional<SourceLine> line() {
    return place.declaredAt();
  }

  /** Where the rule may be broken, in one line; empty for everywhere. */
  public String target() {
    return place.target();
  }
}
