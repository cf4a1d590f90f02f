package dev.chartwright.generator.check;

import dev.chartwright.prover.OperatorSource;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Version;
import java.util.Set;

/** What must be in the cluster before the fleet. */
final class InstallationRules implements RuleFamily {
  @Override
  public Set<String> ids() {
    return Set.of("INS-01", "INS-02", "INS-03");
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    Platform platform = fleet.platform();
    Version installed = Platform.kedaOfChart(platform.keda());
    if (!installed.equals(platform.keda())) {
      findings.warning(
          "INS-01",
          "platform.keda",
          "KEDA " + platform.keda() + " is the number of a chart, which installs KEDA " + installed,
          "the chart is made for a version that is not there",
          "keda(\"" + installed + "\")");
    }
    if (platform.operatorSource() instanceof OperatorSource.HelmChart chart && chart.isBitnami()) {
      findings.warning(
          "INS-02",
          "platform.operatorSource",
          "the operator comes from Bitnami's chart " + chart.chart() + " " + chart.version(),
          "since August 2025 its images are frozen or gone: ImagePullBackOff",
          "leave operatorFrom(…) out, which takes upstream's manifest");
    }
    if (platform.operatorNeedsCertManager() && !platform.certManager()) {
      findings.error(
          "INS-03",
          "platform.operator",
          "operator " + platform.operator() + " is installed without cert-manager",
          "its manifest holds certificates and is refused: no matches for kind \"Certificate\"",
          "operator(\"2.21.0\"), or install cert-manager first and say withCertManager()");
    }
  }
}
