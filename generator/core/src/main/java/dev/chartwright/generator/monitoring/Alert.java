package dev.chartwright.generator.monitoring;

import java.util.List;
import java.util.Locale;

/**
 * An alert of a fleet.
 *
 * @param name such as {@code ChartwrightRunFailed}
 * @param expression in PromQL; {@code $fleet}, {@code $maxLag} and {@code $provenWithin} stand for
 *     the name of the release and for values of the chart
 * @param after how long the expression holds before the alert fires, as Prometheus spells it
 * @param severity how urgent it is
 * @param summary one sentence; may hold references to labels
 */
public record Alert(
    String name, String expression, String after, Severity severity, String summary) {
  /** How urgent an alert is. */
  public enum Severity {
    /** Nothing is proven, or something will be lost, until a person acts. */
    CRITICAL,
    /** A person should look within a day. */
    WARNING;

    /** The label, such as {@code critical}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What stands for the name of the release in the expressions. */
  public static final String FLEET = "$fleet";

  /** What stands for the seconds that the fleet may lag behind. */
  public static final String MAX_LAG = "$maxLag";

  /** What stands for the time within which a block is proven. */
  public static final String PROVEN_WITHIN = "$provenWithin";

  /** Every alert, the most common ones first. */
  public static final List<Alert> ALL =
      List.of(
          new Alert(
              "ChartwrightCompanionDown",
              "absent(" + of("chartwright_runs", "state=\"running\"") + ")",
              "10m",
              Severity.CRITICAL,
              "Nobody works on the runs: the companion in the jumpbox gives no metrics."),
          new Alert(
              "ChartwrightBrokerDown",
              max("chartwright_broker_up") + " == 0",
              "5m",
              Severity.CRITICAL,
              "The broker does not answer the companion."),
          new Alert(
              "ChartwrightBrokerAlarm",
              max("chartwright_broker_alarm") + " == 1",
              "5m",
              Severity.CRITICAL,
              "The broker lacks memory or disk and takes no tasks."),
          new Alert(
              "ChartwrightNoWorkers",
              sum("chartwright_tasks_outstanding")
                  + " > 0 and on (fleet) "
                  + sum("chartwright_consumers")
                  + " == 0",
              "20m",
              Severity.CRITICAL,
              "Tasks wait, and no worker listens."),
          new Alert(
              "ChartwrightRunStalled",
              sum("chartwright_runs", "state=\"running\"")
                  + " > 0 and on (fleet) "
                  + sum("chartwright_tasks_outstanding")
                  + " == 0",
              "20m",
              Severity.CRITICAL,
              "A run is in progress, but no task is outstanding."),
          new Alert(
              "ChartwrightNothingProven",
              "sum by (fleet) (increase("
                  + of("chartwright_blocks_proven_total")
                  + "["
                  + PROVEN_WITHIN
                  + "])) == 0 and on (fleet) min_over_time("
                  + sum("chartwright_tasks_outstanding")
                  + "["
                  + PROVEN_WITHIN
                  + ":5m]) > 0",
              "15m",
              Severity.CRITICAL,
              "There are tasks all the time, but no block was proven for hours."),
          new Alert(
              "ChartwrightRunFailed",
              sum("chartwright_runs", "state=\"failed\"") + " > 0",
              "1m",
              Severity.WARNING,
              "Failed runs: {{ $value }}."),
          new Alert(
              "ChartwrightTasksRedelivered",
              "sum by (fleet) (increase(" + of("chartwright_redeliveries_total") + "[1h])) > 5",
              "1m",
              Severity.WARNING,
              "{{ $value | printf \"%.0f\" }} tasks went back to their queue within an hour."),
          new Alert(
              "ChartwrightFenceClosed",
              max("chartwright_fence_closed") + " == 1",
              "15m",
              Severity.CRITICAL,
              "The fence has been closed for a quarter of an hour: no worker takes a task."),
          new Alert(
              "ChartwrightCircuitsMissing",
              max("chartwright_circuits_complete")
                  + " == 0 and on (fleet) "
                  + sum("chartwright_tasks_outstanding")
                  + " > 0",
              "1h",
              Severity.WARNING,
              "Tasks wait for circuits that are not built after an hour."),
          new Alert(
              "ChartwrightDiskAlmostFull",
              "min by (fleet) ("
                  + of("chartwright_disk_free_bytes")
                  + " / "
                  + of("chartwright_disk_size_bytes")
                  + ") < 0.1",
              "5m",
              Severity.CRITICAL,
              "The volume of the jumpbox has less than a tenth of its space left."),
          new Alert(
              "ChartwrightLag",
              max("chartwright_lag_seconds") + " > " + MAX_LAG,
              "10m",
              Severity.WARNING,
              "The fleet is {{ $value | humanizeDuration }} behind the newest final block."),
          new Alert(
              "ChartwrightFinalityStands",
              max("chartwright_finality_age_seconds") + " > 1800",
              "5m",
              Severity.WARNING,
              "The chain has finalised no block for {{ $value | humanizeDuration }}."),
          new Alert(
              "ChartwrightRpcDown",
              "max by (fleet, node) (" + of("chartwright_rpc_up") + ") == 0",
              "10m",
              Severity.CRITICAL,
              "The node that {{ $labels.node }} names does not answer."),
          new Alert(
              "ChartwrightFollowStopped",
              "max by (fleet, reason) (" + of("chartwright_follow_stopped") + ") == 1",
              "1m",
              Severity.CRITICAL,
              "The companion has stopped following the chain: {{ $labels.reason }}."),
          new Alert(
              "ChartwrightUploadRefused",
              max("chartwright_upload_refused") + " == 1",
              "5m",
              Severity.CRITICAL,
              "The bucket refuses a proof."));

  /** The heading of its page in the runbook, as a link addresses it. */
  public String anchor() {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String of(String metric, String... labels) {
    String more = labels.length == 0 ? "" : "," + String.join(",", labels);
    return metric + "{fleet=\"" + FLEET + "\"" + more + "}";
  }

  private static String sum(String metric, String... labels) {
    return "sum by (fleet) (" + of(metric, labels) + ")";
  }

  private static String max(String metric) {
    return "max by (fleet) (" + of(metric) + ")";
  }
}
