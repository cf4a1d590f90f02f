package dev.chartwright.generator.gcloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One word of a command: text, and settings that are known when the script runs. Immutable.
 *
 * @param parts what it is put together from, in this order
 */
record Word(List<Part> parts) {
  Word {
    parts = List.copyOf(parts);
  }

  /** Text that stays exactly that text. */
  static Word of(String text) {
    return new Word(List.of(new Text(text)));
  }

  /** The value of a setting. */
  static Word of(Setting setting) {
    return new Word(List.of(new Value(setting)));
  }

  Word and(String text) {
    return and(of(text));
  }

  Word and(Setting setting) {
    return and(of(setting));
  }

  Word and(Word word) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(word.parts);
    return new Word(all);
  }

  boolean isFlag() {
    return parts.get(0) instanceof Text start && start.text().startsWith("--");
  }

  /** Whether the next word may be its value. */
  boolean takesNext() {
    return isFlag() && parts.size() == 1 && !((Text) parts.get(0)).text().contains("=");
  }

  /** How many characters it takes in a script. */
  int width(ShellQuoting quoting) {
    return parts.stream().mapToInt(part -> part.width(quoting)).sum();
  }

  /** For the templates: a list of maps, each with a {@code text} or a {@code setting}. */
  List<Map<String, String>> model() {
    return parts.stream().map(Part::model).toList();
  }

  /** A piece of a word. */
  sealed interface Part {
    Map<String, String> model();

    int width(ShellQuoting quoting);
  }

  /** Text as it is. */
  private record Text(String text) implements Part {
    @Override
    public Map<String, String> model() {
      return Map.of("text", text);
    }

    @Override
    public int width(ShellQuoting quoting) {
      return quoting.quoted(text).length();
    }
  }

  /** What a setting is set to. */
  private record Value(Setting setting) implements Part {
    @Override
    public Map<String, String> model() {
      return Map.of("setting", setting.toString());
    }

    @Override
    public int width(ShellQuoting quoting) {
      return "\"${}\"".length() + setting.toString().length();
    }
  }
}
