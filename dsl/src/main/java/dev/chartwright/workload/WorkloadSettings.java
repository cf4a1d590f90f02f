package dev.chartwright.workload;

import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.problem.SourceLine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is declared of a workload, of any kind: each kind has the settings that fit it. A setting
 * changes a copy of it, which nobody else has.
 */
final class WorkloadSettings {
  final String name;
  final Optional<SourceLine> declaredAt;
  ContainerSettings container;
  List<SideContainer> inits = List.of();
  List<SideContainer> sidecars = List.of();
  long user = 10101;
  Condition condition = Condition.always();
  Optional<String> valuesPath = Optional.empty();
  Map<String, String> podAnnotations = Map.of();
  Optional<Expression> pullSecrets = Optional.empty();
  Map<String, String> nodeLabels = Map.of();
  Optional<Expression> nodeSelector = Optional.empty();
  List<Toleration> taints = List.of();
  Optional<Expression> tolerations = Optional.empty();
  Optional<Expression> affinity = Optional.empty();
  Optional<String> priorityClass = Optional.empty();
  boolean packed;
  Optional<Duration> gracePeriod = Optional.empty();
  Optional<Expression> graceSeconds = Optional.empty();
  boolean extraVolumes;
  List<Access> access = List.of();
  Optional<Bound> bound = Optional.empty();
  Map<String, String> variables = Map.of();

  int replicas = 1;
  Optional<Expression> replicaCount = Optional.empty();
  Optional<Scaling> scaling = Optional.empty();
  boolean budget;
  boolean drainsTogether;
  boolean isolated;
  boolean serves;
  int servicePort;
  Optional<Value<Integer>> servicePortValue = Optional.empty();
  Optional<String> ingress = Optional.empty();
  boolean adjustableService;
  List<Route> routes = List.of();
  Optional<Monitor> monitor = Optional.empty();
  Optional<Function<String, List<String>>> test = Optional.empty();
  List<ContainerTest> tests = List.of();
  List<Claim> claims = List.of();
  List<Accepted> waivers = List.of();
  boolean hostNetwork;
  boolean privileged;
  boolean securityValues;

  String schedule = "";
  Optional<Expression> scheduleText = Optional.empty();
  Optional<Expression> suspended = Optional.empty();
  Optional<Entries> entries = Optional.empty();
  String concurrency = "Forbid";
  int successes = 3;
  int failures = 1;
  int retries = 3;
  Optional<Duration> deadline = Optional.empty();
  List<Hook.Event> events = List.of();
  int weight;
  boolean hookValues;
  boolean orDeployment;

  Map<String, UnaryOperator<Manifest>> manifests = Map.of();
  UnaryOperator<HasMetadata> edit = UnaryOperator.identity();
  UnaryOperator<ServiceBuilder> serviceEdit = UnaryOperator.identity();

  /**
   * A Gateway API route.
   *
   * @param kind {@code HTTPRoute} or {@code GRPCRoute}
   * @param gateway the name of the Gateway, the default of a value
   * @param port the name of the port that it leads to; empty for the first one
   */
  record Route(String kind, String host, String gateway, String port) {
    static final String HTTP = "HTTPRoute";
    static final String GRPC = "GRPCRoute";

    /** The kind with its article. */
    String article() {
      return (kind.equals(HTTP) ? "an " : "a ") + kind;
    }
  }

  /**
   * A ClusterRole that is in the cluster already.
   *
   * @param role its name, perhaps with references
   */
  record Bound(String role, Condition when) {}

  /** A pod of {@code helm test} with a container of its own. */
  record ContainerTest(SideContainer container, Condition when) {}

  /** A task for each entry of a map, which differs from the others by what the function sets. */
  record Entries(
      Value<? extends Map<String, ?>> map,
      BiFunction<ScheduledTask, LoopItem, ScheduledTask> change) {}

  /** A rule that the object which runs the pods may break in one field. */
  record Accepted(String rule, String field, String reason) {}

  /** A volume that each pod of a StatefulSet claims. */
  record Claim(String name, String path, String size) {}

  WorkloadSettings(String name, Optional<SourceLine> declaredAt) {
    this.name = name;
    this.declaredAt = declaredAt;
    this.container = new ContainerSettings(name);
  }

  WorkloadSettings(WorkloadSettings other) {
    name = other.name;
    declaredAt = other.declaredAt;
    container = new ContainerSettings(other.container);
    inits = other.inits;
    sidecars = other.sidecars;
    user = other.user;
    condition = other.condition;
    valuesPath = other.valuesPath;
    podAnnotations = other.podAnnotations;
    pullSecrets = other.pullSecrets;
    nodeLabels = other.nodeLabels;
    nodeSelector = other.nodeSelector;
    taints = other.taints;
    tolerations = other.tolerations;
    affinity = other.affinity;
    priorityClass = other.priorityClass;
    packed = other.packed;
    gracePeriod = other.gracePeriod;
    graceSeconds = other.graceSeconds;
    extraVolumes = other.extraVolumes;
    access = other.access;
    bound = other.bound;
    variables = other.variables;
    replicas = other.replicas;
    replicaCount = other.replicaCount;
    scaling = other.scaling;
    budget = other.budget;
    drainsTogether = other.drainsTogether;
    isolated = other.isolated;
    serves = other.serves;
    servicePort = other.servicePort;
    servicePortValue = other.servicePortValue;
    ingress = other.ingress;
    adjustableService = other.adjustableService;
    routes = other.routes;
    monitor = other.monitor;
    test = other.test;
    tests = other.tests;
    claims = other.claims;
    waivers = other.waivers;
    hostNetwork = other.hostNetwork;
    privileged = other.privileged;
    securityValues = other.securityValues;
    schedule = other.schedule;
    scheduleText = other.scheduleText;
    suspended = other.suspended;
    entries = other.entries;
    concurrency = other.concurrency;
    successes = other.successes;
    failures = other.failures;
    retries = other.retries;
    deadline = other.deadline;
    events = other.events;
    weight = other.weight;
    hookValues = other.hookValues;
    orDeployment = other.orDeployment;
    manifests = other.manifests;
    edit = other.edit;
    serviceEdit = other.serviceEdit;
  }

  /** All containers: those that end before the main one, the main one, those beside it. */
  List<ContainerSettings> containers() {
    List<ContainerSettings> all = new ArrayList<>();
    inits.forEach(each -> all.add(each.container()));
    all.add(container);
    sidecars.forEach(each -> all.add(each.container()));
    return all;
  }

  /** Whether a container ends before the main one starts. */
  boolean isInit(ContainerSettings container) {
    return inits.stream().anyMatch(each -> each.container() == container);
  }

  /** The path of a container in the specification of a pod. */
  String path(String pod, ContainerSettings container) {
    return pod + (isInit(container) ? ".initContainers[" : ".containers[") + container.name + "]";
  }

  /** The path of the values of an added component. */
  String valuesPath() {
    return valuesPath.orElseGet(() -> Part.key(name));
  }

  /** The containers beside the main one. */
  List<SideContainer> sides() {
    List<SideContainer> all = new ArrayList<>(inits);
    all.addAll(sidecars);
    return all;
  }

  /** Accepts a rule in the object that runs the pods. */
  void accept(String rule, String field, String reason) {
    waivers = ContainerSettings.plus(waivers, new Accepted(rule, field, reason));
  }

  /** Changes the manifest of a file, after any earlier change of it. */
  void manifest(String file, UnaryOperator<Manifest> change) {
    Map<String, UnaryOperator<Manifest>> all = new LinkedHashMap<>(manifests);
    all.merge(file, change, (first, second) -> manifest -> second.apply(first.apply(manifest)));
    manifests = all;
  }

  /** Changes the typed object of the workload, after any earlier change of it. */
  void edit(UnaryOperator<HasMetadata> change) {
    UnaryOperator<HasMetadata> before = edit;
    edit = object -> change.apply(before.apply(object));
  }

  /** Changes the Service after the changes so far. */
  void editService(UnaryOperator<ServiceBuilder> change) {
    UnaryOperator<ServiceBuilder> before = serviceEdit;
    serviceEdit = service -> change.apply(before.apply(service));
  }
}
