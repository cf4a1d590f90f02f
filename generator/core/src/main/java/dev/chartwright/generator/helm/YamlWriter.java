package dev.chartwright.generator.helm;

import dev.chartwright.chart.Condition;
import dev.chartwright.chart.Expr;
import dev.chartwright.chart.Function;
import dev.chartwright.chart.Kind;
import dev.chartwright.chart.Node;
import dev.chartwright.chart.Node.Choice;
import dev.chartwright.chart.Node.Each;
import dev.chartwright.chart.Node.Entry;
import dev.chartwright.chart.Node.Insert;
import dev.chartwright.chart.Node.Item;
import dev.chartwright.chart.Node.Mapping;
import dev.chartwright.chart.Node.Scalar;
import dev.chartwright.chart.Node.Sequence;
import dev.chartwright.chart.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

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

  private static final int WIDTH = 100;

  // "<expression>-worker" cannot be taken for a number, a date or a boolean, whatever the
  // expression yields.
  private static final Pattern NAME_LIKE =
      Pattern.compile("[A-Za-z0-9_./-]*-[A-Za-z][A-Za-z0-9_./-]*");

  private static final Pattern HOLE = Pattern.compile("\uFDD0[^\uFDD1]*\uFDD1");

  private final Style style;
  private final List<String> lines = new ArrayList<>();
  private GoExpression go;

  YamlWriter(Style style, String chart) {
    this.style = style;
    this.go = new GoExpression(chart, ".");
  }

  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /** A line as it is. */
  YamlWriter line(String line) {
    lines.add(line);
    return this;
  }

  YamlWriter comment(String comment, int indent) {
    wrap(comment, WIDTH - indent - 2)
        .forEach(line -> lines.add(" ".repeat(indent) + ("# " + line).stripTrailing()));
    return this;
  }

  YamlWriter mapping(Mapping mapping, int indent) {
    mapping.entries().forEach(entry -> entry(entry, indent));
    return this;
  }

  /** The whole of a tree, as the body of a named template. */
  YamlWriter body(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping(mapping, 0);
    }
    if (node instanceof Sequence sequence) {
      sequence.items().forEach(item -> item(item, 0));
      return this;
    }
    words(node);
    return this;
  }

  /** Text with expressions in it, free of YAML: for notes. */
  static String words(String text, GoExpression go) {
    StringBuilder out = new StringBuilder();
    for (Text.Part part : Text.parse(text).parts()) {
      if (part instanceof Text.Hole hole) {
        hole(hole.expr(), go, out);
      } else {
        out.append(literal(((Text.Plain) part).text()));
      }
    }
    return out.toString();
  }

  /** Text of a named template: each line trims what is before it. */
  private void words(Node node) {
    if (node instanceof Choice choice) {
      choice(choice, 0, this::words);
    } else if (node instanceof Scalar scalar && scalar.value() instanceof String text) {
      String words = words(text, go);
      lines.add(
          words.startsWith("{{ ")
              ? "{{-" + words.substring(2)
              : "{{- " + GoExpression.quoted("") + " }}" + words);
    } else if (node instanceof Insert insert) {
      lines.add("{{- " + go.pipeline(insert.expr()) + " }}");
    } else {
      throw new IllegalArgumentException(
          "a named template holds text, a map or a list, not " + node);
    }
  }

  // Maps

  private void entry(Entry entry, int indent) {
    if (entry.isSplice()) {
      splice(entry.value(), entry.when(), entry.comment(), indent);
      return;
    }
    if (isWith(entry.value(), entry.when())) {
      Expr expr = ((Insert) entry.value()).expr();
      control(indent, "with " + go.pipeline(expr));
      above(entry.comment(), indent);
      lines.add(pad(indent) + key(entry.key()) + ":");
      lines.add(pad(indent + 2) + "{{- toYaml . | nindent " + (indent + 2) + " }}");
      control(indent, "end");
      return;
    }
    // An object without a spec would be no object.
    Condition when =
        entry.key().equals("spec") ? entry.when() : whenNotEmpty(entry.when(), entry.value());
    conditional(
        when,
        indent,
        () -> {
          above(entry.comment(), indent);
          keyed(key(entry.key()) + ":", entry.value(), indent);
        });
  }

  private void above(String comment, int indent) {
    if (!comment.isEmpty()) {
      comment(comment, indent);
    }
  }

  private String key(String key) {
    if (!Text.hasReferences(key)) {
      return style == Style.TEMPLATE ? literal(YamlText.key(key)) : YamlText.key(key);
    }
    return string(key, false);
  }

  /** Head is {@code key:}; the value follows on the same line or below. */
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
        sequence.items().forEach(item -> item(item, indent + 2));
      }
    } else if (value instanceof Insert insert && !insert.expr().kind().isScalar()) {
      lines.add(pad(indent) + head);
      lines.add(pad(indent + 2) + structured(insert.expr(), indent + 2));
    } else {
      scalar(pad(indent) + head + " ", value, indent + 2);
    }
  }

  // Lists

  private void item(Item item, int indent) {
    if (item.spliced()) {
      splice(item.value(), item.when(), item.comment(), indent);
      return;
    }
    conditional(
        item.when(),
        indent,
        () -> {
          above(item.comment(), indent);
          dashed(item.value(), indent);
        });
  }

  private void dashed(Node value, int indent) {
    if (value instanceof Choice choice) {
      choice(choice, indent, branch -> dashed(branch, indent));
    } else if (value instanceof Mapping mapping && !mapping.entries().isEmpty()) {
      int first = lines.size();
      mapping(mapping, indent + 2);
      String line = lines.get(first).substring(indent + 2);
      if (line.startsWith("{{-") || line.startsWith("#")) {
        lines.add(first, pad(indent) + "-");
      } else {
        lines.set(first, pad(indent) + "- " + line);
      }
    } else if (value instanceof Sequence sequence && !sequence.items().isEmpty()) {
      lines.add(pad(indent) + "-");
      sequence.items().forEach(item -> item(item, indent + 2));
    } else if (value instanceof Insert insert && !insert.expr().kind().isScalar()) {
      lines.add(pad(indent) + "-");
      lines.add(pad(indent + 2) + structured(insert.expr(), indent + 2));
    } else if (value instanceof Mapping) {
      lines.add(pad(indent) + "- {}");
    } else if (value instanceof Sequence) {
      lines.add(pad(indent) + "- []");
    } else {
      scalar(pad(indent) + "- ", value, indent + 2);
    }
  }

  // What maps and lists have in common

  private void splice(Node value, Condition when, String comment, int indent) {
    if (value instanceof Insert insert) {
      boolean template = insert.expr() instanceof Expr.Include;
      if (template) {
        conditional(when, indent, () -> lines.add(pad(indent) + structured(insert.expr(), indent)));
        return;
      }
      Condition rest = when.equals(insert.isSet()) ? Condition.always() : when;
      conditional(
          rest,
          indent,
          () -> {
            control(indent, "with " + go.pipeline(insert.expr()));
            above(comment, indent);
            lines.add(pad(indent) + "{{- toYaml . | nindent " + indent + " }}");
            control(indent, "end");
          });
      return;
    }
    conditional(
        when,
        indent,
        () -> {
          above(comment, indent);
          spliced(value, indent);
        });
  }

  private void spliced(Node value, int indent) {
    if (value instanceof Mapping mapping) {
      mapping(mapping, indent);
    } else if (value instanceof Sequence sequence) {
      sequence.items().forEach(item -> item(item, indent));
    } else if (value instanceof Choice choice) {
      choice(choice, indent, branch -> spliced(branch, indent));
    } else if (value instanceof Each each) {
      String variables =
          (each.keyVariable().isEmpty() ? "" : "$" + each.keyVariable() + ", ")
              + "$"
              + each.variable();
      control(indent, "range " + variables + " := " + go.operand(each.collection()));
      GoExpression outside = go;
      go = go.insideLoop();
      if (each.body() instanceof Mapping mapping && !each.keyVariable().isEmpty()) {
        mapping(mapping, indent);
      } else {
        dashed(each.body(), indent);
      }
      go = outside;
      control(indent, "end");
    } else if (value instanceof Insert insert) {
      splice(insert, Condition.always(), "", indent);
    } else {
      throw new IllegalArgumentException("cannot be spliced into a map or list: " + value);
    }
  }

  private void conditional(Condition when, int indent, Runnable body) {
    if (when.equals(Condition.always())) {
      body.run();
      return;
    }
    control(indent, "if " + go.condition(when));
    body.run();
    control(indent, "end");
  }

  private void choice(Choice choice, int indent, Consumer<Node> branch) {
    control(indent, "if " + go.condition(choice.condition()));
    branch.accept(choice.then());
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
    List<Condition> parts = new ArrayList<>();
    if (value instanceof Mapping mapping) {
      mapping
          .entries()
          .forEach(entry -> parts.add(presence(entry.value(), entry.isSplice(), entry.when())));
    } else if (value instanceof Sequence sequence) {
      sequence
          .items()
          .forEach(item -> parts.add(presence(item.value(), item.spliced(), item.when())));
    }
    if (parts.isEmpty() || parts.contains(Condition.always())) {
      return when;
    }
    List<Condition> distinct = parts.stream().distinct().toList();
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

  private static boolean isWith(Node value, Condition when) {
    return value instanceof Insert insert
        && !insert.expr().kind().isScalar()
        && when.equals(insert.isSet());
  }

  private String structured(Expr expr, int indent) {
    if (expr instanceof Expr.Include) {
      return "{{- " + go.pipeline(expr) + " | nindent " + indent + " }}";
    }
    return "{{- toYaml " + go.operand(expr) + " | nindent " + indent + " }}";
  }

  private void control(int indent, String action) {
    lines.add(pad(indent) + "{{- " + action + " }}");
  }

  // Leaves

  private void scalar(String head, Node value, int indent) {
    if (value instanceof Insert insert) {
      lines.add(head + inserted(insert.expr()));
      return;
    }
    Object leaf = ((Scalar) value).value();
    if (!(leaf instanceof String text)) {
      lines.add(head + leaf);
      return;
    }
    if (text.indexOf('\n') >= 0
        && YamlText.isBlock(HOLE.matcher(text).replaceAll("x"))
        && holesArePlain(text)) {
      block(head, text, indent);
      return;
    }
    lines.add(head + string(text, style == Style.VALUES));
  }

  private void block(String head, String text, int indent) {
    lines.add(head + YamlText.blockHeader(text));
    String body = style == Style.TEMPLATE ? words(text, go) : text;
    (body.endsWith("\n") ? body.substring(0, body.length() - 1) : body)
        .lines()
        .forEach(line -> lines.add(line.isEmpty() ? "" : pad(indent) + line));
    for (int end = body.length() - 2;
        end >= 0 && body.endsWith("\n\n") && body.charAt(end) == '\n';
        end--) {
      lines.add("");
    }
  }

  private static boolean holesArePlain(String text) {
    return Text.parse(text).parts().stream()
        .allMatch(part -> !(part instanceof Text.Hole hole) || hole.expr().plain());
  }

  private String string(String text, boolean alwaysQuote) {
    Text parsed = Text.parse(text);
    if (parsed.parts().stream().noneMatch(Text.Hole.class::isInstance)) {
      return escapeActions(alwaysQuote ? YamlText.quoted(text) : YamlText.scalar(text));
    }
    if (parsed.onlyExpr() != null) {
      return inserted(parsed.onlyExpr());
    }
    return holesArePlain(text) ? interpolated(parsed) : formatted(parsed);
  }

  private String inserted(Expr expr) {
    return switch (expr.kind()) {
      case STRING -> "{{ " + asText(expr) + " | quote }}";
      case DECIMAL -> "{{ " + go.pipeline(expr) + " | toJson }}";
      case INTEGER, BOOLEAN -> "{{ " + go.pipeline(expr) + " }}";
      case LIST, MAP ->
          throw new IllegalArgumentException(expr + " is no scalar: bind it to the field");
    };
  }

  /** A pipeline before {@code quote}, which makes text of numbers itself. */
  private String asText(Expr expr) {
    if (expr instanceof Expr.Call call && call.function() == Function.TO_STRING) {
      Expr inner = call.arguments().get(0);
      return inner.kind() == Kind.DECIMAL ? go.pipeline(expr) : go.pipeline(inner);
    }
    return go.pipeline(expr);
  }

  /** Adds an action; a brace just before it would become part of it. */
  private static void hole(Expr expr, GoExpression go, StringBuilder out) {
    if (out.length() > 0 && out.charAt(out.length() - 1) == '{') {
      out.setLength(out.length() - 1);
      out.append("{{ \"{\" }}");
    }
    boolean text =
        expr instanceof Expr.Call call
            && call.function() == Function.TO_STRING
            && call.arguments().get(0).kind() != Kind.DECIMAL;
    Expr shown = text ? ((Expr.Call) expr).arguments().get(0) : expr;
    out.append("{{ ").append(go.pipeline(shown)).append(" }}");
  }

  private String interpolated(Text text) {
    StringBuilder plain = new StringBuilder();
    StringBuilder quoted = new StringBuilder();
    StringBuilder literals = new StringBuilder();
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Hole hole) {
        hole(hole.expr(), go, plain);
        hole(hole.expr(), go, quoted);
      } else {
        String literal = ((Text.Plain) part).text();
        plain.append(literal);
        literals.append(literal);
        quoted.append(escapeActions(YamlText.escaped(literal)));
      }
    }
    return NAME_LIKE.matcher(literals).matches() ? plain.toString() : '"' + quoted.toString() + '"';
  }

  private String formatted(Text text) {
    StringBuilder format = new StringBuilder();
    StringBuilder arguments = new StringBuilder();
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Hole hole) {
        format.append("%v");
        arguments.append(' ').append(go.operand(hole.expr()));
      } else {
        format.append(((Text.Plain) part).text().replace("%", "%%"));
      }
    }
    return "{{ printf " + GoExpression.quoted(format.toString()) + arguments + " | quote }}";
  }

  private String escapeActions(String text) {
    return style == Style.TEMPLATE ? literal(text) : text;
  }

  /** Text in which Helm finds no action. */
  private static String literal(String text) {
    return text.replace("{{", "{{ \"{{\" }}");
  }

  private static String pad(int indent) {
    return " ".repeat(indent);
  }

  /** Lines of at most {@code width} characters, broken at spaces. */
  static List<String> wrap(String text, int width) {
    List<String> wrapped = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
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
