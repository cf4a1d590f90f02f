package dev.chartwright.examples.gallery;

import static dev.chartwright.workload.Settings.httpGet;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.workload.Access;
import dev.chartwright.workload.BackgroundWorker;

/** An operator: a kind of its own, the rights to work on it, and a first object of the kind. */
public final class WidgetOperator implements ChartSource {
  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: widgets.example.com
      spec:
        group: example.com
        scope: Namespaced
        names: {kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [size]
                    properties:
                      size: {type: integer, minimum: 1, maximum: 10}
      """;

  @Override
  public Chart chart() {
    Values values = Values.create();
    Value<Boolean> first =
        values.flag("firstWidget.enabled", true).describe("Create a first widget.");
    values.integer("firstWidget.size", 3).min(1).max(10).describe("Size of the first widget.");
    return Chart.named("widget-operator")
        .version("1.0.0")
        .appVersion("0.9.1")
        .describe("Makes widgets.")
        .values(values)
        .crd("widgets", DEFINITION)
        .main(
            BackgroundWorker.named("operator")
                .image("ghcr.io/acme/widget-operator")
                .port("health", 8081)
                .live(httpGet("/healthz"))
                .ready(httpGet("/readyz"))
                .access(
                    Access.write("example.com", "widgets", "widgets/status"),
                    Access.write("", "configmaps"),
                    Access.write("coordination.k8s.io", "leases"))
                .withoutBudget()
                .isolated())
        .manifest(
            Manifest.yaml(
                    "widget",
                    """
                    apiVersion: example.com/v1
                    kind: Widget
                    metadata:
                      name: ${fullname}-first
                    spec:
                      size: ${firstWidget.size}
                    """)
                .onlyWhen(first.isSet()))
        .build();
  }
}
