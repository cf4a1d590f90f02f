package dev.chartwright.generator.check;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.regex.Pattern;

/** The form of labels and taints of nodes. */
final class KubernetesLabels {
  private static final String NAME = "[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?";
  private static final String SUBDOMAIN = "[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?";
  private static final Pattern KEY = Pattern.compile("(" + SUBDOMAIN + "/)?" + NAME);
  private static final Pattern VALUE = Pattern.compile("(" + NAME + ")?");

  private KubernetesLabels() {}

  static void check(String path, Rule rule, String key, String value, Findings findings) {
    if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
      findings.add(
          Finding.error(
                  rule,
                  Place.ofModel(path + "['" + key + "']"),
                  "'" + key + "=" + value + "' is not a valid label")
              .fixedBy(
                  "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends;"
                      + " the key may have a domain before it"));
    }
  }
}
