package dev.chartwright.chart.tree;

import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.Invalid;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes what stands for an invalid expression, condition or tree: an {@link Invalid} with the
 * finding and the line of the user. A finding about an {@link OwnedExpression} is reported to its
 * owner too, because the chart has the owner even when the invalid expression is thrown away.
 */
final class InvalidExpressions {
  private InvalidExpressions() {}

  private static Finding at(String place, Rule rule, String what) {
    return Finding.error(rule, Place.ofCaller(place), what);
  }

  private static Finding at(String place, Rule rule, String what, String fix) {
    return Finding.error(rule, Place.ofCaller(place), what).fixedBy(fix);
  }

  static Expr functionOf(Function function, Expr subject) {
    if (subject instanceof Invalid) {
      return subject;
    }
    Kind kind =
        Arrays.stream(Kind.values()).filter(function::takes).findFirst().orElse(Kind.STRING);
    return new Invalid(
        at(
            place(subject),
            DeclarationRules.FUNCTION,
            "'" + function.template() + "' does not take " + subject + ", " + word(subject.kind())),
        kind,
        List.of(subject));
  }

  static Expr fixedText(String text) {
    Text parsed;
    try {
      parsed = Text.parse(text);
    } catch (IllegalArgumentException damaged) {
      parsed = new Text(List.of());
    }
    List<Expr> about =
        parsed.parts().stream()
            .filter(Text.Placeholder.class::isInstance)
            .map(part -> ((Text.Placeholder) part).expr())
            .toList();
    return about.stream()
        .filter(Invalid.class::isInstance)
        .findFirst()
        .orElseGet(
            () ->
                new Invalid(
                    at(
                        about.isEmpty() ? "" : place(about.get(0)),
                        DeclarationRules.FIXED_TEXT,
                        about.isEmpty()
                            ? "a fixed text holds a damaged reference"
                            : "a fixed text holds a reference to " + about.get(0)),
                    Kind.STRING,
                    about));
  }

  /** For a reference that does not fit the field that it was made for. */
  static Expr referenceKind(Expression about, Kind kind, String why) {
    Expr expr = about.expr();
    return expr instanceof Invalid invalid
        ? new Invalid(invalid.finding(), kind, List.of(expr))
        : reported(
            about,
            new Invalid(
                at(place(expr), DeclarationRules.REFERENCE_KIND, expr + " " + why),
                kind,
                List.of(expr)));
  }

  static Expr divisor(Expression about, long divisor) {
    return reported(
        about,
        new Invalid(
            at(
                place(about.expr()),
                DeclarationRules.FUNCTION,
                "modulo(" + divisor + ") of " + about.expr() + " is always 0, or fails",
                "Divide by 2 or more"),
            Kind.INTEGER,
            List.of(about.expr())));
  }

  static Expr required(Expression about) {
    return reported(
        about,
        new Invalid(
            at(
                place(about.expr()),
                DeclarationRules.FUNCTION,
                "required() is for text, and "
                    + about.expr()
                    + " is "
                    + word(about.expr().kind())
                    + ": 0 and false would count as missing",
                "Give the value a default, or constrain it"),
            Kind.STRING,
            List.of(about.expr())));
  }

  static Expr otherText(Expression about, Expr other) {
    return other instanceof Invalid
        ? other
        : reported(
            about,
            new Invalid(
                at(
                    place(about.expr()),
                    DeclarationRules.FUNCTION,
                    "orElse() of " + about.expr() + " takes text, not " + word(other.kind()),
                    "Write the number as text: value.text()"),
                Kind.STRING,
                List.of(about.expr(), other)));
  }

  /** For a range that Helm cannot read, or that does not mean what it seems to say. */
  static Condition range(Expression about, String what, String fix) {
    return new Condition.Truth(
        new Invalid(
            at(place(about.expr()), DeclarationRules.FUNCTION, what, fix),
            Kind.BOOLEAN,
            List.of(about.expr())));
  }

  /** What is wrong with a choice between two expressions. */
  static Optional<Expr> choice(Expr then, Expr otherwise) {
    for (Expr branch : List.of(then, otherwise)) {
      if (branch instanceof Invalid) {
        return Optional.of(branch);
      }
      if (requires(branch)) {
        return Optional.of(
            new Invalid(
                at(
                    place(branch),
                    DeclarationRules.FUNCTION,
                    branch + " is one of two choices, and Helm evaluates both",
                    "Use Manifest.failsWhen(condition, sentence) instead of required()"),
                branch.kind(),
                List.of(then, otherwise)));
      }
    }
    if (then.kind() != otherwise.kind() || !then.kind().isScalar()) {
      return Optional.of(
          new Invalid(
              at(
                  place(then),
                  DeclarationRules.COMPARISON,
                  then.kind() == otherwise.kind()
                      ? then + " is " + word(then.kind()) + ", which does not fit into text"
                      : "the choices are "
                          + then
                          + ", "
                          + word(then.kind())
                          + ", and "
                          + otherwise
                          + ", "
                          + word(otherwise.kind()),
                  "Choose between two of one type, or use Templating.choose for trees"),
              then.kind(),
              List.of(then, otherwise)));
    }
    return Optional.empty();
  }

  private static boolean requires(Expr expr) {
    if (expr instanceof Expr.Ternary choice) {
      return requires(choice.then()) || requires(choice.otherwise());
    }
    return expr instanceof Call call
        && (call.function() == Function.REQUIRED
            || call.arguments().stream().anyMatch(InvalidExpressions::requires));
  }

  static Expr format(String format, List<Expression> arguments) {
    return new Invalid(
        at(
            "",
            DeclarationRules.FORMAT,
            "'"
                + format
                + "' does not have one %s for each of its "
                + arguments.size()
                + " arguments"),
        Kind.STRING,
        arguments.stream().map(Expression::expr).toList());
  }

  static Expr numberAsCondition(Expr number) {
    return number instanceof Invalid invalid
        ? new Invalid(invalid.finding(), Kind.BOOLEAN, List.of(number))
        : new Invalid(
            at(
                place(number),
                DeclarationRules.CONDITION,
                number + " is a number and stands for a condition"),
            Kind.BOOLEAN,
            List.of(number));
  }

  static Condition anyOfNothing() {
    return new Condition.Truth(
        new Invalid(
            at(
                "",
                DeclarationRules.CONDITION,
                "one of no conditions can never hold",
                "Give it at least one condition"),
            Kind.BOOLEAN,
            List.of()));
  }

  static Expr comparison(Condition.Operator operator, Expr left, Expr right) {
    for (Expr side : List.of(left, right)) {
      if (side instanceof Invalid invalid) {
        return new Invalid(invalid.finding(), invalid.kind(), List.of(left, right));
      }
    }
    String what =
        left.kind() == right.kind()
            ? left
                + " is "
                + word(left.kind())
                + ", which '"
                + operator.template()
                + "' does not take"
            : left
                + ", "
                + word(left.kind())
                + ", is compared with "
                + right
                + ", "
                + word(right.kind());
    return new Invalid(
        at(place(left), DeclarationRules.COMPARISON, what), left.kind(), List.of(left, right));
  }

  /** For a collection or a variable that a loop cannot have. */
  static Expr loop(Expression about, String what) {
    Expr expr = about.expr();
    return expr instanceof Invalid
        ? expr
        : reported(
            about,
            new Invalid(at(place(expr), DeclarationRules.LOOP, what), Kind.LIST, List.of(expr)));
  }

  /** Text in place of a path that is missing. */
  static String path(Expr.Root root) {
    return Text.token(tree("a reference has no path below " + root.template()));
  }

  /** Text in place of a constant that a template cannot hold. */
  static String literal(Object value) {
    return Text.token(
        tree(
            value == null
                ? "a literal is null"
                : "'" + value + "' of " + value.getClass().getName() + " is not a literal"));
  }

  /** A tree that no YAML can say. */
  static Expr tree(String what) {
    return new Invalid(at("", DeclarationRules.TREE, what), Kind.STRING, List.of());
  }

  /** Something that is nested too deep; what was found before in it counts alone. */
  static Expr depth(String what, Kind kind, List<Expr> about) {
    return about.stream()
        .filter(Invalid.class::isInstance)
        .findFirst()
        .orElseGet(() -> new Invalid(at("", DeclarationRules.DEPTH, what), kind, about));
  }

  /** Returns what was made, after a report of its findings to the owner of the subject. */
  static Expr reported(Expression about, Expr made) {
    if (about instanceof OwnedExpression owned) {
      report(owned, made);
    }
    return made;
  }

  /** As {@link #reported(Expression, Expr)}. */
  static Condition reported(Expression about, Condition made) {
    if (about instanceof OwnedExpression owned) {
      if (made instanceof Condition.Truth truth) {
        report(owned, truth.expr());
      } else if (made instanceof Condition.Comparison comparison) {
        report(owned, comparison.left());
        report(owned, comparison.right());
      }
    }
    return made;
  }

  private static void report(OwnedExpression owned, Expr made) {
    if (made instanceof Invalid invalid) {
      owned.report(invalid.finding());
    } else if (made instanceof Call call) {
      call.arguments().forEach(argument -> report(owned, argument));
    } else if (made instanceof Expr.Ternary choice) {
      report(owned, choice.then());
      report(owned, choice.otherwise());
    }
  }

  /** Where an expression is declared: the value, where it is one. */
  private static String place(Expr expr) {
    if (expr instanceof Call call) {
      List<Expr> arguments = new ArrayList<>(call.arguments());
      return place(arguments.get(call.function() == Function.MOD ? 0 : arguments.size() - 1));
    }
    return expr instanceof Reference reference && reference.root() == Expr.Root.VALUES
        ? "values." + reference.path()
        : "";
  }

  static String word(Kind kind) {
    return switch (kind) {
      case INTEGER -> "a whole number";
      case DECIMAL -> "a number";
      case STRING -> "text";
      default -> "a " + kind.name().toLowerCase(Locale.ROOT);
    };
  }
}
