package dev.chartwright.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Node;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The same declaration gives the same bytes, whatever the machine. */
class DeterminismTest {
  @Test
  @ResourceLock(Resources.LOCALE)
  @ResourceLock(Resources.TIME_ZONE)
  void neitherLocaleNorTimeZoneNorTheOrderOfMapsChangesAByte() {
    SortedMap<String, String> expected = texts(false);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String lineEnd = System.getProperty("line.separator");
    try {
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        System.setProperty("line.separator", "\r\n");
        assertThat(texts(true)).as(tag).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
      System.setProperty("line.separator", lineEnd);
    }
  }

  @Test
  void twiceIsTheSame() {
    Chart chart = chart(false);
    assertThat(Generator.archive(Generator.generate(chart)))
        .isEqualTo(Generator.archive(Generator.generate(chart)));
  }

  private static SortedMap<String, String> texts(boolean backwards) {
    SortedMap<String, String> texts = new TreeMap<>();
    Generator.generate(chart(backwards))
        .output()
        .files()
        .forEach((path, content) -> texts.put(path, new String(content, StandardCharsets.UTF_8)));
    return texts;
  }

  /** Maps and sets without an order, filled in one direction or the other. */
  private static Chart chart(boolean backwards) {
    List<String> words =
        IntStream.range(0, 50).map(i -> backwards ? 49 - i : i).mapToObj(i -> "wordI" + i).toList();
    Map<String, Object> map = new HashMap<>(backwards ? 2 : 512);
    words.forEach(word -> map.put(word, Map.of("x", 1.5, "y", 1234567, "z", Set.copyOf(words))));
    Map<String, String> labels =
        words.stream().collect(Collectors.toMap(word -> word, word -> word));
    Values values = Values.create();
    Value<Map<String, Object>> tree = values.object("tree", map).describe("A tree.");
    Value<Map<String, String>> texts = values.labels("texts", labels).describe("Texts.");
    Value<Double> decimal = values.decimal("decimal", 1234567.5).describe("A number.");
    return Chart.named("order")
        .describe("A chart.")
        .values(values)
        .manifest(
            Manifest.of(
                    "map",
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("map")
                        .withLabels(labels)
                        .endMetadata()
                        .withData(labels)
                        .build())
                .bind("tree", tree)
                .bind("texts", texts)
                .bind("decimal", decimal)
                .bind("fixed", Node.of(map)))
        .ci(CiCase.named("case").set(tree, map).set(texts, labels))
        .offline(tree, map)
        .build();
  }
}
