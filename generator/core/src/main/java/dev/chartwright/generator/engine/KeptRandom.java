package dev.chartwright.generator.engine;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fixed text in the place of random text that a chart keeps in a Secret, so that one case renders
 * the same every time, as it does for a release that has the Secret. It replaces exactly the form
 * that generated charts have.
 */
public final class KeptRandom {
  private static final Pattern FORM =
      Pattern.compile(
          "(dig \"data\" \"[-._a-zA-Z0-9]+\" \\()randAlphaNum ([0-9]+)( \\| b64enc\\) \\(lookup )");

  private KeptRandom() {}

  /** The templates of a chart that keep random text: an upgrade does not change it. */
  public static Set<String> files(ParsedChart chart) {
    return chart.files().paths().stream()
        .filter(ParsedChart::isTemplate)
        .filter(path -> FORM.matcher(chart.files().text(path)).find())
        .collect(Collectors.toSet());
  }

  /** The same chart if it keeps no random text. */
  static ParsedChart fixed(ParsedChart chart) {
    FileTree.Builder fixed = FileTree.builder();
    boolean isFixed = false;
    for (String path : chart.files().paths()) {
      String text = ParsedChart.isTemplate(path) ? chart.files().text(path) : "";
      Matcher form = FORM.matcher(text);
      if (form.find()) {
        fixed.add(path, form.replaceAll("$1repeat $2 \"x\"$3"));
        isFixed = true;
      } else {
        fixed.add(path, chart.files().files().get(path));
      }
    }
    return isFixed ? ParsedChart.of(fixed.build()) : chart;
  }
}
