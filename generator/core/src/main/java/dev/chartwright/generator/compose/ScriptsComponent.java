package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;

import dev.chartwright.chart.Manifest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;

/** The ConfigMap with the scripts that run in the pods. */
final class ScriptsComponent {
  private final FleetValues shared;

  ScriptsComponent(FleetValues shared) {
    this.shared = shared;
  }

  /** Its objects. */
  List<Manifest> manifests() {
    return List.of(
        Manifest.of(
                "scripts/configmap",
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(fullName(ProverPod.SCRIPTS))
                    .endMetadata()
                    .withData(Script.of(shared.release()))
                    .build())
            .component(ProverPod.SCRIPTS));
  }
}
