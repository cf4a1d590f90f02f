package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.name;
import static dev.chartwright.chart.Templating.releaseName;
import static dev.chartwright.chart.Templating.releaseNamespace;

import java.util.List;

/** {@code NOTES.txt} of a fleet: the next five commands. */
final class FleetNotes {
  private FleetNotes() {}

  static List<String> of(FleetValues shared, BrokerComponent broker, LeaderComponent leader) {
    String kubectl = "kubectl --namespace " + releaseNamespace().asString();
    String jumpbox = kubectl + " exec -it deployment/" + leader.name();
    return List.of(
        "The fleet is on its way. The broker needs a minute; a worker needs a node, the image and its circuits.",
        "1. Watch the pods:\n\n     "
            + kubectl
            + " get pods --watch --selector app.kubernetes.io/instance="
            + releaseName().asString()
            + ",app.kubernetes.io/name="
            + name().asString(),
        "2. Enter the jumpbox:\n\n     " + jumpbox + " -- bash",
        "3. Prove the blocks of a witness file:\n\n     "
            + kubectl
            + " exec -i deployment/"
            + leader.name()
            + " -- sh -c 'cat > /data/witnesses/b4.json' < b4.json\n     "
            + jumpbox
            + " -- prove /data/witnesses/b4.json",
        "4. Verify the proof:\n\n     " + jumpbox + " -- verify /data/proofs/b4.zkproof",
        "5. See the queue:\n\n     "
            + kubectl
            + " exec "
            + broker.name()
            + "-server-0 -c rabbitmq -- \\\n       rabbitmqctl list_queues name messages_ready messages_unacknowledged consumers");
  }
}
