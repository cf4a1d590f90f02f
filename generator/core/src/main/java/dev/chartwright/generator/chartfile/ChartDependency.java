package dev.chartwright.generator.chartfile;

import dev.chartwright.generator.yaml.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An entry of {@code dependencies} in {@code Chart.yaml}. Immutable.
 *
 * @param name of the subchart; empty when it is not given
 * @param alias under which the subchart is known; empty when it is not given
 * @param conditions paths of values that turn it on
 * @param hasTags whether {@code tags} turns it on
 * @param importsValues whether values of the subchart become values of this chart
 */
public record ChartDependency(
    String name, String alias, List<String> conditions, boolean hasTags, boolean importsValues) {

  static ChartDependency of(Object entry) {
    return new ChartDependency(
        Tree.text(entry, "name").orElse(""),
        Tree.text(entry, "alias").orElse(""),
        Tree.text(entry, "condition").stream()
            .flatMap(text -> Arrays.stream(text.split(",")))
            .map(String::strip)
            .toList(),
        !Tree.list(entry, "tags").isEmpty(),
        !Tree.list(entry, "import-values").isEmpty());
  }

  /** The key of its values in the parent: the alias, else the name; empty when both are. */
  public String key() {
    return alias.isEmpty() ? name : alias;
  }

  /** Every name that it goes by. */
  public Stream<String> names() {
    return Stream.of(name, alias).filter(each -> !each.isEmpty());
  }
}
