package dev.chartwright.chart;

import dev.chartwright.chart.ValueType.OptionalType;
import dev.chartwright.chart.ValueType.RequiredType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.OwnedExpression;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.SourceLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One declared value of a chart: its line in {@code values.yaml}, its entry in the schema, its row
 * in the README, and every reference in the templates. Immutable. It does not fit into a Java
 * {@code if}: use {@link Templating#when}.
 *
 * @param <T> the Java type of the default, so that {@code Value<Boolean>} and {@code
 *     Value<Integer>} cannot be confused
 */
public final class Value<T> extends OwnedExpression {
  private final Values owner;
  private final String path;
  private final ValueType type;
  private final T defaultValue;
  private final List<T> examples;
  private final String description;
  private final List<FormerName> formerNames;
  private final int number;
  private final Optional<SourceLine> declaredAt;

  Value(
      Values owner,
      String path,
      ValueType type,
      T defaultValue,
      List<T> examples,
      String description,
      List<FormerName> formerNames,
      int number,
      Optional<SourceLine> declaredAt) {
    this.owner = owner;
    this.path = path;
    this.type = type;
    this.defaultValue = defaultValue;
    this.examples = List.copyOf(examples);
    this.description = description;
    this.formerNames = List.copyOf(formerNames);
    this.number = number;
    this.declaredAt = declaredAt;
  }

  /** Dotted path below {@code .Values}, such as {@code image.tag}. */
  public String path() {
    return path;
  }

  public ValueType type() {
    return type;
  }

  /**
   * The default, as a plain Java tree; null for one that is left out by default or that users have
   * to set.
   */
  public T defaultValue() {
    return defaultValue;
  }

  /** Settings that show what it is for, in the order of their declaration; often none. */
  public List<T> examples() {
    return examples;
  }

  /** The description, in one or more sentences, for users who install the chart. */
  public String description() {
    return description;
  }

  /** The names that it had in earlier versions of the chart, in the order of their declaration. */
  public List<FormerName> formerNames() {
    return formerNames;
  }

  /** The line of Java that declared it. */
  public Optional<SourceLine> declaredAt() {
    return declaredAt;
  }

  /** Whether every chart has this value, even if no template uses it. */
  public boolean isStandard() {
    return StandardValues.contains(this);
  }

  /** Whether it may be left out: {@code null} stands for none. */
  public boolean isOptional() {
    return type instanceof OptionalType;
  }

  /** Whether users have to set it, because it has no default. */
  public boolean isRequired() {
    return type instanceof RequiredType;
  }

  @Override
  public Expr expr() {
    return new Reference(Expr.Root.VALUES, path, type.kind(), type.plain());
  }

  /**
   * Whether it is true, or not empty; for a number that may be left out, whether there is one. Any
   * other number is refused: 0 would count as absent.
   */
  @Override
  public Condition isSet() {
    return type instanceof OptionalType ? Condition.present(expr()) : super.isSet();
  }

  /**
   * A token for {@code int} and {@code Integer} fields: a number far below any real one, which the
   * renderer turns back into the reference. Arithmetic on it is detected and reported.
   */
  public int asInt() {
    if (type.kind() != Kind.INTEGER) {
      report(
          Finding.error(
              DeclarationRules.REFERENCE_KIND,
              Place.ofCaller("values." + path),
              this + " is not a whole number"));
    }
    return owner.token(path, number);
  }

  /** The same for {@code Long} fields. */
  public long asLong() {
    return asInt();
  }

  @Override
  protected void report(Finding finding) {
    owner.report(finding);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value<?> that
        && path.equals(that.path)
        && type.equals(that.type)
        && Objects.equals(defaultValue, that.defaultValue)
        && examples.equals(that.examples)
        && description.equals(that.description)
        && formerNames.equals(that.formerNames);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return ".Values." + path;
  }
}
