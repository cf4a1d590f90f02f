package dev.chartwright.generator.terraform;

import dev.chartwright.generator.terraform.Body.Attribute;
import dev.chartwright.generator.terraform.Body.Block;
import dev.chartwright.generator.terraform.Body.Item;
import dev.chartwright.generator.terraform.Body.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes bodies as {@code terraform fmt} does: two spaces a level, the equals signs of neighbours
 * in one column. Text is escaped here and nowhere else, and all of it is ASCII, so that columns are
 * characters and nothing hides. One writer writes one text.
 */
final class HclWriter {
  private static final int WIDTH = 100;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][-_A-Za-z0-9]*");

  /** Words that mean something else at the start of an object. */
  private static final Set<String> KEYWORDS = Set.of("for", "true", "false", "null");

  private static final Set<String> FIRST = Set.of("count", "for_each");
  private static final String LAST = "depends_on";

  private final StringBuilder out = new StringBuilder();

  private HclWriter() {}

  /** The text of a whole file. */
  static String text(Body body) {
    HclWriter writer = new HclWriter();
    writer.body(body, "");
    return writer.out.toString();
  }

  /** A string in quotation marks; Terraform itself keeps strings in Unicode's normal form C. */
  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** A value on one line, however long, for a table. */
  static String flat(Expression value) {
    if (value instanceof Expression.Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> key(entry.getKey()) + " = " + flat(entry.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    if (value instanceof Expression.Tuple tuple) {
      return tuple.items().stream()
          .map(HclWriter::flat)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return inline(value).orElseThrow();
  }

  private void body(Body body, String indent) {
    List<Part> parts = body.items().stream().map(Part::of).toList();
    int column = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      boolean apart = i == 0 || part.isApart(parts.get(i - 1));
      if (apart && i > 0) {
        out.append('\n');
      }
      if (part.item() instanceof Remark remark) {
        remark.comment().lines().forEach(line -> line(indent, "# " + line));
      } else if (part.item() instanceof Block block) {
        comment(block.comment(), indent);
        block(block, indent);
      } else if (part.item() instanceof Attribute attribute) {
        comment(attribute.comment(), indent);
        column = apart ? column(parts, i) : column;
        attribute(attribute, part.inline(), column, indent);
      }
    }
  }

  private void block(Block block, String indent) {
    String head =
        block.labels().stream()
            .map(label -> " " + quoted(label))
            .collect(Collectors.joining("", block.type(), " {"));
    if (block.body().items().isEmpty()) {
      line(indent, head + "}");
    } else {
      line(indent, head);
      body(block.body(), indent + "  ");
      line(indent, "}");
    }
  }

  private void attribute(Attribute attribute, Optional<String> inline, int column, String indent) {
    if (inline.isPresent()) {
      String padding = " ".repeat(column - attribute.name().length());
      line(indent, attribute.name() + padding + " = " + inline.get());
    } else {
      out.append(indent).append(attribute.name()).append(" = ");
      value(attribute.value(), indent);
      out.append('\n');
    }
  }

  /** A value, the first line of which has begun. */
  private void value(Expression value, String indent) {
    if (value instanceof Expression.Mapping mapping && !mapping.entries().isEmpty()) {
      out.append("{\n");
      List<Item> entries = new ArrayList<>();
      for (Map.Entry<String, Expression> entry : mapping.entries().entrySet()) {
        entries.add(new Attribute("", key(entry.getKey()), entry.getValue()));
      }
      body(new Body(entries), indent + "  ");
      out.append(indent).append('}');
    } else if (value instanceof Expression.Tuple tuple && inline(tuple).isEmpty()) {
      out.append("[\n");
      for (Expression item : tuple.items()) {
        out.append(indent).append("  ");
        value(item, indent + "  ");
        out.append(",\n");
      }
      out.append(indent).append(']');
    } else {
      out.append(inline(value).orElseThrow());
    }
  }

  private void comment(String comment, String indent) {
    StringBuilder line = new StringBuilder();
    for (String word : comment.split("\\s+")) {
      if (line.length() > 0 && indent.length() + 2 + line.length() + 1 + word.length() > WIDTH) {
        line(indent, "# " + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    if (line.length() > 0) {
      line(indent, "# " + line);
    }
  }

  private void line(String indent, String text) {
    out.append(indent).append(text).append('\n');
  }

  /** Where the equals signs are from here on: after the longest name of all neighbours. */
  private static int column(List<Part> parts, int first) {
    int column = parts.get(first).nameLength();
    for (int i = first + 1; i < parts.size() && !parts.get(i).isApart(parts.get(i - 1)); i++) {
      column = Math.max(column, parts.get(i).nameLength());
    }
    return column;
  }

  /** The value on one line, unless it takes several. */
  private static Optional<String> inline(Expression value) {
    if (value instanceof Expression.Text text) {
      return Optional.of(quoted(text.text()));
    }
    if (value instanceof Expression.WholeNumber number) {
      return Optional.of(Long.toString(number.number()));
    }
    if (value instanceof Expression.Flag flag) {
      return Optional.of(Boolean.toString(flag.flag()));
    }
    if (value instanceof Expression.Code code) {
      return Optional.of(code.code());
    }
    if (value instanceof Expression.Template template) {
      return Optional.of(
          template.parts().stream()
              .map(HclWriter::part)
              .collect(Collectors.joining("", "\"", "\"")));
    }
    if (value instanceof Expression.Call call) {
      return joined(call.arguments()).map(arguments -> call.function() + "(" + arguments + ")");
    }
    if (value instanceof Expression.Tuple tuple) {
      return joined(tuple.items())
          .map(items -> "[" + items + "]")
          .filter(text -> text.length() <= WIDTH - 20);
    }
    return ((Expression.Mapping) value).entries().isEmpty() ? Optional.of("{}") : Optional.empty();
  }

  private static Optional<String> joined(List<Expression> values) {
    List<Optional<String>> texts = values.stream().map(HclWriter::inline).toList();
    return texts.stream().allMatch(Optional::isPresent)
        ? Optional.of(texts.stream().map(Optional::get).collect(Collectors.joining(", ")))
        : Optional.empty();
  }

  private static String part(Expression part) {
    return part instanceof Expression.Text text
        ? closed(escaped(text.text()))
        : "${" + inline(part).orElseThrow() + "}";
  }

  /** A last {@code $} or {@code %} must not join the brace of the next part. */
  private static String closed(String escaped) {
    if (escaped.endsWith("$") || escaped.endsWith("%")) {
      int last = escaped.length() - 1;
      return escaped.substring(0, last) + unicode(escaped.charAt(last));
    }
    return escaped;
  }

  private static String key(String key) {
    return IDENTIFIER.matcher(key).matches() && !KEYWORDS.contains(key) ? key : quoted(key);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> escape(c, out));
    return out.toString();
  }

  private static void escape(int c, StringBuilder out) {
    switch (c) {
      case 0 -> throw new IllegalArgumentException("Terraform has no strings with NUL");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '{' -> {
        // Doubled, the sign before the brace is only a sign.
        if (out.length() > 0 && "$%".indexOf(out.charAt(out.length() - 1)) >= 0) {
          out.append(out.charAt(out.length() - 1));
        }
        out.append('{');
      }
      default -> {
        if (c >= ' ' && c <= '~') {
          out.append((char) c);
        } else {
          out.append(unicode(c));
        }
      }
    }
  }

  private static String unicode(int c) {
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      throw new IllegalArgumentException(
          "half a character: " + String.format(Locale.ROOT, "U+%04X", c));
    }
    return c <= 0xffff
        ? String.format(Locale.ROOT, "\\u%04x", c)
        : String.format(Locale.ROOT, "\\U%08x", c);
  }

  /** An item, and its value where that takes one line. */
  private record Part(Item item, Optional<String> inline) {
    static Part of(Item item) {
      return new Part(
          item,
          item instanceof Attribute attribute
              ? HclWriter.inline(attribute.value())
              : Optional.empty());
    }

    /**
     * Blocks, remarks, values of several lines and what has a comment get an empty line around, and
     * so does what says how often a resource is there, or after what.
     */
    boolean isApart(Part before) {
      return inline.isEmpty()
          || before.inline.isEmpty()
          || !item.comment().isEmpty()
          || FIRST.contains(((Attribute) before.item).name())
          || ((Attribute) item).name().equals(LAST);
    }

    int nameLength() {
      return ((Attribute) item).name().length();
    }
  }
}
