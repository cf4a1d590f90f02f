package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.TPL_02;
import static dev.chartwright.generator.rule.ValueRules.VAL_04;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.generator.chartfile.CommentedValues;
import dev.chartwright.generator.chartfile.DeclaredValues;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.gotemplate.RefusedValues;
import dev.chartwright.generator.gotemplate.TemplateAction;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values that templates read: each is declared, and none gets a {@code default} that takes the
 * place of a 0 or a false which somebody has set.
 */
public final class TemplateValueCheck implements FileCheck {
  /** Literals that change nothing when they take the place of what counts as empty. */
  private static final Set<String> EMPTY = Set.of("0", "false", "\"\"");

  @Override
  public List<Finding> check(ParsedChart chart) {
    DeclaredValues values = DeclaredValues.of(chart);
    Set<List<String>> offered = CommentedValues.in(chart.text(ParsedChart.VALUES_FILE));
    Set<List<String>> told = new HashSet<>();
    return chart.files().paths().stream()
        .filter(path -> path.startsWith("templates/"))
        .flatMap(
            path -> {
              List<TemplateAction> actions = TemplateAction.in(chart.text(path));
              Set<TemplateAction> refusing = RefusedValues.in(actions);
              return actions.stream()
                  .flatMap(
                      action -> {
                        Place place = Place.ofLine(path, action.line());
                        Stream<Finding> undeclared =
                            action.tokens().stream()
                                .map(TemplateValueCheck::value)
                                .filter(value -> !value.isEmpty())
                                .filter(none -> !refusing.contains(action))
                                .filter(value -> !values.declare(value))
                                .filter(
                                    value -> values.areClosed(value) || !offered.contains(value))
                                .filter(told::add)
                                .map(value -> undeclared(place, value, values));
                        return Stream.concat(undeclared, defaults(place, action.tokens(), values));
                      });
            })
        .toList();
  }

  /** The path of a value that a token reads, such as {@code $.Values.image.tag}; empty for none. */
  static List<String> value(String token) {
    if (!token.matches("(\\$\\w*)?\\.Values(\\.\\w+)+")) {
      return List.of();
    }
    List<String> names = List.of(token.split("\\."));
    return names.subList(2, names.size());
  }

  private static Finding undeclared(Place place, List<String> value, DeclaredValues values) {
    String name = String.join(".", value);
    String what = "it reads the value " + name + ", which is not declared";
    return values.areClosed(value)
        ? Finding.error(VAL_04, place, what)
            .because("users cannot set the value: it is always empty, or rejected")
        : Finding.warning(VAL_04, place, what)
            .because("users do not know that they can set the value");
  }

  /**
   * {@code .Values.x | default 5}, through other functions too, and {@code default 5 .Values.x}.
   */
  private static Stream<Finding> defaults(Place place, List<String> tokens, DeclaredValues values) {
    return IntStream.range(0, tokens.size() - 1)
        .filter(at -> tokens.get(at).equals("default"))
        .filter(at -> !EMPTY.contains(tokens.get(at + 1)))
        .mapToObj(at -> defaulted(tokens, at))
        .flatMap(
            defaulted ->
                defaulted
                    .map(TemplateValueCheck::value)
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .flatMap(value -> misplaced(place, value, values))
                    .stream());
  }

  /** What a default may take the place of. */
  private static Stream<String> defaulted(List<String> tokens, int at) {
    boolean isPiped = at > 0 && tokens.get(at - 1).equals("|");
    return isPiped ? pipe(tokens, at - 1) : tokens.stream().skip(at + 2L).limit(1);
  }

  /** What goes into a pipe: the tokens before it, back to where its expression begins. */
  private static Stream<String> pipe(List<String> tokens, int end) {
    int start = end;
    int depth = 0;
    while (start > 0 && depth >= 0) {
      start--;
      String token = tokens.get(start);
      depth += token.equals(")") ? 1 : token.equals("(") ? -1 : 0;
      if (depth == 0 && (token.equals("=") || token.equals(":="))) {
        break;
      }
    }
    return tokens.subList(start, end).stream();
  }

  private static Optional<Finding> misplaced(
      Place place, List<String> value, DeclaredValues values) {
    JsonNode schema = values.schemaOf(value);
    Object byDefault = values.defaultOf(value);
    String type = schema.path("type").asText("");
    boolean isFlag = type.equals("boolean") || (type.isEmpty() && byDefault instanceof Boolean);
    boolean isNumber =
        Set.of("integer", "number").contains(type)
            || (type.isEmpty() && byDefault instanceof Number);
    // There is no port 0, so nobody will miss it.
    boolean isPort = value.get(value.size() - 1).toLowerCase(Locale.ROOT).endsWith("port");
    boolean takesZero = schema.path("minimum").asLong(0) <= 0 && !isPort;
    if (!isFlag && !(isNumber && takesZero)) {
      return Optional.empty();
    }
    String name = String.join(".", value);
    String what = "default takes the place of " + name + " when that is " + (isFlag ? "false" : 0);
    String why = "users cannot " + (isFlag ? "switch it off" : "set it to 0");
    String fix = "write the default in values.yaml, and leave it out here";
    Severity severity = values.haveSchema() ? Severity.ERROR : Severity.WARNING;
    return Optional.of(Finding.of(severity, TPL_02, place, what).because(why).fixedBy(fix));
  }
}
