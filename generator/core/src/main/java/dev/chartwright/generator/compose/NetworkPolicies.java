package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The NetworkPolicies: they deny everything except the traffic of the fleet. */
final class NetworkPolicies {
  private static final String NAMES =
      "DNS: the DNS Service of the cluster, NodeLocal DNSCache, and Cloud DNS for GKE.";

  private static final Map<String, Object> TO_AN_ETHEREUM_NODE =
      Map.of(
          "ports", List.of(Map.of("port", 443, "protocol", "TCP")),
          "to", List.of(Map.of("ipBlock", Map.of("cidr", "10.0.0.0/8"))));

  /** A node of the chain may be anywhere. */
  private static final Map<String, Object> HTTPS =
      Map.of("ports", List.of(Map.of("port", 443, "protocol", "TCP")));

  private final FleetValues shared;
  private final BrokerComponent broker;
  private final LeaderComponent leader;
  private final Condition uploads;
  private final MonitoringComponent monitoring;
  private final List<Value<Boolean>> autoscaled;
  private final Value<Boolean> enabled;
  private final Optional<Value<String>> kedaNamespace;
  private final Optional<Value<String>> operatorNamespace;
  private final Value<String> monitoringNamespace;
  private final Value<List<Map<String, Object>>> leaderEgress;

  /**
   * Declares the values.
   *
   * @param autoscaled for each group that KEDA may scale, whether it does
   */
  NetworkPolicies(
      FleetValues shared,
      BrokerComponent broker,
      LeaderComponent leader,
      Condition uploads,
      MonitoringComponent monitoring,
      List<Value<Boolean>> autoscaled) {
    this.shared = shared;
    this.broker = broker;
    this.leader = leader;
    this.uploads = uploads;
    this.monitoring = monitoring;
    this.autoscaled = List.copyOf(autoscaled);
    Values values = shared.values();
    values.section(
        "networkPolicy",
        "NetworkPolicies that deny everything except the traffic of" + " the fleet.");
    enabled = values.flag("networkPolicy.enabled", true).describe("Create the NetworkPolicies.");
    kedaNamespace =
        autoscaled.isEmpty()
            ? Optional.empty()
            : Optional.of(
                values
                    .name("networkPolicy.kedaNamespace", Platform.KEDA_NAMESPACE)
                    .notEmpty()
                    .describe("Namespace of KEDA, which reads the queue lengths from the broker."));
    operatorNamespace =
        shared.fleet().platform().operatorAsksBroker()
            ? Optional.of(
                values
                    .name("networkPolicy.operatorNamespace", Platform.OPERATOR_NAMESPACE)
                    .notEmpty()
                    .describe(
                        "Namespace of the RabbitMQ operator, which checks the health of the"
                            + " broker."))
            : Optional.empty();
    monitoringNamespace =
        values
            .name("networkPolicy.monitoringNamespace", shared.fleet().monitoring().namespace())
            .example(Monitoring.USUAL_NAMESPACE)
            .describe(
                "Namespace of Prometheus, which may read the metrics of the broker and the"
                    + " companion. If empty, nothing may, except Google's collectors if"
                    + " `monitoring.kind` is `gke`.");
    leaderEgress =
        values
            .objects(
                "networkPolicy.leaderEgress",
                shared.fleet().follow().isPresent() ? List.of(HTTPS) : List.of())
            .example(List.of(TO_AN_ETHEREUM_NODE))
            .describe(
                "Additional egress rules of a NetworkPolicy for the jumpbox, such as access to an"
                    + " Ethereum node.");
  }

  /** Whether there are network policies at all. */
  Value<Boolean> enabled() {
    return enabled;
  }

  /** Its objects. */
  List<Manifest> manifests() {
    return List.of(provers(), leader(), uploads(), metrics(), broker());
  }

  private Manifest provers() {
    return policy(
            "networkpolicy",
            fullName("provers"),
            selectorLabels(""),
            List.of(),
            List.of(names(), toBroker(Broker.AMQP_PORT), toBroker(Broker.MANAGEMENT_PORT)),
            Map.of())
        .comment("spec.egress[0]", NAMES)
        .comment("spec.egress[1]", "To the broker: tasks and results.")
        .comment("spec.egress[2]", "To the broker: the fence and the queues of a run.")
        .when("spec.egress[2]", shared.runs().isSet())
        .comment("Leader, workers and test pod: no ingress; egress to the broker and DNS.");
  }

  /** A policy of one type for the jumpbox, without rules. */
  private NetworkPolicyBuilder ofLeader(String name, String type) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(selectorLabels(leader.componentName()))
        .endPodSelector()
        .withPolicyTypes(type)
        .endSpec();
  }

  private Manifest leader() {
    return Manifest.of(
            leader.componentName() + "/networkpolicy",
            ofLeader(fullName(leader.componentName()), "Egress").build())
        .component(leader.componentName())
        .onlyWhen(enabled.isSet().and(leaderEgress))
        .bind("spec.egress", leaderEgress);
  }

  private Manifest uploads() {
    return Manifest.of(
            leader.componentName() + "/networkpolicy-uploads",
            ofLeader(fullName("uploads"), "Egress")
                .editSpec()
                .addNewEgress()
                .withTo(address("169.254.169.252"))
                .withPorts(tcp(988))
                .endEgress()
                .addNewEgress()
                .withTo(address("169.254.169.254"))
                .withPorts(tcp(80))
                .endEgress()
                .addNewEgress()
                .withPorts(tcp(443))
                .endEgress()
                .endSpec()
                .build())
        .component(leader.componentName())
        .comment("spec.egress[0]", "To the metadata server of GKE, which gives a token.")
        .comment("spec.egress[1]", "The same, as Dataplane V2 sees it.")
        .comment("spec.egress[2]", "To Cloud Storage, whose addresses change.")
        .onlyWhen(enabled.isSet().and(uploads));
  }

  /** Where the Prometheus is that may read metrics. */
  Value<String> monitoringNamespace() {
    return monitoringNamespace;
  }

  /** Whether the policies are there and let no Prometheus of the operator read metrics. */
  Condition hideMetrics() {
    return enabled.isSet().and(not(monitoringNamespace));
  }

  private Manifest metrics() {
    String name = leader.componentName() + "-metrics";
    NetworkPolicyPort port = tcp(Monitoring.COMPANION_PORT);
    NetworkPolicyIngressRule ofPrometheus =
        new NetworkPolicyIngressRuleBuilder()
            .withFrom(namespace(monitoringNamespace.asString()))
            .withPorts(port)
            .build();
    NetworkPolicyIngressRule ofGoogle =
        new NetworkPolicyIngressRuleBuilder().withFrom(collectors()).withPorts(port).build();
    return Manifest.of(
            leader.componentName() + "/networkpolicy-metrics",
            ofLeader(fullName(name), "Ingress")
                .editSpec()
                .withIngress(ofPrometheus, ofGoogle)
                .endSpec()
                .build())
        .component(leader.componentName())
        .onlyWhen(enabled.isSet().and(monitoring.readsCompanion()))
        .when("spec.ingress[0]", monitoringNamespace.isSet())
        .when("spec.ingress[1]", monitoring.isGoogle())
        .comment("spec.ingress[0]", "From Prometheus: metrics.")
        .comment("spec.ingress[1]", "From Google's collectors: metrics.");
  }

  private static List<NetworkPolicyPeer> collectors() {
    return MonitoringComponent.COLLECTORS.stream().map(NetworkPolicies::namespace).toList();
  }

  private Manifest broker() {
    NetworkPolicyPeer nodes = pods(broker.podLabels());
    List<NetworkPolicyEgressRule> egress = new ArrayList<>();
    egress.add(names());
    egress.add(new NetworkPolicyEgressRuleBuilder().withTo(nodes).withPorts(peerPorts()).build());
    if (shared.fleet().broker().discoversPeersByApi()) {
      egress.add(new NetworkPolicyEgressRuleBuilder().withPorts(tcp(443), tcp(6443)).build());
    }
    List<Flow> flows = new ArrayList<>();
    flows.add(
        new Flow(
            "From the prover's pods: tasks and results.",
            pods(selectorLabels("")),
            tcp(Broker.AMQP_PORT)));
    flows.add(
        new Flow(
            "From the prover's pods: the fence and the queues of a run.",
            pods(selectorLabels("")),
            List.of(tcp(Broker.MANAGEMENT_PORT)),
            shared.runs().isSet()));
    flows.add(new Flow("Between the broker's nodes.", nodes, peerPorts()));
    kedaNamespace.ifPresent(
        keda ->
            flows.add(
                new Flow(
                    "From KEDA: queue lengths.",
                    namespace(keda.asString()),
                    kedaPorts(shared.fleet()),
                    new Condition.Any(autoscaled.stream().map(Value::isSet).toList()))));
    operatorNamespace.ifPresent(
        operator ->
            flows.add(
                new Flow(
                    "From the operator: health of the nodes.",
                    namespace(operator.asString()),
                    tcp(Broker.MANAGEMENT_PORT))));
    flows.add(
        new Flow(
            "From Prometheus: metrics.",
            namespace(monitoringNamespace.asString()),
            List.of(tcp(Broker.METRICS_PORT)),
            monitoringNamespace.isSet()));
    flows.add(
        new Flow(
            "From Google's collectors: metrics.",
            collectors(),
            List.of(tcp(Broker.METRICS_PORT)),
            monitoring.isGoogle()));
    Manifest policy =
        policy(
                broker.component() + "/networkpolicy",
                broker.name(),
                broker.podLabels(),
                flows.stream().map(Flow::rule).toList(),
                egress,
                Map.of("kube-score/ignore", "networkpolicy-targets-pod"))
            .component(broker.component())
            .comment(
                ProverPod.IGNORED_CHECKS,
                "The operator creates the broker's pods, so no pod in this chart has these"
                    + " labels.")
            .comment("spec.egress[0]", NAMES)
            .comment("spec.egress[1]", "Between the broker's nodes.");
    if (shared.fleet().broker().discoversPeersByApi()) {
      policy =
          policy.comment(
              "spec.egress[2]",
              "To the API server, where the broker's nodes find each other. The chart does not"
                  + " know its address.");
    }
    for (int index = 0; index < flows.size(); index++) {
      Flow flow = flows.get(index);
      String path = "spec.ingress[" + index + "]";
      policy = policy.comment(path, flow.why());
      if (!flow.when().equals(Condition.always())) {
        policy = policy.when(path, flow.when());
      }
    }
    return policy;
  }

  private Manifest policy(
      String file,
      String name,
      Map<String, String> selector,
      List<NetworkPolicyIngressRule> ingress,
      List<NetworkPolicyEgressRule> egress,
      Map<String, String> annotations) {
    return Manifest.of(
            file,
            new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName(name)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(selector)
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withIngress(ingress)
                .withEgress(egress)
                .endSpec()
                .build())
        .onlyWhen(enabled.isSet());
  }

  /**
   * The DNS Service of the cluster, the cache that GKE runs on each node, and Cloud DNS, which
   * replaces it in many clusters.
   */
  private static NetworkPolicyEgressRule names() {
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(namespace("kube-system"), address("169.254.20.10"), address("169.254.169.254"))
        .withPorts(port(53, "UDP"), port(53, "TCP"))
        .build();
  }

  private NetworkPolicyEgressRule toBroker(int port) {
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(pods(broker.podLabels()))
        .withPorts(tcp(port))
        .build();
  }

  /** One port, unless the groups are scaled by different protocols. */
  private static List<NetworkPolicyPort> kedaPorts(ProverFleet fleet) {
    return fleet.workers().stream()
        .flatMap(workers -> workers.autoscaling().stream())
        .map(scaling -> scaling.protocol().port())
        .distinct()
        .sorted()
        .map(NetworkPolicies::tcp)
        .toList();
  }

  private static NetworkPolicyPort[] peerPorts() {
    return Broker.PEER_PORTS.stream().map(NetworkPolicies::tcp).toArray(NetworkPolicyPort[]::new);
  }

  private static NetworkPolicyPeer pods(Map<String, String> labels) {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(labels)
        .endPodSelector()
        .build();
  }

  private static NetworkPolicyPeer address(String address) {
    return new NetworkPolicyPeerBuilder()
        .withNewIpBlock()
        .withCidr(address + "/32")
        .endIpBlock()
        .build();
  }

  private static NetworkPolicyPeer namespace(String name) {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", name)
        .endNamespaceSelector()
        .build();
  }

  private static NetworkPolicyPort tcp(int port) {
    return port(port, "TCP");
  }

  private static NetworkPolicyPort port(int port, String protocol) {
    return new NetworkPolicyPortBuilder()
        .withPort(new IntOrString(port))
        .withProtocol(protocol)
        .build();
  }

  /** A source that may reach the broker, with the reason. */
  private record Flow(
      String why, List<NetworkPolicyPeer> from, List<NetworkPolicyPort> ports, Condition when) {
    Flow(String why, NetworkPolicyPeer from, List<NetworkPolicyPort> ports, Condition when) {
      this(why, List.of(from), ports, when);
    }

    Flow(String why, NetworkPolicyPeer from, NetworkPolicyPort... ports) {
      this(why, List.of(from), List.of(ports), Condition.always());
    }

    NetworkPolicyIngressRule rule() {
      return new NetworkPolicyIngressRuleBuilder().withFrom(from).withPorts(ports).build();
    }
  }
}
