package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.INS_01;
import static dev.chartwright.generator.rule.FleetRules.INS_02;
import static dev.chartwright.generator.rule.FleetRules.INS_03;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
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
      findings.add(
          Finding.warning(
                  INS_01,
                  Place.ofModel("platform.keda"),
                  "KEDA "
                      + platform.keda()
                      + " is a chart version, which installs KEDA "
                      + installed)
              .fixedBy("write keda(\"" + installed + "\")"));
    }
    if (platform.operatorSource() instanceof OperatorSource.HelmChart chart) {
      pinned(chart, findings);
      bitnami(chart, findings);
    }
    if (platform.operatorNeedsCertManager() && !platform.certManager()) {
      findings.add(
          Finding.error(
              INS_03,
              Place.ofModel("platform.operator"),
              "operator " + platform.operator() + " is installed without cert-manager"));
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
      findings.add(
          Finding.error(
                  INS_01,
                  Place.ofModel("platform.operatorSource"),
                  "'"
                      + chart.chart()
                      + "' of '"
                      + chart.repository()
                      + "' is not a chart that Helm can"
                      + " find")
              .because("the operator is not installed, and the fleet has no broker")
              .fixedBy(
                  "write chart(\"oci://host/path\", \"\", version), or chart(name, \"https://host/path\","
                      + " version)"));
    }
    if (!VERSION.matcher(chart.version()).matches()) {
      findings.add(
          Finding.error(
                  INS_01,
                  Place.ofModel("platform.operatorSource.version"),
                  "'" + chart.version() + "' is not an exact chart version")
              .fixedBy("write the full version, such as 4.3.6"));
    }
  }

  private static void bitnami(OperatorSource.HelmChart chart, Findings findings) {
    if (chart.isBitnami()) {
      findings.add(
          Finding.warning(
              INS_02,
              Place.ofModel("platform.operatorSource"),
              "the operator comes from Bitnami's chart " + chart.chart() + " " + chart.version()));
    }
  }
}
