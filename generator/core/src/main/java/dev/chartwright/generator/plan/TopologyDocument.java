package dev.chartwright.generator.plan;

import static dev.chartwright.generator.plan.Figures.count;
import static dev.chartwright.generator.plan.Figures.time;
import static dev.chartwright.generator.plan.Figures.withWord;

import dev.chartwright.cloud.ComputeClass;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.companion.CompanionSources;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.infrastructure.Volume;
import dev.chartwright.generator.template.Quoting;
import dev.chartwright.generator.template.Templates;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Autoscaling.Protocol;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.CircuitStorage.Filestore;
import dev.chartwright.prover.Circuits.Persistence;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.Monitoring.Kind;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.ScaleIn;
import dev.chartwright.prover.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code docs/topology.md}: the fleet on one page. Names are those of a release and a namespace
 * that are both called as the fleet; a test compares them with what Helm renders.
 */
public final class TopologyDocument {
  private final ProverFleet fleet;
  private final Platform platform;
  private final boolean autoscaled;

  private TopologyDocument(ProverFleet fleet) {
    this.fleet = fleet;
    this.platform = fleet.platform();
    this.autoscaled = fleet.workers().stream().anyMatch(w -> w.autoscaling().isPresent());
  }

  /** Set up when the first page is rendered. */
  private static final class Lazy {
    static final Templates TEMPLATES = Templates.beside(TopologyDocument.class, Quoting.markdown());
  }

  /** The page of a fleet that passed its check, in Markdown. */
  public static String of(ProverFleet fleet) {
    return Lazy.TEMPLATES.render("topology.md.ftl", new TopologyDocument(fleet).model());
  }

  private Map<String, Object> model() {
    Gke gke = fleet.gke();
    Map<String, Object> model = new HashMap<>();
    model.put("fleet", fleet.name());
    model.put("release", fleet.release().toString());
    model.put("image", fleet.image().toString());
    model.put("cluster", gke.cluster());
    model.put("location", gke.location());
    model.put("zones", gke.nodeZones());
    model.put("network", gke.network().shortName());
    model.put("ranges", ranges(gke));
    model.put("pools", pools());
    model.put("parts", parts());
    model.put("flows", flows());
    model.put("queues", queues());
    model.put("abortQueue", fleet.release().abortQueue());
    model.put("scaling", scaling());
    model.put("objects", objects());
    return model;
  }

  private static List<List<String>> ranges(Gke gke) {
    List<List<String>> rows = new ArrayList<>();
    Network network = gke.network();
    if (network.isShared()) {
      String host = "of the host project " + network.host().orElseThrow();
      rows.add(List.of("nodes", "subnet " + network.shortSubnet() + " " + host));
      rows.add(List.of("pods", "secondary range " + network.podsRange() + " " + host));
      rows.add(List.of("services", "secondary range " + network.servicesRange() + " " + host));
    } else {
      rows.add(List.of("nodes", network.nodes()));
      rows.add(List.of("pods", network.pods()));
      rows.add(List.of("services", network.services()));
    }
    rows.add(List.of("control plane", gke.network().controlPlane()));
    return rows;
  }

  private List<List<String>> pools() {
    return fleet.gke().allPools().stream()
        .map(
            pool ->
                List.of(
                    "`" + pool.name() + "`",
                    pool.machineType() + (pool.spot() ? ", Spot" : ""),
                    span(pool.minNodes(), pool.maxNodes()),
                    pool.taints().isEmpty()
                        ? "–"
                        : pool.taints().stream()
                            .map(taint -> "`" + taint + "`")
                            .collect(Collectors.joining(", ")),
                    carried(pool)))
        .toList();
  }

  /** Who runs on a pool; on a fallback the same as on the pool that it stands in for. */
  private String carried(NodePool pool) {
    NodePool declared =
        fleet.gke().pools().stream()
            .filter(each -> each.created().contains(pool))
            .findFirst()
            .orElse(pool);
    List<String> carried = new ArrayList<>();
    if (fleet.broker().pool().name().equals(declared.name())) {
      carried.add(fleet.broker().name());
    }
    if (fleet.leader().pool().name().equals(declared.name())) {
      carried.add(fleet.leader().name());
    }
    fleet.workers().stream()
        .filter(group -> group.pool().name().equals(declared.name()))
        .forEach(group -> carried.add(group.name()));
    String all = carried.isEmpty() ? "–" : String.join(", ", carried);
    int order = declared.created().indexOf(pool);
    if (order <= 0) {
      return all;
    }
    return all
        + (declared.hasChoice()
            ? ", choice " + (order + 1) + " of the compute class `" + declared.name() + "`"
            : ", while no Spot nodes are available");
  }

  private List<List<String>> parts() {
    List<List<String>> rows = new ArrayList<>();
    Broker broker = fleet.broker();
    rows.add(
        part(
            broker.name(),
            "RabbitMQ " + broker.version().major() + "." + broker.version().minor(),
            broker.pool(),
            count(broker.replicas(), "pod"),
            broker.memory() + ", " + withWord(broker.cpu())));
    rows.add(
        part(
            fleet.leader().name(),
            "jumpbox, where users prove and verify",
            fleet.leader().pool(),
            "1 pod",
            fleet.leader().memory() + ", " + withWord(fleet.leader().cpu())));
    for (Workers group : fleet.workers()) {
      rows.add(
          part(
              group.name(),
              "workers for " + tasks(group.routing()),
              group.pool(),
              group.autoscaling().isPresent()
                  ? group.least() + " to " + group.most() + " pods"
                  : count(group.most(), "pod"),
              group.memory() + ", " + withWord(group.cpu())));
    }
    rows.add(
        List.of(
            "RabbitMQ operator " + platform.operator(),
            "creates the pods, the Service and the credentials of the broker",
            "any node without taint",
            "–",
            "–"));
    if (autoscaled) {
      rows.add(
          List.of(
              "KEDA " + platform.keda(),
              "sets the number of workers",
              "any node without taint",
              "–",
              "–"));
    }
    return rows;
  }

  private static List<String> part(
      String name, String what, NodePool pool, String pods, String requests) {
    return List.of("`" + name + "`", what, "`" + pool.name() + "`", pods, requests);
  }

  private static String tasks(Routing routing) {
    return switch (routing) {
      case SHARED -> "all tasks";
      case HEAVY -> "heavy tasks, the proofs of segments";
      case LIGHT -> "light tasks, which join proofs";
    };
  }

  private List<List<String>> flows() {
    List<List<String>> rows = new ArrayList<>();
    String broker = fleet.broker().name();
    String amqp = tcp(Broker.AMQP_PORT) + " AMQP";
    rows.add(flow(fleet.leader().name(), broker, amqp, "publishes tasks, receives results"));
    for (Workers group : fleet.workers()) {
      rows.add(
          flow(
              group.name(),
              broker,
              amqp,
              "takes tasks from `"
                  + fleet.release().taskQueue(group.routing())
                  + "`, publishes results"));
    }
    if (fleet.runs().isEnabled()) {
      List<String> provers = new ArrayList<>(List.of(fleet.leader().name()));
      fleet.workers().forEach(group -> provers.add(group.name()));
      rows.add(
          flow(
              String.join(", ", provers),
              broker,
              tcp(Broker.MANAGEMENT_PORT) + " HTTP",
              "the fence and the queues of a run"));
    }
    if (fleet.follow().isPresent()) {
      rows.add(
          flow(
              fleet.leader().name(),
              "nodes of the chain",
              tcp(443) + " HTTPS",
              "headers and witnesses; `networkPolicy.leaderEgress` allows it"));
    }
    for (Protocol protocol : Protocol.values()) {
      List<String> groups =
          fleet.workers().stream()
              .filter(w -> w.autoscaling().filter(s -> s.protocol() == protocol).isPresent())
              .map(Workers::name)
              .toList();
      if (!groups.isEmpty()) {
        rows.add(
            flow(
                "KEDA",
                broker,
                protocol == Protocol.HTTP ? tcp(Broker.MANAGEMENT_PORT) + " HTTP" : amqp,
                "reads the queue lengths, for " + String.join(", ", groups)));
      }
    }
    if (platform.operatorAsksBroker()) {
      rows.add(
          flow(
              "RabbitMQ operator",
              broker,
              tcp(Broker.MANAGEMENT_PORT) + " HTTP",
              "checks the health of the nodes"));
    }
    rows.add(
        flow(
            broker,
            broker,
            Broker.PEER_PORTS.stream().map(TopologyDocument::tcp).collect(Collectors.joining(", ")),
            "its nodes find each other and communicate"));
    if (fleet.broker().discoversPeersByApi()) {
      rows.add(flow(broker, "control plane", tcp(443) + ", " + tcp(6443), "finds its nodes"));
    }
    boolean isGoogle = fleet.monitoring().kind() == Kind.GKE;
    String reader = isGoogle ? "Google's collectors" : "Prometheus";
    rows.add(
        flow(
            reader,
            broker,
            tcp(Broker.METRICS_PORT) + " HTTP",
            isGoogle
                ? "metrics"
                : "metrics; only when `networkPolicy.monitoringNamespace` names its namespace"));
    if (isCompanionMonitored()) {
      rows.add(
          flow(reader, fleet.leader().name(), tcp(Monitoring.COMPANION_PORT) + " HTTP", "metrics"));
    }
    rows.add(flow("all pods", "DNS", "53/udp, 53/tcp", "name resolution"));
    Infrastructure.Firewall firewall = Infrastructure.of(fleet).firewall();
    if (fleet.gke().privateNodes()) {
      rows.add(
          flow(
              "control plane, " + firewall.source(),
              "nodes",
              firewall.ports().stream()
                  .map(TopologyDocument::tcp)
                  .collect(Collectors.joining(", ")),
              "webhooks and metrics of the operators"));
    }
    if (fleet.circuits().persistence() == Persistence.DISK
        && fleet.circuits().storage().isOnFilestore()) {
      rows.add(flow("nodes", "Filestore", "2049/tcp NFS", "the volume of the circuits"));
    }
    return rows;
  }

  private boolean isCompanionMonitored() {
    return fleet.runs().isEnabled() && fleet.monitoring().kind() != Kind.NONE;
  }

  private static List<String> flow(String from, String to, String port, String why) {
    return List.of(from, to, port, why);
  }

  private static String tcp(int port) {
    return port + "/tcp";
  }

  private List<List<String>> queues() {
    return fleet.workers().stream()
        .map(Workers::routing)
        .distinct()
        .map(
            routing ->
                List.of(
                    "`" + fleet.release().taskQueue(routing) + "`",
                    tasks(routing),
                    fleet.workers().stream()
                        .filter(group -> group.routing() == routing)
                        .map(Workers::name)
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  private List<List<String>> scaling() {
    List<List<String>> rows = new ArrayList<>();
    for (Workers group : fleet.workers()) {
      rows.add(
          List.of(
              "workers `" + group.name() + "`",
              span(group.least(), group.most()),
              group
                  .autoscaling()
                  .map(scaling -> rule(group, scaling))
                  .orElse("nothing: a fixed number"),
              group
                  .autoscaling()
                  .map(
                      scaling ->
                          count(scaling.scaleOut().pods(), "worker")
                              + " in "
                              + time(scaling.scaleOut().period()))
                  .orElse("–"),
              group.autoscaling().map(scaling -> scaleIn(group, scaling)).orElse("–")));
    }
    for (NodePool pool : fleet.gke().allPools()) {
      boolean elastic = pool.minNodes() < pool.maxNodes();
      rows.add(
          List.of(
              "nodes of `" + pool.name() + "`",
              span(pool.minNodes(), pool.maxNodes()),
              elastic ? "pods that are Pending" : "nothing: a fixed number",
              elastic ? "as many as the pods need" : "–",
              elastic ? "nodes without pods that must stay" : "–"));
    }
    return rows;
  }

  private static String span(int least, int most) {
    return least == most ? Integer.toString(most) : least + " to " + most;
  }

  private String rule(Workers group, Autoscaling scaling) {
    return "tasks "
        + (scaling.protocol() == Protocol.HTTP && scaling.includeUnacknowledged()
            ? "waiting and in progress"
            : "waiting")
        + " on the queues `"
        + scaling.queueExpression(fleet.release(), group.routing())
        + "`, "
        + count(scaling.value(), "task")
        + " per worker";
  }

  private static String scaleIn(Workers group, Autoscaling scaling) {
    String toZero = "to 0 after " + time(scaling.cooldown()) + " without tasks";
    if (group.scaleIn() instanceof ScaleIn.Drain drain) {
      return count(drain.pods(), "worker")
          + " in "
          + time(drain.period())
          + ", if fewer were enough for "
          + time(drain.window())
          + (scaling.min() == 0 ? "; " + toZero : "");
    }
    return scaling.min() == 0 ? "never, except " + toZero : "never: lower the maximum";
  }

  private List<List<String>> objects() {
    List<List<String>> rows = new ArrayList<>();
    for (ComputeClass each : fleet.gke().computeClasses()) {
      rows.add(
          List.of(
              "ComputeClass",
              "`" + each.name() + "`",
              "the order in which GKE tries the node pools "
                  + each.pools().stream()
                      .map(pool -> "`" + pool.name() + "`")
                      .collect(Collectors.joining(", ")),
              "`compute-classes.yaml`"));
    }
    String broker = fleet.broker().name();
    String leader = fleet.leader().name();
    rows.add(object("RabbitmqCluster", named(broker), "the broker"));
    if (fleet.broker().replicas() > 1) {
      rows.add(
          object(
              "PodDisruptionBudget",
              named(broker),
              "limits disruptions to one node at a" + " time"));
    }
    rows.add(made("StatefulSet", named(broker) + "-server", "its nodes"));
    rows.add(made("Service", named(broker), "the address of the broker"));
    fleet
        .broker()
        .existingSecret()
        .ifPresentOrElse(
            secret -> rows.add(List.of("Secret", "`" + secret + "`", "its credentials", "you")),
            () -> rows.add(made("Secret", named(broker) + "-default-user", "its credentials")));
    rows.add(object("Deployment", named(leader), "the jumpbox"));
    rows.add(object("PersistentVolumeClaim", named(leader), "witnesses and proofs"));
    rows.add(object("ServiceAccount", named(leader), "the identity of the jumpbox"));
    for (Workers group : fleet.workers()) {
      String name = named(group.name());
      rows.add(object("Deployment", name, "workers"));
      rows.add(
          object(
              "PodDisruptionBudget",
              name,
              "lets the drain of a node stop all of its workers at once"));
      rows.add(object("ServiceAccount", name, "the identity of the workers"));
      if (group.autoscaling().isPresent()) {
        rows.add(object("ScaledObject", name, "sets the number of workers"));
        rows.add(
            List.of(
                "HorizontalPodAutoscaler",
                "`keda-hpa-" + name + "`",
                "sets the number" + " of workers",
                "KEDA"));
        if (platform.kedaTakesCredentials()) {
          rows.add(object("TriggerAuthentication", name, "the credentials of KEDA for the broker"));
        }
      }
    }
    circuits(rows);
    rows.add(object("ConfigMap", named("scripts"), "the scripts of the pods"));
    int parts = fleet.runs().isEnabled() ? CompanionSources.parts().size() : 0;
    for (int part = 1; part <= parts; part++) {
      rows.add(
          object(
              "ConfigMap",
              named(CompanionSources.name(part)),
              "the sources of the companion, which works on the queue of runs"));
    }
    if (fleet.runs().isEnabled()) {
      rows.add(
          object(
              "Job",
              named("run-guard"),
              "before an upgrade, refuses to change the circuits of a run in progress"));
    }
    rows.add(object("NetworkPolicy", named("provers"), "the connections of leader and workers"));
    if (fleet.follow().isPresent()) {
      rows.add(
          object(
              "NetworkPolicy",
              named(fleet.leader().name()),
              "the connections of the leader to nodes of the chain"));
    }
    if (fleet.publish().isPresent()) {
      rows.add(
          object("NetworkPolicy", named("uploads"), "the connections of the leader to the bucket"));
    }
    rows.add(object("NetworkPolicy", named(broker), "the connections of the broker"));
    monitoring(rows);
    return rows;
  }

  private void monitoring(List<List<String>> rows) {
    if (fleet.monitoring().kind() == Kind.NONE) {
      return;
    }
    boolean isGoogle = fleet.monitoring().kind() == Kind.GKE;
    String monitor = isGoogle ? "PodMonitoring" : "PodMonitor";
    rows.add(object(monitor, named(fleet.broker().name()), "the metrics of the broker"));
    if (isCompanionMonitored()) {
      String leader = fleet.leader().name();
      rows.add(object(monitor, named(leader), "the metrics of the companion"));
      rows.add(object("NetworkPolicy", named(leader + "-metrics"), "who may read them"));
      rows.add(object(isGoogle ? "Rules" : "PrometheusRule", named("alerts"), "the alerts"));
      rows.add(object("ConfigMap", named("dashboard"), "the dashboard for Grafana"));
    }
  }

  /** Of the object of a part; the check admits no fleet whose names the chart would cut. */
  private String named(String part) {
    return fleet.name() + "-" + part;
  }

  private void circuits(List<List<String>> rows) {
    CircuitStorage storage = fleet.circuits().storage();
    if (fleet.circuits().persistence() == Persistence.NONE || !storage.isShared()) {
      return;
    }
    rows.add(object("PersistentVolumeClaim", named("circuits"), medium()));
    if (storage instanceof Filestore) {
      rows.add(
          object(
              "StorageClass", named(fleet.name() + "-circuits"), "the kind of Filestore instance"));
    }
  }

  private String medium() {
    return Volume.of(fleet).stream()
        .filter(volume -> volume.owner().equals("circuits"))
        .map(volume -> "the circuits, " + volume.size() + " on " + volume.medium())
        .findFirst()
        .orElse("the circuits");
  }

  private static List<String> object(String kind, String name, String use) {
    return List.of(kind, "`" + name + "`", use, "the chart");
  }

  private static List<String> made(String kind, String name, String use) {
    return List.of(kind, "`" + name + "`", use, "the RabbitMQ operator");
  }
}
