package dev.chartwright.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.chart.tree.Node;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Waiver;
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

  @Test
  void whatAManifestAcceptsIsKeptWithItsPlace() {
    Manifest manifest =
        Manifest.of("web", new ConfigMap())
            .accept("NAM-04", "Our labels are older.")
            .accept("SEC-02", "data.key", "It is an example.");

    assertThat(manifest.waivers())
        .extracting(Waiver::rule, each -> each.place().toString(), Waiver::reason)
        .containsExactly(
            tuple("NAM-04", "templates/web.yaml", "Our labels are older."),
            tuple("SEC-02", "templates/web.yaml data.key", "It is an example."));
  }
}
