package dev.chartwright.generator.helm;

import dev.chartwright.chart.Templating;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Function;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.chart.tree.TreeVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes text with references in it as Go templates do, so that the engine gives back the text,
 * whatever its characters. Immutable.
 */
record TemplateText(GoExpression go) {
  // "<name>-worker" cannot be taken for a number, a date or a boolean.
  private static final Pattern NAME_LIKE =
      Pattern.compile("[A-Za-z0-9_./-]*-[A-Za-z][A-Za-z0-9_./-]*");

  /** What no line may end in: a word, with the texts and parentheses in it. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?:\"(?:\\\\.|[^\"\\\\])*+\"|\\((?:\"(?:\\\\.|[^\"\\\\])*+\"|[^()\"])*+\\)|[^ \"])++");

  private static final Set<Expr> NAMES =
      Set.of(
          Templating.fullName(),
          Templating.name(),
          Templating.releaseName(),
          Templating.releaseNamespace());

  /** Text as it is, free of YAML: for notes and literal blocks. */
  String words(String text) {
    return words(Text.parse(text));
  }

  String words(Text text) {
    StringBuilder out = new StringBuilder();
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Placeholder placeholder) {
        placeholder(placeholder.expr(), out);
      } else {
        out.append(literal(((Text.Plain) part).text()));
      }
    }
    return out.toString();
  }

  /**
   * The line of a named template that yields the text and nothing else: it trims what is around it.
   */
  String line(String text) {
    Text parsed = Text.parse(text);
    if (parsed.parts().stream().noneMatch(Text.Placeholder.class::isInstance)) {
      return "{{- " + GoExpression.quoted(text) + " }}";
    }
    boolean trimmed = text.equals(text.strip()) && text.lines().count() == 1;
    if (trimmed && parsed.parts().get(0) instanceof Text.Placeholder) {
      return "{{-" + words(text).substring("{{".length());
    }
    return "{{- " + formatted(parsed) + " }}";
  }

  /**
   * The lines of a named template that yields the text: the text as it is, for a template whose
   * first action trims what follows it. Empty for text that a line says as well, and where blanks
   * at its ends would be trimmed or overlooked.
   */
  Optional<List<String>> lines(String text) {
    Text parsed = Text.parse(text);
    StringBuilder sample = new StringBuilder();
    parsed
        .parts()
        .forEach(part -> sample.append(part instanceof Text.Plain plain ? plain.text() : "x"));
    boolean several = sample.toString().strip().indexOf('\n') >= 0;
    return several && !usesVariable(parsed) && YamlText.isBlock(sample.toString())
        ? Optional.of(List.of(words(text).split("\n", -1)))
        : Optional.empty();
  }

  /**
   * The lines of a text as the arguments of a function. Empty for a text of one line, and for one
   * that has nothing of the item of a loop in it: a named template sees the rest.
   */
  List<String> linesInLoop(String text) {
    if (text.indexOf('\n') < 0) {
      return List.of();
    }
    Text parsed = Text.parse(text);
    List<Text> lines = lines(parsed);
    return lines.size() > 2 && usesVariable(parsed)
        ? lines.stream().map(this::argument).toList()
        : List.of();
  }

  private String argument(Text line) {
    return line.parts().stream().anyMatch(Text.Placeholder.class::isInstance)
        ? "(" + formatted(line) + ")"
        : GoExpression.quoted(
            line.parts().stream()
                .map(part -> ((Text.Plain) part).text())
                .collect(Collectors.joining()));
  }

  /** What stands between line feeds. */
  private static List<Text> lines(Text text) {
    List<Text> lines = new ArrayList<>();
    List<Text.Part> line = new ArrayList<>();
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Plain plain) {
        String[] pieces = plain.text().split("\n", -1);
        for (int i = 0; i < pieces.length; i++) {
          if (i > 0) {
            lines.add(new Text(List.copyOf(line)));
            line.clear();
          }
          if (!pieces[i].isEmpty()) {
            line.add(new Text.Plain(pieces[i]));
          }
        }
      } else {
        line.add(part);
      }
    }
    lines.add(new Text(List.copyOf(line)));
    return lines;
  }

  private static boolean usesVariable(Text text) {
    return text.parts().stream()
        .anyMatch(
            part ->
                part instanceof Text.Placeholder placeholder && usesVariable(placeholder.expr()));
  }

  private static boolean usesVariable(Expr expr) {
    boolean[] found = {false};
    new TreeVisitor() {
      @Override
      protected void expression(Expr each) {
        found[0] |=
            each instanceof Expr.Reference reference && reference.root() == Expr.Root.VARIABLE;
      }
    }.visit(expr);
    return found[0];
  }

  /** The line of an expression alone. */
  String line(Expr expr) {
    return wrapped(
        "{{- " + go.pipeline(expr) + (expr.kind() == Kind.DECIMAL ? " | toJson" : "") + " }}");
  }

  /** An action of many words on several lines, as Go allows between words. */
  static String wrapped(String action) {
    StringBuilder out = new StringBuilder();
    int width = 0;
    Matcher words = WORD.matcher(action);
    while (words.find()) {
      String word = words.group();
      if (width > 0 && width + 1 + word.length() > YamlWriter.WIDTH) {
        out.append("\n    ");
        width = 4;
      } else if (width > 0) {
        out.append(' ');
        width++;
      }
      out.append(word);
      width += word.length();
    }
    return out.toString();
  }

  /** A scalar of YAML. */
  String scalar(String text) {
    Text parsed = Text.parse(text);
    if (parsed.parts().stream().noneMatch(Text.Placeholder.class::isInstance)) {
      return literal(YamlText.scalar(text));
    }
    if (parsed.onlyExpr() != null) {
      return scalar(parsed.onlyExpr());
    }
    return isPlain(parsed) ? interpolated(parsed) : "{{ " + formatted(parsed) + " | quote }}";
  }

  /** What an expression yields, as a scalar of YAML. */
  String scalar(Expr expr) {
    return switch (expr.kind()) {
      case STRING -> "{{ " + beforeText(expr) + " | quote }}";
      case DECIMAL -> "{{ " + go.pipeline(expr) + " | toJson }}";
      case INTEGER, BOOLEAN -> "{{ " + go.pipeline(expr) + " }}";
      case LIST, MAP ->
          throw new IllegalArgumentException(expr + " is no scalar: bind it to the field");
    };
  }

  /** Whether the text can stand as it is between double quotes and in a literal block. */
  static boolean isPlain(Text text) {
    return text.parts().stream()
        .allMatch(
            part -> !(part instanceof Text.Placeholder placeholder) || placeholder.expr().plain());
  }

  /** A pipeline before what makes text of numbers and booleans itself. */
  private String beforeText(Expr expr) {
    return go.pipeline(beforeFormat(expr));
  }

  /** Decimals are text before, because Go would give large ones an exponent. */
  private static Expr beforeFormat(Expr expr) {
    return expr instanceof Expr.Call call
            && call.function() == Function.TO_STRING
            && call.arguments().get(0).kind() != Kind.DECIMAL
        ? call.arguments().get(0)
        : expr;
  }

  /** Adds an action; a brace just before it would become part of it. */
  private void placeholder(Expr expr, StringBuilder out) {
    if (out.length() > 0 && out.charAt(out.length() - 1) == '{') {
      out.setLength(out.length() - 1);
      out.append("{{ \"{\" }}");
    }
    out.append("{{ ").append(beforeText(expr)).append(" }}");
  }

  private String interpolated(Text text) {
    StringBuilder bare = new StringBuilder();
    StringBuilder quoted = new StringBuilder();
    StringBuilder literals = new StringBuilder();
    boolean names = true;
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Placeholder placeholder) {
        names &= NAMES.contains(placeholder.expr());
        placeholder(placeholder.expr(), bare);
        placeholder(placeholder.expr(), quoted);
      } else {
        String literal = ((Text.Plain) part).text();
        bare.append(literal);
        literals.append(literal);
        quoted.append(literal(YamlText.escaped(literal)));
      }
    }
    return names && NAME_LIKE.matcher(literals).matches()
        ? bare.toString()
        : '"' + quoted.toString() + '"';
  }

  private String formatted(Text text) {
    StringBuilder format = new StringBuilder();
    StringBuilder arguments = new StringBuilder();
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Placeholder placeholder) {
        Expr argument = beforeFormat(placeholder.expr());
        format.append(
            argument.kind() == Kind.STRING ? "%s" : argument.kind() == Kind.INTEGER ? "%d" : "%v");
        arguments.append(' ').append(go.operand(argument));
      } else {
        format.append(((Text.Plain) part).text().replace("%", "%%"));
      }
    }
    return "printf " + GoExpression.quoted(format.toString()) + arguments;
  }

  /** Text in which Helm finds no action. */
  static String literal(String text) {
    return text.replace("{{", "{{ \"{{\" }}");
  }
}
