package dev.chartwright.examples.gallery;

import static dev.chartwright.chart.Types.field;
import static dev.chartwright.chart.Types.flag;
import static dev.chartwright.chart.Types.list;
import static dev.chartwright.chart.Types.map;
import static dev.chartwright.chart.Types.object;
import static dev.chartwright.chart.Types.text;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.workload.ScheduledTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Scheduled tasks from a map: one CronJob for each entry that the user of the chart writes. */
public final class Reports implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    Value<Map<String, Object>> tasks =
        values
            .map(
                "tasks",
                Map.of("nightly", Map.of("schedule", "0 3 * * *", "args", List.of("report"))),
                map(
                    "^[a-z][-a-z0-9]{0,9}[a-z0-9]$",
                    object(
                        field("schedule", text("^[@a-z0-9*/, -]+$"), "Fields of cron.").required(),
                        field("args", list(text()), "What the task is told."),
                        field("suspend", flag(), "Start no further runs."))))
            .example(Map.of("weekly", Map.of("schedule", "@weekly", "suspend", true)))
            .describe("The tasks by their names.");
    return Chart.named("reports")
        .version("1.0.0")
        .appVersion("2.1.0")
        .describe("Reports at certain times.")
        .values(values)
        .main(
            ScheduledTask.each(
                    "task",
                    tasks,
                    (task, entry) ->
                        task.schedule(entry.text("schedule"))
                            .args(entry.texts("args"))
                            .suspend(entry.flag("suspend")))
                .image("ghcr.io/acme/reports")
                .scratch("/tmp", "64Mi")
                .deadline(Duration.ofHours(1))
                .keep(1, 3)
                .isolated())
        .build();
  }
}
