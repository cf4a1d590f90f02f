package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Types.annotations;
import static dev.chartwright.chart.Types.field;
import static dev.chartwright.chart.Types.labels;
import static dev.chartwright.chart.Types.map;
import static dev.chartwright.chart.Types.object;
import static dev.chartwright.chart.Types.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.test.ChartTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An object for each entry has the labels of its entry beside those of the chart. */
class LabelsOfEntriesTest {
  private static final Map<String, Object> PAGES =
      Map.of(
          "start",
          Map.of("text", "Hello", "labels", Map.of("tier", "front", "team", "web")),
          "end",
          Map.of("text", "Bye", "annotations", Map.of("example.com/owner", "web")));

  private static Chart chart() {
    Values values = Values.create();
    Value<Map<String, Object>> pages =
        values
            .map(
                "pages",
                Map.of(),
                map(
                    "^[a-z]{1,9}$",
                    object(
                        field("text", text(), "The text.").required(),
                        field("labels", labels(), "Labels."),
                        field("annotations", annotations(), "Annotations."))))
            .example(PAGES)
            .describe("Pages.");
    return Chart.named("shop")
        .describe("A shop.")
        .values(values)
        .manifest(
            Manifest.each(
                "page",
                pages,
                (name, page) ->
                    Manifest.yaml(
                        "page",
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: ${fullname}-${key}
                          labels: ${item.labels?}
                          annotations: ${item.annotations?}
                        data: {text: "${item.text}"}
                        """)))
        .build();
  }

  @Test
  void theLabelsOfAnEntryComeLast() {
    ChartTest chart =
        ChartTest.of(LabelsOfEntriesTest::chart)
            .with("commonLabels.team", "shop")
            .with("commonLabels.zone", "a")
            .with("pages", PAGES);

    assertThat(chart.configMap("start").getMetadata().getLabels())
        .containsEntry("tier", "front")
        .containsEntry("team", "web")
        .containsEntry("zone", "a")
        .containsEntry("app.kubernetes.io/name", "shop");
    assertThat(chart.configMap("end").getMetadata().getLabels()).containsEntry("team", "shop");
    assertThat(chart.configMap("end").getMetadata().getAnnotations())
        .containsExactly(Map.entry("example.com/owner", "web"));
    assertThat(chart.configMap("start").getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void labelsOfTheChartAreRejected() {
    assertThat(
            ChartTest.of(LabelsOfEntriesTest::chart)
                .with(
                    "pages",
                    Map.of(
                        "start",
                        Map.of("text", "", "labels", Map.of("app.kubernetes.io/name", "other"))))
                .fails())
        .contains("labels");
  }

  @Test
  void theChartIsProven() {
    assertThat(Generator.prove(Generator.generate(chart())).findings()).isEmpty();
  }
}
