package dev.chartwright.examples.gallery;

import static dev.chartwright.workload.Settings.exec;
import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.SecretValue;
import dev.chartwright.chart.Values;
import dev.chartwright.workload.ConfigFiles;
import dev.chartwright.workload.StatefulService;

/** A stateful store: one pod with a volume, a password that the user names, a configuration. */
public final class Store implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    SecretValue auth = values.secret("auth").key("password").describe("The owner's password.");
    return Chart.named("store")
        .version("1.0.0")
        .appVersion("17.5")
        .describe("A relational store with one pod.")
        .values(values)
        .main(
            StatefulService.named("db")
                .image("docker.io/library/postgres")
                .user(10999)
                .port("sql", 5432)
                .env("PGDATA", "/data/main")
                .env("POSTGRES_PASSWORD", auth.key("password"))
                .mount(
                    ConfigFiles.of("conf").file("extra.conf", "shared_buffers = 128MB\n"),
                    "/etc/store")
                .claim("/data", "8Gi")
                .scratch("/var/run/postgresql", "16Mi")
                .ready(exec("pg_isready", "-q"))
                .resources(requests("250m", "256Mi"), limits("1", "256Mi"))
                .isolated())
        .build();
  }
}
