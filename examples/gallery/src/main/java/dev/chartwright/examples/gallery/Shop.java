package dev.chartwright.examples.gallery;

import static dev.chartwright.workload.Settings.httpGet;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.workload.WebService;

/** An umbrella: two services of one build, a library that both share, and one registry for all. */
public final class Shop implements ChartSource {
  private static final Chart COMMON =
      Chart.named("common")
          .version("1.0.0")
          .describe("What all charts of the shop have in common.")
          .library()
          .template(new NamedTemplate("team", "Who is called at night.", Node.of("shop-team")))
          .build();

  @Override
  public Chart chart() {
    Values values = Values.create();
    registry(values);
    return Chart.named("shop")
        .version("1.0.0")
        .appVersion("1.0.0")
        .describe("A shop of two services.")
        .notes("The shop has two services: catalog and basket.")
        .values(values)
        .dependency(
            Dependency.on(service("catalog"))
                .onlyWhen(values.flag("catalog.enabled", true).describe("Install the catalog.")))
        .dependency(
            Dependency.on(service("basket"))
                .onlyWhen(values.flag("basket.enabled", true).describe("Install the basket.")))
        .build();
  }

  /** Helm hands what is below {@code global} to every subchart. */
  private static void registry(Values values) {
    values
        .string("global.imageRegistry", "")
        .plainPattern("^([a-z0-9]+([._:/-]+[a-z0-9]+)*)?$")
        .example("registry.example.com")
        .describe("Registry of all images, in place of ghcr.io.");
  }

  private static Chart service(String name) {
    Values values = Values.create();
    registry(values);
    return Chart.named(name)
        .version("1.0.0")
        .appVersion("1.0.0")
        .describe("The " + name + " of the shop.")
        .values(values)
        .dependency(COMMON)
        .main(
            WebService.named(name)
                .image(
                    values
                        .image("image", "acme/" + name)
                        .registry("ghcr.io")
                        .describe("The image of the " + name + "."))
                .port(8080)
                .ready(httpGet("/ready"))
                .env("TEAM", COMMON.include("team"))
                .isolated())
        .build();
  }
}
