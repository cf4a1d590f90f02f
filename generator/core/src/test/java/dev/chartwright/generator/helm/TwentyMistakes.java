package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Node;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A chart with twenty mistakes of twenty sorts; its lines stand in a golden report. */
final class TwentyMistakes implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    Value<Integer> port = values.integer("port", 70000).max(65535).describe("The port.");
    Value<Integer> replicas = values.integer("replica_count", 2).describe("The replicas.");
    Value<Boolean> debug = values.flag("debug", false).describe("");
    Value<String> zone = values.string("zone", "").pattern("[a-z]*").describe("The zone.");
    Value<Integer> weight = values.integer("weight", 5).min(9).max(4).describe("The weight.");
    Value<Boolean> again = values.flag("debug", true).describe("Debugging.");
    Value<List<String>> hosts = values.strings("hosts", List.of()).describe("The hosts.");
    values.string("unused", "").describe("Nothing reads it.");
    Value<String> foreign = Values.create().string("theirs", "").describe("Of another chart.");
    return Chart.named("twenty")
        .version("1.0")
        .describe("A chart of mistakes.")
        .values(values)
        .dependency(Dependency.on("redis", "", "https://charts.example.com"))
        .template(new NamedTemplate("port", "The port.", Node.of(80)))
        .ci(CiCase.named("many").set(weight, 3).set(hosts, List.of("a")).set(replicas, -1))
        .manifest(Manifest.of("Web Page", config("page", "zone", zone.asString())))
        .manifest(
            Manifest.of("web", config("web", "hosts", hosts.asString()))
                .onlyWhen(when(port))
                .bind("data..debug", debug)
                .bind("data.again", again)
                .bind("data.replicas", replicas)
                .bind("data.loop", each(port, "host", host -> host.integer()))
                .bind("data.locale", Node.of(List.of(Locale.GERMANY)))
                .failsWhen(zone.is(5), "The zone is a number."))
        .manifest(
            Manifest.of("other", config("other", "theirs", foreign.asString()))
                .failsWhen(debug.isSet(), "One line.\nAnother line."))
        .manifest(Manifest.of("weight", config("weight", "weight", weight.asString())))
        .build();
  }

  private static ConfigMap config(String name, String key, String text) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(fullName(name))
        .endMetadata()
        .withData(Map.of(key, text))
        .build();
  }
}
