package it;

import static dev.chartwright.chart.Templating.fullName;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** Two objects of one name. */
public final class Unproven implements ChartSource {
  @Override
  public Chart chart() {
    return Chart.named("unproven").describe("A page.").manifest(page("one")).manifest(page("two")).build();
  }

  private static Manifest page(String name) {
    return Manifest.of(
            name,
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(fullName().asString())
                .endMetadata()
                .addToData("index.html", name)
                .build())
        .component("web");
  }
}
