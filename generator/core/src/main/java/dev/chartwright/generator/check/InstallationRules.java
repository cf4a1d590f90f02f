package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.INS_01;
import static dev.chartwright.generator.rule.FleetRules.INS_02;
import static dev.chartwright.generator.rule.FleetRules.INS_03;

import dev.chartwright.problem.Rule;
import dev.chartwright.prover.OperatorSource;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Version;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules about what must be installed in the cluster before the fleet. */
final class InstallationRules implements RuleFamily {
  private static final Pattern ADDRESS =
      Pattern.compile("(https|oci)://[A-Za-z0-9][-A-Za-z0-9.]*(:[0-9]+)?(/[-A-Za-z0-9._~/]*)?");
  private static final Pattern CHART = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern VERSION =
      Pattern.compile("v?[0-9]+\\.[0-9]+\\.[0-9]+([-+][-+.A-Za-z0-9]*)?");

  @Override
  public Set<Rule> rules() {
    return Set.of(INS_01, INS_02, INS_03);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    Platform platform = fleet.platform();
    Version installed = Platform.kedaOfChart(platform.keda());
    if (!installed.equals(platform.keda())) {
      findings.warning(
          INS_01,
          "platform.keda",
          "KEDA " + platform.keda() + " is a chart version, which installs KEDA " + installed,
          "the chart is generated for a version that is not installed",
          "write keda(\"" + installed + "\")");
    }
    if (platform.operatorSource() instanceof OperatorSource.HelmChart chart) {
      pinned(chart, findings);
      bitnami(chart, findings);
    }
    if (platform.operatorNeedsCertManager() && !platform.certManager()) {
      findings.error(
          INS_03,
          "platform.operator",
          "operator " + platform.operator() + " is installed without cert-manager",
          "its manifest contains certificates and is rejected: no matches for kind"
              + " \"Certificate\"",
          "write operator(\"2.21.0\"), or install cert-manager first and write withCertManager()");
    }
  }

  /** A reference that Helm can follow, and one version of it. */
  private static void pinned(OperatorSource.HelmChart chart, Findings findings) {
    boolean oci = chart.chart().startsWith("oci://");
    boolean found =
        oci
            ? ADDRESS.matcher(chart.chart()).matches() && chart.repository().isEmpty()
            : CHART.matcher(chart.chart()).matches()
                && ADDRESS.matcher(chart.repository()).matches();
    if (!found) {
      findings.error(
          INS_01,
          "platform.operatorSource",
          "'"
              + chart.chart()
              + "' of '"
              + chart.repository()
              + "' is not a chart that Helm can"
              + " find",
          "the operator is not installed, and the fleet has no broker",
          "write chart(\"oci://host/path\", \"\", version), or chart(name, \"https://host/path\","
              + " version)");
    }
    if (!VERSION.matcher(chart.version()).matches()) {
      findings.error(
          INS_01,
          "platform.operatorSource.version",
          "'" + chart.version() + "' is not an exact chart version",
          "a later installation gets another operator, or none",
          "write the full version, such as 4.3.6");
    }
  }

  private static void bitnami(OperatorSource.HelmChart chart, Findings findings) {
    if (chart.isBitnami()) {
      findings.warning(
          INS_02,
          "platform.operatorSource",
          "the operator comes from Bitnami's chart " + chart.chart() + " " + chart.version(),
          "its images are frozen or gone since August 2025: ImagePullBackOff",
          "leave operatorFrom(…) out, which uses the manifest of the operator's own project");
    }
  }
}
