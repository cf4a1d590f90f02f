package dev.chartwright.generator.yaml;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Prints plain trees as YAML for people: block style, two spaces, quotes where they are needed. */
public final class YamlPrinter {
  private YamlPrinter() {}

  /** A map as a document, keys in the order of the map; nothing for an empty one. */
  public static String print(Map<String, Object> tree) {
    if (tree.isEmpty()) {
      return "";
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setSplitLines(false);
    options.setDereferenceAliases(true);
    options.setAllowUnicode(true);
    options.setLineBreak(DumperOptions.LineBreak.UNIX);
    return new Yaml(options).dump(tree);
  }
}
