package it;

import static dev.chartwright.chart.Templating.fullName;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

public final class Site implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    Value<String> greeting = values.string("greeting", "Grüße: ${x} {{ y }} # İ").describe("The text of the page.");
    return Chart.named("site")
        .version("1.2.3")
        .describe("A page.")
        .values(values)
        .manifest(
            Manifest.of(
                    "configmap",
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(fullName().asString())
                        .endMetadata()
                        .addToData("index.html", greeting.asString())
                        .build())
                .component("web"))
        .build();
  }
}
