package dev.chartwright.problem;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A rule that findings refer to. Immutable. Rules are constants of the register; a finding never
 * carries an id that is not in it.
 *
 * @param id such as {@code CAP-01}: three letters for the family, two digits
 * @param title what the rule demands, one short sentence without a full stop
 * @param consequence what happens otherwise, one sentence without a full stop
 * @param fix what to write instead, in general
 * @param example the smallest input that breaks the rule
 * @param strictness how it applies to charts that were not generated here
 * @param isWaivable whether a {@link Waiver} can accept what breaks it: false where Helm, the API
 *     server or the generator cannot work with what breaks the rule
 */
public record Rule(
    String id,
    String title,
    String consequence,
    String fix,
    String example,
    Strictness strictness,
    boolean isWaivable) {
  /** What cannot be read as it is declared cannot be generated. */
  private static final String DECLARATIONS = "DEC-";

  private static final Pattern ID = Pattern.compile("[A-Z]{3}-[0-9]{2}");

  public Rule {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'" + id + "' is not a valid rule id: use three capitals, a hyphen and two digits");
    }
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(consequence, "consequence");
    Objects.requireNonNull(fix, "fix");
    Objects.requireNonNull(example, "example");
    Objects.requireNonNull(strictness, "strictness");
  }

  /**
   * A rule that applies to every chart alike, and that can be accepted unless it is about how
   * something is declared.
   */
  public static Rule of(String id, String title, String consequence, String fix) {
    return new Rule(
        id, title, consequence, fix, "", Strictness.ALWAYS, !id.startsWith(DECLARATIONS));
  }

  /** Returns this rule with the smallest input that breaks it. */
  public Rule example(String text) {
    return new Rule(id, title, consequence, fix, text, strictness, isWaivable);
  }

  /** Returns this rule with another strictness for charts that were not generated here. */
  public Rule strictness(Strictness other) {
    return new Rule(id, title, consequence, fix, example, other, isWaivable);
  }

  /** Returns this rule as one that nobody can accept, because nothing works that breaks it. */
  public Rule withoutWaiver() {
    return new Rule(id, title, consequence, fix, example, strictness, false);
  }

  /** The first three letters of the id, such as {@code CAP}. */
  public String family() {
    return id.substring(0, 3);
  }

  @Override
  public String toString() {
    return id;
  }
}
