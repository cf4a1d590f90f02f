package dev.chartwright.chart.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is true or false when the chart is installed. It is no Java boolean on purpose:
 * Java's {@code if} decides when the chart is built.
 */
public sealed interface Condition {
  /** The condition that always holds. */
  static Condition always() {
    return All.OF_NOTHING;
  }

  /** Holds if the version of Kubernetes lies within a range; see {@code Templating.kubeVersion}. */
  static Condition kubeVersion(String range) {
    return VersionRange.ofKubernetes(
        new Expr.Reference(Expr.Root.CAPABILITIES, "KubeVersion.Version", Kind.STRING, true),
        range);
  }

  /** Holds if there is a value at all: 0, false and empty text are values. */
  static Condition present(Expr value) {
    return new Not(
        new Truth(
            new Expr.Call(
                Function.KIND_IS,
                List.of(new Expr.Literal("invalid"), value),
                Kind.BOOLEAN,
                true)));
  }

  /** The condition that holds where this one does not. */
  default Condition opposite() {
    return this instanceof Not not ? not.condition() : new Not(this);
  }

  default Condition and(Condition other) {
    if (equals(always())) {
      return other;
    }
    if (other.equals(always()) || other.equals(this)) {
      return this;
    }
    List<Condition> all =
        new ArrayList<>(this instanceof All these ? these.conditions() : List.of(this));
    all.addAll(other instanceof All those ? those.conditions() : List.of(other));
    return new All(all);
  }

  default Condition and(Expression flag) {
    return and(flag.isSet());
  }

  default Condition or(Condition other) {
    if (equals(always()) || other.equals(always())) {
      return always();
    }
    if (other.equals(this)) {
      return this;
    }
    List<Condition> any =
        new ArrayList<>(this instanceof Any these ? these.conditions() : List.of(this));
    any.addAll(other instanceof Any those ? those.conditions() : List.of(other));
    return new Any(any);
  }

  default Condition or(Expression flag) {
    return or(flag.isSet());
  }

  /**
   * One of two texts, for use inside text: {@code when(tls).choose("https", "http").asString() +
   * "://…"}. Both may hold references. For one of two trees, see {@code Templating.choose}.
   */
  default Expr choose(String then, String otherwise) {
    return choose(Text.expression(then), Text.expression(otherwise));
  }

  /** One of two whole numbers. */
  default Expr choose(long then, long otherwise) {
    return choose(new Expr.Literal(then), new Expr.Literal(otherwise));
  }

  /** One of two texts, numbers or booleans of one type. */
  default Expr choose(Expression then, Expression otherwise) {
    return Expr.Ternary.of(this, then.expr(), otherwise.expr());
  }

  /** True, or not empty. */
  record Truth(Expr expr) implements Condition {
    public Truth {
      if (expr.kind() == Kind.INTEGER || expr.kind() == Kind.DECIMAL) {
        expr = InvalidExpressions.numberAsCondition(expr);
      }
    }
  }

  record Not(Condition condition) implements Condition {
    public Not {
      condition = NestingLimit.limited(condition);
    }
  }

  record All(List<Condition> conditions) implements Condition {
    private static final All OF_NOTHING = new All(List.of());

    public All {
      conditions = conditions.stream().map(NestingLimit::limited).toList();
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions =
          conditions.isEmpty()
              ? List.of(InvalidExpressions.anyOfNothing())
              : conditions.stream().map(NestingLimit::limited).toList();
    }
  }

  /**
   * Of two expressions of one kind: Go does not compare a number with text, or a whole one with a
   * decimal.
   */
  record Comparison(Operator operator, Expr left, Expr right) implements Condition {
    public Comparison {
      boolean ordered = left.kind() == Kind.INTEGER || left.kind() == Kind.DECIMAL;
      if (left.kind() != right.kind()
          || !left.kind().isScalar()
          || (operator.ordered() && !ordered)) {
        left = InvalidExpressions.comparison(operator, left, right);
      }
    }
  }

  /**
   * The cluster knows an API.
   *
   * @param api group, version and kind, such as {@code keda.sh/v1alpha1/ScaledObject}
   */
  record HasApi(String api) implements Condition {}

  /** How a {@link Comparison} compares. */
  enum Operator {
    EQ("eq"),
    NE("ne"),
    GT("gt"),
    GE("ge"),
    LT("lt"),
    LE("le");

    private final String template;

    Operator(String template) {
      this.template = template;
    }

    /** The function's name in a Go template. */
    public String template() {
      return template;
    }

    /** The operator that holds where this one does not. */
    public Operator opposite() {
      return switch (this) {
        case EQ -> NE;
        case NE -> EQ;
        case GT -> LE;
        case GE -> LT;
        case LT -> GE;
        case LE -> GT;
      };
    }

    /** Whether it asks for more than equality, which only numbers have. */
    public boolean ordered() {
      return this != EQ && this != NE;
    }
  }
}
