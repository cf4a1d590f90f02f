package dev.chartwright.generator.prove;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.prove.ObjectChecks.Judged;
import dev.chartwright.generator.yaml.Tree;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts which fields of which templates how many cases reach. Used by one thread. */
final class FieldUse {
  private final Map<Judged, Integer> counts = new LinkedHashMap<>();
  private final Map<Judged, String> first = new HashMap<>();

  void add(List<Judged> parts, String caseName) {
    for (Judged part : parts) {
      counts.merge(part, 1, Integer::sum);
      first.putIfAbsent(part, caseName);
    }
  }

  /** The fields that only one case reaches. */
  List<SpaceReport.RareField> rare() {
    Map<String, Integer> reached = new HashMap<>();
    Map<String, SpaceReport.RareField> fields = new LinkedHashMap<>();
    counts.forEach(
        (part, count) -> {
          for (RenderedObject object : part.objects()) {
            Set<String> paths = new LinkedHashSet<>();
            collect(object.tree(), "", paths);
            for (String path : paths) {
              String key = object.source() + " " + path;
              reached.merge(key, count, Integer::sum);
              fields.putIfAbsent(
                  key, new SpaceReport.RareField(object.source(), path, first.get(part)));
            }
          }
        });
    return fields.entrySet().stream()
        .filter(each -> reached.get(each.getKey()) == 1)
        .map(Map.Entry::getValue)
        .sorted(
            Comparator.comparing(SpaceReport.RareField::source)
                .thenComparing(SpaceReport.RareField::field))
        .toList();
  }

  /** Whatever the place in a list. */
  private static void collect(Object node, String path, Set<String> paths) {
    if (node instanceof Map) {
      Tree.map(node).forEach((key, value) -> collect(value, Tree.below(path, key), paths));
    } else if (node instanceof List<?> list) {
      list.forEach(item -> collect(item, path + "[]", paths));
    } else {
      paths.add(path);
    }
  }
}
