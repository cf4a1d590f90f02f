package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.name;
import static dev.chartwright.chart.Templating.releaseNamespace;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code NOTES.txt} of a fleet: the next commands. */
final class FleetNotes {
  private FleetNotes() {}

  /**
   * The notes.
   *
   * @param workers the names of their Deployments
   * @param follows whether the fleet may follow a chain
   */
  static List<String> of(
      BrokerComponent broker, LeaderComponent leader, List<String> workers, boolean follows) {
    String kubectl = "kubectl --namespace " + releaseNamespace().asString();
    String jumpbox = kubectl + " exec -it deployment/" + leader.name() + " --";
    List<String> notes =
        List.of(
            "The fleet is starting. The broker takes about a minute. A worker waits for its node,"
                + " image and circuits.",
            "1. Watch the pods until a worker is ready:\n\n     "
                + kubectl
                + " get pods --watch --selector 'app.kubernetes.io/name in ("
                + name().asString()
                + ","
                + broker.name()
                + ")'"
                + workers.stream()
                    .map(name -> "\n     " + kubectl + " rollout status deployment/" + name)
                    .collect(Collectors.joining()),
            "2. Open a shell in the jumpbox:\n\n     " + jumpbox + " bash",
            "3. Prove the blocks of a witness file, in this example block 4:\n\n     "
                + kubectl
                + " exec -i deployment/"
                + leader.name()
                + " -- \\\n       bash -c 'cat >/data/witnesses/b4.json' <b4.json\n     "
                + jumpbox
                + " prove /data/witnesses/b4.json",
            "4. Verify the proof:\n\n     " + jumpbox + " verify /data/proofs/b4.zkproof",
            "5. List the queues:\n\n     "
                + kubectl
                + " exec "
                + broker.name()
                + "-server-0 -c rabbitmq -- \\\n"
                + "       rabbitmqctl list_queues name messages_ready messages_unacknowledged"
                + " consumers");
    return follows
        ? Stream.concat(
                notes.stream(),
                Stream.of("6. See where the fleet is on its chain:\n\n     " + jumpbox + " tip"))
            .toList()
        : notes;
  }
}
