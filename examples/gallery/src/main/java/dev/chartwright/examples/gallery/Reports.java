package dev.chartwright.examples.gallery;

import static dev.chartwright.chart.Types.field;
import static dev.chartwright.chart.Types.flag;
import static dev.chartwright.chart.Types.list;
import static dev.chartwright.chart.Types.map;
import static dev.chartwright.chart.Types.object;
import static dev.chartwright.chart.Types.text;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import java.util.List;
import java.util.Map;

/** Scheduled tasks from a map: one CronJob for each entry that the user of the chart writes. */
public final class Reports implements ChartSource {
  private static final String CRON =
      "^(@(yearly|monthly|weekly|daily|hourly)|[0-9*/,A-Za-z-]+( [0-9*/,A-Za-z-]+){4})$";

  @Override
  public Chart chart() {
    Values values = Values.create();
    values.image("image", "ghcr.io/acme/reports").describe("The image of all tasks.");
    values
        .resources(
            "resources",
            Map.of(
                "requests", Map.of("cpu", "100m", "memory", "128Mi", "ephemeral-storage", "64Mi"),
                "limits", Map.of("cpu", "1", "memory", "256Mi", "ephemeral-storage", "256Mi")))
        .describe("Requests and limits of each task.");
    Value<Map<String, Object>> tasks =
        values
            .map(
                "tasks",
                Map.of("nightly", Map.of("schedule", "0 3 * * *", "args", List.of("report"))),
                map(
                    "^[a-z][-a-z0-9]{0,14}[a-z0-9]$",
                    object(
                        field("schedule", text(CRON), "Five fields of cron.").required(),
                        field("args", list(text()), "What the task is told.").required(),
                        field("suspend", flag(), "Start no further runs."))))
            .example(
                Map.of(
                    "weekly",
                    Map.of("schedule", "@weekly", "args", List.of("sweep"), "suspend", true)))
            .describe("The tasks by their names, each with its schedule and arguments.");
    return Chart.named("reports")
        .version("1.0.0")
        .appVersion("2.1.0")
        .describe("Reports at certain times.")
        .values(values)
        .manifest(
            Manifest.each(
                "cronjob",
                tasks,
                (name, task) ->
                    Manifest.yaml(
                        "cronjob",
                        """
                        apiVersion: batch/v1
                        kind: CronJob
                        metadata:
                          name: ${fullname}-${key}
                          annotations:
                            # The image tag never moves, so nodes need not pull it again.
                            kube-score/ignore: container-image-pull-policy
                        spec:
                          schedule: ${item.schedule}
                          concurrencyPolicy: Forbid
                          startingDeadlineSeconds: 600
                          suspend: ${item.suspend?}
                          jobTemplate:
                            spec:
                              backoffLimit: 2
                              template:
                                metadata:
                                  labels: ${selectorLabels(task)}
                                spec:
                                  restartPolicy: Never
                                  automountServiceAccountToken: false
                                  securityContext:
                                    runAsNonRoot: true
                                    runAsUser: 10101
                                    runAsGroup: 10101
                                    seccompProfile: {type: RuntimeDefault}
                                  containers:
                                    - name: task
                                      image: ${image}
                                      imagePullPolicy: ${image.pullPolicy}
                                      args: ${item.args?}
                                      resources: ${resources}
                                      securityContext:
                                        allowPrivilegeEscalation: false
                                        readOnlyRootFilesystem: true
                                        capabilities: {drop: [ALL]}
                        """)))
        .manifest(
            Manifest.yaml(
                "networkpolicy",
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: ${fullname}
                spec:
                  podSelector:
                    matchLabels: ${selectorLabels(task)}
                  policyTypes: [Ingress, Egress]
                  egress:
                    # The tasks ask other systems; nothing asks them.
                    - {}
                """))
        .build();
  }
}
