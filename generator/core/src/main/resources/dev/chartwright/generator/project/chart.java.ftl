package [=package];

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

public final class [=class] implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    Value<String> greeting =
        values.string("greeting", "Hello from Helm.").describe("The text of the page.");

    return Chart.named("[=name]")
        .version("0.1.0")
        .appVersion("1.27.4")
        .describe("A small web service.")
        .values(values)
        .main(
            WebService.named("web")
                .image("docker.io/nginxinc/nginx-unprivileged", "1.27.4")
                .port(8080)
                .ready(httpGet("/"))
                .resources(requests("50m", "64Mi"), limits("500m", "64Mi"))
                .mount(
                    ConfigFiles.of("page").file("index.html", greeting), "/usr/share/nginx/html")
                .scratch("/tmp", "32Mi")
                .autoscaling(2, 10, cpu(75))
                .ingress("hello.example.com"))
        .build();
  }
}
