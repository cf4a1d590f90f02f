package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Choice;
import dev.chartwright.chart.tree.Node.Each;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Scalar;
import dev.chartwright.chart.tree.Node.Sequence;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.generator.manifest.KeySource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a tree as YAML in the style of a careful author: two spaces, one entry a line, control
 * flow that leaves no blank line. Used once, by one thread.
 */
final class YamlWriter {
  /** What is written. */
  enum Style {
    /** A Go template: text that looks like an action is escaped. */
    TEMPLATE,
    /** Plain YAML for people to edit: every string is quoted. */
    VALUES,
    /** Plain YAML. */
    PLAIN
  }

  static final int WIDTH = 100;

  /**
   * YAML takes a key on one line when it has at most 1024 characters; what people set in the place
   * of a reference needs some of them.
   */
  private static final int LONGEST_KEY = 400;

  /** An action that opens a block; one that yields text may stand beside a dash. */
  private static final Pattern CONTROL = Pattern.compile("^\\{\\{- (if|with|range) ");

  private final Style style;
  private final Chart chart;
  private final List<String> lines = new ArrayList<>();
  private GoExpression go;

  /** Where text of several lines goes that cannot be a literal block. */
  private final Optional<LongTexts> longTexts;

  /** The key of the field that is being written. */
  private String field = "";

  /** What is known to hold where the writer stands. */
  private Set<Condition> known = Set.of();

  YamlWriter(Style style, Chart chart) {
    this(style, chart, Optional.empty());
  }

  /** A writer of a manifest. */
  YamlWriter(Chart chart, LongTexts longTexts) {
    this(Style.TEMPLATE, chart, Optional.of(longTexts));
  }

  private YamlWriter(Style style, Chart chart, Optional<LongTexts> longTexts) {
    this.style = style;
    this.chart = chart;
    this.longTexts = longTexts;
    this.go = GoExpression.of(chart);
  }

  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /** A line as it is. */
  YamlWriter line(String line) {
    lines.add(line);
    return this;
  }

  /**
   * A named template that yields lines of text.
   *
   * @param lines an empty one at the end stands for a line feed that ends the text
   * @param end the rest of the last action
   */
  YamlWriter define(String name, List<String> lines, String end) {
    line("{{- define " + GoExpression.quoted(name) + " -}}");
    boolean closed = lines.get(lines.size() - 1).isEmpty();
    lines.subList(0, closed ? lines.size() - 1 : lines.size()).forEach(this::line);
    return line((closed ? "{{ " : "{{- ") + end);
  }

  /** What holds from here on, because the template has failed otherwise. */
  YamlWriter known(Condition condition) {
    known = new HashSet<>(known);
    known.addAll(parts(condition));
    return this;
  }

  YamlWriter comment(String comment, int indent) {
    for (String words : wrap(YamlText.commented(comment), WIDTH - indent - 2)) {
      String line = style == Style.TEMPLATE ? TemplateText.literal(words) : words;
      lines.add(pad(indent) + ("# " + line).stripTrailing());
    }
    return this;
  }

  YamlWriter mapping(Mapping mapping, int indent) {
    List<Entry> merged =
        mapping.entries().stream().filter(entry -> KeySource.isMerged(chart, entry)).toList();
    List<Part> parts = new ArrayList<>(mapping.entries().size());
    for (Entry entry : mapping.entries()) {
      if (merged.size() == 1 || !merged.contains(entry)) {
        parts.add(part(entry, indent));
      }
    }
    if (merged.size() > 1) {
      parts.add(Part.always(() -> texts(merged(merged), indent)));
    }
    blocks(parts, indent);
    return this;
  }

  private void sequence(Sequence sequence, int indent) {
    blocks(sequence.items().stream().map(item -> part(item, indent)).toList(), indent);
  }

  /** One map of several: a key that is set in some of them has the value of the last one. */
  private String merged(List<Entry> maps) {
    return maps.stream()
        .map(entry -> go.operand(((Insert) entry.value()).expr()))
        .collect(Collectors.joining(" ", "mergeOverwrite (dict) ", ""));
  }

  /** The whole of a tree, as the body of a named template. */
  YamlWriter body(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping(mapping, 0);
    }
    if (node instanceof Sequence sequence) {
      sequence(sequence, 0);
      return this;
    }
    if (node instanceof Choice choice) {
      repeated(choice.condition()).forEach(this::variable);
    }
    words(node);
    return this;
  }

  /**
   * What a condition includes more than once, the first time in what is evaluated in any case: Go
   * stops where the answer is known.
   */
  private static Set<Expr.Include> repeated(Condition condition) {
    List<Expr.Include> all = new ArrayList<>();
    includes(condition, all);
    List<Expr.Include> certain = new ArrayList<>();
    includes(first(condition), certain);
    Set<Expr.Include> repeated = new LinkedHashSet<>(certain);
    repeated.removeIf(each -> Collections.frequency(all, each) == 1);
    return repeated;
  }

  private static Condition first(Condition condition) {
    if (condition instanceof Condition.All all && !all.conditions().isEmpty()) {
      return first(all.conditions().get(0));
    }
    return condition instanceof Condition.Any any ? first(any.conditions().get(0)) : condition;
  }

  private static void includes(Condition condition, List<Expr.Include> found) {
    if (condition instanceof Condition.Truth truth) {
      includes(truth.expr(), found);
    } else if (condition instanceof Condition.Not not) {
      includes(not.condition(), found);
    } else if (condition instanceof Condition.All all) {
      all.conditions().forEach(each -> includes(each, found));
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(each -> includes(each, found));
    } else if (condition instanceof Condition.Comparison comparison) {
      includes(comparison.left(), found);
      includes(comparison.right(), found);
    }
  }

  private static void includes(Expr expr, List<Expr.Include> found) {
    if (expr instanceof Expr.Include include) {
      found.add(include);
    } else if (expr instanceof Expr.Call call) {
      call.arguments().forEach(each -> includes(each, found));
    } else if (expr instanceof Expr.Ternary choice) {
      includes(choice.condition(), found);
      includes(choice.then(), found);
      includes(choice.otherwise(), found);
    }
  }

  private void variable(Expr.Include include) {
    String name = include.template();
    if (!name.contains(".")) {
      lines.add("{{- $" + name + " := " + go.pipeline(include) + " }}");
      go = go.named(name, include);
    }
  }

  private void words(Node node) {
    if (node instanceof Choice choice) {
      choice(choice, 0, this::words);
    } else if (node instanceof Scalar scalar && scalar.value() instanceof String text) {
      lines.add(new TemplateText(go).line(text));
    } else if (node instanceof Insert insert) {
      lines.add(new TemplateText(go).line(insert.expr()));
    } else {
      throw new IllegalArgumentException(
          "a named template holds text, a map or a list, not " + node);
    }
  }

  // Maps

  private Part part(Entry entry, int indent) {
    if (entry.isSplice()) {
      return splice(entry.value(), entry.when(), entry.comment(), indent, false);
    }
    // An object without a spec would be no object.
    Condition when =
        entry.key().equals("spec") ? entry.when() : whenNotEmpty(entry.when(), entry.value());
    return new Part(
        when,
        shown(entry.value(), when),
        () -> {
          above(entry.comment(), indent);
          field = entry.key();
          named(key(entry.key()), entry.value(), indent);
        });
  }

  private void above(String comment, int indent) {
    if (!comment.isEmpty()) {
      comment(comment, indent);
    }
  }

  private String key(String key) {
    if (style != Style.TEMPLATE) {
      return YamlText.key(key);
    }
    return Text.hasReferences(key)
        ? new TemplateText(go).scalar(key)
        : TemplateText.literal(YamlText.key(key));
  }

  private void named(String key, Node value, int indent) {
    if (key.length() > LONGEST_KEY) {
      lines.add(pad(indent) + "? " + key);
      keyed(":", value, indent);
    } else {
      keyed(key + ":", value, indent);
    }
  }

  /** Head ends with a colon; the value follows on the same line or below. */
  private void keyed(String head, Node value, int indent) {
    if (value instanceof Choice choice) {
      choice(choice, indent, branch -> keyed(head, branch, indent));
    } else if (value instanceof Mapping mapping) {
      if (mapping.entries().isEmpty()) {
        lines.add(pad(indent) + head + " {}");
      } else {
        lines.add(pad(indent) + head);
        mapping(mapping, indent + 2);
      }
    } else if (value instanceof Sequence sequence) {
      if (sequence.items().isEmpty()) {
        lines.add(pad(indent) + head + " []");
      } else {
        lines.add(pad(indent) + head);
        sequence(sequence, indent + 2);
      }
    } else if (value instanceof Insert insert && !insert.expr().kind().isScalar()) {
      lines.add(pad(indent) + head);
      inserted(insert.expr(), indent + 2);
    } else {
      scalar(pad(indent) + head + " ", value, indent + 2);
    }
  }

  // Lists

  private Part part(Item item, int indent) {
    if (item.spliced()) {
      return splice(item.value(), item.when(), item.comment(), indent, true);
    }
    Condition when = whenNotEmpty(item.when(), item.value());
    return new Part(
        when,
        shown(item.value(), when),
        () -> {
          above(item.comment(), indent);
          dashed(item.value(), indent);
        });
  }

  private void dashed(Node value, int indent) {
    if (value instanceof Choice choice) {
      choice(choice, indent, branch -> dashed(branch, indent));
    } else if (value instanceof Mapping mapping && !mapping.entries().isEmpty()) {
      dashed(indent, () -> mapping(certainFirst(mapping), indent + 2));
    } else if (value instanceof Sequence sequence && !sequence.items().isEmpty()) {
      dashed(indent, () -> sequence(sequence, indent + 2));
    } else if (value instanceof Insert insert && !insert.expr().kind().isScalar()) {
      dashed(indent, () -> inserted(insert.expr(), indent + 2));
    } else if (value instanceof Mapping) {
      lines.add(pad(indent) + "- {}");
    } else if (value instanceof Sequence) {
      lines.add(pad(indent) + "- []");
    } else {
      scalar(pad(indent) + "- ", value, indent + 2);
    }
  }

  /**
   * Writes a block and puts the dash into its first line, below the comment that it begins with.
   */
  private void dashed(int indent, Runnable block) {
    int first = lines.size();
    block.run();
    while (lines.get(first).startsWith("#", indent + 2)) {
      lines.set(first, lines.get(first).substring(2));
      first++;
    }
    String line = lines.get(first).substring(indent + 2);
    if (CONTROL.matcher(line).find()) {
      // Nothing is certain to stand beside the dash.
      lines.add(first, pad(indent) + "-");
    } else {
      lines.set(first, pad(indent) + "- " + line);
    }
  }

  /**
   * The map with an entry first that is always there, which stands beside the dash; the others keep
   * their order.
   */
  private static Mapping certainFirst(Mapping mapping) {
    List<Entry> entries = mapping.entries();
    if (isCertain(entries.get(0))) {
      return mapping;
    }
    Optional<Entry> certain = entries.stream().filter(YamlWriter::isCertain).findFirst();
    if (certain.isEmpty()) {
      return mapping;
    }
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.remove(certain.get());
    sorted.add(0, certain.get());
    return new Mapping(sorted);
  }

  private static boolean isCertain(Entry entry) {
    boolean included =
        entry.value() instanceof Insert insert && insert.expr() instanceof Expr.Include;
    return entry.isSplice()
        ? included && entry.when().equals(Condition.always())
        : !(entry.value() instanceof Choice)
            && whenNotEmpty(entry.when(), entry.value()).equals(Condition.always());
  }

  // What maps and lists have in common

  /**
   * An entry of a map or an item of a list.
   *
   * @param when it is written only then
   * @param shown the value that it shows, where the condition is that there is any
   */
  private record Part(Condition when, Optional<Expr> shown, Runnable body) {
    static Part always(Runnable body) {
      return new Part(Condition.always(), Optional.empty(), body);
    }
  }

  /** Parts in their order; neighbours under one condition share its block. */
  private void blocks(List<Part> parts, int indent) {
    int from = 0;
    for (int i = 1; i <= parts.size(); i++) {
      if (i == parts.size() || !parts.get(i).when().equals(parts.get(from).when())) {
        block(parts.subList(from, i), indent);
        from = i;
      }
    }
  }

  /** Parts under one condition. */
  private void block(List<Part> parts, int indent) {
    Condition when = unknown(parts.get(0).when());
    if (when.equals(Condition.always())) {
      parts.forEach(part -> part.body().run());
      return;
    }
    Set<Condition> knownOutside = known;
    GoExpression outside = go;
    if (parts.stream().allMatch(part -> part.shown().isPresent())) {
      Expr shown = parts.get(0).shown().get();
      control(indent, "with " + go.pipeline(shown));
      go = go.insideWith(shown);
    } else {
      control(indent, "if " + go.condition(when));
    }
    known = new HashSet<>(known);
    known.addAll(parts(when));
    parts.forEach(part -> part.body().run());
    known = knownOutside;
    go = outside;
    control(indent, "end");
  }

  /** What of a condition need be asked still. */
  private Condition unknown(Condition condition) {
    if (known.isEmpty() || condition.equals(Condition.always())) {
      return condition;
    }
    return parts(condition).stream()
        .filter(part -> !known.contains(part))
        .reduce(Condition.always(), Condition::and);
  }

  private static List<Condition> parts(Condition condition) {
    return condition instanceof Condition.All all ? all.conditions() : List.of(condition);
  }

  private Part splice(Node value, Condition when, String comment, int indent, boolean isList) {
    if (value instanceof Insert insert) {
      Expr expr = insert.expr();
      Condition rest = when.equals(insert.isSet()) ? Condition.always() : when;
      Runnable body =
          () -> {
            above(comment, indent);
            inserted(expr, indent);
          };
      if (expr instanceof Expr.Include || (comment.isEmpty() && isText(expr))) {
        return new Part(rest, Optional.empty(), body);
      }
      Part present = new Part(insert.isSet(), Optional.of(expr), body);
      return rest.equals(Condition.always())
          ? present
          : new Part(rest, Optional.empty(), () -> block(List.of(present), indent));
    }
    return new Part(
        when,
        Optional.empty(),
        () -> {
          above(comment, indent);
          spliced(value, indent, isList);
        });
  }

  private void spliced(Node value, int indent, boolean isList) {
    if (value instanceof Mapping mapping) {
      mapping(mapping, indent);
    } else if (value instanceof Sequence sequence) {
      sequence(sequence, indent);
    } else if (value instanceof Choice choice) {
      choice(choice, indent, branch -> spliced(branch, indent, isList));
    } else if (value instanceof Each each) {
      control(indent, range(each.collection(), each.keyVariable(), each.variable()));
      GoExpression outside = go;
      Set<Condition> knownOutside = known;
      go = go.insideLoop();
      // A variable of this loop may have the name of another's.
      known = Set.of();
      if (each.body() instanceof Mapping mapping && !isList) {
        mapping(mapping, indent);
      } else {
        dashed(each.body(), indent);
      }
      go = outside;
      known = knownOutside;
      control(indent, "end");
    } else if (value instanceof Insert insert) {
      block(List.of(splice(insert, Condition.always(), "", indent, isList)), indent);
    } else {
      throw new IllegalArgumentException("cannot be spliced into a map or list: " + value);
    }
  }

  private String range(Expr collection, String keyVariable, String variable) {
    return range(go, collection, keyVariable, variable);
  }

  /** The action that begins a loop. */
  static String range(GoExpression go, Expr collection, String keyVariable, String variable) {
    String variables = (keyVariable.isEmpty() ? "" : "$" + keyVariable + ", ") + "$" + variable;
    return "range " + variables + " := " + go.operand(collection);
  }

  /** Begins a loop around everything that follows. */
  YamlWriter range(Expr collection, String keyVariable, String variable, int indent) {
    control(indent, range(collection, keyVariable, variable));
    go = go.insideLoop();
    return this;
  }

  private void choice(Choice choice, int indent, Consumer<Node> branch) {
    control(indent, "if " + go.condition(choice.condition()));
    Set<Condition> knownOutside = known;
    known = new HashSet<>(known);
    known.addAll(parts(choice.condition()));
    branch.accept(choice.then());
    known = knownOutside;
    Node otherwise = choice.otherwise();
    while (otherwise instanceof Choice next) {
      control(indent, "else if " + go.condition(next.condition()));
      branch.accept(next.then());
      otherwise = next.otherwise();
    }
    control(indent, "else");
    branch.accept(otherwise);
    control(indent, "end");
  }

  /**
   * A list or map whose every part is conditional is left out as a whole when none of them is
   * there.
   */
  private static Condition whenNotEmpty(Condition when, Node value) {
    Set<Condition> parts = new LinkedHashSet<>();
    if (value instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        Condition part = presence(entry.value(), entry.isSplice(), entry.when());
        if (part.equals(Condition.always())) {
          return when;
        }
        parts.add(part);
      }
    } else if (value instanceof Sequence sequence) {
      for (Item item : sequence.items()) {
        Condition part = presence(item.value(), item.spliced(), item.when());
        if (part.equals(Condition.always())) {
          return when;
        }
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      return when;
    }
    List<Condition> distinct = List.copyOf(parts);
    return when.and(distinct.size() == 1 ? distinct.get(0) : new Condition.Any(distinct));
  }

  private static Condition presence(Node value, boolean spliced, Condition when) {
    if (spliced && value instanceof Insert insert && !(insert.expr() instanceof Expr.Include)) {
      return when.equals(insert.isSet()) ? when : when.and(insert.isSet());
    }
    if (spliced && value instanceof Each each) {
      return when.and(new Condition.Truth(each.collection()));
    }
    if (!spliced
        && value instanceof Insert insert
        && !insert.expr().kind().isScalar()
        && when.equals(Condition.always())) {
      return Condition.always();
    }
    return spliced ? when : whenNotEmpty(when, value);
  }

  /** The list or map that a part shows, where its condition is that there is any. */
  private static Optional<Expr> shown(Node value, Condition when) {
    return value instanceof Insert insert
            && !insert.expr().kind().isScalar()
            && when.equals(insert.isSet())
        ? Optional.of(insert.expr())
        : Optional.empty();
  }

  /** The items of a list or the entries of a map. */
  private void inserted(Expr expr, int indent) {
    String operand = go.operand(expr);
    if (expr instanceof Expr.Include) {
      // At the top of a named template the line feed would be its first line.
      boolean first = indent == 0 && lines.get(lines.size() - 1).startsWith("{{- define ");
      String below = first ? "" : " | nindent " + indent;
      lines.add(pad(indent) + "{{- " + go.pipeline(expr) + below + " }}");
    } else if (!isText(expr)) {
      lines.add(pad(indent) + "{{- toYaml " + operand + " | nindent " + indent + " }}");
    } else if (expr.kind() == Kind.LIST) {
      control(indent, "range " + operand);
      lines.add(pad(indent) + "- {{ . | quote }}");
      control(indent, "end");
    } else {
      texts(operand, indent);
    }
  }

  private void texts(String map, int indent) {
    control(indent, "range $key, $value := " + map);
    lines.add(pad(indent) + "{{ $key | quote }}: {{ $value | quote }}");
    control(indent, "end");
  }

  /** The type of an expression that is a value; null for others. */
  private ValueType type(Expr expr) {
    return expr instanceof Expr.Reference reference && reference.root() == Expr.Root.VALUES
        ? chart.values().find(reference.path()).map(Value::type).orElse(null)
        : null;
  }

  private boolean isText(Expr expr) {
    ValueType type = type(expr);
    return type != null && type.isTexts();
  }

  private void control(int indent, String action) {
    lines.add(pad(indent) + "{{- " + action + " }}");
  }

  // Leaves

  private void scalar(String head, Node value, int indent) {
    if (value instanceof Insert insert) {
      Optional<YamlBlock> block = YamlBlock.of(insert.expr());
      if (block.isPresent() && block.get().blanks() == 0) {
        block(head, new Text(List.of(new Text.Placeholder(insert.expr()))), indent);
      } else {
        lines.add(head + new TemplateText(go).scalar(insert.expr()));
      }
      return;
    }
    Object leaf = ((Scalar) value).value();
    if (!(leaf instanceof String text)) {
      lines.add(head + leaf + (leaf instanceof Number number ? octal(number.longValue()) : ""));
    } else if (isBlock(text)) {
      block(head, Text.parse(text), indent);
    } else if (longTexts.isPresent() && new TemplateText(go).lines(text).isPresent()) {
      Expr included = longTexts.get().add(field, text);
      lines.add(head + new TemplateText(go).scalar(included));
    } else {
      List<String> inLoop =
          longTexts.isPresent() ? new TemplateText(go).linesInLoop(text) : List.of();
      if (inLoop.isEmpty()) {
        lines.add(head + string(text));
      } else {
        lines.add(head + "{{ list");
        inLoop.forEach(line -> lines.add(pad(indent + 2) + line));
        lines.add(pad(indent + 2) + "| join \"\\n\" | quote }}");
      }
    }
  }

  /**
   * The mode of a file, which is thought of in octal digits. It is not written in them: readers of
   * YAML 1.1 take {@code 0555} for 365, those of YAML 1.2 for 555, and JSON has no such numbers.
   */
  private String octal(long number) {
    return style == Style.TEMPLATE && field.equals("defaultMode")
        ? "  # 0" + Long.toOctalString(number)
        : "";
  }

  private String string(String text) {
    return switch (style) {
      case TEMPLATE -> new TemplateText(go).scalar(text);
      case VALUES -> YamlText.quoted(text);
      case PLAIN -> YamlText.scalar(text);
    };
  }

  /** Whether it can be a literal block, whatever stands in the place of references. */
  private boolean isBlock(String text) {
    if (!Text.hasReferences(text)) {
      return YamlText.isBlock(text);
    }
    Text parsed = Text.parse(text);
    StringBuilder sample = new StringBuilder();
    StringBuilder fixed = new StringBuilder();
    for (Text.Part part : parsed.parts()) {
      boolean shown = part instanceof Text.Plain || YamlBlock.of(part).isPresent();
      String word = part instanceof Text.Plain plain ? plain.text() : "x";
      sample.append(word);
      fixed.append(shown ? word : "");
    }
    // The first line tells the indentation and an empty last one would be cut, so neither may be
    // left to a reference.
    Text.Part first = parsed.parts().get(0);
    boolean bounded =
        YamlBlock.of(first).map(block -> block.blanks() == 0).orElse(first instanceof Text.Plain)
            && !lastLine(fixed).isBlank();
    return bounded && YamlBlock.isPlain(parsed) && YamlText.isBlock(sample.toString());
  }

  private static String lastLine(CharSequence text) {
    String all = text.toString();
    String closed = all.endsWith("\n") ? all.substring(0, all.length() - 1) : all;
    return closed.substring(closed.lastIndexOf('\n') + 1);
  }

  private void block(String head, Text text, int indent) {
    boolean closed =
        text.parts().get(text.parts().size() - 1) instanceof Text.Plain last
            && last.text().endsWith("\n");
    lines.add(head + (closed ? "|" : "|-"));
    List<List<Text.Part>> all = YamlBlock.lines(text);
    for (List<Text.Part> line : closed ? all.subList(0, all.size() - 1) : all) {
      if (line.isEmpty()) {
        lines.add("");
        continue;
      }
      Optional<YamlBlock> yaml = YamlBlock.of(line.get(0));
      if (yaml.isEmpty()) {
        lines.add(pad(indent) + words(new Text(line)));
        continue;
      }
      String tree = "toYaml " + go.operand(yaml.get().tree());
      int blanks = indent + yaml.get().blanks();
      // A trim would take an empty line before it, too.
      lines.add(
          lines.get(lines.size() - 1).isEmpty()
              ? "{{ " + tree + " | indent " + blanks + " }}"
              : pad(indent) + "{{- " + tree + " | nindent " + blanks + " }}");
    }
  }

  private String words(Text line) {
    if (style == Style.TEMPLATE) {
      return new TemplateText(go).words(line);
    }
    return ((Text.Plain) line.parts().get(0)).text();
  }

  private static String pad(int indent) {
    return " ".repeat(indent);
  }

  /**
   * Lines of at most {@code width} characters, broken at spaces. A line that begins with two spaces
   * is an example, which stays as it is.
   */
  static List<String> wrap(String text, int width) {
    List<String> wrapped = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      if (paragraph.startsWith("  ")
          || (paragraph.length() <= width && paragraph.equals(paragraph.strip()))) {
        wrapped.add(paragraph);
        continue;
      }
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ")) {
        if (line.length() > 0 && line.length() + 1 + word.length() > width) {
          wrapped.add(line.toString());
          line.setLength(0);
        }
        line.append(line.length() == 0 ? "" : " ").append(word);
      }
      wrapped.add(line.toString());
    }
    return wrapped;
  }
}
