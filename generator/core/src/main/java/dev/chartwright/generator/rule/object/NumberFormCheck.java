package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_02;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    List<Finding> findings = new ArrayList<>();
    render.objects().forEach(object -> walk(object, object.tree(), "", findings));
    return findings;
  }

  private static void walk(
      RenderedObject object, Object node, String path, List<Finding> findings) {
    if (node instanceof String text && text.contains("e+")) {
      Matcher number = EXPONENT.matcher(text);
      if (number.find()) {
        findings.add(
            Finding.error(
                TPL_02,
                object.place(path),
                "it has the number " + number.group(),
                "programs that expect a whole number refuse it, or read another one",
                "insert the value through int64"));
      }
    } else if (node instanceof List<?> list) {
      int index = 0;
      for (Object item : list) {
        walk(object, item, Tree.item(path, index), findings);
        index++;
      }
    } else if (node instanceof Map) {
      Tree.map(node).forEach((key, value) -> walk(object, value, Tree.below(path, key), findings));
    }
  }
}
