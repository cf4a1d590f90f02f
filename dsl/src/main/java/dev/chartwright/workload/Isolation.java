package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Condition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.List;
import java.util.Map;

/**
 * What may reach the pods of a component, and what they may reach.
 *
 * @param ports the names of the ports that stay open, with the conditions under which they do
 * @param hasTest whether the component has a test pod, to which the same applies
 */
record Isolation(Part part, Map<String, Condition> ports, boolean hasTest, Value<Boolean> enabled) {
  private static final String COMPONENT = "app.kubernetes.io/component";

  static Isolation declare(Part part, Map<String, Condition> ports, boolean hasTest) {
    return new Isolation(
        part,
        ports,
        hasTest,
        part.values()
            .flag("networkPolicy.enabled", true)
            .describe(
                ports.isEmpty()
                    ? "Create a NetworkPolicy: no ingress, egress for DNS and to the pods of the"
                        + " release."
                    : "Create a NetworkPolicy: ingress to the ports of the component, egress for"
                        + " DNS and to the pods of the release."));
  }

  Manifest manifest() {
    NetworkPolicyBuilder policy =
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withName(part.objectName())
            .endMetadata()
            .withNewSpec()
            .withNewPodSelector()
            .withMatchLabels(hasTest ? selectorLabels("") : part.selector())
            .endPodSelector()
            .withPolicyTypes("Ingress", "Egress")
            .addNewEgress()
            .addNewTo()
            .withNewPodSelector()
            .withMatchLabels(selectorLabels(""))
            .endPodSelector()
            .endTo()
            .endEgress()
            .addNewEgress()
            .addNewTo()
            .withNewNamespaceSelector()
            .addToMatchLabels("kubernetes.io/metadata.name", "kube-system")
            .endNamespaceSelector()
            .endTo()
            .addNewTo()
            .withNewIpBlock()
            .withCidr("169.254.20.10/32")
            .endIpBlock()
            .endTo()
            .addNewTo()
            .withNewIpBlock()
            .withCidr("169.254.169.254/32")
            .endIpBlock()
            .endTo()
            .addNewPort()
            .withPort(new IntOrString(53))
            .withProtocol("UDP")
            .endPort()
            .addNewPort()
            .withPort(new IntOrString(53))
            .withProtocol("TCP")
            .endPort()
            .endEgress()
            .endSpec();
    if (hasTest) {
      List<String> components = List.of(part.name(), TestPod.component(part));
      policy
          .editSpec()
          .editPodSelector()
          .addNewMatchExpression()
          .withKey(COMPONENT)
          .withOperator("In")
          .withValues(components)
          .endMatchExpression()
          .endPodSelector()
          .endSpec();
    }
    if (!ports.isEmpty()) {
      policy.editSpec().addNewIngress().endIngress().endSpec();
      for (String port : ports.keySet()) {
        policy
            .editSpec()
            .editIngress(0)
            .addNewPort()
            .withPort(new IntOrString(port))
            .withProtocol("TCP")
            .endPort()
            .endIngress()
            .endSpec();
      }
    }
    Manifest manifest = Manifest.of(part.file("networkpolicy"), policy.build());
    int index = 0;
    for (Condition condition : ports.values()) {
      if (!condition.equals(Condition.always())) {
        manifest = manifest.when("spec.ingress[0].ports[" + index + "]", condition);
      }
      index++;
    }
    return manifest
        .onlyWhen(when(enabled))
        .comment(
            "spec.egress[1]",
            "DNS: the DNS Service of the cluster, NodeLocal DNSCache, and Cloud DNS for GKE.");
  }
}
