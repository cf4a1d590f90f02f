package dev.chartwright.chart.tree;

import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An expression that Helm evaluates when the chart is installed: a value, a built-in, a call, an
 * included template. Immutable; its {@code toString()} is close to the template text that it
 * becomes.
 */
public sealed interface Expr extends Expression {
  /** What it yields. */
  Kind kind();

  /**
   * Whether its text can be written between double quotes as it is: no quote, backslash, control
   * character or line break can occur, whatever the user sets.
   */
  boolean plain();

  @Override
  default Expr expr() {
    return this;
  }

  /** Where a {@link Reference} starts. */
  enum Root {
    VALUES(".Values"),
    RELEASE(".Release"),
    CHART(".Chart"),
    CAPABILITIES(".Capabilities"),
    /** A loop variable of {@link Node.Each}: the path begins with its name. */
    VARIABLE("$");

    private final String template;

    Root(String template) {
      this.template = template;
    }

    /** How it is written in a template. */
    public String template() {
      return template;
    }
  }

  /**
   * A value, a built-in or a loop variable.
   *
   * @param path dotted, without the root: {@code image.tag} of {@code .Values.image.tag}
   */
  record Reference(Root root, String path, Kind kind, boolean plain) implements Expr {
    public Reference {
      Objects.requireNonNull(root, "root");
      Objects.requireNonNull(kind, "kind");
      if (path.isEmpty()) {
        path = InvalidExpressions.path(root);
      }
    }

    @Override
    public String toString() {
      return root == Root.VARIABLE ? "$" + path : root.template() + "." + path;
    }
  }

  /**
   * A constant inside an expression.
   *
   * @param value a String, Long, Double or Boolean
   */
  record Literal(Object value) implements Expr {
    public Literal {
      if (value instanceof Integer whole) {
        value = whole.longValue();
      }
      if (!(value instanceof String
          || value instanceof Long
          || (value instanceof Double number && Double.isFinite(number))
          || value instanceof Boolean)) {
        value = InvalidExpressions.literal(value);
      }
    }

    /** Fixed text; a reference in it is a mistake. */
    static Expr text(String text) {
      return Text.hasReferences(text) ? InvalidExpressions.fixedText(text) : new Literal(text);
    }

    static Expr number(double number) {
      return Double.isFinite(number)
          ? new Literal(number)
          : InvalidExpressions.tree(number + " is not a number that a template can hold");
    }

    /** A number to compare another one with. */
    static Literal like(Expr other, long number) {
      return other.kind() == Kind.DECIMAL ? new Literal((double) number) : new Literal(number);
    }

    @Override
    public Kind kind() {
      if (value instanceof Long) {
        return Kind.INTEGER;
      }
      if (value instanceof Double) {
        return Kind.DECIMAL;
      }
      return value instanceof Boolean ? Kind.BOOLEAN : Kind.STRING;
    }

    @Override
    public boolean plain() {
      return !(value instanceof String text)
          || text.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
    }

    @Override
    public String toString() {
      return value instanceof String text ? '"' + text + '"' : value.toString();
    }
  }

  /**
   * Stands where a mistaken expression was declared, so that the declaration runs on; carries what
   * is wrong with it. A chart that holds one is never rendered.
   *
   * @param about what the mistaken expression was made of
   */
  record Invalid(Finding finding, Kind kind, List<Expr> about) implements Expr {
    public Invalid {
      Objects.requireNonNull(finding, "finding");
      Objects.requireNonNull(kind, "kind");
      about = List.copyOf(about);
    }

    @Override
    public boolean plain() {
      return true;
    }

    @Override
    public String toString() {
      return "(invalid: " + finding.what() + ")";
    }
  }

  /** A function applied to arguments, in the order of the Go template function. */
  record Call(Function function, List<Expr> arguments, Kind kind, boolean plain) implements Expr {
    public Call {
      List<Expr> all = new ArrayList<>(arguments);
      all.replaceAll(NestingLimit::limited);
      int last = function == Function.MOD ? 0 : all.size() - 1;
      Expr subject = all.get(last);
      if (!function.takes(subject.kind())) {
        all.set(last, InvalidExpressions.functionOf(function, subject));
      }
      arguments = List.copyOf(all);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("(").append(function.template());
      arguments.forEach(argument -> text.append(' ').append(argument));
      return text.append(')').toString();
    }
  }

  /** One of two expressions of one kind, both of which Helm evaluates in any case. */
  record Ternary(Condition condition, Expr then, Expr otherwise) implements Expr {
    public Ternary {
      condition = NestingLimit.limited(condition);
      then = NestingLimit.limited(then);
      otherwise = NestingLimit.limited(otherwise);
    }

    /** The choice, or what stands for one that cannot be rendered. */
    static Expr of(Condition condition, Expr then, Expr otherwise) {
      return InvalidExpressions.choice(then, otherwise)
          .orElseGet(() -> new Ternary(condition, then, otherwise));
    }

    @Override
    public Kind kind() {
      return then.kind();
    }

    @Override
    public boolean plain() {
      return then.plain() && otherwise.plain();
    }

    @Override
    public String toString() {
      return "(ternary " + then + " " + otherwise + " …)";
    }
  }

  /**
   * A named template of this chart, or of a library chart that it depends on.
   *
   * @param template its name without the chart's prefix, such as {@code fullname}; for a library
   *     chart the name of the library and a slash before it, such as {@code common/labels}
   */
  record Include(String template, Kind kind, boolean plain) implements Expr {
    @Override
    public String toString() {
      return "(include \"" + template + "\" .)";
    }
  }

  /**
   * The SHA-256 of another manifest of this chart as rendered: as a pod annotation it restarts the
   * pods when that manifest changes.
   */
  record FileHash(String manifest) implements Expr {
    @Override
    public Kind kind() {
      return Kind.STRING;
    }

    @Override
    public boolean plain() {
      return true;
    }

    @Override
    public String toString() {
      return "(sha256sum of " + manifest + ")";
    }
  }
}
