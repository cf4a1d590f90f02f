package dev.chartwright.generator.yaml;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

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
    return new Yaml(new Quoting(options), options).dump(tree);
  }

  /** With quotes for what only Helm and clusters take for something else: {@code y}. */
  private static final class Quoting extends Representer {
    Quoting(DumperOptions options) {
      super(options);
    }

    @Override
    protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
      boolean isMisread = tag.equals(Tag.STR) && !value.equals(PlainScalar.read(value));
      return super.representScalar(
          tag, value, isMisread ? DumperOptions.ScalarStyle.SINGLE_QUOTED : style);
    }
  }
}
