package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.generator.monitoring.Alert;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The alerts as Helm renders them, in promtool. */
@Tag("thorough")
class AlertsTest {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METRIC = Pattern.compile("chartwright_[a-z_]+");

  private static final String FLEET = "r-zero-prover";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Monitoring.Kind.class,
      names = {"PROMETHEUS_OPERATOR", "GKE"})
  void everyAlertFiresInOneCaseAndIsSilentInAnother(Monitoring.Kind kind) throws Exception {
    assertThat(AlertCases.ALL)
        .extracting(each -> "Chartwright" + each.alert())
        .containsExactlyElementsOf(names());
    Files.writeString(folder.resolve("rules.json"), JSON.writeValueAsString(rules(kind)));
    List<Object> tests = new ArrayList<>();
    for (AlertCases cases : AlertCases.ALL) {
      tests.add(test(cases, cases.series(FLEET, true), true));
      tests.add(test(cases, cases.series(FLEET, false), false));
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("rule_files", List.of("rules.json"));
    file.put("evaluation_interval", "1m");
    file.put("tests", tests);
    Files.writeString(folder.resolve("tests.json"), JSON.writeValueAsString(file));

    String told = promtool("test", "rules", "tests.json");

    assertThat(told).contains("SUCCESS").doesNotContain("FAILED");
    assertThat(promtool("check", "rules", "rules.json"))
        .contains("SUCCESS: " + Alert.ALL.size() + " rules found");
  }

  /** A wrong expectation must not pass, or the test above tells nothing. */
  @Test
  void promtoolNoticesAnAlertThatDoesNotFire() throws Exception {
    Files.writeString(
        folder.resolve("rules.json"),
        JSON.writeValueAsString(rules(Monitoring.Kind.PROMETHEUS_OPERATOR)));
    AlertCases cases = AlertCases.ALL.get(1);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("rule_files", List.of("rules.json"));
    file.put("tests", List.of(test(cases, cases.series(FLEET, false), true)));
    Files.writeString(folder.resolve("tests.json"), JSON.writeValueAsString(file));

    assertThat(promtool("test", "rules", "tests.json")).contains("FAILED");
  }

  @Test
  void everyMetricOfAnAlertIsOneOfTheCompanion() {
    Set<String> known = new TreeSet<>();
    for (Metric metric : Metric.values()) {
      known.add(metric.toString());
    }
    for (Alert alert : Alert.ALL) {
      List<String> used =
          METRIC.matcher(alert.expression()).results().map(match -> match.group()).toList();
      assertThat(used).as(alert.name()).isNotEmpty().allMatch(known::contains);
    }
  }

  /**
   * The runbook has a page for each alert, with what is true, what to type, and when it is over.
   */
  @Test
  void everyAlertHasItsPageInTheRunbook() throws IOException {
    String runbook = Files.readString(Path.of("../../docs/runbook.md"));
    List<String> pages =
        Stream.of(runbook.split("\n## ", -1))
            .skip(1)
            .filter(page -> page.startsWith("Chartwright"))
            .toList();
    assertThat(pages)
        .extracting(page -> page.lines().findFirst().orElse(""))
        .containsExactlyElementsOf(names());
    assertThat(pages)
        .allSatisfy(
            page ->
                assertThat(page)
                    .contains("**What is true.**", "**What to type.**", "**When it is over.**"));
  }

  private static List<String> names() {
    return Alert.ALL.stream().map(Alert::name).toList();
  }

  private static Object rules(Monitoring.Kind kind) {
    ProverFleet fleet =
        ProverFleet.named("zero-prover")
            .monitoring(new Monitoring(kind, Monitoring.USUAL_NAMESPACE))
            .build();
    String object = kind == Monitoring.Kind.GKE ? "Rules" : "PrometheusRule";
    return Map.of(
        "groups", InstalledFleet.of(fleet).at(object + "/r-zero-prover-alerts", "spec/groups"));
  }

  private static Map<String, Object> test(
      AlertCases cases, Map<String, String> series, boolean fires) {
    Map<String, Object> alerts = new LinkedHashMap<>();
    alerts.put("eval_time", cases.at());
    alerts.put("alertname", "Chartwright" + cases.alert());
    if (fires) {
      alerts.put("exp_alerts", List.of(expected(cases)));
    }
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("name", cases.alert() + (fires ? " fires" : " is silent"));
    test.put("interval", "1m");
    test.put(
        "input_series",
        series.entrySet().stream()
            .map(each -> Map.of("series", each.getKey(), "values", each.getValue()))
            .toList());
    test.put("alert_rule_test", List.of(alerts));
    return test;
  }

  private static Map<String, Object> expected(AlertCases cases) {
    Alert alert =
        Alert.ALL.stream()
            .filter(each -> each.name().endsWith("Chartwright" + cases.alert()))
            .findFirst()
            .orElseThrow();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("severity", alert.severity().toString());
    labels.put("fleet", FLEET);
    cases.labels().forEach(labels::put);
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("exp_labels", labels);
    expected.put("exp_annotations", Map.of("summary", cases.summary(alert)));
    return expected;
  }

  private String promtool(String... args) throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed: the alerts are not tried");
    List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return told;
  }
}
