package dev.chartwright.chart.tree;

import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.Literal;
import java.util.List;
import java.util.regex.Pattern;

/** Ranges of versions, as far as their meaning is the same for every reader. */
final class VersionRange {
  private static final Pattern RANGE = Pattern.compile(alternatives());

  private static final Pattern VERSION = Pattern.compile("[0-9][^ ,|]*");

  private VersionRange() {}

  private static String alternatives() {
    String number = "(0|[1-9][0-9]{0,8})";
    String words = "[0-9A-Za-z-]+([.][0-9A-Za-z-]+)*";
    String version = "v?" + number + "([.]" + number + "([.]" + number + ")?)?(-" + words + ")?";
    String comparison = "(=|!=|>|>=|<|<=|~|\\^)? *" + version;
    String all = comparison + "(( *, *| +)" + comparison + ")*";
    return " *" + all + "( *[|][|] *" + all + ")* *";
  }

  /** The condition that a version satisfies a range. */
  static Condition satisfied(Expression version, String range) {
    if (Text.hasReferences(range)) {
      return new Condition.Truth(InvalidExpressions.fixedText(range));
    }
    if (!RANGE.matcher(range).matches()) {
      return InvalidExpressions.range(
          version,
          "'" + range + "' is not a range of versions",
          "Write comparisons such as >=1.29-0, <2-0");
    }
    return new Condition.Truth(
        new Call(Function.SEMVER, List.of(new Literal(range), version.expr()), Kind.BOOLEAN, true));
  }

  /** As {@link #satisfied}, for the version of Kubernetes, which providers extend. */
  static Condition ofKubernetes(Expression version, String range) {
    if (RANGE.matcher(range).matches()
        && VERSION.matcher(range).results().anyMatch(each -> !each.group().contains("-"))) {
      return InvalidExpressions.range(
          version,
          "the range '"
              + range
              + "' excludes versions such as v1.30.5-gke.1014001, which count as pre-releases",
          "Add -0 to each version, such as >=1.29-0");
    }
    return satisfied(version, range);
  }
}
