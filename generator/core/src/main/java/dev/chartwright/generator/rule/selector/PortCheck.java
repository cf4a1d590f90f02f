package dev.chartwright.generator.rule.selector;

import static dev.chartwright.generator.rule.ObjectRules.NAM_09;
import static dev.chartwright.generator.rule.ObjectRules.NAM_12;
import static dev.chartwright.generator.rule.PodRules.POD_12;
import static dev.chartwright.generator.rule.PodRules.POD_13;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.rule.reference.ReferenceCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports: those that Services, Ingresses and probes point to exist. */
public final class PortCheck implements RenderCheck {
  private static final String GATEWAY = "gateway.networking.k8s.io";

  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  /** An address without a host, or an argument that ends in port. */
  private static final Pattern LISTENING =
      Pattern.compile(
          "(?:(?:^|[=\\s\"'])(?:0\\.0\\.0\\.0|\\[::]|\\*)?:|-port[=\\s])([0-9]+)(?![0-9.])");

  @Override
  public List<Finding> check(Render render) {
    Stream<Finding> ofObjects =
        render.objects().stream()
            .map(Field::root)
            .flatMap(
                object -> {
                  Field spec = object.at("spec");
                  if (object.object().is("", "Service")) {
                    return ofService(spec, render);
                  }
                  if (object.object().is("networking.k8s.io", "Ingress")) {
                    return ofIngress(spec, render);
                  }
                  return object.object().group().equals(GATEWAY)
                      ? ofRoute(spec, render)
                      : Stream.empty();
                });
    Stream<Finding> ofPods =
        render.pods().stream()
            .flatMap(pods -> pods.containers().stream())
            .flatMap(PortCheck::ofProbes);
    return Stream.concat(ofObjects, ofPods).toList();
  }

  private static Stream<Finding> ofService(Field spec, Render render) {
    Map<String, Object> labels = spec.at("selector").map();
    List<Field> containers =
        render.allPods().stream()
            .filter(each -> SelectorCheck.matches(Map.of("matchLabels", labels), each.labels()))
            .flatMap(pods -> pods.containers().stream())
            .toList();
    if (labels.isEmpty() || containers.isEmpty()) {
      return Stream.empty();
    }
    // Declaring a number is a courtesy, so only a pod that declares other ports is suspicious.
    boolean declare = containers.stream().anyMatch(each -> !each.at("ports").list().isEmpty());
    return spec.items("ports")
        .map(port -> port.at("targetPort").isPresent() ? port.at("targetPort") : port.at("port"))
        .filter(wanted -> containers.stream().noneMatch(each -> opens(each, wanted.value())))
        .filter(wanted -> wanted.text().isPresent() || declare)
        .map(PortCheck::unanswered);
  }

  private static Stream<Finding> ofIngress(Field spec, Render render) {
    return Stream.concat(
            Stream.of(spec.at("defaultBackend")),
            spec.items("rules")
                .flatMap(rule -> rule.items("http", "paths"))
                .map(path -> path.at("backend")))
        .flatMap(backend -> ofBackend(backend.at("service"), render).stream());
  }

  private static Optional<Finding> ofBackend(Field service, Render render) {
    String name = service.text("name").orElse("");
    if (!render.owns(name)) {
      return ReferenceCheck.dangling(service.at("name"), "Service", render);
    }
    Object number = service.at("port", "number").value();
    Object wanted = number == null ? service.at("port", "name").value() : number;
    return ofPort(service, name, wanted, render);
  }

  /** The Services behind a route of any protocol, and those that get copies of its requests. */
  private static Stream<Finding> ofRoute(Field spec, Render render) {
    return spec.items("rules")
        .flatMap(
            rule ->
                Stream.concat(
                    rule.items("backendRefs"),
                    Stream.concat(
                            rule.items("filters"),
                            rule.items("backendRefs").flatMap(each -> each.items("filters")))
                        .map(filter -> filter.at("requestMirror", "backendRef"))
                        .filter(Field::isPresent)))
        .filter(PortCheck::isOwnService)
        .flatMap(backend -> ofRouteBackend(backend, render).stream());
  }

  /** Another kind, or a Service of another namespace, is none of the chart's. */
  private static boolean isOwnService(Field backend) {
    return backend.text("group").orElse("").isEmpty()
        && backend.text("kind").orElse("Service").equals("Service")
        && backend
            .text("namespace")
            .map(
                each ->
                    Tree.text(backend.object().tree(), "metadata", "namespace")
                        .filter(each::equals)
                        .isPresent())
            .orElse(true);
  }

  private static Optional<Finding> ofRouteBackend(Field backend, Render render) {
    String name = backend.text("name").orElse("");
    if (!render.owns(name)) {
      return ReferenceCheck.dangling(backend.at("name"), "Service", render);
    }
    Field port = backend.at("port");
    return port.isPresent()
        ? ofPort(backend, name, port.value(), render)
        : Optional.of(
            backend
                .error(NAM_09, "the Service " + name + " is named without its port")
                .because("the Gateway rejects the route")
                .fixedBy("add the number of the port"));
  }

  private static Optional<Finding> ofPort(
      Field service, String name, Object wanted, Render render) {
    // Where two have the name, another rule tells.
    boolean open =
        render
            .all()
            .filter(object -> object.is("", "Service") && object.name().equals(name))
            .flatMap(object -> Tree.list(object.tree(), "spec", "ports").stream())
            .anyMatch(
                port ->
                    Objects.equals(Tree.at(port, "port"), wanted)
                        || Objects.equals(Tree.at(port, "name"), wanted));
    return open
        ? Optional.empty()
        : Optional.of(
            service.error(NAM_09, "no Service " + name + " of this chart has the port " + wanted));
  }

  private static Stream<Finding> ofProbes(Field container) {
    boolean declares = !container.at("ports").list().isEmpty();
    return PROBES.stream()
        .map(container::at)
        .flatMap(probe -> Stream.of("httpGet", "tcpSocket", "grpc").map(probe::at))
        .map(handler -> handler.at("port"))
        .filter(port -> port.isPresent() && !opens(container, port.value()))
        .filter(port -> port.text().isPresent() || declares)
        .map(
            port -> {
              boolean isNumber = port.value() instanceof Number;
              return port.error(
                  isNumber ? POD_13 : POD_12, "the container has no port " + port.value());
            });
  }

  /** Whether a container declares a port, or its program is told the number to listen on. */
  private static boolean opens(Field container, Object wanted) {
    if (container.items("ports").anyMatch(port -> is(port, wanted))) {
      return true;
    }
    String words =
        Stream.of("command", "args")
            .flatMap(field -> container.at(field).list().stream())
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    Stream<String> variables =
        container.items("env").flatMap(variable -> variable.text("value").stream());
    return wanted instanceof Number
        && Stream.concat(Stream.of(words), variables)
            .flatMap(text -> LISTENING.matcher(text).results())
            .anyMatch(match -> wanted.toString().equals(match.group(1)));
  }

  static boolean is(Field port, Object wanted) {
    return wanted != null && (port.at("containerPort").is(wanted) || port.at("name").is(wanted));
  }

  /** A port of a number may be open without being declared; a name leads nowhere then. */
  private static Finding unanswered(Field port) {
    String what = "no container of the selected pods has the port " + port.value();
    return port.value() instanceof Number ? port.error(NAM_12, what) : port.error(NAM_09, what);
  }
}
