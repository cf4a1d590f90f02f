package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;

import dev.chartwright.chart.Manifest;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

/** A service account without a mounted token, because the prover does not use the API server. */
final class Account {
  private Account() {}

  static Manifest of(FleetValues shared, String component) {
    return Manifest.of(
            component + "-serviceaccount",
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(fullName(component))
                .endMetadata()
                .withAutomountServiceAccountToken(false)
                .build())
        .component(component)
        .append("metadata.annotations", shared.serviceAccountAnnotations());
  }
}
