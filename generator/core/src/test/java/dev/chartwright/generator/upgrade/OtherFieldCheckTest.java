package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OtherFieldCheckTest {
  @Test
  void whatNoOtherCheckMindsIsChangedInPlace() {
    String ingress =
        "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec:"
            + " {ingressClassName: %s, rules: [{host: %s}]}}";
    UpgradeFinding finding = news(ingress.formatted("a", "b.c"), ingress.formatted("d", "e.f"));
    assertThat(Rendered.line(finding))
        .isEqualTo(
            "NOTE UPG-13 fix Ingress/a spec.ingressClassName: it changes from \"a\" to"
                + " \"d\", and 2 more fields");
    assertThat(finding.clusterDoes()).isEqualTo("the object is changed in place");
  }

  @Test
  void aLargerClaimGrowsWhereItsClassAllowsIt() {
    String claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {resources:"
            + " {requests: {storage: %s}}}}";
    assertThat(news(claim.formatted("1Gi"), claim.formatted("2Gi")).clusterDoes())
        .isEqualTo(
            "the volume grows, where its StorageClass allows it; else the API server refuses it");
  }

  @Test
  void aServiceWhoseAddressIsLeftOutStaysHeadless() {
    String service = "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {%s}}";
    assertThat(
            news(service.formatted("clusterIP: None"), service.formatted("type: ClusterIP"))
                .clusterDoes())
        .isEqualTo("the API server keeps the address that it has: the Service stays as it was");
  }

  private static UpgradeFinding news(String before, String after) {
    return Rendered.only("UPG-13", before, after).orElseThrow();
  }
}
