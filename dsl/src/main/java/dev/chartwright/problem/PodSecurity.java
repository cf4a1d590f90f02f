package dev.chartwright.problem;

import java.util.Objects;
import java.util.Optional;

/**
 * The Pod Security level that the pods of a chart need. Immutable.
 *
 * @param level the level
 * @param reason why the pods need it
 * @param declaredAt the line of Java that declared it
 */
public record PodSecurity(PodSecurityLevel level, String reason, Optional<SourceLine> declaredAt) {
  public PodSecurity {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }

  /** Whether the level allows what needs another level. */
  public boolean allows(PodSecurityLevel needed) {
    return needed.compareTo(level) <= 0;
  }

  /** The waiver that accepts what needs a level. */
  public Waiver waiver(PodSecurityLevel needed) {
    return new Waiver(
        CommonRules.POD_01.id(),
        Place.ofModel("podSecurity." + needed).declaredAt(declaredAt),
        reason);
  }
}
