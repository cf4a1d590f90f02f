package dev.chartwright.generator.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Types;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.test.ChartTest;
import dev.chartwright.workload.Access;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.ScheduledTask;
import dev.chartwright.workload.Task;
import dev.chartwright.workload.WebService;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Components under the settings of their users. */
@Tag("thorough")
class ComponentCasesTest {
  private static final WebService WEB =
      WebService.named("web").image("example.com/web", "1.0").port(8080);

  @Test
  void rightsDoNotGoToTheAccountThatAllPodsShare() {
    Chart chart =
        chart()
            .main(WEB.access(Access.read("", "configmaps")))
            .add(
                BackgroundWorker.named("sync")
                    .image("example.com/sync", "1.0")
                    .access(Access.read("", "nodes").clusterWide()))
            .build();
    ChartTest test = ChartTest.of(chart);

    assertThat(test.with("serviceAccount.create", false).fails())
        .contains(
            "serviceAccount.name is empty and serviceAccount.create is false",
            "Set serviceAccount.name, or set rbac.create to false.");
    assertThat(test.with("sync.serviceAccount.create", false).fails())
        .contains("Set sync.serviceAccount.name, or set sync.rbac.create to false.");
    assertThat(
            test.with("serviceAccount.create", false)
                .with("serviceAccount.name", "mine")
                .deployment("shop"))
        .isNotNull();
    assertThat(
            test.with("serviceAccount.create", false).with("rbac.create", false).deployment("shop"))
        .isNotNull();
    proven(chart);
  }

  @Test
  void aTaskBeforeTheInstallationMayHaveAnAccountOfTheUser() {
    proven(
        chart()
            .main(WEB)
            .add(
                Task.named("migrate")
                    .image("example.com/migrate", "1.0")
                    .hook(Task.Phase.BEFORE_INSTALL))
            .build());
  }

  @Test
  void whatTheTasksOfAMapNeedIsLeftOutWithoutAny() {
    Values values = Values.create();
    Value<Map<String, Object>> reports =
        values
            .map(
                "reports",
                Map.of(),
                Types.map(
                    "^[a-z]{1,10}$",
                    Types.object(
                        Types.field(
                                "schedule",
                                Types.text(
                                    "^[0-9*]{1,2} [0-9*]{1,2} [0-9*]{1,2} [0-9*]{1,2} [0-9*]$"),
                                "When.")
                            .required())))
            .example(Map.of("daily", Map.of("schedule", "0 3 * * *")))
            .describe("Reports.");
    Chart chart =
        chart()
            .values(values)
            .main(
                ScheduledTask.each(
                        "report", reports, (task, report) -> task.schedule(report.text("schedule")))
                    .image("example.com/report", "1.0"))
            .build();

    proven(chart);
    assertThat(Generator.generate(chart).chartFiles().text("templates/serviceaccount.yaml"))
        .startsWith("{{- if and .Values.serviceAccount.create .Values.reports -}}");
  }

  private static Chart.Builder chart() {
    return Chart.named("shop").version("1.0.0").appVersion("1.0").describe("A shop.");
  }

  private static void proven(Chart chart) {
    ProofReport report =
        Generator.prove(Generator.generate(chart), SpaceRequest.standard(), ProofProgress.silent());
    assertThat(report.findings()).isEmpty();
  }
}
