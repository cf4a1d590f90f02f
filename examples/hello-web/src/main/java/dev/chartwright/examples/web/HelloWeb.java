package dev.chartwright.examples.web;

import static dev.chartwright.workload.Settings.cpu;
import static dev.chartwright.workload.Settings.httpGet;
import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.workload.ConfigFiles;
import dev.chartwright.workload.WebService;
import java.util.List;

/** A small web service with the parts that such a chart usually has. */
public final class HelloWeb implements ChartSource {
  private static final String QUOTED =
      "It's {{ .Values.greeting }}: \"quoted\" # not a comment\nand a second line";

  @Override
  public Chart chart() {
    Values values = Values.create();
    Value<String> greeting =
        values
            .string("greeting", "Hello from Helm.")
            .example(QUOTED)
            .describe("The text of the page.");
    Value<Integer> replicas =
        values
            .integer("replicaCount", 2)
            .min(1)
            .max(50)
            .formerly("replicas")
            .describe("Number of pods, if autoscaling is disabled.");

    return Chart.named("hello-web")
        .version("1.1.0")
        .appVersion("1.27.4")
        .describe("A small web service, as an example of an ordinary chart.")
        .keywords("web", "example")
        .maintainer("Chartwright", "", "")
        .annotation("artifacthub.io/license", "Apache-2.0")
        .longestFullName(58) // As long as it was before version 1.1.0.
        .values(values)
        .main(
            WebService.named("web")
                .image("docker.io/nginxinc/nginx-unprivileged", "1.27.4")
                .port(8080)
                .ready(httpGet("/"))
                .resources(requests("50m", "128Mi"), limits("500m", "128Mi"))
                .mount(ConfigFiles.of("page").file("index.html", greeting), "/usr/share/nginx/html")
                .scratch("/tmp", "32Mi")
                .replicas(replicas)
                .autoscaling(2, 10, cpu(75))
                .ingress("hello.example.com")
                .isolated()
                .test(url -> List.of("curl", "--fail", "--silent", "--max-time", "10", url)))
        .build();
  }
}
