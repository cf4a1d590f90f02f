package dev.chartwright.generator.manifest.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Actions of Helm's templates, which authors bring along, as the references that mean the same. */
final class HelmActions {
  private static final Pattern ACTION = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?}}");

  /** The functions only give a form, which the schema of the field decides here. */
  private static final String FORM =
      "(?:\\s*\\|\\s*(?:quote|squote|toYaml|toString|int|int64|indent \\d+|nindent \\d+))*";

  private static final Pattern REFERENCE =
      Pattern.compile("(?:(?:toYaml|quote)\\s+)?\\$?\\.(\\w+(?:\\.\\w+)+)" + FORM);
  private static final Pattern NAME =
      Pattern.compile("include \"[^\"]*\\.(fullname|name)\" [.$]" + FORM);

  private HelmActions() {}

  /**
   * A text with references in the place of its actions.
   *
   * @return nothing where one of the actions is no plain reference
   */
  static Optional<String> asReferences(String text, References references) {
    StringBuilder written = new StringBuilder();
    Matcher action = ACTION.matcher(text);
    int from = 0;
    while (action.find()) {
      Optional<String> name = name(action.group(1), references);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      written.append(text, from, action.start()).append("${").append(name.get()).append('}');
      from = action.end();
    }
    return from == 0
        ? Optional.empty()
        : Optional.of(written.append(text.substring(from)).toString().strip());
  }

  private static Optional<String> name(String action, References references) {
    Matcher name = NAME.matcher(action);
    if (name.matches()) {
      return Optional.of(name.group(1));
    }
    Matcher reference = REFERENCE.matcher(action);
    return reference.matches() ? references.ofHelm(reference.group(1)) : Optional.empty();
  }
}
