package dev.chartwright.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.upgrade.UpgradeReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a chart that renders only with values which nobody gave. */
class UpgradeOfUnknownChartTest {
  private final FileTree chart =
      FileTree.builder()
          .add("Chart.yaml", "apiVersion: v2\nname: small\nversion: 0.1.0\n")
          .add("values.yaml", "host: \"\"\n")
          .add(
              "templates/map.yaml",
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}
              data:
                host: {{ required "Set host." .Values.host | quote }}
              """)
          .build();

  @Test
  void anUpgradeThatCouldNotBeComparedIsNotSafe() {
    UpgradeReport report = Generator.diff(chart, chart);

    assertThat(report.cases()).isZero();
    assertThat(report.isSafe()).isFalse();
    assertThat(report.findings()).extracting(each -> each.rule().id()).contains("UPG-16");
  }

  @Test
  void withTheValuesThatItNeedsItIs() {
    UpgradeReport report = Generator.diff(chart, chart, List.of("host: example.org\n"));

    assertThat(report.cases()).isPositive();
    assertThat(report.isSafe()).isTrue();
  }
}
