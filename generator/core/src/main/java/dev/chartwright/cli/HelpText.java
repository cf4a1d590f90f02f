package dev.chartwright.cli;

import java.util.Locale;
import java.util.stream.Stream;

/** What {@code help} prints. */
final class HelpText {
  private HelpText() {}

  /** All commands. */
  static String all() {
    StringBuilder text = new StringBuilder("Usage: COMMAND [OPTION [VALUE]]...\n\n");
    Stream.of(Verb.values())
        .forEach(
            verb ->
                text.append(
                    String.format(
                        Locale.ROOT, "  %-30s %s%n", usage(verb), firstLine(verb.summary()))));
    return unix(text + "\n'help COMMAND' explains the options of a command.\n");
  }

  /** One command, with its options. */
  static String of(Verb verb) {
    StringBuilder text = new StringBuilder("Usage: " + usage(verb));
    if (!verb.settings().isEmpty()) {
      text.append(" [OPTION [VALUE]]...");
    }
    text.append("\n\n  It ").append(verb.summary()).append(".\n");
    if (!verb.settings().isEmpty()) {
      text.append('\n');
    }
    for (Setting each : verb.settings()) {
      String option = (each + " " + each.operand()).strip();
      text.append(String.format(Locale.ROOT, "  %-22s %s%n", option, each.meaning()));
    }
    return unix(text.toString());
  }

  private static String usage(Verb verb) {
    return (verb + " " + verb.operands()).strip();
  }

  private static String firstLine(String summary) {
    int end = summary.indexOf(". ");
    return end < 0 ? summary : summary.substring(0, end);
  }

  private static String unix(String text) {
    return text.replace(System.lineSeparator(), "\n");
  }
}
