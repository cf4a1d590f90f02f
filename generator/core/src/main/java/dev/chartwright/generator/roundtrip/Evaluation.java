package dev.chartwright.generator.roundtrip;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Literal;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Function;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.generator.manifest.Inclusions;
import dev.chartwright.generator.yaml.GoJson;
import dev.chartwright.generator.yaml.Tree;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * What a declared chart means for certain values, computed from the model alone: neither a template
 * nor YAML is written or read. It says what the printed templates must give in the Helm engine. For
 * use by one thread.
 */
final class Evaluation {
  /**
   * Stands for a hexadecimal digit that is known only when Helm has rendered the file behind a
   * digest.
   */
  static final char UNKNOWN_DIGIT = '\uFDD2';

  /** Stands for what a condition or an empty list leaves out. */
  private static final Object NOTHING = new Object();

  private static final int DIGEST = 64;

  /** A letter in the place of each of a random text. */
  private static final String KEPT_RANDOM = "x";

  private final Chart chart;

  /** The chart whose templates are evaluated: this one, or a library. */
  private final Chart home;

  private final Map<String, Object> values;
  private final String release;
  private final String namespace;
  private final String kubeVersion;
  private final Set<String> apis;
  private final Map<String, Text> parsed;
  private final Map<String, Object> variables;
  private final Map<Include, Object> included;

  /**
   * @param values the values of the release, defaults included
   * @param apis what templates find in the cluster
   * @param parsed the texts that were taken apart before, in any case; grows
   */
  Evaluation(
      Chart chart,
      Map<String, Object> values,
      String release,
      String namespace,
      String kubeVersion,
      Set<String> apis,
      Map<String, Text> parsed) {
    this.chart = chart;
    this.home = chart;
    this.values = new EffectiveValues(chart, values).tree();
    this.release = release;
    this.namespace = namespace;
    this.kubeVersion = kubeVersion;
    this.apis = apis;
    this.parsed = parsed;
    this.variables = Map.of();
    this.included = new HashMap<>();
  }

  /** The same values in one round of a loop, or in a template of a library chart. */
  private Evaluation(
      Evaluation outside,
      Chart home,
      Map<String, Object> variables,
      Map<Include, Object> included) {
    this.chart = outside.chart;
    this.home = home;
    this.values = outside.values;
    this.release = outside.release;
    this.namespace = outside.namespace;
    this.kubeVersion = outside.kubeVersion;
    this.apis = outside.apis;
    this.parsed = outside.parsed;
    this.variables = variables;
    this.included = included;
  }

  /** One evaluation for each entry of a map or item of a list, which variables stand for. */
  List<Evaluation> rounds(Expr collection, String keyVariable, String variable) {
    Node.Each each = new Node.Each(collection, keyVariable, variable, Node.mapping());
    return rounds(each, variables).stream()
        .map(inside -> new Evaluation(this, home, inside, included))
        .toList();
  }

  /** The tree of a manifest. */
  Map<String, Object> object(Node.Mapping tree) {
    return mapping(tree, variables);
  }

  boolean holds(Condition condition) {
    return holds(condition, variables);
  }

  /** Text with tokens. */
  String text(String text) {
    return text(parse(text), variables);
  }

  /** A string of a resource: text, or what its only token stands for. */
  Object string(String text) {
    return scalar(text, variables);
  }

  Object value(Expr expr) {
    return value(expr, variables);
  }

  // Trees

  private Object node(Node node, Map<String, Object> variables) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof String text) {
        return scalar(text, variables);
      }
      return scalar.value() instanceof Number number ? number(number) : scalar.value();
    }
    if (node instanceof Node.Mapping mapping) {
      Map<String, Object> map = mapping(mapping, variables);
      return map.isEmpty() && !mapping.entries().isEmpty() ? NOTHING : map;
    }
    if (node instanceof Node.Sequence sequence) {
      List<Object> list = sequence(sequence, variables);
      return list.isEmpty() && !sequence.items().isEmpty() ? NOTHING : list;
    }
    if (node instanceof Node.Insert insert) {
      return value(insert.expr(), variables);
    }
    if (node instanceof Node.Choice choice) {
      return node(
          holds(choice.condition(), variables) ? choice.then() : choice.otherwise(), variables);
    }
    throw new IllegalStateException("a loop is part of a list or map: " + node);
  }

  /** A number, or what a token among numbers stands for. */
  Object number(Number number) {
    if (number instanceof Double || !Values.isToken(number.longValue())) {
      return number;
    }
    return home.values()
        .ofToken(number.longValue())
        .<Object>map(value -> value(value.expr()))
        .orElse(number);
  }

  private Object scalar(String text, Map<String, Object> variables) {
    Text parts = parse(text);
    Expr only = parts.onlyExpr();
    return only == null ? text(parts, variables) : value(only, variables);
  }

  private Map<String, Object> mapping(Node.Mapping mapping, Map<String, Object> variables) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      if (!holds(entry.when(), variables)) {
        continue;
      }
      if (entry.isSplice()) {
        entries(entry.value(), variables, map);
        continue;
      }
      Object value = node(entry.value(), variables);
      if (value != NOTHING) {
        map.put(text(parse(entry.key()), variables), value);
      } else if (entry.key().equals("spec")) {
        map.put("spec", null); // An object without a spec would be no object.
      }
    }
    return map;
  }

  private void entries(Node node, Map<String, Object> variables, Map<String, Object> map) {
    if (node instanceof Node.Each each) {
      for (Map<String, Object> inside : rounds(each, variables)) {
        entries(each.body(), inside, map);
      }
    } else if (node instanceof Node.Choice choice) {
      entries(
          holds(choice.condition(), variables) ? choice.then() : choice.otherwise(),
          variables,
          map);
    } else {
      Object value = node(node, variables);
      map.putAll(Tree.map(value));
    }
  }

  private List<Object> sequence(Node.Sequence sequence, Map<String, Object> variables) {
    List<Object> list = new ArrayList<>();
    for (Node.Item item : sequence.items()) {
      if (holds(item.when(), variables)) {
        items(item.value(), item.spliced(), variables, list);
      }
    }
    return list;
  }

  private void items(Node node, boolean spliced, Map<String, Object> variables, List<Object> list) {
    if (node instanceof Node.Each each) {
      for (Map<String, Object> inside : rounds(each, variables)) {
        items(each.body(), false, inside, list);
      }
    } else if (node instanceof Node.Choice choice && spliced) {
      items(
          holds(choice.condition(), variables) ? choice.then() : choice.otherwise(),
          true,
          variables,
          list);
    } else {
      Object value = node(node, variables);
      if (spliced) {
        list.addAll(Tree.list(value));
      } else if (value != NOTHING) {
        list.add(value);
      }
    }
  }

  /** The variables of each round of a loop; maps come in the order of their keys. */
  private List<Map<String, Object>> rounds(Node.Each each, Map<String, Object> outside) {
    List<Map<String, Object>> rounds = new ArrayList<>();
    Object collection = value(each.collection(), outside);
    if (collection instanceof Map) {
      new TreeMap<>(Tree.map(collection))
          .forEach((key, value) -> rounds.add(round(each, key, value, outside)));
    } else {
      int index = 0;
      for (Object item : Tree.list(collection)) {
        rounds.add(round(each, index, item, outside));
        index++;
      }
    }
    return rounds;
  }

  private static Map<String, Object> round(
      Node.Each each, Object key, Object item, Map<String, Object> outside) {
    Map<String, Object> variables = new HashMap<>(outside);
    variables.put(each.variable(), item);
    if (!each.keyVariable().isEmpty()) {
      variables.put(each.keyVariable(), key);
    }
    return variables;
  }

  // Text

  private Text parse(String text) {
    Text known = parsed.get(text);
    return known == null ? parsed.computeIfAbsent(text, Text::parse) : known;
  }

  private String text(Text text, Map<String, Object> variables) {
    StringBuilder out = new StringBuilder();
    for (Text.Part part : text.parts()) {
      out.append(
          part instanceof Text.Placeholder placeholder
              ? text(value(placeholder.expr(), variables))
              : ((Text.Plain) part).text());
    }
    return out.toString();
  }

  static String text(Object value) {
    if (value instanceof Double) {
      return GoJson.number(value);
    }
    return value == null ? "" : value.toString();
  }

  // Conditions

  private boolean holds(Condition condition, Map<String, Object> variables) {
    if (condition instanceof Condition.Truth truth) {
      return isTrue(value(truth.expr(), variables));
    }
    if (condition instanceof Condition.Not not) {
      return !holds(not.condition(), variables);
    }
    if (condition instanceof Condition.All all) {
      return all.conditions().stream().allMatch(part -> holds(part, variables));
    }
    if (condition instanceof Condition.Any any) {
      return any.conditions().stream().anyMatch(part -> holds(part, variables));
    }
    if (condition instanceof Condition.Comparison comparison) {
      Object left = value(comparison.left(), variables);
      Object right = value(comparison.right(), variables);
      return compare(comparison.operator(), left, right);
    }
    return apis.contains(((Condition.HasApi) condition).api());
  }

  private static boolean compare(Condition.Operator operator, Object left, Object right) {
    if (!operator.ordered()) {
      return isEqual(left, right) == (operator == Condition.Operator.EQ);
    }
    int order = decimal(left).compareTo(decimal(right));
    return switch (operator) {
      case GT -> order > 0;
      case GE -> order >= 0;
      case LT -> order < 0;
      default -> order <= 0;
    };
  }

  private static boolean isTrue(Object value) {
    if (value instanceof Number) {
      return decimal(value).signum() != 0;
    }
    return value != null
        && !value.equals(false)
        && !value.equals("")
        && !value.equals(List.of())
        && !value.equals(Map.of());
  }

  /** Whether two leaves are the same; numbers are, whatever their type. */
  static boolean isEqual(Object left, Object right) {
    return (left instanceof Number && right instanceof Number)
        ? decimal(left).compareTo(decimal(right)) == 0
        : Objects.equals(left, right);
  }

  private static BigDecimal decimal(Object number) {
    if (number == null) {
      return BigDecimal.ZERO; // As Helm's conversions say.
    }
    return new BigDecimal(String.valueOf(number));
  }

  // Expressions

  private Object value(Expr expr, Map<String, Object> variables) {
    if (expr instanceof Reference reference) {
      return reference(reference, variables);
    }
    if (expr instanceof Literal literal) {
      return literal.value();
    }
    if (expr instanceof Call call && call.function() == Function.KIND_IS) {
      return call.arguments().get(1) instanceof Reference reference
          && unconverted(reference, variables) == null;
    }
    if (expr instanceof Call call) {
      return call(
          call, call.arguments().stream().map(argument -> value(argument, variables)).toList());
    }
    if (expr instanceof Expr.Ternary choice) {
      return value(
          holds(choice.condition(), variables) ? choice.then() : choice.otherwise(), variables);
    }
    if (expr instanceof Include include) {
      return included(include);
    }
    return String.valueOf(UNKNOWN_DIGIT).repeat(DIGEST);
  }

  private Object reference(Reference reference, Map<String, Object> variables) {
    Object value = unconverted(reference, variables);
    return value == null && reference.kind() == Kind.INTEGER ? Long.valueOf(0) : value;
  }

  /** What a template finds before it makes a whole number of it; null where there is nothing. */
  private Object unconverted(Reference reference, Map<String, Object> variables) {
    List<String> path = Arrays.asList(reference.path().split("\\."));
    return switch (reference.root()) {
      case VALUES -> Tree.at(values, path.toArray(String[]::new));
      case VARIABLE -> Tree.at(variables, path.toArray(String[]::new));
      case RELEASE ->
          builtIn(reference, Map.of("Name", release, "Namespace", namespace, "Service", "Helm"));
      case CHART ->
          builtIn(
              reference,
              Map.of(
                  "Name",
                  chart.name(),
                  "Version",
                  chart.version(),
                  "AppVersion",
                  chart.appVersion()));
      case CAPABILITIES -> builtIn(reference, Map.of("KubeVersion.Version", "v" + kubeVersion));
    };
  }

  private static Object builtIn(Reference reference, Map<String, Object> known) {
    return Objects.requireNonNull(
        known.get(reference.path()), reference + " is no built-in of the DSL");
  }

  /** A named template is given no variables, so it says the same wherever it stands. */
  private Object included(Include include) {
    Object known = included.get(include);
    if (known == null) {
      known = evaluated(include);
      included.put(include, known);
    }
    return known;
  }

  private Object evaluated(Include include) {
    Inclusions.Target target = Inclusions.target(chart, home, include.template());
    NamedTemplate template =
        target
            .template()
            .orElseThrow(() -> new IllegalStateException("no template " + include.template()));
    Evaluation there =
        target.home() == home
            ? this
            : new Evaluation(this, target.home(), Map.of(), new HashMap<>());
    Object value = there.node(template.body(), Map.of());
    if (include.kind() == Kind.STRING) {
      return text(value == NOTHING ? "" : value);
    }
    return value == NOTHING ? Map.of() : value;
  }

  private static Object call(Call call, List<Object> arguments) {
    Object last = arguments.get(arguments.size() - 1);
    if (call.function() != Function.TO_STRING
        && call.function() != Function.INDENT
        && arguments.stream().anyMatch(ForeignYaml::isIn)) {
      return call.kind() == Kind.STRING ? ForeignYaml.UNKNOWN : unknown(call);
    }
    return switch (call.function()) {
      case ADD -> decimal(arguments.get(0)).longValue() + decimal(last).longValue();
      case BASE64 ->
          Base64.getEncoder().encodeToString(text(last).getBytes(StandardCharsets.UTF_8));
      case CONTAINS -> text(last).contains(text(arguments.get(0)));
      case DEFAULT -> isTrue(last) ? last : arguments.get(0);
      case INDENT -> indented(text(last), decimal(arguments.get(0)).intValue());
      case KIND_IS -> throw new IllegalStateException("asks for the value before its conversion");
      case INT64 -> decimal(last).longValue();
      case JOIN ->
          String.join(
              text(arguments.get(0)), Tree.list(last).stream().map(Evaluation::text).toList());
      case KEPT_RANDOM -> keptRandom(decimal(arguments.get(1)).intValue());
      case OR_EMPTY -> isTrue(last) ? last : Map.of();
      case LEN -> (long) length(last);
      case LOWER -> eachCharacter(text(last), Character::toLowerCase);
      case MATCHES -> Pattern.compile(text(arguments.get(0))).matcher(text(last)).find();
      case MAX -> Math.max(decimal(arguments.get(0)).longValue(), decimal(last).longValue());
      case MOD -> decimal(arguments.get(0)).longValue() % decimal(last).longValue();
      case PRINTF -> formatted(text(arguments.get(0)), arguments.subList(1, arguments.size()));
      case REPLACE -> text(last).replace(text(arguments.get(0)), text(arguments.get(1)));
      case REQUIRED -> last;
      case SEMVER -> VersionComparison.satisfies(text(last), text(arguments.get(0)));
      case SHA256 -> sha256(text(last));
      case TO_JSON -> GoJson.of(last);
      case TO_STRING -> text(last);
      case TO_YAML -> ForeignYaml.of(last);
      case TRIM -> trimmed(text(last));
      case TRIM_ALL -> trimmed(text(last), text(arguments.get(0)));
      case TRIM_PREFIX -> {
        String prefix = text(arguments.get(0));
        String text = text(last);
        yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case TRIM_SUFFIX -> {
        String suffix = text(arguments.get(0));
        String text = text(last);
        yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
      }
      case TRUNC -> truncated(text(last), decimal(arguments.get(0)).intValue());
      case UPPER -> eachCharacter(text(last), Character::toUpperCase);
    };
  }

  private static boolean unknown(Call call) {
    throw new IllegalStateException(call + " asks for what only Helm knows");
  }

  /** Go changes one character after the other, whatever stands beside it. */
  private static String eachCharacter(String text, IntUnaryOperator change) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(change).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String indented(String text, int blanks) {
    String pad = " ".repeat(blanks);
    return pad + text.replace("\n", "\n" + pad);
  }

  /** In proofs, random text is fixed text, and no Secret is in the cluster. */
  private static String keptRandom(int length) {
    return Base64.getEncoder()
        .encodeToString(KEPT_RANDOM.repeat(length).getBytes(StandardCharsets.UTF_8));
  }

  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** White space, as Unicode and Go know it. */
  private static boolean isBlank(char c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }

  private static String trimmed(String text, String characters) {
    int start = 0;
    int end = text.length();
    while (start < end && characters.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Helm counts the bytes of text. */
  private static int length(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    return value instanceof List<?> list
        ? list.size()
        : text(value).getBytes(StandardCharsets.UTF_8).length;
  }

  private static String truncated(String text, int length) {
    return text.length() > length ? text.substring(0, length) : text;
  }

  private static String formatted(String format, List<Object> arguments) {
    StringBuilder out = new StringBuilder();
    int next = 0;
    boolean verb = false;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (verb) {
        out.append(c == '%' ? "%" : text(arguments.get(next++)));
        verb = false;
      } else if (c == '%') {
        verb = true;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String sha256(String text) {
    if (text.indexOf(UNKNOWN_DIGIT) >= 0) {
      return String.valueOf(UNKNOWN_DIGIT).repeat(DIGEST);
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
