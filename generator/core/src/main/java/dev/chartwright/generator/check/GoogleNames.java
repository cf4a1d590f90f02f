package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.GkeRules.POO_11;

import java.util.regex.Pattern;

/** The names that Google Cloud gives to clusters, pools and networks, after RFC 1035. */
final class GoogleNames {
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  private GoogleNames() {}

  static void check(String path, String name, int longest, Findings findings) {
    if (!NAME.matcher(name).matches() || name.length() > longest) {
      findings.error(
          POO_11,
          path,
          "'" + name + "' is not a name for it",
          "the API refuses it",
          "a letter, then letters, digits and hyphens, all lower-case, "
              + longest
              + " characters at most");
    }
  }
}
