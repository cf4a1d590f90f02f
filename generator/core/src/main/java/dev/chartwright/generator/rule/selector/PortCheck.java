package dev.chartwright.generator.rule.selector;

import static dev.chartwright.generator.rule.ObjectRules.NAM_09;
import static dev.chartwright.generator.rule.ObjectRules.NAM_12;
import static dev.chartwright.generator.rule.PodRules.POD_12;
import static dev.chartwright.generator.rule.PodRules.POD_13;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.rule.reference.ReferenceCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports: those that Services, Ingresses and probes point to exist. */
public final class PortCheck implements RenderCheck {
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private static final String UNDECLARED =
      "nothing answers unless the program listens there all the same";

  /** An address without a host, or an argument that ends in port. */
  private static final Pattern LISTENING =
      Pattern.compile(
          "(?:(?:^|[=\\s\"'])(?:0\\.0\\.0\\.0|\\[::]|\\*)?:|-port[=\\s])([0-9]+)(?![0-9.])");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("", "Service")) {
        checkService(object, render, findings);
      } else if (object.is("networking.k8s.io", "Ingress")) {
        checkIngress(object, render, findings);
      }
    }
    render.pods().forEach(pods -> checkProbes(pods, findings));
    return findings;
  }

  private static void checkService(RenderedObject service, Render render, List<Finding> findings) {
    Map<String, Object> labels = Tree.map(service.tree(), "spec", "selector");
    List<PodTemplate> pods =
        render.allPods().stream()
            .filter(each -> SelectorCheck.matches(Map.of("matchLabels", labels), each.labels()))
            .toList();
    if (labels.isEmpty() || pods.isEmpty()) {
      return;
    }
    int index = 0;
    for (Object port : Tree.list(service.tree(), "spec", "ports")) {
      Object target = Tree.at(port, "targetPort");
      Object wanted = target == null ? Tree.at(port, "port") : target;
      boolean open =
          pods.stream()
              .flatMap(each -> each.containers().stream())
              .anyMatch(container -> opens(container, wanted));
      // Declaring a number is a courtesy, so only a pod that declares other ports is suspicious.
      boolean declared = pods.stream().flatMap(PortCheck::ports).findAny().isPresent();
      if (!open && (wanted instanceof String || declared)) {
        findings.add(
            unanswered(
                service,
                Tree.item("spec.ports", index) + (target == null ? ".port" : ".targetPort"),
                "no container of the selected pods has the port " + wanted,
                wanted));
      }
      index++;
    }
  }

  private static void checkIngress(RenderedObject ingress, Render render, List<Finding> findings) {
    Map<String, Object> spec = Tree.map(ingress.tree(), "spec");
    checkBackend(ingress, Tree.at(spec, "defaultBackend"), "spec.defaultBackend", render, findings);
    int rule = 0;
    for (Object each : Tree.list(spec, "rules")) {
      int path = 0;
      for (Object route : Tree.list(each, "http", "paths")) {
        String place = "spec.rules[" + rule + "].http.paths[" + path + "].backend";
        checkBackend(ingress, Tree.at(route, "backend"), place, render, findings);
        path++;
      }
      rule++;
    }
  }

  private static void checkBackend(
      RenderedObject ingress, Object backend, String path, Render render, List<Finding> findings) {
    String name = Tree.text(backend, "service", "name").orElse("");
    if (!render.owns(name)) {
      ReferenceCheck.requires(ingress, path + ".service.name", "Service", name, render, findings);
      return;
    }
    Object number = Tree.at(backend, "service", "port", "number");
    Object wanted = number == null ? Tree.at(backend, "service", "port", "name") : number;
    // Where two have the name, another rule tells.
    boolean open =
        render
            .all()
            .filter(object -> object.is("", "Service") && object.name().equals(name))
            .flatMap(service -> Tree.list(service.tree(), "spec", "ports").stream())
            .anyMatch(
                port ->
                    Objects.equals(Tree.at(port, "port"), wanted)
                        || Objects.equals(Tree.at(port, "name"), wanted));
    if (!open) {
      findings.add(
          dangling(
              ingress,
              path + ".service",
              "no Service " + name + " of this chart has the port " + wanted,
              "requests are answered with 503"));
    }
  }

  private static void checkProbes(PodTemplate pods, List<Finding> findings) {
    for (PodTemplate.Container container : pods.containers()) {
      List<?> ports = Tree.list(container.tree(), "ports");
      for (String probe : PROBES) {
        for (String handler : List.of("httpGet", "tcpSocket", "grpc")) {
          Object wanted = Tree.at(container.tree(), probe, handler, "port");
          if (wanted != null
              && !opens(container, wanted)
              && (wanted instanceof String || !ports.isEmpty())) {
            boolean isNumber = wanted instanceof Number;
            findings.add(
                Finding.error(
                    isNumber ? POD_13 : POD_12,
                    pods.owner().place(container.path() + "." + probe + "." + handler + ".port"),
                    "the container has no port " + wanted,
                    isNumber ? UNDECLARED : "the probe fails, and with it the pod",
                    "declare the port, or use one that is declared"));
          }
        }
      }
    }
  }

  private static Stream<?> ports(PodTemplate pods) {
    return pods.containers().stream()
        .flatMap(container -> Tree.list(container.tree(), "ports").stream());
  }

  /** Whether a container declares a port, or its program is told the number to listen on. */
  private static boolean opens(PodTemplate.Container container, Object wanted) {
    if (Tree.list(container.tree(), "ports").stream().anyMatch(port -> is(port, wanted))) {
      return true;
    }
    String words =
        Stream.of("command", "args")
            .flatMap(field -> Tree.list(container.tree(), field).stream())
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    Stream<String> variables =
        Tree.list(container.tree(), "env").stream()
            .flatMap(variable -> Tree.text(variable, "value").stream());
    return wanted instanceof Number
        && Stream.concat(Stream.of(words), variables)
            .flatMap(text -> LISTENING.matcher(text).results())
            .anyMatch(match -> wanted.toString().equals(match.group(1)));
  }

  static boolean is(Object port, Object wanted) {
    return wanted != null
        && (wanted.equals(Tree.at(port, "containerPort")) || wanted.equals(Tree.at(port, "name")));
  }

  /** A port of a number may be open without being declared; a name leads nowhere then. */
  private static Finding unanswered(
      RenderedObject service, String path, String what, Object wanted) {
    return wanted instanceof Number
        ? Finding.error(
            NAM_12, service.place(path), what, UNDECLARED, "use a port that a container declares")
        : dangling(service, path, what, "connections to the Service are refused");
  }

  private static Finding dangling(RenderedObject object, String path, String what, String why) {
    return Finding.error(NAM_09, object.place(path), what, why, "use a port that exists");
  }
}
