package dev.chartwright.chart.tree;

import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.Literal;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;

/** Anything that stands for an {@link Expr}: a value, a built-in, or an expression itself. */
public interface Expression {
  Expr expr();

  /**
   * A token for string fields. It survives concatenation: {@code name.asString() + "-worker"} is a
   * string that becomes {@code {{ … }}-worker}.
   */
  default String asString() {
    if (!expr().kind().isScalar()) {
      return Text.token(
          InvalidExpressions.referenceKind(
              this, Kind.STRING, "is a list or map, which does not fit into text"));
    }
    return Text.token(expr().kind() == Kind.STRING ? expr() : text());
  }

  /** A token for quantity fields. */
  default Quantity asQuantity() {
    String token = asString();
    // Builders of the model look for a unit in the amount and replace what follows it by the
    // format.
    return new Quantity(token.substring(0, 1), token.substring(1));
  }

  /** A token for fields that take a number or a name, such as a port. */
  default IntOrString asIntOrString() {
    if (expr().kind() != Kind.STRING && expr().kind() != Kind.INTEGER) {
      return new IntOrString(
          Text.token(
              InvalidExpressions.referenceKind(
                  this, Kind.STRING, "is neither a whole number nor a name")));
    }
    return new IntOrString(Text.token(expr()));
  }

  /** The sum with a number; for whole numbers. */
  default Expr plus(long number) {
    return InvalidExpressions.reported(
        this, new Call(Function.ADD, List.of(new Literal(number), expr()), Kind.INTEGER, true));
  }

  /** Itself, or a number that is greater; for whole numbers. */
  default Expr atLeast(long number) {
    return InvalidExpressions.reported(
        this, new Call(Function.MAX, List.of(new Literal(number), expr()), Kind.INTEGER, true));
  }

  /** The remainder of a division of whole numbers. */
  default Expr modulo(long divisor) {
    if (divisor < 2) {
      return InvalidExpressions.divisor(this, divisor);
    }
    return InvalidExpressions.reported(
        this, new Call(Function.MOD, List.of(expr(), new Literal(divisor)), Kind.INTEGER, true));
  }

  default Expr lower() {
    return InvalidExpressions.reported(
        this, new Call(Function.LOWER, List.of(expr()), Kind.STRING, expr().plain()));
  }

  default Expr upper() {
    return InvalidExpressions.reported(
        this, new Call(Function.UPPER, List.of(expr()), Kind.STRING, expr().plain()));
  }

  /** In Base64, as the field {@code data} of a Secret holds it. */
  default Expr base64() {
    return InvalidExpressions.reported(
        this, new Call(Function.BASE64, List.of(expr()), Kind.STRING, true));
  }

  /** Its first {@code length} bytes, which for names are characters. */
  default Expr trunc(int length) {
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.TRUNC,
            List.of(new Literal((long) length), expr()),
            Kind.STRING,
            expr().plain()));
  }

  /** Without blanks and line feeds at both ends. */
  default Expr trim() {
    return InvalidExpressions.reported(
        this, new Call(Function.TRIM, List.of(expr()), Kind.STRING, expr().plain()));
  }

  /** Without any of some characters at both ends. */
  default Expr trimAll(String characters) {
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.TRIM_ALL,
            List.of(Literal.text(characters), expr()),
            Kind.STRING,
            expr().plain()));
  }

  default Expr trimSuffix(String suffix) {
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.TRIM_SUFFIX,
            List.of(Literal.text(suffix), expr()),
            Kind.STRING,
            expr().plain()));
  }

  default Expr trimPrefix(String prefix) {
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.TRIM_PREFIX,
            List.of(Literal.text(prefix), expr()),
            Kind.STRING,
            expr().plain()));
  }

  /** With blanks before each of its lines. */
  default Expr indent(int blanks) {
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.INDENT,
            List.of(new Literal((long) Math.max(0, blanks)), expr()),
            Kind.STRING,
            expr().plain()));
  }

  default Expr replace(String old, String replacement) {
    Expr with = Literal.text(replacement);
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.REPLACE,
            List.of(Literal.text(old), with, expr()),
            Kind.STRING,
            expr().plain() && with.plain()));
  }

  /** The items of a list of strings in one string. */
  default Expr join(String separator) {
    return InvalidExpressions.reported(
        this,
        new Call(Function.JOIN, List.of(Literal.text(separator), expr()), Kind.STRING, false));
  }

  /** 64 hexadecimal digits. */
  default Expr sha256sum() {
    return InvalidExpressions.reported(
        this, new Call(Function.SHA256, List.of(expr()), Kind.STRING, true));
  }

  /** Its JSON on one line; keys are sorted. */
  default Expr toJson() {
    return new Call(Function.TO_JSON, List.of(expr()), Kind.STRING, false);
  }

  /**
   * Its YAML, without a line feed at the end; keys are sorted. For the text of a configuration file
   * that is a map or list of values: {@code config.toYaml().asString() + "\n"}. Use {@link
   * #indent(int)} to place it below a key of the text.
   */
  default Expr toYaml() {
    return new Call(Function.TO_YAML, List.of(expr()), Kind.STRING, false);
  }

  /** Its text: a number or a boolean as a string. */
  default Expr text() {
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.TO_STRING,
            List.of(expr()),
            Kind.STRING,
            expr().kind() != Kind.STRING || expr().plain()));
  }

  /** The number of its bytes, items or entries. */
  default Expr length() {
    return InvalidExpressions.reported(
        this, new Call(Function.LEN, List.of(expr()), Kind.INTEGER, true));
  }

  /**
   * Itself; installing fails with the sentence when it is empty. Strings only: 0 and false count as
   * empty in Helm.
   */
  default Expr required(String sentence) {
    if (expr().kind() != Kind.STRING) {
      return InvalidExpressions.required(this);
    }
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.REQUIRED,
            List.of(Literal.text(sentence), expr()),
            Kind.STRING,
            expr().plain()));
  }

  /**
   * Itself, or another text if it is empty, which may hold references. Strings only: 0 and false
   * count as empty in Helm.
   */
  default Expr orElse(String other) {
    return orElse(Text.expression(other));
  }

  /** Itself, or another text if it is empty. */
  default Expr orElse(Expression other) {
    if (other.expr().kind() != Kind.STRING) {
      return InvalidExpressions.otherText(this, other.expr());
    }
    return InvalidExpressions.reported(
        this,
        new Call(
            Function.DEFAULT,
            List.of(other.expr(), expr()),
            Kind.STRING,
            other.expr().plain() && expr().plain()));
  }

  /**
   * Whether it is true, or not empty. For a number it would take 0 for absent, so numbers are
   * refused.
   */
  default Condition isSet() {
    return InvalidExpressions.reported(this, new Condition.Truth(expr()));
  }

  default Condition is(String other) {
    return compared(Condition.Operator.EQ, Literal.text(other));
  }

  default Condition is(long other) {
    return compared(Condition.Operator.EQ, Literal.like(expr(), other));
  }

  /** Whether both are the same, of one type: texts, numbers or booleans. */
  default Condition is(Expression other) {
    return compared(Condition.Operator.EQ, other.expr());
  }

  default Condition isNot(String other) {
    return compared(Condition.Operator.NE, Literal.text(other));
  }

  default Condition isNot(long other) {
    return compared(Condition.Operator.NE, Literal.like(expr(), other));
  }

  default Condition isNot(Expression other) {
    return compared(Condition.Operator.NE, other.expr());
  }

  /** Whether it is one of some texts. */
  default Condition isOneOf(String... others) {
    List<Condition> any = new ArrayList<>();
    for (String other : others) {
      any.add(is(other));
    }
    return any.size() == 1 ? any.get(0) : new Condition.Any(any);
  }

  default Condition greaterThan(long other) {
    return compared(Condition.Operator.GT, Literal.like(expr(), other));
  }

  default Condition greaterThan(double other) {
    return compared(Condition.Operator.GT, Literal.number(other));
  }

  default Condition greaterThan(Expression other) {
    return compared(Condition.Operator.GT, other.expr());
  }

  default Condition lessThan(long other) {
    return compared(Condition.Operator.LT, Literal.like(expr(), other));
  }

  default Condition lessThan(double other) {
    return compared(Condition.Operator.LT, Literal.number(other));
  }

  default Condition lessThan(Expression other) {
    return compared(Condition.Operator.LT, other.expr());
  }

  /** Whether a number is not less than another one; {@link #atLeast(long)} gives a number. */
  default Condition isAtLeast(long other) {
    return compared(Condition.Operator.GE, Literal.like(expr(), other));
  }

  default Condition isAtLeast(double other) {
    return compared(Condition.Operator.GE, Literal.number(other));
  }

  default Condition isAtLeast(Expression other) {
    return compared(Condition.Operator.GE, other.expr());
  }

  default Condition isAtMost(long other) {
    return compared(Condition.Operator.LE, Literal.like(expr(), other));
  }

  default Condition isAtMost(double other) {
    return compared(Condition.Operator.LE, Literal.number(other));
  }

  default Condition isAtMost(Expression other) {
    return compared(Condition.Operator.LE, other.expr());
  }

  private Condition compared(Condition.Operator operator, Expr other) {
    return InvalidExpressions.reported(this, new Condition.Comparison(operator, expr(), other));
  }

  /**
   * Whether a version lies within a range, such as {@code >=1.29-0, <2}. Installing fails when the
   * text is not a version, so give the value a pattern.
   *
   * @param range comparisons with {@code = != > >= < <= ~ ^}, separated by commas or by {@code ||};
   *     without {@code -0} no pre-release satisfies it
   */
  default Condition satisfies(String range) {
    return InvalidExpressions.reported(this, VersionRange.satisfied(this, range));
  }

  default Condition contains(Expression part) {
    return InvalidExpressions.reported(
        this,
        new Condition.Truth(
            new Call(Function.CONTAINS, List.of(part.expr(), expr()), Kind.BOOLEAN, true)));
  }

  /** Whether a regular expression (Go syntax) matches some part of it. */
  default Condition matches(String regex) {
    return InvalidExpressions.reported(
        this,
        new Condition.Truth(
            new Call(Function.MATCHES, List.of(Literal.text(regex), expr()), Kind.BOOLEAN, true)));
  }

  /**
   * Random letters and digits in Base64, for the field {@code data} of a Secret: made when the
   * chart is first installed, and read from the cluster after that. {@code
   * Values.secret(…).generated(…)} declares such a Secret.
   *
   * @param secret the name of the Secret, which may hold references
   */
  static Expr keptRandom(String secret, String key, int length) {
    return new Call(
        Function.KEPT_RANDOM,
        List.of(Literal.text(key), new Literal((long) length), Text.expression(secret)),
        Kind.STRING,
        true);
  }

  /** A formatted string, {@code %s} for each argument and {@code %%} for a percent sign. */
  static Expr format(String format, Expression... arguments) {
    String holes = format.replace("%%", "");
    if (holes.split("%s", -1).length - 1 != arguments.length
        || holes.replace("%s", "").contains("%")) {
      return InvalidExpressions.format(format, List.of(arguments));
    }
    if (arguments.length == 0) {
      return Literal.text(format.replace("%%", "%"));
    }
    List<Expr> all = new ArrayList<>();
    Expr pattern = Literal.text(format);
    all.add(pattern);
    boolean plain = pattern.plain();
    for (Expression argument : arguments) {
      all.add(argument.expr().kind() == Kind.STRING ? argument.expr() : argument.text());
      plain &= argument.expr().plain();
    }
    return new Call(Function.PRINTF, all, Kind.STRING, plain);
  }
}
