package dev.chartwright.examples.gallery;

import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.workload.Access;
import dev.chartwright.workload.ConfigFiles;
import dev.chartwright.workload.Monitor;
import dev.chartwright.workload.NodeAgent;

/** A node agent: it reads the logs of every node, which Pod Security accepts with a reason only. */
public final class LogAgent implements ChartSource {
  @Override
  public Chart chart() {
    return Chart.named("log-agent")
        .version("1.0.0")
        .appVersion("3.2.0")
        .describe("Sends the logs of every node to a store.")
        .main(
            NodeAgent.named("agent")
                .image("ghcr.io/acme/log-agent")
                .port("metrics", 9100)
                .hostPath("/var/log", "/host/log", "It reads the logs of the node.")
                .hostNetwork("It measures the network of the node.")
                .mount(
                    ConfigFiles.of("conf").file("agent.conf", "interval = 30s\n"), "/etc/log-agent")
                .access(Access.read("", "pods", "namespaces").clusterWide())
                .resources(requests("50m", "64Mi"), limits("200m", "128Mi"))
                .monitor(Monitor.at("/metrics")))
        .build();
  }
}
