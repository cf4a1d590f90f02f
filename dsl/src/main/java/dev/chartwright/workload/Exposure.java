package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.when;
import static dev.chartwright.chart.Types.anything;
import static dev.chartwright.chart.Types.field;
import static dev.chartwright.chart.Types.list;
import static dev.chartwright.chart.Types.object;
import static dev.chartwright.chart.Types.oneOf;
import static dev.chartwright.chart.Types.text;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.resource.CustomResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How the pods of a component are reached: its Services, its Ingress, its route. */
record Exposure(
    Part part,
    Map<String, ContainerSettings.Port> ports,
    Value<String> type,
    Value<Integer> port,
    Value<Map<String, String>> annotations,
    Optional<ServiceValues> service,
    Optional<IngressValues> ingress,
    List<RouteValues> routes) {
  /** The template file of the Service, without its suffix. */
  static final String SERVICE = "service";

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  static final TextType HOST =
      new TextType("^(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*$", 1, 253, List.of(), true);
  private static final TextType NAME =
      new TextType("^" + LABEL + "(\\." + LABEL + ")*$", 1, 253, List.of(), true);
  private static final TextType PATH = new TextType("^/.*$", 1, 1024, List.of(), false);
  private static final EnumType PATH_TYPE = oneOf("Prefix", "Exact", "ImplementationSpecific");
  private static final TextType CIDR = text("^[0-9a-f.:]+/[0-9]{1,3}$").length(1, 43);
  private static final Map<String, Object> DEFAULT_PATH = Map.of("path", "/", "pathType", "Prefix");
  private static final int USUAL_PORT = 80;
  private static final int MOST_PATHS = 100;

  /** What users set of a Service beside its type, port and annotations. */
  record ServiceValues(
      Value<Map<String, String>> labels,
      Value<Integer> nodePort,
      Value<String> clusterIp,
      Value<String> loadBalancerIp,
      Value<List<Object>> sourceRanges,
      Value<String> trafficPolicy,
      Value<String> distribution) {}

  /** The values of an Ingress. */
  record IngressValues(
      Value<Boolean> enabled,
      Value<String> className,
      Value<Map<String, String>> labels,
      Value<Map<String, String>> annotations,
      Value<List<Map<String, Object>>> hosts,
      Value<List<Map<String, Object>>> tls) {}

  /** The values of a route of the Gateway API. */
  record RouteValues(
      WorkloadSettings.Route route,
      Value<Boolean> enabled,
      Value<Map<String, String>> labels,
      Value<Map<String, String>> annotations,
      Value<List<Map<String, Object>>> gateways,
      Value<List<Object>> hostnames,
      Value<List<Map<String, Object>>> rules) {}

  static Exposure declare(Part part, WorkloadSettings settings) {
    Values values = part.values();
    values.section("service", "The Service in front of the pods.");
    Value<String> type =
        values
            .oneOf("service.type", "ClusterIP", "NodePort", "LoadBalancer")
            .describe("Who reaches the Service: the cluster, its nodes, or the outside.");
    int first =
        settings.container.ports.values().stream()
            .findFirst()
            .map(ContainerSettings.Port::fixed)
            .filter(number -> number > 0)
            .orElse(USUAL_PORT);
    Value<Integer> port =
        settings.servicePortValue.orElseGet(
            () ->
                values
                    .port("service.port", settings.servicePort == 0 ? first : settings.servicePort)
                    .describe("Port of the Service."));
    Value<Map<String, String>> annotations =
        values
            .annotations("service.annotations", Map.of())
            .example(Map.of("example.com/load-balancer", "internal"))
            .describe("Annotations of the Service, such as those of a load balancer.");
    return new Exposure(
        part,
        settings.container.ports,
        type,
        port,
        annotations,
        settings.adjustableService ? Optional.of(service(values)) : Optional.empty(),
        settings.ingress.map(host -> ingress(values, host)),
        settings.routes.stream().map(route -> route(values, route)).toList());
  }

  private static ServiceValues service(Values values) {
    return new ServiceValues(
        values
            .labels("service.labels", Map.of())
            .example(Map.of("example.com/exposed", "true"))
            .describe("Additional labels of the Service."),
        values
            .optionalPort("service.nodePort")
            .describe("Port of the nodes for the type NodePort or LoadBalancer; without it, any."),
        values
            .string("service.clusterIP", "")
            .plainPattern("^(None|[0-9a-f.:]*)$")
            .describe("Address of the Service in the cluster; empty for any."),
        values
            .string("service.loadBalancerIP", "")
            .plainPattern("^[0-9a-f.:]*$")
            .describe("Address of the load balancer; empty for any."),
        values
            .list("service.loadBalancerSourceRanges", List.of(), CIDR)
            .example(List.of("10.0.0.0/8"))
            .describe("Addresses from which the load balancer takes requests; all if empty."),
        values
            .oneOf("service.externalTrafficPolicy", "", "Cluster", "Local")
            .describe("How requests from outside reach the pods; empty for that of the cluster."),
        values
            .oneOf("service.trafficDistribution", "", "PreferClose")
            .describe("Which pods requests prefer; empty for any. It needs Kubernetes 1.31."));
  }

  private static IngressValues ingress(Values values, String host) {
    values.section("ingress", "Makes the Service reachable from outside the cluster.");
    return new IngressValues(
        values.flag("ingress.enabled", false).describe("Create an Ingress."),
        values
            .dnsName("ingress.className", "")
            .example("nginx")
            .describe("Ingress class; empty for the default of the cluster."),
        values
            .labels("ingress.labels", Map.of())
            .example(Map.of("example.com/zone", "public"))
            .describe("Additional labels of the Ingress."),
        values
            .annotations("ingress.annotations", Map.of())
            .example(Map.of("example.com/certificates", "issued"))
            .describe("Annotations of the Ingress, which configure its controller."),
        values
            .objects(
                "ingress.hosts",
                List.of(Map.of("host", host, "paths", List.of(DEFAULT_PATH))),
                object(
                    field("host", HOST, "Host name.").required(),
                    field(
                            "paths",
                            list(object(
                                    field("path", PATH, "Path.").required(),
                                    field("pathType", PATH_TYPE, "How the path is matched.")
                                        .required()))
                                .size(1, MOST_PATHS),
                            "Paths of the Service under the host.")
                        .required()))
            .describe("Host names of the Service, each with its paths."),
        values
            .objects(
                "ingress.tls",
                List.of(),
                new ObjectType(
                    List.of(
                        new FieldType("secretName", NAME, true, "Secret with the certificate."),
                        new FieldType(
                            "hosts", new ListType(HOST), true, "Host names of the certificate."))))
            .example(List.of(Map.of("secretName", "web-tls", "hosts", List.of(host))))
            .describe("TLS settings, each with `secretName` and `hosts`."));
  }

  private static RouteValues route(Values values, WorkloadSettings.Route route) {
    String key = route.kind().substring(0, 4).toLowerCase(Locale.ROOT) + "Route";
    values.section(key, "Makes the Service reachable through a Gateway.");
    return new RouteValues(
        route,
        values
            .flag(key + ".enabled", false)
            .describe("Create " + route.article() + "; the cluster needs the Gateway API."),
        values
            .labels(key + ".labels", Map.of())
            .example(Map.of("example.com/zone", "public"))
            .describe("Additional labels of the route."),
        values
            .annotations(key + ".annotations", Map.of())
            .example(Map.of("example.com/owner", "web"))
            .describe("Annotations of the route."),
        values
            .objects(
                key + ".parentRefs",
                List.of(Map.of("name", route.gateway())),
                new ObjectType(
                    List.of(
                        new FieldType("name", NAME, true, "Name of the Gateway."),
                        new FieldType("namespace", NAME, false, "Namespace of the Gateway."),
                        new FieldType(
                            "sectionName", NAME, false, "Name of a listener of the Gateway."))))
            .describe("Gateways to which the route is attached."),
        values
            .list(key + ".hostnames", List.of(route.host()), HOST)
            .describe("Host names of the route."),
        values
            .objects(
                key + ".rules",
                List.of(
                    route.kind().equals(WorkloadSettings.Route.HTTP)
                        ? Map.of(
                            "matches",
                            List.of(Map.of("path", Map.of("type", "PathPrefix", "value", "/"))))
                        : Map.of()),
                object(
                    field("matches", list(anything()), "Which requests it is about; all if empty."),
                    field("filters", list(anything()), "What is done with them.")))
            .describe("Rules of the route; each leads to the Service."));
  }

  Manifest service(UnaryOperator<ServiceBuilder> change) {
    ServiceBuilder service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(part.objectName())
            .endMetadata()
            .withNewSpec()
            .withType("ClusterIP")
            .withSelector(part.selector())
            .endSpec();
    String first = ports.keySet().stream().findFirst().orElse("");
    ports.forEach(
        (name, declared) ->
            service
                .editSpec()
                .addNewPort()
                .withName(name)
                .withPort(name.equals(first) ? port.asInt() : declared.number())
                .withTargetPort(new IntOrString(name))
                .withProtocol("TCP")
                .endPort()
                .endSpec());
    // The container's own ports differ already.
    Manifest manifest =
        ContainerSettings.Port.of(port, Condition.always())
            .unlike(
                open(Manifest.of(part.file(SERVICE), change.apply(service).build())),
                ports.values().stream().skip(1).toList())
            .bind("spec.type", type)
            .append("metadata.annotations", annotations);
    return this.service.map(values -> adjusted(manifest, values)).orElse(manifest);
  }

  /** A Service rejects what does not fit its type. */
  private Manifest adjusted(Manifest manifest, ServiceValues values) {
    Condition isBalanced = type.is("LoadBalancer");
    Condition isOutside = type.isNot("ClusterIP");
    String port = "spec.ports[0].nodePort";
    return manifest
        .append("metadata.labels", values.labels())
        .bind(port, values.nodePort())
        .when(port, isOutside)
        .bindIfSet("spec.clusterIP", values.clusterIp())
        .bindIfSet("spec.loadBalancerIP", values.loadBalancerIp())
        .when("spec.loadBalancerIP", isBalanced)
        .bind("spec.loadBalancerSourceRanges", values.sourceRanges())
        .when("spec.loadBalancerSourceRanges", isBalanced)
        .bindIfSet("spec.externalTrafficPolicy", values.trafficPolicy())
        .when("spec.externalTrafficPolicy", isOutside)
        .bindIfSet("spec.trafficDistribution", values.distribution());
  }

  /** The Service that gives each pod of a StatefulSet a name. */
  Manifest headless() {
    ServiceBuilder service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(headlessName(part))
            .endMetadata()
            .withNewSpec()
            .withClusterIP("None")
            .withPublishNotReadyAddresses(true)
            .withSelector(part.selector())
            .endSpec();
    ports.forEach(
        (name, declared) ->
            service
                .editSpec()
                .addNewPort()
                .withName(name)
                .withPort(declared.number())
                .withTargetPort(new IntOrString(name))
                .withProtocol("TCP")
                .endPort()
                .endSpec());
    // A component label of its own, or a monitor of the Service would scrape every pod twice.
    return open(Manifest.of(part.file("service-headless"), service.build()))
        .component(part.name() + "-headless");
  }

  /** Ports that are open only under conditions are in a Service only then. */
  private Manifest open(Manifest service) {
    Manifest open = service;
    for (Map.Entry<String, ContainerSettings.Port> port : ports.entrySet()) {
      if (!port.getValue().isAlwaysOpen()) {
        open = open.when("spec.ports[" + port.getKey() + "]", port.getValue().when());
      }
    }
    return open;
  }

  static String headlessName(Part part) {
    return part.objectName("headless");
  }

  /** The Ingress, where there is one. */
  Optional<Manifest> ingressObject() {
    return ingress.map(this::ingressObject);
  }

  private Manifest ingressObject(IngressValues values) {
    String first = ports.keySet().stream().findFirst().orElse("");
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("name", part.objectName());
    service.put("port", Map.of("name", first));
    return Manifest.of(
            part.file("ingress"),
            new IngressBuilder()
                .withNewMetadata()
                .withName(part.objectName())
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build())
        .onlyWhen(when(values.enabled()))
        .failsWhen(
            not(values.hosts()),
            values.hosts().path()
                + " is empty: add a host, or set "
                + values.enabled().path()
                + " to false.")
        .append("metadata.labels", values.labels())
        .append("metadata.annotations", values.annotations())
        .bindIfSet("spec.ingressClassName", values.className())
        .bind(
            "spec.rules",
            each(
                values.hosts(),
                "entry",
                entry -> {
                  Map<String, Object> rule = new LinkedHashMap<>();
                  rule.put("host", entry.text("host"));
                  rule.put(
                      "http",
                      Map.of(
                          "paths",
                          each(
                              entry.items("paths"),
                              "path",
                              path -> {
                                Map<String, Object> target = new LinkedHashMap<>();
                                target.put("path", path.text("path"));
                                target.put("pathType", path.text("pathType"));
                                target.put("backend", Map.of("service", service));
                                return target;
                              })));
                  return rule;
                }))
        .bind("spec.tls", values.tls());
  }

  /** The routes of the Gateway API. */
  List<Manifest> routeObjects() {
    return routes.stream().map(this::routeObject).toList();
  }

  private Manifest routeObject(RouteValues values) {
    WorkloadSettings.Route route = values.route();
    String first = ports.keySet().stream().findFirst().orElse("");
    Map<String, Object> backend = new LinkedHashMap<>();
    backend.put("name", part.objectName());
    backend.put(
        "port",
        route.port().isEmpty() || route.port().equals(first)
            ? new Node.Insert(port.expr())
            : Optional.ofNullable(ports.get(route.port()))
                .map(ContainerSettings.Port::node)
                .orElseGet(() -> new Node.Insert(port.expr())));
    return Manifest.of(
            part.file(route.kind().toLowerCase(Locale.ROOT)),
            CustomResource.of("gateway.networking.k8s.io/v1", route.kind(), part.objectName())
                .spec(Map.of())
                .build())
        .onlyWhen(when(values.enabled()))
        .append("metadata.labels", values.labels())
        .append("metadata.annotations", values.annotations())
        .bind("spec.parentRefs", values.gateways())
        .bind("spec.hostnames", values.hostnames())
        .bind("spec.rules", each(values.rules(), "rule", rule -> rule(rule, backend)));
  }

  private static Node rule(LoopItem rule, Map<String, Object> backend) {
    return new Node.Mapping(
        List.of(
            part(rule, "matches"),
            part(rule, "filters"),
            new Node.Entry("backendRefs", Node.of(List.of(backend)))));
  }

  private static Node.Entry part(LoopItem rule, String field) {
    Expr list = rule.list(field);
    return new Node.Entry(field, new Node.Insert(list)).onlyWhen(list.isSet());
  }
}
