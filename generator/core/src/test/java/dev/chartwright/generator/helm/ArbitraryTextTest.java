package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.eachEntry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.yaml.YamlReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Text stays text: whatever its characters, it arrives in the rendered object as it was given. */
class ArbitraryTextTest {
  private static final int STRINGS = 10_000;
  private static final int BATCH = 500;

  /** What the schema takes for a key that is written on one line. */
  private static final Pattern SHORT = Pattern.compile("[ -~]{0,253}|(?s:.{0,60})");

  /** What a list or map of any shape must not have: Helm loses it. */
  private static final Pattern UNCOMMON =
      Pattern.compile("[\u007f-\u009f\u2028\u2029\ufffe\uffff]");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> failures = new ArrayList<>();

  @Tag("thorough")
  @Test
  void textThatIsSetAtInstallTimeArrivesUnchanged() throws JsonProcessingException {
    List<String> texts = new ArbitraryText(1).some(STRINGS);
    try (ChartFolder folder =
        ChartFolder.of(
            ParsedChart.of(HelmChart.of(chartOfValues()).files()), HelmEngine.embedded())) {
      for (int from = 0; from < STRINGS; from += BATCH) {
        List<String> batch = texts.subList(from, from + BATCH);
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> entries = new LinkedHashMap<>();
        List<Map<String, String>> objects = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          values.put("text" + i, batch.get(i));
          entries.put("key" + i, batch.get(i));
          objects.add(Map.of("field", UNCOMMON.matcher(batch.get(i)).replaceAll("?")));
        }
        Map<String, String> keys = new LinkedHashMap<>();
        batch.stream()
            .filter(text -> SHORT.matcher(text).matches())
            .forEach(text -> keys.put(text, text));
        values.put("list", batch);
        values.put("annotations", entries);
        values.put("keys", keys);
        values.put("objects", objects);
        boolean json = from / BATCH % 2 == 0;
        String file = json ? json(values) : yaml(values);
        Map<String, Object> object = render(folder, file).get("templates/everything.yaml");
        Map<?, ?> data = (Map<?, ?>) object.get("data");
        Map<?, ?> spec = (Map<?, ?>) object.get("spec");
        for (int i = 0; i < BATCH; i++) {
          String text = batch.get(i);
          arrives("alone", text, data.get("alone" + i));
          arrives("inside", "{100% \"of\" {{ " + text + "}\\", data.get("inside" + i));
          arrives("block", "first\n  " + text + "\nlast\n", data.get("block" + i));
          arrives("entry", text, annotations(object).get("key" + i));
          arrives("looped entry", "a " + text, ((Map<?, ?>) spec.get("wrapped")).get("key" + i));
          arrives("item", text, ((List<?>) spec.get("list")).get(i));
          arrives("looped item", text, ((List<?>) spec.get("items")).get(i));
          arrives("joined item", "-" + text, ((List<?>) spec.get("prefixed")).get(i));
          String field = objects.get(i).get("field");
          arrives(
              "field", field, ((Map<?, ?>) ((List<?>) spec.get("objects")).get(i)).get("field"));
          arrives("looped field", field, ((List<?>) spec.get("fields")).get(i));
        }
        for (String key : keys.keySet()) {
          arrives("key", key, ((Map<?, ?>) spec.get("keys")).get(key));
          arrives("looped key", key, ((Map<?, ?>) spec.get("swapped")).get(key));
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void anObjectOfAnyShapeWithTextThatHelmWouldLoseIsRefusedWithItsPath() {
    try (ChartFolder folder =
        ChartFolder.of(
            ParsedChart.of(HelmChart.of(chartOfValues()).files()), HelmEngine.embedded())) {
      for (String uncommon : List.of("\\x7f", "\\x80", "\\N", "\\L", "\\P", "\\ufffe", "\\uffff")) {
        assertThat(
                refusedPaths(folder, "objects: [{field: fine}, {field: \"a" + uncommon + "b\"}]"))
            .containsExactly("objects[1].field");
      }
    }
  }

  @Test
  void textDeepInAListThatHelmWouldLoseIsRefusedWithItsPath() {
    Values values = Values.create();
    ValueType texts = new ListType(new TextType("", 0, 99, List.of(), false));
    Value<List<Map<String, Object>>> deep =
        values
            .objects(
                "deep",
                List.of(),
                new ObjectType(List.of(new FieldType("texts", texts, true, "Texts."))))
            .describe("Texts in objects.");
    ConfigMap map = new ConfigMapBuilder().withNewMetadata().withName("map").endMetadata().build();
    Chart chart =
        Chart.named("texts")
            .describe("Texts.")
            .values(values)
            .manifest(Manifest.of("map", map).bind("deep", deep))
            .build();
    try (ChartFolder folder =
        ChartFolder.of(ParsedChart.of(HelmChart.of(chart).files()), HelmEngine.embedded())) {
      for (String uncommon : List.of("\\x7f", "\\x80", "\\N", "\\L", "\\P", "\\ufffe", "\\uffff")) {
        assertThat(
                refusedPaths(
                    folder, "deep: [{texts: [fine, \"" + uncommon + " first\\n  second\\n\"]}]"))
            .containsExactly("deep[0].texts[1]");
      }
    }
  }

  @Test
  void aKeyThatIsTooLongForOneLineIsRefusedWithItsPath() {
    String words = "word ".repeat(50) + "end";
    String marks = "\\\"".repeat(126) + "'";
    String invisible = "\udb40\udc01".repeat(60);
    try (ChartFolder folder =
        ChartFolder.of(
            ParsedChart.of(HelmChart.of(chartOfValues()).files()), HelmEngine.embedded())) {
      for (String key : List.of(words, marks, invisible)) {
        Map<String, Object> object =
            render(folder, yaml(Map.of("keys", Map.of(key, key)))).get("templates/everything.yaml");
        Map<?, ?> spec = (Map<?, ?>) object.get("spec");
        arrives("key", key, ((Map<?, ?>) spec.get("keys")).get(key));
        arrives("looped key", key, ((Map<?, ?>) spec.get("headed")).get("a key: " + key));

        assertThat(refusedPaths(folder, yaml(Map.of("keys", Map.of(key + "é", key)))))
            .allMatch(path -> path.startsWith("keys."));
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void aKeyInAnObjectOfAnyShapeThatHelmWouldLoseIsRefusedWithItsPath() {
    Values values = Values.create();
    Value<Map<String, Object>> any = values.object("any", Map.of()).describe("Anything.");
    ConfigMap map = new ConfigMapBuilder().withNewMetadata().withName("map").endMetadata().build();
    Chart chart =
        Chart.named("texts")
            .describe("Texts.")
            .values(values)
            .manifest(Manifest.of("map", map).bind("any", any))
            .build();
    String label = "p".repeat(253) + "/" + "n".repeat(63);
    try (ChartFolder folder =
        ChartFolder.of(ParsedChart.of(HelmChart.of(chart).files()), HelmEngine.embedded())) {
      for (String key : List.of(label, "<".repeat(160), "\u0001".repeat(160), "é".repeat(160))) {
        Map<String, Object> tree = Map.of("a", List.of(Map.of(key, "b")));
        assertThat(render(folder, yaml(Map.of("any", tree))).get("templates/map.yaml").get("any"))
            .isEqualTo(tree);

        assertThat(
                refusedPaths(
                    folder, yaml(Map.of("any", Map.of("a", List.of(Map.of(key + "<", "b")))))))
            .allMatch(path -> path.startsWith("any.a[0]."));
      }
    }
  }

  /** The paths that the schema refuses. */
  private static List<String> refusedPaths(ChartFolder folder, String values) {
    Rendering rendering =
        folder.render("release", "namespace", List.of(values), Optional.of("1.33.0"));
    assertThat(rendering).isInstanceOf(HelmFailure.SchemaRejection.class);
    return ((HelmFailure.SchemaRejection) rendering)
        .violations().stream().map(HelmFailure.Violation::path).toList();
  }

  /** A chart that uses text values in every way there is. */
  private static Chart chartOfValues() {
    Values values = Values.create();
    Map<String, String> data = new TreeMap<>();
    for (int i = 0; i < BATCH; i++) {
      Value<String> text = values.string("text" + i, "").describe("Any text.");
      data.put("alone" + i, text.asString());
      data.put("inside" + i, "{100% \"of\" {{ " + text.asString() + "}\\");
      data.put("block" + i, "first\n  " + text.asString() + "\nlast\n");
    }
    Value<List<String>> list = values.strings("list", List.of()).describe("Texts.");
    Value<Map<String, String>> annotations =
        values.annotations("annotations", Map.of()).describe("Texts.");
    Value<Map<String, String>> keys =
        values.stringMap("keys", Map.of()).describe("Texts by themselves.");
    Value<List<Map<String, Object>>> objects =
        values
            .objects(
                "objects",
                List.of(),
                new ObjectType(
                    List.of(
                        new FieldType(
                            "field",
                            new TextType("", 0, 1 << 20, List.of(), false),
                            true,
                            "Text."))))
            .describe("Objects.");
    ConfigMap map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("map")
            .endMetadata()
            .withData(data)
            .build();
    return Chart.named("texts")
        .describe("Texts.")
        .values(values)
        .manifest(
            Manifest.of("everything", map)
                .append("metadata.annotations", annotations)
                .bind("spec", Node.of(Map.of("x", "y")))
                .bind("spec.list", list)
                .bind("spec.keys", keys)
                .bind("spec.objects", objects)
                .bind("spec.items", each(list, "item", item -> item.string()))
                .bind("spec.prefixed", each(list, "item", item -> "-" + item.string().asString()))
                .bind("spec.fields", each(objects, "object", object -> object.string("field")))
                .bind(
                    "spec.swapped",
                    eachEntry(keys, (key, value) -> Map.of(value.string().asString(), key)))
                .bind(
                    "spec.headed",
                    eachEntry(
                        keys, (key, value) -> Map.of("a key: " + key.asString(), value.string())))
                .bind(
                    "spec.wrapped",
                    eachEntry(
                        annotations,
                        (key, value) -> Map.of(key.asString(), "a " + value.string().asString()))))
        .build();
  }

  @Tag("thorough")
  @Test
  void textThatIsBuiltIntoAChartArrivesUnchanged() throws JsonProcessingException {
    List<String> texts = new ArbitraryText(2).some(STRINGS);
    for (int from = 0; from < STRINGS; from += BATCH) {
      List<String> batch = texts.subList(from, from + BATCH);
      FileTree files = HelmChart.of(chartOf(batch)).files();
      FileTree withNotes =
          files
              .only(path -> !path.equals("templates/NOTES.txt"))
              .with(
                  "templates/_notes.tpl",
                  "{{- define \"notes\" -}}\n" + files.text("templates/NOTES.txt") + "{{- end -}}")
              .with(
                  "templates/notes.yaml",
                  "apiVersion: v1\nkind: ConfigMap\nnotes: {{ include \"notes\" . | quote }}\n");
      try (ChartFolder folder = ChartFolder.of(ParsedChart.of(withNotes), HelmEngine.embedded())) {
        boolean defaults = from / BATCH % 2 == 0;
        Map<String, Map<String, Object>> rendered =
            render(folder, defaults ? "" : files.text("ci/texts-values.yaml"));
        check(batch, rendered, defaults ? "" : "2");
        String notes =
            batch.stream().map(text -> "-" + text + "-").collect(Collectors.joining("\n\n"));
        arrives("notes", notes, rendered.get("templates/notes.yaml").get("notes"));
      }
      JsonNode properties = JSON.readTree(files.text("values.schema.json")).path("properties");
      for (int i = 0; i < BATCH; i++) {
        JsonNode property = properties.path("text" + i);
        assertThat(property.path("description").textValue()).isEqualTo("Is " + batch.get(i));
        assertThat(property.path("default").textValue()).isEqualTo(batch.get(i));
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void aKeyOfAnyLengthThatIsBuiltIntoAChartArrivesUnchanged() {
    String longKey = "It's a \"long\" key: {{ .Values }}, é # ".repeat(100);
    Values values = Values.create();
    Value<Boolean> flag = values.flag("flag", true).describe("A switch.");
    ConfigMap map = new ConfigMapBuilder().withNewMetadata().withName("map").endMetadata().build();
    Map<String, Object> tree =
        Map.of(
            longKey,
            Map.of(longKey, List.of(Map.of(longKey, "x"), List.of(), longKey)),
            "b",
            Map.of(longKey, List.of()));
    Chart chart =
        Chart.named("texts")
            .describe("Texts.")
            .values(values)
            .manifest(
                Manifest.of("map", map)
                    .bind("fixed", Node.of(tree))
                    .bind(
                        "chosen",
                        Node.mapping().with(longKey, choose(flag).then("yes").otherwise("no"))))
            .build();
    try (ChartFolder folder =
        ChartFolder.of(ParsedChart.of(HelmChart.of(chart).files()), HelmEngine.embedded())) {
      Map<?, ?> rendered = render(folder, "").get("templates/map.yaml");
      assertThat(rendered.get("fixed")).isEqualTo(tree);
      assertThat(rendered.get("chosen")).isEqualTo(Map.of(longKey, "yes"));
    }
  }

  private void check(List<String> batch, Map<String, Map<String, Object>> rendered, String suffix) {
    Map<?, ?> map = rendered.get("templates/map.yaml");
    Map<?, ?> data = (Map<?, ?>) map.get("data");
    Map<?, ?> pod = (Map<?, ?>) rendered.get("templates/pod.yaml").get("spec");
    Map<?, ?> container = (Map<?, ?>) ((List<?>) pod.get("containers")).get(0);
    for (int i = 0; i < BATCH; i++) {
      String text = batch.get(i);
      arrives("alone", text, data.get("alone" + i));
      arrives("inside", text + "release" + text, data.get("inside" + i));
      arrives("value", text + suffix, data.get("value" + i));
      arrives("mixed", text + text + suffix + text, data.get("mixed" + i));
      arrives("lines", "a\n" + text + "release\n" + text + "\n", data.get("lines" + i));
      arrives("template", text + "release" + text, data.get("template" + i));
      arrives("annotation", text, annotations(map).get("text" + i));
      arrives("env", text, ((Map<?, ?>) ((List<?>) container.get("env")).get(i)).get("value"));
      arrives("argument", text, ((List<?>) container.get("args")).get(i));
      arrives("key", text, ((Map<?, ?>) map.get("keys")).get(text));
    }
  }

  private void arrives(String place, String text, Object rendered) {
    if (!text.equals(rendered)) {
      failures.add(place + ": " + shown(text) + " arrives as " + shown(String.valueOf(rendered)));
    }
  }

  private static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                out.append(
                    c > 0x20 && c < 0x7f ? String.valueOf((char) c) : String.format("<%x>", c)));
    return out.toString();
  }

  private static Chart chartOf(List<String> texts) {
    Values values = Values.create();
    Chart.Builder chart = Chart.named("texts").describe("Texts.").values(values);
    Map<String, String> data = new TreeMap<>();
    Map<String, String> annotations = new TreeMap<>();
    Map<String, String> keys = new LinkedHashMap<>();
    List<EnvVar> env = new ArrayList<>();
    CiCase ciCase = CiCase.named("texts");
    String release = dev.chartwright.chart.Templating.releaseName().asString();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Value<String> value = values.string("text" + i, text).describe("Is " + text);
      var template =
          new dev.chartwright.chart.NamedTemplate(
              "text" + i, "Is " + text, new Node.Scalar(text + release + text));
      chart.template(template).notes("-" + text + "-");
      ciCase = ciCase.set(value, text + "2");
      data.put("alone" + i, text);
      data.put("inside" + i, text + release + text);
      data.put("value" + i, value.asString());
      data.put("mixed" + i, text + value.asString() + text);
      data.put("lines" + i, "a\n" + text + release + "\n" + text + "\n");
      data.put("template" + i, template.text(false).asString());
      annotations.put("text" + i, text);
      env.add(new EnvVar("TEXT" + i, text, null));
      keys.put(text, text);
    }
    ConfigMap map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("map")
            .withAnnotations(annotations)
            .endMetadata()
            .withData(data)
            .build();
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("pod")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withArgs(texts)
            .withEnv(env)
            .endContainer()
            .endSpec()
            .build();
    Manifest manifest =
        Manifest.of("map", map)
            .bind("keys", Node.of(keys))
            .comment("Is " + String.join("\n", texts));
    Manifest pods = Manifest.of("pod", pod).onlyWhen(Condition.always());
    for (int i = 0; i < texts.size(); i++) {
      manifest = manifest.comment("data.alone" + i, "Is " + texts.get(i));
      pods = pods.comment("spec.containers[0].args[" + i + "]", "Is " + texts.get(i));
      String text = texts.get(i).replace("\n", " ");
      pods = pods.failsWhen(values.find("text" + i).orElseThrow().is("never" + text), "Is " + text);
    }
    return chart.manifest(manifest).manifest(pods).ci(ciCase).build();
  }

  private static Map<?, ?> annotations(Map<?, ?> object) {
    return (Map<?, ?>) ((Map<?, ?>) object.get("metadata")).get("annotations");
  }

  /** JSON that is YAML too: nothing that YAML does not allow stands there as it is. */
  private static String json(Map<String, Object> values) throws JsonProcessingException {
    StringBuilder out = new StringBuilder();
    JSON.writeValueAsString(values)
        .codePoints()
        .forEach(
            c -> {
              boolean ascii = c >= 0x20 && c < 0x7f;
              boolean other = c >= 0xa0 && "\u2028\u2029\ufeff\ufffe\uffff".indexOf(c) < 0;
              boolean printable = ascii || other;
              out.append(printable ? Character.toString(c) : String.format("\\u%04x", c));
            });
    return out.toString();
  }

  private static String yaml(Map<String, Object> values) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setDefaultScalarStyle(DumperOptions.ScalarStyle.DOUBLE_QUOTED);
    options.setDereferenceAliases(true);
    // Helm's reader may lose what stands around a byte order mark that is not escaped.
    return new Yaml(options).dump(values).replace("\ufeff", "\\ufeff");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> render(ChartFolder folder, String values) {
    Rendering rendering =
        folder.render(
            "release",
            "namespace",
            values.isEmpty() ? List.of() : List.of(values),
            Optional.of("1.33.0"));
    assertThat(rendering).as("%s", rendering).isInstanceOf(Rendering.Rendered.class);
    Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
    for (String document :
        ((Rendering.Rendered) rendering).manifest().split("(?m)^---\n# Source: texts/")) {
      if (!document.isBlank()) {
        int line = document.indexOf('\n');
        objects.put(
            document.substring(0, line),
            (Map<String, Object>) YamlReader.read(document.substring(line + 1)));
      }
    }
    return objects;
  }
}
