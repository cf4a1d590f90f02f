package dev.chartwright.jkube;

import static dev.chartwright.workload.Settings.exec;
import static dev.chartwright.workload.Settings.httpGet;
import static dev.chartwright.workload.Settings.tcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.workload.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The probes of JKube as checks of a component, where a component has settings for them.
 *
 * @param ports the names of the component's ports, by their numbers
 */
record Checks(Map<Integer, String> ports) {
  /** What a probe has when it does not say so. */
  private static final int PERIOD = 10;

  private static final Set<String> KNOWN =
      Set.of(
          "httpGet",
          "tcpSocket",
          "exec",
          "initialDelaySeconds",
          "periodSeconds",
          "timeoutSeconds",
          "failureThreshold",
          "successThreshold");

  /** Takes a probe from the fields of a container, unless only Kubernetes has words for it. */
  Optional<HealthCheck> take(Fields container, String field) {
    Optional<JsonNode> probe = container.take(field);
    Optional<HealthCheck> check = probe.flatMap(this::check);
    if (check.isEmpty()) {
      probe.ifPresent(raw -> container.put(field, raw));
    }
    return check;
  }

  private Optional<HealthCheck> check(JsonNode probe) {
    boolean isKnown =
        probe.properties().stream().allMatch(each -> KNOWN.contains(each.getKey()))
            && probe.path("successThreshold").asInt(1) == 1;
    return isKnown ? question(probe).map(check -> timed(check, probe)) : Optional.empty();
  }

  private Optional<HealthCheck> question(JsonNode probe) {
    if (probe.has("httpGet")) {
      JsonNode http = probe.get("httpGet");
      boolean isPlain =
          http.path("scheme").asText("HTTP").equals("HTTP")
              && http.properties().stream()
                  .allMatch(each -> Set.of("path", "port", "scheme").contains(each.getKey()));
      return isPlain
          ? port(http).map(port -> httpGet(http.path("path").asText("/")).port(port))
          : Optional.empty();
    }
    if (probe.has("tcpSocket")) {
      JsonNode socket = probe.get("tcpSocket");
      return socket.size() == 1 ? port(socket).map(port -> tcp().port(port)) : Optional.empty();
    }
    List<String> command = new ArrayList<>();
    probe.path("exec").path("command").forEach(word -> command.add(word.asText()));
    return command.isEmpty() ? Optional.empty() : Optional.of(exec(command.toArray(String[]::new)));
  }

  private Optional<String> port(JsonNode question) {
    JsonNode port = question.path("port");
    return port.isInt()
        ? Optional.ofNullable(ports.get(port.asInt()))
        : Optional.of(port.asText()).filter(ports::containsValue);
  }

  private static HealthCheck timed(HealthCheck check, JsonNode probe) {
    HealthCheck timed = check.every(Duration.ofSeconds(probe.path("periodSeconds").asInt(PERIOD)));
    if (probe.has("initialDelaySeconds")) {
      timed = timed.after(Duration.ofSeconds(probe.get("initialDelaySeconds").asInt()));
    }
    if (probe.has("timeoutSeconds")) {
      timed = timed.timeout(Duration.ofSeconds(probe.get("timeoutSeconds").asInt()));
    }
    return probe.has("failureThreshold")
        ? timed.failures(probe.get("failureThreshold").asInt())
        : timed;
  }
}
