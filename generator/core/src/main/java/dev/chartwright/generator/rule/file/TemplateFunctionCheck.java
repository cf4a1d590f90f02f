package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.TPL_03;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.gotemplate.TemplateAction;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The functions that templates call: none that runs the text of a value or has a mind of its own.
 */
public final class TemplateFunctionCheck implements FileCheck {
  /** What they give depends on chance or time. */
  private static final Set<String> UNSTEADY =
      Set.of(
          "randAlphaNum",
          "randAlpha",
          "randNumeric",
          "randAscii",
          "randBytes",
          "randInt",
          "shuffle",
          "uuidv4",
          "now",
          "genCA",
          "genCAWithKey",
          "genSelfSignedCert",
          "genSelfSignedCertWithKey",
          "genSignedCert",
          "genSignedCertWithKey",
          "genPrivateKey",
          "htpasswd",
          "bcrypt",
          "encryptAES");

  /** What they give depends on who renders, and where. */
  private static final Set<String> ASKING = Set.of("lookup", "getHostByName");

  /** A file of an object that no upgrade changes: Helm makes it for {@code helm test} alone. */
  private static final Pattern TEST =
      Pattern.compile(
          "(?m)^\\s*[\"']?helm\\.sh/hook[\"']?:\\s*[\"']?test(?:-success|-failure)?[\"']?\\s*$");

  @Override
  public List<Finding> check(ParsedChart chart) {
    List<Finding> problems = new ArrayList<>();
    chart.files().paths().stream()
        .filter(path -> path.startsWith("templates/"))
        .forEach(
            path -> {
              boolean isApart = path.endsWith(".txt") || TEST.matcher(chart.text(path)).find();
              for (TemplateAction action : TemplateAction.in(chart.text(path))) {
                for (String token : action.tokens()) {
                  Place place = Place.ofLine(path, action.line());
                  problem(place, token)
                      .map(each -> isApart ? each.severity(Severity.WARNING) : each)
                      .ifPresent(problems::add);
                }
              }
            });
    return problems;
  }

  private static Optional<Finding> problem(Place place, String function) {
    if (UNSTEADY.contains(function)) {
      return Optional.of(
          Finding.error(TPL_03, place, function + " gives something else each time")
              .fixedBy("take the value from values.yaml or from an existing Secret"));
    }
    if (ASKING.contains(function)) {
      return Optional.of(
          Finding.error(TPL_03, place, function + " asks the outside while the chart is rendered")
              .because(
                  "the same values give other objects in another cluster, and nothing without a cluster")
              .fixedBy("take the answer from values.yaml"));
    }
    return function.equals("tpl")
        ? Optional.of(
            Finding.warning(TPL_03, place, "tpl executes the text of a value")
                .because(
                    "users who set the value can write templates, and a text with {{ breaks the chart")
                .fixedBy("insert the value as it is, with quote or toYaml"))
        : Optional.empty();
  }
}
