package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.GkeRules.POO_11;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.regex.Pattern;

/** The form of the names of clusters, pools and networks in Google Cloud, after RFC 1035. */
final class GoogleNames {
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  private GoogleNames() {}

  static void check(String path, String name, int longest, Findings findings) {
    if (!NAME.matcher(name).matches() || name.length() > longest) {
      findings.add(
          Finding.error(POO_11, Place.ofModel(path), "'" + name + "' is not a valid name")
              .fixedBy(
                  "use lower-case letters, digits and hyphens, with a letter first, "
                      + longest
                      + " characters at most"));
    }
  }
}
