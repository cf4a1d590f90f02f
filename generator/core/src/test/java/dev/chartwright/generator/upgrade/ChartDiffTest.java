package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartDiffTest {
  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name: web | name: shop | ERROR UPG-15 breaking name: it was web and is shop
          appVersion: 1.2.3 | appVersion: 1.2.4 | NOTE UPG-13 fix appVersion: it was 1.2.3 and is 1.2.4
          appVersion: 1.2.3 | appVersion: 1.3.0 | NOTE UPG-13 feature appVersion: it was 1.2.3 and is 1.3.0
          appVersion: 2024a | appVersion: 2024b | NOTE UPG-13 feature appVersion: it was 2024a and is 2024b
          kubeVersion: '>=1.27.0-0' | kubeVersion: '>=1.29.0-0' | WARNING UPG-12 breaking kubeVersion: it was >=1.27.0-0 and is >=1.29.0-0
          kubeVersion: '>=1.27.0-0' | kubeVersion: '>=1.25.0-0' | NOTE UPG-13 feature kubeVersion: it was >=1.27.0-0 and is >=1.25.0-0
          kubeVersion: '~1.27.3'    | kubeVersion: '^1.27.3'    | NOTE UPG-13 feature kubeVersion: it was ~1.27.3 and is ^1.27.3
          kubeVersion: '>=1.27.0-0' | kubeVersion: '>=1.27.0-0 <1.32.0-0' | WARNING UPG-12 breaking kubeVersion: it was >=1.27.0-0 and is >=1.27.0-0 <1.32.0-0
          kubeVersion: '>=1.27.0-0' | type: application | NOTE UPG-13 feature kubeVersion: it was >=1.27.0-0 and is not given
          type: application | kubeVersion: '>=1.27.0-0' | WARNING UPG-12 breaking kubeVersion: it was not given and is >=1.27.0-0
          dependencies: [{name: redis, version: 1.0.0}] | dependencies: [{name: redis, version: 2.0.0}] | NOTE UPG-13 feature dependencies.redis: its version was 1.0.0 and is 2.0.0
          dependencies: [{name: redis, alias: cache, version: 1.0.0}] | dependencies: [] | WARNING UPG-04 breaking dependencies.cache: the dependency is gone
          type: application | dependencies: [{name: redis, version: 2.0.0}] | NOTE UPG-13 feature dependencies.redis: it is new
          description: a | description: b | ``
          """)
  void tellsWhatChartYamlChanges(String before, String after, String expected) {
    assertThat(lines(ChartDiff.between(chart(before), chart(after)))).isEqualTo(expected);
  }

  @Test
  void definitionsAreNeverUpgradedByHelm() {
    ParsedChart without = chart("name: a");
    ParsedChart old = with("crds/things.yaml", "old");
    ParsedChart changed = with("crds/things.yaml", "new");
    assertThat(ChartDiff.between(old, changed))
        .singleElement()
        .hasToString(
            """
            crds/things.yaml  [UPG-14]
                what: it has changed
                why:  Helm installs crds/ with the first version only: an upgrade leaves the cluster without it, and new fields are dropped or rejected
                fix:  tell users to run kubectl apply --server-side -f crds/things.yaml before the upgrade\
            """);
    assertThat(lines(ChartDiff.between(without, old)))
        .isEqualTo("WARNING UPG-14 breaking : it is new");
    assertThat(lines(ChartDiff.between(old, without)))
        .isEqualTo("NOTE UPG-14 feature : it is gone");
    assertThat(ChartDiff.between(old, old)).isEmpty();
  }

  private static String lines(List<UpgradeFinding> findings) {
    return String.join(
        "\n",
        findings.stream()
            .map(
                each ->
                    String.join(
                        " ",
                        each.severity().toString(),
                        each.rule().id(),
                        each.impact().toString(),
                        each.place().field() + ": " + each.what()))
            .toList());
  }

  private static ParsedChart with(String path, String text) {
    return ParsedChart.of(FileTree.empty().with("Chart.yaml", "name: a").with(path, text));
  }

  private static ParsedChart chart(String metadata) {
    return ParsedChart.of(FileTree.empty().with("Chart.yaml", metadata));
  }
}
