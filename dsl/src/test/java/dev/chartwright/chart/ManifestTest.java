package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.chart.tree.Node;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import io.fabric8.kubernetes.api.model.ConfigMap;
import org.junit.jupiter.api.Test;

class ManifestTest {
  @Test
  void anEditWithAPathThatCannotBeReadIsReported() {
    Manifest manifest = Manifest.of("web", new ConfigMap()).bind("a..b", Node.of("x"));
    assertThat(manifest.readableEdits()).isEmpty();
    assertThat(manifest.findings())
        .extracting(Finding::rule, finding -> finding.place().model())
        .containsExactly(tuple(DeclarationRules.FIELD_PATH, "manifests[web].a..b"));
  }
}
