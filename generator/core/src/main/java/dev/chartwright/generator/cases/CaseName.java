package dev.chartwright.generator.cases;

import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.yaml.GoJson;
import dev.chartwright.generator.yaml.YamlPrinter;
import java.util.List;
import java.util.Map;

/** A case in words, and as a file. */
public final class CaseName {
  private static final int LONGEST = 60;
  private static final int MOST = 3;

  private CaseName() {}

  /** The values that it sets, such as {@code replicas=0}; {@code defaults} for none. */
  public static String of(ValueCase values) {
    List<Map.Entry<ValuePath, Object>> settings = List.copyOf(values.settings().entrySet());
    if (settings.isEmpty()) {
      return "defaults";
    }
    List<String> words =
        settings.stream().limit(MOST).map(each -> setting(each.getKey(), each.getValue())).toList();
    String more = settings.size() > MOST ? " and " + (settings.size() - MOST) + " more values" : "";
    return String.join(", ", words) + more;
  }

  private static String setting(ValuePath path, Object value) {
    String text = GoJson.of(value);
    int end = Math.min(text.length(), LONGEST);
    return path + "=" + text.substring(0, end) + (end < text.length() ? "…" : "");
  }

  /** A ready {@code values.yaml}; empty for the defaults. */
  public static String valuesFile(ValueCase values) {
    return YamlPrinter.print(values.values());
  }
}
