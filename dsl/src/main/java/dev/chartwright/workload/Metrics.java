package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.resource.CustomResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The monitor of a component for the Prometheus operator: of its Service, or of its pods.
 *
 * @param kind {@code ServiceMonitor} or {@code PodMonitor}
 * @param port the name of the port
 */
record Metrics(
    Part part,
    String kind,
    String path,
    String port,
    Value<Boolean> enabled,
    Value<String> interval,
    Value<Map<String, String>> labels) {

  static Metrics declare(Part part, Monitor monitor, boolean ofService, String firstPort) {
    String kind = ofService ? "ServiceMonitor" : "PodMonitor";
    String key = kind.substring(0, 1).toLowerCase(Locale.ROOT) + kind.substring(1);
    Values values = part.values();
    values.section(key, "Lets the Prometheus operator scrape the metrics.");
    return new Metrics(
        part,
        kind,
        monitor.path(),
        monitor.port().isEmpty() ? firstPort : monitor.port(),
        values
            .flag(key + ".enabled", false)
            .describe("Create a " + kind + "; the cluster needs the Prometheus operator."),
        values
            .duration(key + ".interval", monitor.interval().toSeconds() + "s")
            .describe("Time between two scrapes."),
        values
            .labels(key + ".labels", Map.of())
            .example(Map.of("release", "monitoring"))
            .describe("Labels by which a Prometheus selects the " + kind + "."));
  }

  Manifest manifest() {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("port", port);
    endpoint.put("path", path);
    endpoint.put("interval", interval.asString());
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("selector", Map.of("matchLabels", part.selector()));
    spec.put(kind.equals("PodMonitor") ? "podMetricsEndpoints" : "endpoints", List.of(endpoint));
    return Manifest.of(
            part.file(kind.toLowerCase(Locale.ROOT)),
            CustomResource.of("monitoring.coreos.com/v1", kind, part.objectName())
                .spec(spec)
                .build())
        .onlyWhen(when(enabled))
        .append("metadata.labels", labels);
  }
}
