package dev.chartwright.generator.rule.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.prove.Findings;
import org.junit.jupiter.api.Test;

class PortCheckTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: demo-web}
      spec: {ports: [{name: http, port: 80}]}
      ---
      """;

  @Test
  void findsRoutesOfAnyProtocolToServicesAndPortsThatDoNotExist() {
    for (String kind : new String[] {"HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute"}) {
      assertThat(
              findings(
                  """
                  apiVersion: gateway.networking.k8s.io/v1
                  kind: %s
                  metadata: {name: demo}
                  spec:
                    rules:
                      - backendRefs:
                          - {name: demo-web, port: 80}
                          - {name: demo-web, port: 8080}
                          - {name: demo-wbe, port: 80}
                          - {name: demo-web}
                      - filters:
                          - type: RequestMirror
                            requestMirror: {backendRef: {name: demo-web, port: 81}}
                  """
                      .formatted(kind)))
          .isEqualTo(
              """
              NAM-09 X/demo spec.rules[0].backendRefs[1]: no Service demo-web of this chart has the port 8080
              NAM-09 X/demo spec.rules[0].backendRefs[2]: no Service demo-wbe of this chart has the port 80
              NAM-09 X/demo spec.rules[0].backendRefs[3]: the Service demo-web is named without its port
              NAM-09 X/demo spec.rules[1].filters[0].requestMirror.backendRef: no Service demo-web of this chart has the port 81\
              """
                  .replace(" X/", " " + kind + "/"));
    }
  }

  @Test
  void leavesBackendsOfOthersAlone() {
    assertThat(
            findings(
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: demo}
                spec:
                  rules:
                    - backendRefs:
                        - {name: demo-bucket, group: example.com, kind: Bucket}
                        - {name: demo-web, namespace: others, port: 9}
                        - {name: elsewhere, port: 9}
                """))
        .isEmpty();
  }

  private static String findings(String route) {
    return Findings.of(new PortCheck(), SERVICE + route);
  }
}
