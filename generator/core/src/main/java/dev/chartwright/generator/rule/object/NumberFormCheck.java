package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_02;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers inside of texts: Helm reads the numbers of values as floating-point ones, so a template
 * that inserts 5400000 as it is writes {@code 5.4e+06}.
 */
public final class NumberFormCheck implements RenderCheck {
  private static final Pattern EXPONENT =
      Pattern.compile("(?<![\\w.])[0-9](\\.[0-9]+)?e\\+[0-9]{2}(?![\\w.])");

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .filter(object -> Tree.anyText(object.tree(), NumberFormCheck::mayHold))
        .flatMap(object -> Field.root(object).all())
        .flatMap(field -> finding(field).stream())
        .toList();
  }

  private static boolean mayHold(String text) {
    return text.contains("e+");
  }

  private static Optional<Finding> finding(Field field) {
    return field
        .text()
        .filter(NumberFormCheck::mayHold)
        .map(EXPONENT::matcher)
        .filter(Matcher::find)
        .map(
            number ->
                field
                    .error(TPL_02, "it has the number " + number.group())
                    .because("programs that expect a whole number reject it, or read another one")
                    .fixedBy("insert the value through int64"));
  }
}
