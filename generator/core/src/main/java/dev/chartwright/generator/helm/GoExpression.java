package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.FileHash;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Literal;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Expr.Ternary;
import dev.chartwright.chart.tree.Kind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes expressions and conditions as Go templates do. Immutable.
 *
 * @param chart prefixes the names of templates
 * @param renamed the paths of the values that may be set under earlier names too
 * @param required what a template says that reads a value which is not set, by its path
 * @param root what stands for the root context: {@code .} at the top, {@code $} where {@code .} is
 *     something else
 * @param names what has a name where it stands: {@code .}, or a variable
 */
record GoExpression(
    String chart,
    Set<String> renamed,
    Map<String, String> required,
    String root,
    Map<Expr, String> names) {
  private static final String DOT = ".";

  /** At the top of a file or named template. */
  static GoExpression of(Chart chart) {
    return new GoExpression(
        chart.name(), RenamedValues.paths(chart), required(chart), DOT, Map.of());
  }

  private static Map<String, String> required(Chart chart) {
    return chart.values().required().stream()
        .collect(
            Collectors.toMap(
                Value::path,
                value ->
                    "Set "
                        + value.path()
                        + ": "
                        + value.description().lines().findFirst().orElse("")));
  }

  GoExpression insideLoop() {
    return new GoExpression(chart, renamed, required, "$", variables());
  }

  GoExpression insideWith(Expr expr) {
    return new GoExpression(chart, renamed, required, "$", with(variables(), expr, DOT));
  }

  /** After a variable got its value. */
  GoExpression named(String variable, Expr expr) {
    return new GoExpression(chart, renamed, required, root, with(names, expr, "$" + variable));
  }

  private Map<Expr, String> variables() {
    Map<Expr, String> variables = new LinkedHashMap<>(names);
    variables.values().removeIf(DOT::equals);
    return variables;
  }

  private static Map<Expr, String> with(Map<Expr, String> names, Expr expr, String name) {
    Map<Expr, String> more = new LinkedHashMap<>(names);
    more.put(expr, name);
    return more;
  }

  /** As a pipeline: what stands between {@code {{ and }}}. */
  String pipeline(Expr expr) {
    String name = names.get(expr);
    if (name != null) {
      return name;
    }
    if (expr instanceof Reference reference) {
      return value(reference);
    }
    if (expr instanceof Literal literal) {
      return literal.value() instanceof String text ? quoted(text) : literal.value().toString();
    }
    if (expr instanceof Include include) {
      return include(include.template());
    }
    if (expr instanceof FileHash hash) {
      String file = quoted("/" + hash.manifest() + ".yaml");
      return "include (print $.Template.BasePath " + file + ") " + root + " | sha256sum";
    }
    if (expr instanceof Ternary choice) {
      return flag(choice.condition())
          + " | ternary "
          + operand(choice.then())
          + " "
          + operand(choice.otherwise());
    }
    Call call = (Call) expr;
    return switch (call.function()) {
      case CONTAINS, JOIN, LEN, MATCHES, MOD, PRINTF, REQUIRED, SEMVER ->
          call.function().template() + arguments(call.arguments());
      case KEPT_RANDOM -> keptRandom(call.arguments());
      case OR_EMPTY -> pipeline(call.arguments().get(0)) + " | default dict";
      case KIND_IS -> kindIs(call.arguments().get(0), call.arguments().get(1));
      case TO_STRING -> text(call.arguments().get(0));
      case ADD,
          BASE64,
          DEFAULT,
          INDENT,
          INT64,
          LOWER,
          MAX,
          REPLACE,
          SHA256,
          TO_JSON,
          TO_YAML,
          TRIM,
          TRIM_ALL,
          TRIM_PREFIX,
          TRIM_SUFFIX,
          TRUNC,
          UPPER -> {
        int last = call.arguments().size() - 1;
        yield pipeline(call.arguments().get(last))
            + " | "
            + call.function().template()
            + arguments(call.arguments().subList(0, last));
      }
    };
  }

  private String value(Reference reference) {
    boolean isRenamed = isRenamed(reference);
    String read =
        isRenamed ? include(RenamedValues.template(reference.path())) : reference(reference);
    String sentence = reference.root() == Expr.Root.VALUES ? required.get(reference.path()) : null;
    String present =
        sentence == null
            ? read
            : "required " + quoted(sentence) + " " + (isRenamed ? "(" + read + ")" : read);
    if (isRenamed) {
      return present + RenamedValues.parsed(reference.kind());
    }
    return reference.kind() == Kind.INTEGER ? present + " | int64" : present;
  }

  /** Of the value itself: {@code int64} would make 0 of one that is left out. */
  private String kindIs(Expr kind, Expr value) {
    if (value instanceof Reference reference && isRenamed(reference)) {
      return include(RenamedValues.template(reference.path())) + " | eq \"null\"";
    }
    return "kindIs "
        + operand(kind)
        + " "
        + (value instanceof Reference reference ? reference(reference) : operand(value));
  }

  /** What a Secret in the cluster holds, or random text on the first installation. */
  private String keptRandom(List<Expr> arguments) {
    return "dig \"data\" "
        + operand(arguments.get(0))
        + " (randAlphaNum "
        + operand(arguments.get(1))
        + " | b64enc) (lookup \"v1\" \"Secret\" "
        + (root.equals("$") ? "$" : "")
        + ".Release.Namespace "
        + operand(arguments.get(2))
        + ")";
  }

  /** As one word: what stands as an argument. */
  String operand(Expr expr) {
    String pipeline = pipeline(expr);
    boolean word = expr instanceof Literal || !pipeline.contains(" ");
    return word ? pipeline : "(" + pipeline + ")";
  }

  String condition(Condition condition) {
    if (condition instanceof Condition.Truth truth) {
      boolean asks = truth.expr() instanceof Call || truth.expr() instanceof Reference;
      return asks ? pipeline(truth.expr()) : operand(truth.expr());
    }
    if (condition instanceof Condition.Not not) {
      return "not " + conditionOperand(not.condition());
    }
    if (condition instanceof Condition.All all) {
      return all.conditions().isEmpty() ? "true" : join("and", all.conditions());
    }
    if (condition instanceof Condition.Any any) {
      return oneOf(any).orElseGet(() -> join("or", any.conditions()));
    }
    if (condition instanceof Condition.Comparison comparison) {
      return comparison.operator().template()
          + " "
          + compared(comparison.left())
          + " "
          + compared(comparison.right());
    }
    return root.equals("$")
        ? "$.Capabilities.APIVersions.Has " + quoted(((Condition.HasApi) condition).api())
        : ".Capabilities.APIVersions.Has " + quoted(((Condition.HasApi) condition).api());
  }

  /** {@code eq} with all texts that one expression may be. */
  private Optional<String> oneOf(Condition.Any any) {
    Set<Expr> subjects = new HashSet<>();
    StringBuilder texts = new StringBuilder();
    for (Condition each : any.conditions()) {
      if (!(each instanceof Condition.Comparison comparison)
          || comparison.operator() != Condition.Operator.EQ
          || !(comparison.right() instanceof Literal text)
          || text.kind() != Kind.STRING) {
        return Optional.empty();
      }
      subjects.add(comparison.left());
      texts.append(' ').append(operand(text));
    }
    return subjects.size() == 1 && any.conditions().size() > 1
        ? Optional.of("eq " + operand(subjects.iterator().next()) + texts)
        : Optional.empty();
  }

  /** A condition that yields a boolean, not the value that it asks about. */
  private String flag(Condition condition) {
    if (condition instanceof Condition.All all && !all.conditions().isEmpty()) {
      return flags("and", all.conditions());
    }
    if (condition instanceof Condition.Any any && oneOf(any).isEmpty()) {
      return flags("or", any.conditions());
    }
    if (condition instanceof Condition.Truth truth
        && !(truth.expr() instanceof Call call && call.kind() == Kind.BOOLEAN)) {
      // What is absent is no boolean either.
      return "not (not " + operand(truth.expr()) + ")";
    }
    return condition(condition);
  }

  private String flags(String word, List<Condition> conditions) {
    return conditions.size() == 1
        ? flag(conditions.get(0))
        : word
            + conditions.stream()
                .map(each -> " (" + flag(each) + ")")
                .collect(Collectors.joining());
  }

  /** A decimal may come as a whole number, which Go does not compare with others. */
  private String compared(Expr expr) {
    boolean unsure = expr.kind() == Kind.DECIMAL && !(expr instanceof Literal);
    return unsure ? "(" + pipeline(expr) + " | float64)" : operand(expr);
  }

  private String join(String word, List<Condition> conditions) {
    if (conditions.size() == 1) {
      return condition(conditions.get(0));
    }
    return word
        + " "
        + conditions.stream().map(this::conditionOperand).collect(Collectors.joining(" "));
  }

  private String conditionOperand(Condition condition) {
    String text = condition(condition);
    return text.contains(" ") && !text.startsWith("(") ? "(" + text + ")" : text;
  }

  private boolean isRenamed(Reference reference) {
    return reference.root() == Expr.Root.VALUES && renamed.contains(reference.path());
  }

  private String include(String template) {
    boolean isOfLibrary = template.indexOf('/') > 0;
    String name = isOfLibrary ? template.replace('/', '.') : chart + "." + template;
    return "include " + quoted(name) + " " + root;
  }

  private String reference(Reference reference) {
    if (reference.root() == Expr.Root.VARIABLE) {
      return "$" + reference.path();
    }
    return (root.equals("$") ? "$" : "") + reference.root().template() + "." + reference.path();
  }

  /** Numbers as text must not get an exponent. */
  private String text(Expr expr) {
    return expr.kind() == Kind.DECIMAL
        ? pipeline(expr) + " | toJson"
        : pipeline(expr) + toStringOf(expr);
  }

  private static String toStringOf(Expr expr) {
    return expr.kind() == Kind.STRING ? "" : " | toString";
  }

  private String arguments(List<Expr> arguments) {
    return arguments.stream()
        .map(argument -> " " + operand(argument))
        .collect(Collectors.joining());
  }

  /** A string literal of Go. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (c < 0x20
                      || c == 0x7f
                      || (c >= 0x80 && !Character.isLetterOrDigit(c) && c < 0x10000)) {
                    out.append(String.format("\\u%04x", c));
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.append('"').toString();
  }
}
