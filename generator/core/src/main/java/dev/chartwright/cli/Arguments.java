package dev.chartwright.cli;

import dev.chartwright.generator.service.RequestException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command, its options, and what follows it. Immutable.
 *
 * @param operands third-party charts, the id of a rule, or a command; none for the declared chart
 */
record Arguments(Verb verb, Map<Setting, List<String>> options, List<String> operands) {
  private static final Set<String> ASK_FOR_HELP = Set.of("--help", "-h");

  /**
   * Reads the words of a command line.
   *
   * @throws RequestException with the word that is not understood, the nearest that is, and where
   *     the help is
   */
  static Arguments parse(List<String> words) {
    if (words.isEmpty()) {
      throw new RequestException("No command is given: write one of " + list());
    }
    if (ASK_FOR_HELP.contains(words.get(0))) {
      return help(words.subList(1, words.size()));
    }
    Verb verb = verb(words.get(0));
    if (words.stream().anyMatch(ASK_FOR_HELP::contains)) {
      return help(List.of(verb.toString()));
    }
    Map<Setting, List<String>> options = new EnumMap<>(Setting.class);
    List<String> operands = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        operands.add(word);
        continue;
      }
      Setting setting = setting(verb, word);
      if (setting.operand().isEmpty()) {
        options.put(setting, List.of());
      } else if (i + 1 == words.size()) {
        throw new RequestException(
            "The option "
                + word
                + " needs a value: write "
                + word
                + " "
                + setting.operand()
                + "."
                + seeHelp(verb));
      } else {
        options.computeIfAbsent(setting, none -> new ArrayList<>()).add(words.get(++i));
      }
    }
    if (operands.size() > verb.mostOperands()) {
      throw new RequestException(
          "'"
              + operands.get(verb.mostOperands())
              + "' is one argument too many: write "
              + (verb + " " + verb.operands()).strip()
              + "."
              + seeHelp(verb));
    }
    return new Arguments(verb, options, operands);
  }

  private static Arguments help(List<String> about) {
    about.stream().limit(1).forEach(Arguments::verb);
    return new Arguments(Verb.HELP, Map.of(), about.stream().limit(1).toList());
  }

  /** The command that a word names. */
  static Verb verb(String word) {
    return Verb.find(word)
        .orElseThrow(
            () ->
                RequestException.unknown(
                    word, "a command", Verb.words(), "write one of " + list()));
  }

  private static Setting setting(Verb verb, String word) {
    Optional<Setting> known = Setting.find(word);
    if (known.filter(verb.settings()::contains).isPresent()) {
      return known.get();
    }
    if (known.isPresent()) {
      throw new RequestException("'" + verb + "' does not take " + word + "." + seeHelp(verb));
    }
    String message =
        RequestException.unknown(
                word,
                "an option of '" + verb + "'",
                verb.settings().stream().map(Setting::toString).toList(),
                "it does not take such an option.")
            .getMessage();
    throw new RequestException(message + seeHelp(verb));
  }

  private static String list() {
    return String.join(", ", Verb.words()) + ". 'help' explains them.";
  }

  private static String seeHelp(Verb verb) {
    return " 'help " + verb + "' lists its options.";
  }

  /** The value that an option was given last. */
  Optional<String> last(Setting option) {
    List<String> values = all(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** The whole number, from 1, that an option was given last. */
  Optional<Long> number(Setting option) {
    Optional<String> text = last(option);
    if (text.isPresent() && !text.get().matches("[1-9][0-9]{0,8}")) {
      throw new RequestException(
          "The option "
              + option
              + " takes a number from 1 to 999999999, not '"
              + text.get()
              + "'.");
    }
    return text.map(Long::parseLong);
  }

  List<String> all(Setting option) {
    return options.getOrDefault(option, List.of());
  }

  boolean has(Setting option) {
    return options.containsKey(option);
  }
}
