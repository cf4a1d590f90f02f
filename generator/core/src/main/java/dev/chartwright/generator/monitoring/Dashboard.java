package dev.chartwright.generator.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.generator.monitoring.Panel.Query;
import java.util.List;

/** The dashboard of a fleet, for Grafana 11 and newer. */
public final class Dashboard {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SCHEMA = 39;
  private static final int COLUMNS = 24;
  private static final String F = "{fleet=\"$fleet\"}";

  private static final List<Panel> PANELS =
      List.of(
          Panel.number("Runs in progress", "short", runs("running")),
          Panel.number("Runs that wait", "short", runs("inbox")),
          Panel.number("Failed runs", "short", runs("failed")),
          Panel.number("Workers that listen", "short", sum("chartwright_consumers" + F)),
          Panel.number(
              "Blocks proven in 24 h", "short", increase("chartwright_blocks_proven_total", "24h")),
          Panel.number(
              "Workers' cost in 24 h",
              "currencyUSD",
              increase("chartwright_cost_dollars_total", "24h")),
          Panel.lines(
              "Tasks that wait or are in progress",
              "short",
              new Query("sum by (queue) (chartwright_tasks_outstanding" + F + ")", "{{queue}}")),
          Panel.lines(
              "Workers that listen",
              "short",
              new Query("sum by (queue) (chartwright_consumers" + F + ")", "{{queue}}"),
              new Query("max(chartwright_fence_closed" + F + ")", "fence closed")),
          Panel.lines(
              "What the companion does",
              "percentunit",
              new Query(
                  "sum by (phase) (rate(chartwright_phase_seconds_total" + F + "[5m]))",
                  "{{phase}}")),
          Panel.lines(
              "Blocks in an hour",
              "short",
              new Query(increase("chartwright_blocks_proven_total", "1h"), "proven"),
              new Query(increase("chartwright_blocks_uploaded_total", "1h"), "published")),
          Panel.lines(
              "Attempts that failed in an hour",
              "short",
              new Query(
                  "sum by (reason) (increase(chartwright_failures_total" + F + "[1h]))",
                  "{{reason}}")),
          Panel.lines(
              "Attempts that ended in an hour",
              "short",
              new Query(
                  "sum by (result) (increase(chartwright_attempts_total" + F + "[1h]))",
                  "{{result}}")),
          Panel.lines(
              "Blocks of the chain",
              "none",
              new Query("max(chartwright_head_block" + F + ")", "newest"),
              new Query("max(chartwright_final_block" + F + ")", "final"),
              new Query("max(chartwright_proven_block" + F + ")", "proven")),
          Panel.lines(
              "Lag and finality",
              "s",
              new Query("max(chartwright_lag_seconds" + F + ")", "behind the newest final block"),
              new Query(
                  "max(chartwright_finality_age_seconds" + F + ")", "since the last final block")),
          Panel.lines(
              "Node of the chain",
              "short",
              new Query(
                  "sum by (kind) (increase(chartwright_rpc_errors_total" + F + "[5m]))",
                  "errors: {{kind}}"),
              new Query(increase("chartwright_rpc_requests_total", "5m"), "requests"),
              new Query("min by (node) (chartwright_rpc_up" + F + ")", "{{node}}: 1 if it answers"),
              new Query(
                  "sum by (depth) (increase(chartwright_reorgs_total" + F + "[5m]))",
                  "reorganisations of depth {{depth}}")),
          Panel.lines(
              "Volume of the jumpbox",
              "bytes",
              new Query("min(chartwright_disk_free_bytes" + F + ")", "free"),
              new Query("max(chartwright_disk_size_bytes" + F + ")", "size")),
          Panel.lines(
              "Tasks delivered again in an hour",
              "short",
              new Query(increase("chartwright_redeliveries_total", "1h"), "seen by the companion"),
              new Query(
                  "sum(increase(rabbitmq_global_messages_redelivered_total" + F + "[1h]))",
                  "all of the broker")),
          Panel.lines(
              "Memory and disk of the broker",
              "bytes",
              new Query("sum(rabbitmq_process_resident_memory_bytes" + F + ")", "memory"),
              new Query("min(rabbitmq_disk_space_available_bytes" + F + ")", "free disk")),
          Panel.lines(
              "Worker-hours in an hour",
              "short",
              new Query(
                  "sum(increase(chartwright_worker_seconds_total" + F + "[1h])) / 3600",
                  "worker-hours")),
          Panel.lines(
              "Uploads in an hour",
              "short",
              new Query(
                  "sum by (result) (increase(chartwright_uploads_total" + F + "[1h]))",
                  "{{result}}")),
          Panel.lines(
              "Age of the lease on the task queues",
              "s",
              new Query("max(chartwright_lease_age_seconds" + F + ")", "lease")));

  private Dashboard() {}

  /** The file that Grafana reads. */
  public static String json() {
    ObjectNode dashboard = JSON.createObjectNode();
    dashboard.put("title", "Prover fleet").put("uid", "chartwright-fleet");
    dashboard.put("schemaVersion", SCHEMA).put("editable", true).put("refresh", "30s");
    dashboard.putObject("time").put("from", "now-24h").put("to", "now");
    dashboard.putArray("tags").add("chartwright");
    ArrayNode variables = dashboard.putObject("templating").putArray("list");
    variables
        .addObject()
        .put("name", "datasource")
        .put("label", "Prometheus")
        .put("type", "datasource")
        .put("query", "prometheus");
    ObjectNode fleet =
        variables
            .addObject()
            .put("name", "fleet")
            .put("label", "Fleet")
            .put("type", "query")
            .put("query", "label_values(chartwright_runs, fleet)")
            .put("refresh", 2);
    source(fleet);
    ArrayNode panels = dashboard.putArray("panels");
    int x = 0;
    int y = 0;
    int rowHeight = 0;
    for (Panel panel : PANELS) {
      if (x + panel.width() > COLUMNS) {
        x = 0;
        y += rowHeight;
        rowHeight = 0;
      }
      panels.add(panel(panel, panels.size() + 1, x, y));
      x += panel.width();
      rowHeight = Math.max(rowHeight, panel.kind().height());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(dashboard)
              .replace("\r\n", "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode panel(Panel panel, int id, int x, int y) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", id).put("title", panel.title()).put("type", panel.kind().type());
    source(node);
    node.putObject("gridPos")
        .put("x", x)
        .put("y", y)
        .put("w", panel.width())
        .put("h", panel.kind().height());
    ObjectNode fields = node.putObject("fieldConfig");
    fields.putObject("defaults").put("unit", panel.unit()).put("min", 0);
    fields.putArray("overrides");
    ArrayNode targets = node.putArray("targets");
    for (Query query : panel.queries()) {
      ObjectNode target = targets.addObject();
      target.put("refId", Character.toString('A' + targets.size() - 1));
      target.put("expr", query.expression());
      if (!query.legend().isEmpty()) {
        target.put("legendFormat", query.legend());
      }
    }
    return node;
  }

  private static void source(ObjectNode node) {
    node.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
  }

  private static String runs(String state) {
    return "sum(chartwright_runs{fleet=\"$fleet\",state=\"" + state + "\"})";
  }

  private static String sum(String selector) {
    return "sum(" + selector + ")";
  }

  private static String increase(String counter, String time) {
    return "sum(increase(" + counter + F + "[" + time + "]))";
  }
}
