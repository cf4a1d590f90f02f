package dev.chartwright.generator.diagram;

import dev.chartwright.cloud.ComputeClass;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From a fleet to the diagram of it. */
public final class FleetDiagram {
  private static final String INTERNET = "internet";
  private static final String NAT = "nat";
  private static final String CLUSTER = "cluster";
  private static final String KEDA = "keda";
  private static final String OPERATOR = "operator";
  private static final String LEADER = "leader";
  private static final String BROKER = "broker";
  private static final int HTTPS = 443;

  private final ProverFleet fleet;
  private final Infrastructure infrastructure;
  private final Gke gke;
  private final List<Arrow> arrows = new ArrayList<>();

  private FleetDiagram(ProverFleet fleet) {
    this.fleet = fleet;
    this.infrastructure = Infrastructure.of(fleet);
    this.gke = fleet.gke();
  }

  /** The diagram of a fleet that passed its check. */
  public static Diagram of(ProverFleet fleet) {
    return new FleetDiagram(fleet).diagram();
  }

  private Diagram diagram() {
    List<Element> elements = new ArrayList<>();
    elements.add(network());
    elements.add(new Box(INTERNET, Role.OUTSIDE, "Internet", List.of("kubectl, helm", "images")));
    return new Diagram(
        fleet.name() + " " + fleet.version(),
        "Prover "
            + fleet.release()
            + " on GKE "
            + gke.location()
            + (fleet.hasAffinity() ? ", heavy and light tasks apart" : ""),
        description(),
        elements,
        arrows);
  }

  private String description() {
    return "The broker "
        + fleet.broker().name()
        + ", the leader "
        + fleet.leader().name()
        + " and the workers "
        + fleet.workers().stream().map(Workers::name).collect(Collectors.joining(", "))
        + " in the GKE cluster "
        + gke.cluster()
        + ", on the node pools "
        + infrastructure.pools().stream().map(NodePool::name).collect(Collectors.joining(", "))
        + ".";
  }

  private Group network() {
    Network network = gke.network();
    List<String> ranges = new ArrayList<>();
    ranges.add(
        "subnet "
            + network.shortSubnet()
            + network
                .host()
                .map(project -> " (of " + project + ")")
                .orElse(network.existing() ? " (existing)" : ""));
    if (!network.existing()) {
      ranges.add("nodes " + network.nodes());
    }
    if (!network.isShared()) {
      ranges.add("pods " + network.pods());
      ranges.add("services " + network.services());
    }
    List<Element> elements = new ArrayList<>();
    elements.add(cluster());
    if (gke.privateNodes()) {
      elements.add(new Box(NAT, Role.NAT, "Cloud NAT", List.of("private nodes")));
      connects(CLUSTER, NAT, List.of());
      connects(NAT, INTERNET, List.of("outwards"));
    } else {
      connects(CLUSTER, INTERNET, List.of("outwards"));
    }
    List<String> admitted = new ArrayList<>(List.of(HTTPS + " control plane"));
    if (!gke.authorizedNetworks().isEmpty()) {
      admitted.add("from " + shortened(gke.authorizedNetworks()));
    }
    connects(INTERNET, CLUSTER, admitted);
    return new Group(
        "network",
        Role.NETWORK,
        network.shortName(),
        List.of(String.join(" · ", ranges)),
        elements);
  }

  private Group cluster() {
    List<Element> elements = new ArrayList<>();
    Map<String, List<Element>> carried = carried();
    elements.addAll(carried.getOrDefault("", List.of()));
    int number = 0;
    for (NodePool pool : pools()) {
      number++;
      List<NodePool> created = pool.created();
      for (int order = 0; order < created.size(); order++) {
        String id = poolId(number, order);
        String choice = pool.hasChoice() ? "choice " + (order + 1) + " of " + pool.name() : "";
        elements.add(
            pool(
                id,
                created.get(order),
                choice,
                order == 0 ? carried.getOrDefault(pool.name(), List.of()) : List.of()));
        if (order > 0) {
          arrows.add(new Arrow(Arrow.Kind.FALLS_BACK, poolId(number, order - 1), id, List.of()));
        }
      }
    }
    elements.addAll(volumes());
    return new Group(
        CLUSTER,
        Role.CLUSTER,
        gke.cluster(),
        List.of(
            String.join(
                " · ", location(), "control plane " + gke.network().controlPlane(), channel())),
        elements);
  }

  /** Of the pool that pods are led to, and of those that stand in for it, in this order. */
  private static String poolId(int number, int order) {
    return order == 0 ? "pool" + number : "fallback" + number + (order == 1 ? "" : "x" + order);
  }

  private String location() {
    if (!gke.isRegional()) {
      return "zone " + String.join(", ", gke.nodeZones());
    }
    return "region "
        + gke.location()
        + ", nodes in "
        + (gke.nodeZones().isEmpty() ? "three zones" : String.join(", ", gke.nodeZones()));
  }

  private String channel() {
    return gke.releaseChannel() + " channel";
  }

  /** The declared pools, and after them any other that something is to run on. */
  private List<NodePool> pools() {
    Map<String, NodePool> pools = new LinkedHashMap<>();
    gke.pools().forEach(pool -> pools.put(pool.name(), pool));
    pools.putIfAbsent(fleet.broker().pool().name(), fleet.broker().pool());
    pools.putIfAbsent(fleet.leader().pool().name(), fleet.leader().pool());
    fleet.workers().forEach(group -> pools.putIfAbsent(group.pool().name(), group.pool()));
    return List.copyOf(pools.values());
  }

  private static Element pool(String id, NodePool pool, String choice, List<Element> carried) {
    List<String> lines = new ArrayList<>();
    lines.add(
        pool.machineType()
            + " · "
            + range(pool.minNodes(), pool.maxNodes())
            + (pool.maxNodes() == 1 ? " node" : " nodes")
            + (pool.spot() ? " · Spot" : ""));
    if (!choice.isEmpty()) {
      lines.add(choice);
    }
    List<Taint> taints =
        pool.taints().stream().filter(taint -> !taint.key().equals(ComputeClass.KEY)).toList();
    if (!taints.isEmpty()) {
      lines.add("taint " + taints.stream().map(Taint::toString).collect(Collectors.joining(", ")));
    }
    return carried.isEmpty()
        ? new Box(id, Role.POOL, pool.name(), lines)
        : new Group(id, Role.POOL, pool.name(), lines, carried);
  }

  /** What runs where, by the name of the pool; under no name what may run on several. */
  private Map<String, List<Element>> carried() {
    Map<String, List<Element>> carried = new LinkedHashMap<>();
    operators().forEach(box -> carry(carried, operatorsPool(), box));
    carry(carried, fleet.leader().pool().name(), leader());
    carry(carried, fleet.broker().pool().name(), broker());
    for (int index = 0; index < fleet.workers().size(); index++) {
      Workers group = fleet.workers().get(index);
      carry(carried, group.pool().name(), workers(workersId(index), group));
    }
    return carried;
  }

  private static void carry(Map<String, List<Element>> carried, String pool, Element element) {
    carried.computeIfAbsent(pool, name -> new ArrayList<>()).add(element);
  }

  /** The only pool that lets any pod in, or none. */
  private String operatorsPool() {
    List<NodePool> open = pools().stream().filter(pool -> !pool.isTainted()).toList();
    return open.size() == 1 && open.get(0).created().size() == 1 ? open.get(0).name() : "";
  }

  private List<Box> operators() {
    Platform platform = fleet.platform();
    List<Box> operators = new ArrayList<>();
    if (fleet.workers().stream().anyMatch(group -> group.autoscaling().isPresent())) {
      operators.add(
          new Box(
              KEDA,
              Role.OPERATOR,
              "KEDA " + platform.keda(),
              List.of("namespace " + Platform.KEDA_NAMESPACE)));
      List<Autoscaling> scalings =
          fleet.workers().stream().flatMap(group -> group.autoscaling().stream()).toList();
      connects(
          KEDA,
          BROKER,
          List.of(
              scalings.stream()
                  .map(scaling -> scaling.protocol().port())
                  .distinct()
                  .sorted()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ")),
              "queue length"));
    }
    operators.add(
        new Box(
            OPERATOR,
            Role.OPERATOR,
            "RabbitMQ " + platform.operator(),
            List.of("namespace " + Platform.OPERATOR_NAMESPACE)));
    if (platform.operatorAsksBroker()) {
      connects(OPERATOR, BROKER, List.of(Integer.toString(Broker.MANAGEMENT_PORT), "health"));
    }
    return operators;
  }

  private Box leader() {
    Leader leader = fleet.leader();
    connects(LEADER, BROKER, List.of(Integer.toString(Broker.AMQP_PORT), "tasks, results"));
    return new Box(
        LEADER,
        Role.LEADER,
        leader.name(),
        List.of("jumpbox: prove, verify", leader.memory() + " · " + leader.cpu() + " CPU"));
  }

  private Box broker() {
    Broker broker = fleet.broker();
    List<String> lines = new ArrayList<>();
    lines.add("RabbitMQ " + broker.version() + " · " + broker.memory());
    fleet.workers().stream()
        .map(group -> fleet.release().taskQueue(group.routing()))
        .distinct()
        .forEach(queue -> lines.add("queue " + queue));
    return new Box(BROKER, Role.BROKER, times(broker.name(), broker.replicas()), lines);
  }

  private static String workersId(int index) {
    return "workers" + (index + 1);
  }

  private Box workers(String id, Workers group) {
    connects(id, BROKER, List.of(Integer.toString(Broker.AMQP_PORT)));
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (group.routing()) {
          case SHARED -> "all tasks";
          case HEAVY -> "heavy tasks: segments";
          case LIGHT -> "light tasks: aggregations";
        });
    lines.add(group.memory() + " · " + group.cpu() + " CPU each");
    group.perNode().ifPresent(number -> lines.add(number + " fit on a node"));
    group
        .autoscaling()
        .ifPresent(
            scaling ->
                arrows.add(
                    new Arrow(
                        Arrow.Kind.SCALES,
                        KEDA,
                        id,
                        List.of(
                            range(scaling.min(), scaling.max()) + " workers",
                            "on " + queues(scaling, group.routing())))));
    return new Box(
        id,
        Role.WORKERS,
        group.autoscaling().isPresent() ? group.name() : times(group.name(), group.replicas()),
        lines);
  }

  /** What KEDA counts, in words where there are any. */
  private String queues(Autoscaling scaling, Routing routing) {
    ProverRelease release = fleet.release();
    String expression = scaling.queueExpression(release, routing);
    if (expression.equals(release.taskQueuePattern())) {
      return "all task queues";
    }
    for (Routing each : Routing.values()) {
      if (expression.equals(release.taskQueuePattern(each))
          || expression.equals(release.taskQueue(each))) {
        return "queue " + release.taskQueue(each);
      }
    }
    return expression;
  }

  private List<Box> volumes() {
    List<Box> volumes = new ArrayList<>();
    Leader leader = fleet.leader();
    volumes.add(
        volume(
            "data",
            "witnesses, proofs",
            List.of(leader.storage() + leader.storageClass().map(name -> " · " + name).orElse("")),
            LEADER));
    Broker broker = fleet.broker();
    volumes.add(
        volume(
            "queues",
            times("messages", broker.replicas()),
            List.of(broker.storage() + broker.storageClass().map(name -> " · " + name).orElse("")),
            BROKER));
    Circuits circuits = fleet.circuits();
    if (circuits.persistence() == Circuits.Persistence.DISK) {
      circuits(circuits.storage(), volumes);
    }
    return volumes;
  }

  private void circuits(CircuitStorage storage, List<Box> volumes) {
    List<String> workers = new ArrayList<>();
    for (int index = 0; index < fleet.workers().size(); index++) {
      workers.add(workersId(index));
    }
    if (storage instanceof CircuitStorage.PodVolume own) {
      for (String group : workers) {
        volumes.add(
            volume(
                "circuits" + group,
                "circuits",
                List.of(
                    own.size()
                        + " for each worker"
                        + own.storageClass().map(name -> " · " + name).orElse("")),
                group));
      }
      return;
    }
    String kind =
        storage instanceof CircuitStorage.Filestore filestore
            ? "Filestore " + filestore.tier()
            : ((CircuitStorage.SharedVolume) storage).storageClass();
    volumes.add(
        volume(
            "circuits",
            "circuits",
            List.of(storage.size() + " · " + kind, "shared"),
            workers.toArray(new String[0])));
    mounts(LEADER, "circuits", List.of());
  }

  private Box volume(String id, String title, List<String> lines, String... users) {
    for (String user : users) {
      mounts(user, id, List.of());
    }
    return new Box(id, Role.VOLUME, title, lines);
  }

  private void connects(String from, String to, List<String> lines) {
    arrows.add(new Arrow(Arrow.Kind.CONNECTS, from, to, lines));
  }

  private void mounts(String from, String to, List<String> lines) {
    arrows.add(new Arrow(Arrow.Kind.MOUNTS, from, to, lines));
  }

  private static String times(String name, int number) {
    return number == 1 ? name : name + " × " + number;
  }

  private static String range(int min, int max) {
    return min == max ? Integer.toString(min) : min + "–" + max;
  }

  private static String shortened(List<String> all) {
    return all.get(0) + (all.size() == 1 ? "" : " and " + (all.size() - 1) + " more");
  }
}
