package dev.chartwright.generator.manifest.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text taken apart into fixed text and references: <code>${name}</code> is a reference, and
 * <code>$${</code> is the fixed text <code>${</code>. Immutable.
 *
 * @param parts in order; no two fixed texts side by side, no empty one
 */
public record ReferenceText(List<Part> parts) {
  /** Signs of YAML that may stand in a reference. */
  private static final String SIGNS = "{}:?,[]#";

  /** Stand for these signs, one for each; no text of a user may have them. */
  private static final String STAND_INS = "\uFDD0\uFDD1\uFDD2\uFDD3\uFDD4\uFDD5\uFDD6\uFDD7";

  /** A reference, or an action of a template, which somebody may take for one. */
  private static final Pattern BRACED = Pattern.compile("\\$\\{[^{}\"'\n]*}|\\{\\{[^{}\"'\n]*}}");

  public ReferenceText {
    parts = List.copyOf(parts);
  }

  /** Fixed text or a reference. */
  public sealed interface Part {}

  /** Text as it is. */
  public record Fixed(String text) implements Part {}

  /**
   * A reference.
   *
   * @param name without the mark of an optional one
   * @param isOptional whether the name ends with a question mark, which leaves the field out when
   *     nothing is there
   * @param written as it stands in the text
   */
  public record Named(String name, boolean isOptional, String written) implements Part {
    public Named {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(written, "written");
    }

    /** What the reference asks of the text behind it, if it begins with a word that does. */
    public Optional<Directive> directive() {
      for (Word word : Word.values()) {
        if (name.startsWith(word.written)) {
          return Optional.of(new Directive(word, name.substring(word.written.length()).strip()));
        }
      }
      return Optional.empty();
    }

    /** The name that it asks about. */
    String subject() {
      return directive().map(Directive::subject).orElse(name);
    }
  }

  /** When, or how often, the text behind a reference is there. */
  public record Directive(Word word, String subject) {}

  /** How a directive begins. */
  public enum Word {
    IF_NOT("if not "),
    IF("if "),
    EACH("each ");

    private final String written;

    Word(String written) {
      this.written = written;
    }
  }

  /** The directive that the text begins with. */
  public Optional<Directive> directive() {
    return !parts.isEmpty() && parts.get(0) instanceof Named named
        ? named.directive()
        : Optional.empty();
  }

  /** The text behind what it begins with. */
  public ReferenceText rest() {
    return new ReferenceText(parts.subList(1, parts.size()));
  }

  /** Takes a text apart. A reference without an end reaches to the end of the line. */
  public static ReferenceText of(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder fixed = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        fixed.append("${");
        at += "$${".length();
      } else if (text.startsWith("${", at)) {
        if (fixed.length() > 0) {
          parts.add(new Fixed(fixed.toString()));
          fixed.setLength(0);
        }
        Named named = named(text, at);
        parts.add(named);
        at += named.written().length();
      } else {
        fixed.append(text.charAt(at));
        at++;
      }
    }
    if (fixed.length() > 0) {
      parts.add(new Fixed(fixed.toString()));
    }
    return new ReferenceText(parts);
  }

  private static Named named(String text, int from) {
    int line = text.indexOf('\n', from);
    int end = line < 0 ? text.length() : line;
    int brace = text.indexOf('}', from);
    if (brace < 0 || brace >= end) {
      return new Named("", false, text.substring(from, end));
    }
    String name = text.substring(from + "${".length(), brace);
    boolean isOptional = name.endsWith("?");
    return new Named(
        isOptional ? name.substring(0, name.length() - 1) : name,
        isOptional,
        text.substring(from, brace + 1));
  }

  Stream<Named> references() {
    return parts.stream().filter(Named.class::isInstance).map(Named.class::cast);
  }

  boolean isFixed() {
    return references().findAny().isEmpty();
  }

  /** The only reference, when there is nothing else. */
  public Optional<Named> only() {
    return parts.size() == 1 && parts.get(0) instanceof Named named
        ? Optional.of(named)
        : Optional.empty();
  }

  /** The text with something in the place of each reference. */
  public String with(Function<Named, String> replacement) {
    return parts.stream()
        .map(part -> part instanceof Fixed fixed ? fixed.text() : replacement.apply((Named) part))
        .collect(Collectors.joining());
  }

  /**
   * YAML in which references have no signs of YAML, so that they may stand in a flow style and
   * without quotes. Every character keeps its place.
   */
  static String masked(String yaml) {
    return BRACED
        .matcher(yaml)
        .replaceAll(found -> Matcher.quoteReplacement(translated(found.group(), SIGNS, STAND_INS)));
  }

  /** A part of such a text as it was. */
  static String unmasked(String masked) {
    return reserved(masked) < 0 ? masked : translated(masked, STAND_INS, SIGNS);
  }

  /** The index of a character that stands for something else here; below 0 without one. */
  static int reserved(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (STAND_INS.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static String translated(String text, String from, String to) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int sign = from.indexOf(text.charAt(i));
      // A colon before a space ends a key.
      boolean isKey = text.startsWith(": ", i);
      out.append(sign < 0 || isKey ? text.charAt(i) : to.charAt(sign));
    }
    return out.toString();
  }
}
