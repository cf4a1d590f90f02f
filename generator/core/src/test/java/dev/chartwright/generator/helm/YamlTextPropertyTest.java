package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.NonPrintableStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Any tree that is written as YAML text arrives as that tree, and any text in it as that text. */
class YamlTextPropertyTest {
  private static final int TREES = 300;

  private final Random random = new Random(7);
  private final List<String> texts =
      new ArbitraryText(3)
          .some(2_000).stream()
              .filter(text -> text.codePoints().allMatch(YamlTextPropertyTest::isLetter))
              .filter(text -> !text.contains(".Values") && !text.contains(".Release"))
              .toList();

  /** Not half of a character, and not what stands for references. */
  private static boolean isLetter(int c) {
    return (c < 0xd800 || c > 0xdfff) && (c < 0xfdd0 || c > 0xfdd7);
  }

  @Test
  void aTreeThatIsWrittenAsTextRendersToThatTree() {
    Map<String, Object> trees = new LinkedHashMap<>();
    Values values = Values.create();
    Chart.Builder chart =
        Chart.named("trees")
            .describe("Trees.")
            .values(values)
            .allowUnknownKind("example.com/v1/Tree");
    for (int i = 0; i < TREES; i++) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("apiVersion", "example.com/v1");
      object.put("kind", "Tree");
      object.put("metadata", Map.of("name", "tree-" + i));
      object.put("spec", map(4));
      String written = yaml(object);
      // Not every style keeps every character.
      trees.put("tree-" + i, YamlReader.read(written));
      String text = written.replace("${", "$${");
      chart.manifest(Manifest.yaml("tree-" + i, text).withoutStandardMetadata());
    }
    try (ChartFolder folder =
        ChartFolder.of(
            ParsedChart.of(HelmChart.of(chart.build()).files()), HelmEngine.embedded())) {
      Rendering.Rendered rendered =
          (Rendering.Rendered)
              folder.render("release", "namespace", List.of(), Optional.of("1.33.0"));
      for (Object document : YamlReader.readAll(rendered.manifest())) {
        String name = Tree.text(document, "metadata", "name").orElseThrow();
        assertThat(document).as(name).isEqualTo(trees.get(name));
      }
    }
  }

  @Test
  void anyTextInAValueArrivesWhereAReferenceStands() {
    int count = 200;
    Values values = Values.create();
    StringBuilder data = new StringBuilder();
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.string("text" + i, "").describe("Any text.");
      data.append("  alone%d: ${text%d}\n  inside%d: 'a \"${text%d}\" #b'\n".formatted(i, i, i, i));
      data.append("  block%d: |\n    first\n      ${text%d}\n    last\n".formatted(i, i));
      settings.put("text" + i, texts.get(i));
    }
    values.strings("list", List.of()).describe("Texts.");
    values.stringMap("map", Map.of()).describe("Texts.");
    settings.put("list", texts);
    settings.put("map", Map.of("a", texts.get(1), "b", texts.get(2)));
    String head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    Chart chart =
        Chart.named("texts")
            .describe("Texts.")
            .values(values)
            .allowUnknownKind("example.com/v1/Texts")
            .manifest(Manifest.yaml("data", head + "data:\n" + data))
            .manifest(
                Manifest.yaml(
                    "texts",
                    "{apiVersion: example.com/v1, kind: Texts, metadata: {name: a}, list: ${list},"
                        + " map: ${map?}}"))
            .build();
    try (ChartFolder folder =
        ChartFolder.of(ParsedChart.of(HelmChart.of(chart).files()), HelmEngine.embedded())) {
      String yaml = HelmChart.settings(chart, settings);
      Rendering.Rendered rendered =
          (Rendering.Rendered)
              folder.render("release", "namespace", List.of(yaml), Optional.of("1.33.0"));
      List<Object> objects = YamlReader.readAll(rendered.manifest());
      Map<String, Object> arrived = Tree.map(objects.get(0), "data");
      for (int i = 0; i < count; i++) {
        String text = texts.get(i);
        assertThat(arrived).containsEntry("alone" + i, text);
        assertThat(arrived).containsEntry("inside" + i, "a \"" + text + "\" #b");
        assertThat(arrived).containsEntry("block" + i, "first\n  " + text + "\nlast\n");
      }
      assertThat(Tree.at(objects.get(1), "list")).isEqualTo(texts);
      assertThat(Tree.at(objects.get(1), "map")).isEqualTo(settings.get("map"));
    }
  }

  private Object tree(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> random.nextBoolean();
      case 1 -> (long) random.nextInt(100_000) - 1000;
      case 2 -> random.nextInt(1000) / 8.0 + 0.0625;
      case 6 -> map(depth - 1);
      case 7 -> list(depth - 1);
      default -> texts.get(random.nextInt(texts.size()));
    };
  }

  private Map<String, Object> map(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String key = texts.get(random.nextInt(texts.size()));
      // A merge key has no quotes, and a long one is no simple one.
      map.put(key.length() > 100 || key.contains("${") ? "key" + i : key, tree(depth));
    }
    return map;
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(tree(depth));
    }
    return list;
  }

  private String yaml(Map<String, Object> object) {
    DumperOptions options = new DumperOptions();
    FlowStyle[] flows = FlowStyle.values();
    options.setDefaultFlowStyle(flows[random.nextInt(flows.length)]);
    options.setNonPrintableStyle(NonPrintableStyle.ESCAPE);
    options.setWidth(random.nextBoolean() ? 40 : 10_000);
    options.setSplitLines(random.nextBoolean());
    return new Yaml(new AnyStyle(options), options).dump(object);
  }

  /** Writes each text in any style. */
  private final class AnyStyle extends Representer {
    AnyStyle(DumperOptions options) {
      super(options);
      ScalarStyle[] styles = ScalarStyle.values();
      representers.put(
          String.class,
          text -> representScalar(Tag.STR, (String) text, styles[random.nextInt(styles.length)]));
    }
  }
}
