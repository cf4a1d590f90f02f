package dev.chartwright.generator.compose;

import dev.chartwright.generator.monitoring.Alert;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes each alert fire, and what looks alike and does not. The keys are series without the
 * prefix and the label of the fleet, the values one sample a minute in the notation of promtool.
 */
record AlertCases(String alert, Map<String, String> firing, Map<String, String> silent, String at) {
  private static final String RUNNING = "runs{state=\"running\"}";
  private static final String FAILED = "runs{state=\"failed\"}";
  private static final String TASKS = "tasks_outstanding{queue=\"t\"}";
  private static final String NODE = "rpc_up{node=\"follow.rpc\"}";
  private static final String SECOND_NODE = "rpc_up{node=\"follow.secondRpc\"}";
  private static final String WORKERS = "consumers{queue=\"t\"}";

  static final List<AlertCases> ALL =
      List.of(
          of("CompanionDown", Map.of("runs{state=\"done\"}", "0x60"), Map.of(RUNNING, "0x60")),
          of("BrokerDown", Map.of("broker_up", "0x60"), Map.of("broker_up", "1x60")),
          of("BrokerAlarm", Map.of("broker_alarm", "1x60"), Map.of("broker_alarm", "0x60")),
          of(
              "NoWorkers",
              Map.of(TASKS, "8x60", WORKERS, "0x60"),
              // A fleet that starts: the first worker listens after 15 min.
              Map.of(TASKS, "8x60", WORKERS, "0x15 1x45")),
          of(
              "RunStalled",
              Map.of(RUNNING, "1x60", TASKS, "0x60"),
              // Between two attempts no task is outstanding for some minutes.
              Map.of(RUNNING, "1x60", TASKS, "0x10 8x5 0x10 8x5 0x10 8x20")),
          new AlertCases(
              "NothingProven",
              Map.of(TASKS, "8x300", "blocks_proven_total", "5x300"),
              // Nothing is proven, but there was nothing to prove in between.
              Map.of(TASKS, "8x100 0x20 8x180", "blocks_proven_total", "5x300"),
              "290m"),
          of("RunFailed", Map.of(FAILED, "1x60"), Map.of(FAILED, "0x60")),
          of(
              "TasksRedelivered",
              Map.of("redeliveries_total", "0+1x60"),
              Map.of("redeliveries_total", "0x20 1x20 2x20")),
          of("FenceClosed", Map.of("fence_closed", "1x60"), Map.of("fence_closed", "1x10 0x50")),
          new AlertCases(
              "CircuitsMissing",
              Map.of("circuits_complete", "0x120", TASKS, "1x120"),
              // A fleet at rest has no worker that could build them.
              Map.of("circuits_complete", "0x120", TASKS, "0x120"),
              "100m"),
          of(
              "DiskAlmostFull",
              Map.of("disk_free_bytes", "9x60", "disk_size_bytes", "100x60"),
              Map.of("disk_free_bytes", "11x60", "disk_size_bytes", "100x60")),
          of("Lag", Map.of("lag_seconds", "4000x60"), Map.of("lag_seconds", "3000x60")),
          of(
              "FinalityStands",
              Map.of("finality_age_seconds", "0+60x60"),
              Map.of("finality_age_seconds", "1200x60")),
          of(
              "RpcDown",
              Map.of(NODE, "1x60", SECOND_NODE, "0x60"),
              Map.of(NODE, "1x60", SECOND_NODE, "0x5 1x55")),
          of(
              "FollowStopped",
              Map.of("follow_stopped{reason=\"no-ancestor\"}", "1x60"),
              Map.of("follow_stopped{reason=\"no-ancestor\"}", "0x60")),
          of("UploadRefused", Map.of("upload_refused", "1x60"), Map.of("upload_refused", "0x60")));

  private static AlertCases of(
      String alert, Map<String, String> firing, Map<String, String> silent) {
    return new AlertCases(alert, firing, silent, "50m");
  }

  /**
   * The series of the fleet, and beside them those of another fleet in the same Prometheus, which
   * must change nothing.
   *
   * @param fires whether the fleet is the one whose alert fires
   */
  Map<String, String> series(String fleet, boolean fires) {
    Map<String, String> all = new TreeMap<>(of(fleet, fires ? firing : silent));
    all.putAll(of("another-fleet", fires ? silent : firing));
    return all;
  }

  private static Map<String, String> of(String fleet, Map<String, String> samples) {
    Map<String, String> all = new TreeMap<>();
    samples.forEach(
        (series, text) -> {
          String name = "chartwright_" + series.replaceAll("\\{.*", "");
          String labels = series.contains("{") ? series.replaceAll(".*\\{|}", "") + "," : "";
          all.put(name + "{" + labels + "fleet=\"" + fleet + "\"}", text);
        });
    return all;
  }

  /** The labels of the alert beside fleet and severity: those that tell its series apart. */
  Map<String, String> labels() {
    return switch (alert) {
      case "CompanionDown" -> Map.of("state", "running");
      case "FollowStopped" -> Map.of("reason", "no-ancestor");
      case "RpcDown" -> Map.of("node", "follow.secondRpc");
      default -> Map.of();
    };
  }

  /** Its sentence with the values of the case that fires. */
  String summary(Alert declared) {
    return switch (alert) {
      case "RunFailed" -> "Failed runs: 1.";
      case "TasksRedelivered" -> "50 tasks went back to their queue within an hour.";
      case "Lag" -> "The fleet is 1h 6m 40s behind the newest final block.";
      case "FinalityStands" -> "The chain has finalised no block for 50m 0s.";
      case "RpcDown" -> "The node that follow.secondRpc names does not answer.";
      case "FollowStopped" -> "The companion has stopped following the chain: no-ancestor.";
      default -> declared.summary();
    };
  }
}
