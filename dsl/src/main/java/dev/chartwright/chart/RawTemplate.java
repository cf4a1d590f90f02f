package dev.chartwright.chart;

import dev.chartwright.problem.SourceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A template of the chart in the author's own words: a text in Go's template language, which is
 * written as it is. The values that it reads must be declared, and what it renders is proven as the
 * rest of the chart is. Immutable.
 *
 * @param path below {@code templates/}, such as {@code monitoring/rules.yaml} or {@code _extra.tpl}
 * @param text the template; nothing is interpreted in it
 * @param uses values that it reads in a way that the text does not show
 * @param passesOn whether it only passes on objects that users write into the values, and answer
 *     for
 * @param declaredAt the line of Java that declared it
 */
public record RawTemplate(
    String path,
    String text,
    List<Value<?>> uses,
    boolean passesOn,
    Optional<SourceLine> declaredAt) {
  public RawTemplate {
    Objects.requireNonNull(path, "the path of a template is null");
    Objects.requireNonNull(text, "the text of the template '" + path + "' is null");
    Objects.requireNonNull(declaredAt, "declaredAt");
    uses = List.copyOf(uses);
  }

  public static RawTemplate of(String path, String text) {
    return new RawTemplate(path, text, List.of(), false, SourceLine.ofCaller());
  }

  /**
   * Declares that the template reads values. Needed only where the text does not name them, as in
   * {@code index .Values $name}.
   */
  public RawTemplate uses(Value<?>... values) {
    List<Value<?>> all = new ArrayList<>(uses);
    all.addAll(List.of(values));
    return new RawTemplate(path, text, all, passesOn, declaredAt);
  }

  /**
   * Renders each object of a list.
   *
   * @param evaluated whether the texts in them are templates
   */
  static RawTemplate ofObjects(Value<?> list, boolean evaluated) {
    String object = evaluated ? "tpl (toYaml .) $" : "toYaml .";
    return new RawTemplate(
        "extra-objects.yaml",
        "{{- range .Values." + list.path() + " }}\n---\n{{ " + object + " }}\n{{- end }}\n",
        List.of(list),
        true,
        SourceLine.ofCaller());
  }

  /** Its file in the chart. */
  public String file() {
    return "templates/" + path;
  }
}
