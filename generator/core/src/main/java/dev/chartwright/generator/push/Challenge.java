package dev.chartwright.generator.push;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server wants to be told who is there: an entry of {@code WWW-Authenticate}. Immutable.
 *
 * @param scheme in small letters, such as {@code bearer}
 * @param parameters by their names in small letters
 */
record Challenge(String scheme, Map<String, String> parameters) {
  /** A scheme, or a parameter with its value, quoted or not. */
  private static final Pattern PART =
      Pattern.compile(
          "\\s*,*\\s*(?:([\\w-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\\s,\"]+))|([\\w-]+))");

  /**
   * The challenges of a header, whose fields may each have several; what is no challenge ends it.
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
