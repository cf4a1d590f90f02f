package dev.chartwright.generator.push;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to log in that a server offers: an entry of {@code WWW-Authenticate}. Immutable.
 *
 * @param scheme in lower case, such as {@code bearer}
 * @param parameters by their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
  /** A scheme, or a parameter with its value, quoted or not. */
  private static final Pattern PART =
      Pattern.compile(
          "\\s*,*\\s*(?:([\\w-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\\s,\"]+))|([\\w-]+))");

  /**
   * The challenges of a header, each of whose fields may have several. Reading a field stops at the
   * first malformed challenge.
   */
  static List<Challenge> parse(List<String> fields) {
    List<Challenge> challenges = new ArrayList<>();
    for (String field : fields) {
      Map<String, String> parameters = new LinkedHashMap<>();
      Matcher part = PART.matcher(field);
      for (int end = 0; part.find() && part.start() == end; end = part.end()) {
        if (part.group(4) != null) {
          parameters = new LinkedHashMap<>();
          challenges.add(new Challenge(part.group(4).toLowerCase(Locale.ROOT), parameters));
        } else {
          String quoted = part.group(2);
          parameters.put(
              part.group(1).toLowerCase(Locale.ROOT),
              quoted == null ? part.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
      }
    }
    return challenges;
  }
}
