package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.chartfile.ChartDependency;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.space.ValuePath;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The values that the text of a chart names anywhere: in its templates, in those of its subcharts,
 * and in values that are templates. Nothing reads a value that is not named. Immutable.
 */
public final class ValueMentions {

  private final Set<ValuePath> paths = new LinkedHashSet<>();

  /** Keys below which others than this chart's templates read. */
  private final Set<String> handedOn = new HashSet<>(Set.of("global"));

  /** Whether a template takes the values as a whole, and may read any of them. */
  private boolean everything;

  private ValueMentions() {}

  public static ValueMentions of(ParsedChart chart) {
    ValueMentions mentions = new ValueMentions();
    chart
        .files()
        .paths()
        .forEach(
            file -> {
              if (file.startsWith("charts/")) {
                mentions.handedOn.add(file.split("/")[1]);
              }
              if (file.contains("templates/") || file.endsWith(ParsedChart.VALUES_FILE)) {
                TemplateAction.in(chart.text(file)).forEach(each -> mentions.read(each.tokens()));
              }
            });
    mentions.dependencies(chart);
    return mentions;
  }

  /** Whether nothing in the chart can read a value. */
  public boolean lack(ValuePath value) {
    return !everything
        && !handedOn.contains(value.keys().get(0))
        && paths.stream().noneMatch(value::overlaps);
  }

  private void dependencies(ParsedChart chart) {
    everything |= chart.metadataFile().content().isEmpty(); // ChartFileCheck reports it.
    for (ChartDependency dependency : chart.dependencies()) {
      dependency.names().forEach(handedOn::add);
      // Helm itself reads what turns a dependency on.
      dependency.conditions().forEach(condition -> paths.add(ValuePath.of(condition)));
      everything |= dependency.importsValues();
      if (dependency.hasTags()) {
        handedOn.add("tags");
      }
    }
  }

  private void read(List<String> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Optional<List<String>> keys = TemplateAction.valueKeys(tokens.get(i));
      if (keys.isEmpty()) {
        continue;
      }
      if (!keys.get().isEmpty()) {
        paths.add(new ValuePath(keys.get()));
      } else {
        String key = i > 0 && tokens.get(i - 1).equals("index") ? next(tokens, i) : "";
        everything |= !key.startsWith("\"");
        paths.add(new ValuePath(List.of(key.replace("\"", ""))));
      }
    }
  }

  private static String next(List<String> tokens, int index) {
    return index + 1 < tokens.size() ? tokens.get(index + 1) : "";
  }
}
