package dev.chartwright.generator.rule.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.prove.Findings;
import org.junit.jupiter.api.Test;

class NetworkPolicyCheckTest {
  private static final String PODS =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: demo-web, labels: {app: web, instance: demo}}
      spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: demo-silent, labels: {app: silent, instance: demo}}
      spec: {containers: [{name: silent}]}
      ---
      """;

  @Test
  void findsPeersPortsAndRangesThatDoNotExist() {
    assertThat(
            findings(
                """
                spec:
                  podSelector: {matchLabels: {app: web}}
                  ingress:
                    - ports: [{port: http}, {port: 8080}, {port: https}, {port: 80}]
                      from:
                        - podSelector: {matchLabels: {app: wbe, instance: demo}}
                        - ipBlock: {cidr: 10.0.0.0, except: [10.0.0.300/8]}
                  egress:
                    - ports: [{port: 8081}]
                      to: [{podSelector: {matchLabels: {app: web}}}]
                """))
        .isEqualTo(
            """
            NAM-09 NetworkPolicy/demo spec.ingress[0].from[0].podSelector: no pod of this chart has these labels
            NET-03 NetworkPolicy/demo spec.ingress[0].from[1].ipBlock.cidr: "10.0.0.0" is not a range of addresses
            NET-03 NetworkPolicy/demo spec.ingress[0].from[1].ipBlock.except[0]: "10.0.0.300/8" is not a range of addresses
            NAM-09 NetworkPolicy/demo spec.ingress[0].ports[2].port: no container of the pods that receive has the port https
            NAM-09 NetworkPolicy/demo spec.ingress[0].ports[3].port: no container of the pods that receive has the port 80
            NAM-09 NetworkPolicy/demo spec.egress[0].ports[0].port: no container of the pods that receive has the port 8081\
            """);
  }

  @Test
  void leavesAloneWhatMayBeElsewhere() {
    assertThat(
            findings(
                """
                spec:
                  podSelector: {}
                  ingress:
                    - from:
                        - podSelector: {matchLabels: {client: "true"}}
                        - podSelector: {matchLabels: {instance: demo, app: other}}
                          namespaceSelector: {}
                        - ipBlock: {cidr: "2001:db8::/32"}
                  egress:
                    - ports: [{port: 53}, {port: 443}]
                    - ports: [{port: 1}]
                      to: [{podSelector: {matchLabels: {app: silent}}}]
                    - ports: [{port: 9000, endPort: 9100}]
                      to: [{podSelector: {matchLabels: {app: web}}}]
                    - ports: [{port: 9000}]
                      to: [{podSelector: {matchLabels: {app: web}}}, {ipBlock: {cidr: 10.0.0.0/8}}]
                """))
        .isEmpty();
  }

  @Test
  void knowsThePortsOfABroker() {
    assertThat(
            Findings.of(
                new NetworkPolicyCheck(),
                """
                apiVersion: rabbitmq.com/v1beta1
                kind: RabbitmqCluster
                metadata: {name: demo-broker}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: demo}
                spec:
                  podSelector: {matchLabels: {app.kubernetes.io/name: demo-broker}}
                  ingress: [{ports: [{port: 5672}, {port: 4369}, {port: 25672}, {port: 5671}]}]
                """))
        .isEqualTo(
            "NAM-09 NetworkPolicy/demo spec.ingress[0].ports[3].port: no container of the pods that"
                + " receive has the port 5671");
  }

  private static String findings(String spec) {
    return Findings.of(
        new NetworkPolicyCheck(),
        PODS
            + "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: demo}\n"
            + spec);
  }
}
