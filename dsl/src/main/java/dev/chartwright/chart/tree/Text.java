package dev.chartwright.chart.tree;

import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.FileHash;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Invalid;
import dev.chartwright.chart.tree.Expr.Literal;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Expr.Ternary;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.SourceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A string taken apart into literal text and references. A reference travels inside an ordinary
 * string as a token: its expression, written out between two Unicode non-characters that no text of
 * a user can contain.
 *
 * @param parts in order; no two literals side by side, no empty literal
 */
public record Text(List<Part> parts) {
  private static final char START = '\uFDD0';
  private static final char END = '\uFDD1';

  public Text {
    parts = List.copyOf(parts);
  }

  /** Literal text or an expression. */
  public sealed interface Part {}

  /** Text as it is. */
  public record Plain(String text) implements Part {}

  /** An expression to be evaluated at install time. */
  public record Placeholder(Expr expr) implements Part {}

  /** Whether the string carries a token. */
  public static boolean hasReferences(String text) {
    return text.indexOf(START) >= 0 || text.indexOf(END) >= 0;
  }

  /** Takes a string apart. Fails when a token was damaged, for example by cutting the string. */
  public static Text parse(String text) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int start = text.indexOf(START); start >= 0; start = text.indexOf(START, from)) {
      if (start > from) {
        parts.add(new Plain(text.substring(from, start)));
      }
      Reader reader = new Reader(text, start + 1);
      Expr expr = reader.expr();
      String written = checksum(text, start + 1, reader.position) + END;
      if (!text.startsWith(written, reader.position)) {
        throw damaged(text);
      }
      parts.add(new Placeholder(expr));
      from = reader.position + written.length();
    }
    if (from < text.length()) {
      parts.add(new Plain(text.substring(from)));
    }
    for (Part part : parts) {
      if (part instanceof Plain plain && hasReferences(plain.text())) {
        throw damaged(text);
      }
    }
    return new Text(parts);
  }

  static String token(Expr expr) {
    StringBuilder token = new StringBuilder().append(START);
    write(expr, token);
    return token.append(checksum(token, 1, token.length())).append(END).toString();
  }

  /**
   * What tells that nothing of an expression was changed: without it, a token whose words Java
   * replaced would be the token of another expression. Letters, so that a change of case shows in
   * it too.
   */
  private static String checksum(CharSequence text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return "x" + Integer.toHexString(hash);
  }

  /** A text with references as one expression. */
  static Expr expression(String text) {
    Text parsed;
    try {
      parsed = parse(text);
    } catch (IllegalArgumentException damaged) {
      return InvalidExpressions.fixedText(text);
    }
    if (parsed.parts().isEmpty()) {
      return new Literal("");
    }
    if (parsed.parts().size() == 1) {
      return parsed.parts().get(0) instanceof Placeholder placeholder
          ? placeholder.expr().kind() == Kind.STRING
              ? placeholder.expr()
              : placeholder.expr().text()
          : new Literal(text);
    }
    StringBuilder format = new StringBuilder();
    List<Expression> arguments = new ArrayList<>();
    for (Part part : parsed.parts()) {
      if (part instanceof Placeholder placeholder) {
        format.append("%s");
        arguments.add(placeholder.expr());
      } else {
        format.append(((Plain) part).text().replace("%", "%%"));
      }
    }
    return Expression.format(format.toString(), arguments.toArray(Expression[]::new));
  }

  /** The only expression, when there is nothing else; null otherwise. */
  public Expr onlyExpr() {
    return parts.size() == 1 && parts.get(0) instanceof Placeholder placeholder
        ? placeholder.expr()
        : null;
  }

  private static IllegalArgumentException damaged(String text) {
    return new IllegalArgumentException(
        "a reference was cut or changed inside the text '"
            + text.replace(START, '‹').replace(END, '›')
            + "', as replace, toUpperCase and substring do; U+FDD0 and U+FDD1 are reserved for"
            + " references");
  }

  // A prefix code: one letter says what follows, strings are preceded by their length.

  private static void write(Expr expr, StringBuilder out) {
    if (expr instanceof Reference reference) {
      out.append('R');
      string(reference.root().name(), out);
      mark(reference, out);
      string(reference.path(), out);
    } else if (expr instanceof Literal literal) {
      Object value = literal.value();
      out.append('L')
          .append(
              value instanceof Long
                  ? 'i'
                  : value instanceof Double ? 'd' : value instanceof Boolean ? 'b' : 's');
      string(value.toString(), out);
    } else if (expr instanceof Call call) {
      out.append('C');
      mark(call, out);
      string(call.function().name(), out);
      string(Integer.toString(call.arguments().size()), out);
      call.arguments().forEach(argument -> write(argument, out));
    } else if (expr instanceof Ternary choice) {
      out.append('T');
      write(choice.condition(), out);
      write(choice.then(), out);
      write(choice.otherwise(), out);
    } else if (expr instanceof Include include) {
      out.append('I');
      mark(include, out);
      string(include.template(), out);
    } else if (expr instanceof FileHash hash) {
      out.append('H');
      string(hash.manifest(), out);
    } else if (expr instanceof Invalid invalid) {
      out.append('M');
      string(invalid.kind().name(), out);
      Finding finding = invalid.finding();
      string(finding.rule().id(), out);
      string(finding.place().model(), out);
      string(finding.what(), out);
      string(finding.why(), out);
      string(finding.fix(), out);
      string(finding.place().declaredAt().map(SourceLine::file).orElse(""), out);
      string(Integer.toString(finding.place().declaredAt().map(SourceLine::line).orElse(0)), out);
      string(Integer.toString(invalid.about().size()), out);
      invalid.about().forEach(about -> write(about, out));
    } else {
      throw new IllegalStateException("unknown expression " + expr);
    }
  }

  private static void write(Condition condition, StringBuilder out) {
    if (condition instanceof Condition.Truth truth) {
      out.append('t');
      write(truth.expr(), out);
    } else if (condition instanceof Condition.Not not) {
      out.append('n');
      write(not.condition(), out);
    } else if (condition instanceof Condition.All all) {
      out.append('a');
      write(all.conditions(), out);
    } else if (condition instanceof Condition.Any any) {
      out.append('o');
      write(any.conditions(), out);
    } else if (condition instanceof Condition.Comparison comparison) {
      out.append('c');
      string(comparison.operator().name(), out);
      write(comparison.left(), out);
      write(comparison.right(), out);
    } else {
      out.append('h');
      string(((Condition.HasApi) condition).api(), out);
    }
  }

  private static void write(List<Condition> conditions, StringBuilder out) {
    string(Integer.toString(conditions.size()), out);
    conditions.forEach(condition -> write(condition, out));
  }

  private static void mark(Expr expr, StringBuilder out) {
    string(expr.kind().name(), out);
    out.append(expr.plain() ? 'p' : 'q');
  }

  private static void string(String text, StringBuilder out) {
    out.append(text.length()).append(':').append(text);
  }

  /** Reads the prefix code back. */
  private static final class Reader {
    private final String text;
    private int position;

    Reader(String text, int position) {
      this.text = text;
      this.position = position;
    }

    Expr expr() {
      try {
        return switch (next()) {
          case 'R' -> {
            Expr.Root root = Expr.Root.valueOf(string());
            Kind kind = Kind.valueOf(string());
            boolean plain = next() == 'p';
            yield new Reference(root, string(), kind, plain);
          }
          case 'L' -> literal(next(), string());
          case 'C' -> {
            Kind kind = Kind.valueOf(string());
            boolean plain = next() == 'p';
            Function function = Function.valueOf(string());
            List<Expr> arguments = new ArrayList<>();
            for (int left = Integer.parseInt(string()); left > 0; left--) {
              arguments.add(expr());
            }
            yield new Call(function, arguments, kind, plain);
          }
          case 'T' -> new Ternary(condition(), expr(), expr());
          case 'I' -> {
            Kind kind = Kind.valueOf(string());
            boolean plain = next() == 'p';
            yield new Include(string(), kind, plain);
          }
          case 'H' -> new FileHash(string());
          case 'M' -> invalid();
          default -> throw damaged(text);
        };
      } catch (IndexOutOfBoundsException | IllegalArgumentException | NoSuchElementException e) {
        throw damaged(text);
      }
    }

    private Condition condition() {
      return switch (next()) {
        case 't' -> new Condition.Truth(expr());
        case 'n' -> new Condition.Not(condition());
        case 'a' -> new Condition.All(conditions());
        case 'o' -> new Condition.Any(conditions());
        case 'c' -> {
          Condition.Operator operator = Condition.Operator.valueOf(string());
          yield new Condition.Comparison(operator, expr(), expr());
        }
        case 'h' -> new Condition.HasApi(string());
        default -> throw damaged(text);
      };
    }

    private List<Condition> conditions() {
      List<Condition> all = new ArrayList<>();
      for (int left = Integer.parseInt(string()); left > 0; left--) {
        all.add(condition());
      }
      return all;
    }

    private Expr invalid() {
      Kind kind = Kind.valueOf(string());
      Rule rule = rule(string());
      Place place = Place.ofModel(string());
      String what = string();
      String why = string();
      String fix = string();
      String file = string();
      int line = Integer.parseInt(string());
      if (!file.isEmpty()) {
        place = place.declaredAt(Optional.of(new SourceLine(file, line)));
      }
      List<Expr> about = new ArrayList<>();
      for (int left = Integer.parseInt(string()); left > 0; left--) {
        about.add(expr());
      }
      return new Invalid(Finding.error(rule, place, what).because(why).fixedBy(fix), kind, about);
    }

    private static Rule rule(String id) {
      return DeclarationRules.all().stream()
          .filter(rule -> rule.id().equals(id))
          .findFirst()
          .orElseThrow();
    }

    private Expr literal(char type, String value) {
      return switch (type) {
        case 'i' -> new Literal(Long.valueOf(value));
        case 'd' -> new Literal(Double.valueOf(value));
        case 'b' -> new Literal(Boolean.valueOf(value));
        default -> new Literal(value);
      };
    }

    private char next() {
      return text.charAt(position++);
    }

    private String string() {
      int colon = text.indexOf(':', position);
      int length = Integer.parseInt(text.substring(position, colon));
      position = colon + 1 + length;
      return text.substring(colon + 1, position);
    }
  }
}
