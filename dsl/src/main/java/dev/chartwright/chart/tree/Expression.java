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
   * Whether it is true, or not empty. For a number it would take 0 for absent, so numbers are
   * refused.
   */
  default Condition isSet() {
    return InvalidExpressions.reported(this, new Condition.Truth(expr()));
  }

  default Condition is(String other) {
    return InvalidExpressions.reported(
        this, new Condition.Comparison(Condition.Operator.EQ, expr(), Literal.text(other)));
  }

  default Condition is(long other) {
    return InvalidExpressions.reported(
        this, new Condition.Comparison(Condition.Operator.EQ, expr(), Literal.like(expr(), other)));
  }

  default Condition greaterThan(long other) {
    return InvalidExpressions.reported(
        this, new Condition.Comparison(Condition.Operator.GT, expr(), Literal.like(expr(), other)));
  }

  default Condition greaterThan(Expression other) {
    return InvalidExpressions.reported(
        this, new Condition.Comparison(Condition.Operator.GT, expr(), other.expr()));
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
