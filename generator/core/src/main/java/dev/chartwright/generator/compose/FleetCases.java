package dev.chartwright.generator.compose;

import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values files with which the chart is tested in addition to its defaults. */
final class FleetCases {
  private FleetCases() {}

  static List<CiCase> of(Values values) {
    Map<String, Object> fixed = new LinkedHashMap<>();
    Map<String, Object> everything = new LinkedHashMap<>();
    for (Value<?> value : values.all()) {
      String path = value.path();
      if (path.endsWith(".autoscaling.enabled")) {
        fixed.put(path, false);
      }
      Object setting = sample(path);
      if (setting != null) {
        everything.put(path, setting);
      }
    }
    fixed.put("networkPolicy.enabled", false);
    return List.of(new CiCase("fixed-size", fixed), new CiCase("everything", everything));
  }

  /** An example for a value that is empty by default; null for other values. */
  private static Object sample(String path) {
    String key = path.substring(path.lastIndexOf('.') + 1);
    return switch (key) {
      case "commonLabels", "podLabels" -> Map.of("example.com/team", "provers");
      case "commonAnnotations", "podAnnotations", "annotations" ->
          Map.of("example.com/contact", "provers: #help");
      case "imagePullSecrets" -> List.of(Map.of("name", "registry"));
      case "existingSecret",
          "existingClaim",
          "priorityClassName",
          "monitoringNamespace",
          "fullnameOverride" ->
          "my-" + key.toLowerCase(java.util.Locale.ROOT);
      case "className" -> "premium-rwx";
      case "digest" -> "sha256:" + "0123456789abcdef".repeat(4);
      case "replicas" -> 3;
      case "topologySpreadConstraints" -> List.of(spread());
      case "extraEnv" -> List.of(ordered("name", "EXTRA", "value", "it's {{ text }}"));
      case "extraVolumes" -> List.of(ordered("name", "more", "emptyDir", Map.of()));
      case "extraVolumeMounts" -> List.of(ordered("name", "more", "mountPath", "/more"));
      case "leaderEgress" ->
          List.of(
              Map.of(
                  "ports", List.of(ordered("port", 443, "protocol", "TCP")),
                  "to", List.of(Map.of("ipBlock", Map.of("cidr", "10.0.0.0/8")))));
      default -> null;
    };
  }

  private static Map<String, Object> spread() {
    Map<String, Object> spread = new LinkedHashMap<>();
    spread.put("maxSkew", 1);
    spread.put("topologyKey", "kubernetes.io/hostname");
    spread.put("whenUnsatisfiable", "ScheduleAnyway");
    spread.put(
        "labelSelector", Map.of("matchLabels", Map.of("app.kubernetes.io/component", "worker")));
    return spread;
  }

  private static Map<String, Object> ordered(
      String firstKey, Object first, String secondKey, Object second) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(firstKey, first);
    map.put(secondKey, second);
    return map;
  }
}
