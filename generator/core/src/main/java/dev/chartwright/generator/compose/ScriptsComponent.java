package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;

import dev.chartwright.chart.Manifest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ConfigMap with the scripts that run in the pods. */
final class ScriptsComponent implements Component {
  static final String MANIFEST = "scripts-configmap";

  private final FleetValues shared;

  ScriptsComponent(FleetValues shared) {
    this.shared = shared;
  }

  @Override
  public List<Manifest> manifests() {
    Map<String, String> data = new LinkedHashMap<>();
    Script prove = shared.release().writesProofFiles() ? Script.PROVE_SINCE_07 : Script.PROVE_BEFORE_07;
    for (Script script :
        List.of(
            Script.BROKER_REACHABLE,
            Script.CIRCUITS_MAKE,
            Script.LEADER_WAIT,
            prove,
            Script.VERIFY,
            Script.WORKER_CONNECTED,
            Script.WORKER_RUN)) {
      data.put(script.command(), script.text());
    }
    return List.of(
        Manifest.of(
                MANIFEST,
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(fullName(ProverPod.SCRIPTS))
                    .endMetadata()
                    .withData(data)
                    .build())
            .component(ProverPod.SCRIPTS));
  }
}
