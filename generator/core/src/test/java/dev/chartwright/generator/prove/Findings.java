package dev.chartwright.generator.prove;

import dev.chartwright.generator.yaml.YamlReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a check finds in objects that are written down, as text. */
final class Findings {
  private Findings() {}

  /** The objects of a release {@code demo} in the namespace {@code space}. */
  static Render render(String objects) {
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
  static String of(RenderCheck check, String objects) {
    return text(check.check(render(objects)));
  }

  static String text(List<Finding> findings) {
    return findings.stream()
        .map(each -> each.rule() + " " + each.object() + " " + each.field() + ": " + each.what())
        .collect(Collectors.joining("\n"));
  }
}
