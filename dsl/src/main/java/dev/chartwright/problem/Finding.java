package dev.chartwright.problem;

import java.util.Objects;
import java.util.Optional;

/**
 * What was found in a declaration or a chart, by any stage: where, what, why it matters, and what
 * to write instead. Immutable. No behaviour depends on the wording.
 *
 * @param severity how much it weighs
 * @param rule the rule that is broken
 * @param place where
 * @param what what is wrong, one sentence with the offender
 * @param why what it causes, one sentence
 * @param fix what to write instead, one sentence
 * @param waiver the waiver that accepts it; nothing for what is not accepted
 */
public record Finding(
    Severity severity,
    Rule rule,
    Place place,
    String what,
    String why,
    String fix,
    Optional<Waiver> waiver) {
  public Finding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(fix, "fix");
    Objects.requireNonNull(waiver, "waiver");
  }

  /** A finding that nobody has accepted. */
  public Finding(Severity severity, Rule rule, Place place, String what, String why, String fix) {
    this(severity, rule, place, what, why, fix, Optional.empty());
  }

  /** An error with the consequence and the fix that the register gives for the rule. */
  public static Finding error(Rule rule, Place place, String what) {
    return of(Severity.ERROR, rule, place, what);
  }

  /** A warning with the consequence and the fix that the register gives for the rule. */
  public static Finding warning(Rule rule, Place place, String what) {
    return of(Severity.WARNING, rule, place, what);
  }

  /** A note with the consequence and the fix that the register gives for the rule. */
  public static Finding note(Rule rule, Place place, String what) {
    return of(Severity.NOTE, rule, place, what);
  }

  /** A finding with the consequence and the fix that the register gives for the rule. */
  public static Finding of(Severity severity, Rule rule, Place place, String what) {
    return new Finding(severity, rule, place, what, rule.consequence(), rule.fix());
  }

  /**
   * Returns this finding with a consequence of its own.
   *
   * @param consequence one that the register cannot give, because it depends on the case
   */
  public Finding because(String consequence) {
    return new Finding(severity, rule, place, what, consequence, fix, waiver);
  }

  /**
   * Returns this finding with a fix of its own.
   *
   * @param instead one that the register cannot give, because it names the offender or what to
   *     write
   */
  public Finding fixedBy(String instead) {
    return new Finding(severity, rule, place, what, why, instead, waiver);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The common part of the same finding in different cases. */
  public Cause cause() {
    return Cause.of(this);
  }

  /** Returns this finding at another place. */
  public Finding at(Place other) {
    return new Finding(severity, rule, other, what, why, fix, waiver);
  }

  /** Returns this finding with another severity. */
  public Finding severity(Severity other) {
    return new Finding(other, rule, place, what, why, fix, waiver);
  }

  /** Returns this finding as a note that says why it is accepted. */
  public Finding accepted(Waiver by) {
    return new Finding(Severity.NOTE, rule, place, what, why, fix, Optional.of(by));
  }

  /** Whether a waiver accepts it. */
  public boolean isAccepted() {
    return waiver.isPresent();
  }

  /** The last line of a report: what to write instead, or why it is accepted. */
  String outcome() {
    return waiver.map(by -> "accepted: " + by.reason()).orElseGet(() -> "fix:  " + fix);
  }

  /** The lines of a report: place with rule, then what, why and fix, indented. */
  @Override
  public String toString() {
    String declared = place.declaredAt().map(line -> "\n    declared at " + line).orElse("");
    return place
        + "  ["
        + rule
        + "]\n    what: "
        + what
        + "\n    why:  "
        + why
        + "\n    "
        + outcome()
        + declared;
  }
}
