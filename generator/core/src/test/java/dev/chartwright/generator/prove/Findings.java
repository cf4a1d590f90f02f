package dev.chartwright.generator.prove;

import dev.chartwright.generator.object.Operator;
import dev.chartwright.generator.object.RabbitmqOperator;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a check finds in objects that are written down, as text. */
public final class Findings {
  private Findings() {}

  /** The objects of a release {@code demo} in the namespace {@code space}. */
  public static Render render(String objects) {
    List<Object> documents = YamlReader.readAll(objects);
    List<RenderedObject> rendered =
        IntStream.range(0, documents.size())
            .mapToObj(
                index ->
                    RenderedObject.of(
                        "templates/" + index + ".yaml", Tree.map(documents.get(index))))
            .toList();
    Operator operator = new RabbitmqOperator();
    return new Render(
        "demo",
        "space",
        rendered,
        rendered.stream().flatMap(object -> operator.children(object).stream()).toList());
  }

  /** A line for each finding; empty for none. */
  public static String of(RenderCheck check, String objects) {
    return text(check.check(render(objects)));
  }

  public static String text(List<Finding> findings) {
    return findings.stream()
        .map(
            each ->
                each.rule()
                    + " "
                    + each.place().object().map(Object::toString).orElse(each.place().file())
                    + " "
                    + each.place().field()
                    + ": "
                    + each.what())
        .collect(Collectors.joining("\n"));
  }
}
