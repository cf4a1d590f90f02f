package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.resource.CustomResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How the pods of a component are reached: its Services, its Ingress, its route. */
record Exposure(
    Part part,
    Map<String, Integer> ports,
    Value<String> type,
    Value<Integer> port,
    Value<Map<String, String>> annotations,
    Optional<IngressValues> ingress,
    Optional<RouteValues> route) {
  /** The template file of the Service, without its suffix. */
  static final String SERVICE = "service";

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final TextType HOST =
      new TextType("^(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*$", 1, 253, List.of(), true);
  private static final TextType NAME =
      new TextType("^" + LABEL + "(\\." + LABEL + ")*$", 1, 253, List.of(), true);
  private static final TextType PATH = new TextType("^/.*$", 1, 1024, List.of(), false);
  private static final int LAST_PORT = 65535;

  /** The values of an Ingress. */
  record IngressValues(
      Value<Boolean> enabled,
      Value<String> className,
      Value<Map<String, String>> annotations,
      Value<List<Map<String, Object>>> hosts,
      Value<List<Map<String, Object>>> tls) {}

  /** The values of a route of the Gateway API. */
  record RouteValues(
      Value<Boolean> enabled,
      Value<List<Map<String, Object>>> gateways,
      Value<List<Object>> hostnames) {}

  static Exposure declare(Part part, WorkloadSettings settings) {
    Values values = part.values();
    values.section("service", "The Service in front of the pods.");
    Value<String> type =
        values
            .oneOf("service.type", "ClusterIP", "NodePort", "LoadBalancer")
            .describe("Who reaches the Service: the cluster, its nodes, or the outside.");
    int first = settings.container.ports.values().stream().findFirst().orElse(1);
    Value<Integer> port =
        values
            .integer("service.port", settings.servicePort == 0 ? first : settings.servicePort)
            .min(1)
            .max(LAST_PORT)
            .describe("Port of the Service.");
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
        settings.ingress.map(host -> ingress(values, host)),
        settings.route.map(route -> route(values, route)));
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
            .annotations("ingress.annotations", Map.of())
            .example(Map.of("example.com/certificates", "issued"))
            .describe("Annotations of the Ingress, which configure its controller."),
        values
            .objects(
                "ingress.hosts",
                List.of(Map.of("host", host, "path", "/")),
                new ObjectType(
                    List.of(
                        new FieldType("host", HOST, true, "Host name."),
                        new FieldType("path", PATH, true, "Path prefix."))))
            .describe("Host names and path prefixes of the Service."),
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
    values.section("httpRoute", "Makes the Service reachable through a Gateway.");
    return new RouteValues(
        values
            .flag("httpRoute.enabled", false)
            .describe("Create an HTTPRoute; the cluster needs the Gateway API."),
        values
            .objects(
                "httpRoute.parentRefs",
                List.of(Map.of("name", route.gateway())),
                new ObjectType(
                    List.of(
                        new FieldType("name", NAME, true, "Name of the Gateway."),
                        new FieldType("namespace", NAME, false, "Namespace of the Gateway."),
                        new FieldType(
                            "sectionName", NAME, false, "Name of a listener of the Gateway."))))
            .describe("Gateways to which the route is attached."),
        values
            .list("httpRoute.hostnames", List.of(route.host()), HOST)
            .describe("Host names of the route."));
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
        (name, number) ->
            service
                .editSpec()
                .addNewPort()
                .withName(name)
                .withPort(name.equals(first) ? port.asInt() : number)
                .withTargetPort(new IntOrString(name))
                .withProtocol("TCP")
                .endPort()
                .endSpec());
    return Manifest.of(part.file(SERVICE), change.apply(service).build())
        .bind("spec.type", type)
        .append("metadata.annotations", annotations);
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
        (name, number) ->
            service
                .editSpec()
                .addNewPort()
                .withName(name)
                .withPort(number)
                .withTargetPort(new IntOrString(name))
                .withProtocol("TCP")
                .endPort()
                .endSpec());
    // A component label of its own, or a monitor of the Service would scrape every pod twice.
    return Manifest.of(part.file("service-headless"), service.build())
        .component(part.name() + "-headless");
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
        .append("metadata.annotations", values.annotations())
        .bind("spec.ingressClassName", values.className())
        .when("spec.ingressClassName", when(values.className()))
        .bind(
            "spec.rules",
            each(
                values.hosts(),
                "entry",
                entry -> {
                  Map<String, Object> path = new LinkedHashMap<>();
                  path.put("path", entry.string("path"));
                  path.put("pathType", "Prefix");
                  path.put("backend", Map.of("service", service));
                  Map<String, Object> rule = new LinkedHashMap<>();
                  rule.put("host", entry.string("host"));
                  rule.put("http", Map.of("paths", List.of(path)));
                  return rule;
                }))
        .bind("spec.tls", values.tls());
  }

  /** The route of the Gateway API, where there is one. */
  Optional<Manifest> routeObject() {
    return route.map(
        values ->
            Manifest.of(
                    part.file("httproute"),
                    CustomResource.of(
                            "gateway.networking.k8s.io/v1", "HTTPRoute", part.objectName())
                        .spec(
                            Map.of(
                                "rules",
                                List.of(
                                    Map.of(
                                        "backendRefs",
                                        List.of(
                                            Map.of(
                                                "name",
                                                part.objectName(),
                                                "port",
                                                port.asInt()))))))
                        .build())
                .onlyWhen(when(values.enabled()))
                .bind("spec.parentRefs", values.gateways())
                .bind("spec.hostnames", values.hostnames()));
  }
}
