package dev.chartwright.generator.rule.selector;

import static dev.chartwright.generator.rule.MonitorRules.OBS_02;
import static dev.chartwright.generator.rule.MonitorRules.OBS_07;
import static dev.chartwright.generator.rule.MonitorRules.OBS_08;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Monitors of Prometheus and its relatives: each finds Services or pods of the chart, asks for a
 * port that they have, and no pod is scraped twice.
 */
public final class MonitorCheck implements RenderCheck {
  private static final Map<String, Boolean> OF_SERVICES =
      Map.of(
          "ServiceMonitor", true,
          "VMServiceScrape", true,
          "PodMonitor", false,
          "VMPodScrape", false,
          "PodMonitoring", false);

  private static final Set<String> GROUPS =
      Set.of(
          "monitoring.coreos.com",
          "azmonitoring.coreos.com",
          "monitoring.rhobs",
          "monitoring.googleapis.com",
          "operator.victoriametrics.com");

  /** Groups whose operators make no Services and pods that a monitor could mean. */
  private static final Set<String> BARREN =
      Set.of(
          "keda.sh",
          "cert-manager.io",
          "external-secrets.io",
          "gateway.networking.k8s.io",
          "networking.istio.io",
          "security.istio.io",
          "traefik.io",
          "cilium.io",
          "autoscaling.k8s.io",
          "secrets-store.csi.x-k8s.io");

  /** The StatefulSet's controller sets it. */
  private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

  /** What a scrape asks, and of which port of which pods. */
  private record Scrape(RenderedObject pods, Object port, String way) {}

  private record Endpoint(RenderedObject monitor, String path, Map<String, Object> tree) {
    /** Whether rules of its own may drop some of what was found. */
    boolean filters() {
      return Tree.list(tree, "relabelings").stream()
          .anyMatch(
              rule ->
                  Tree.text(rule, "action")
                      .filter(Set.of("keep", "drop", "keepequal", "dropequal")::contains)
                      .isPresent());
    }

    String way() {
      return Tree.text(tree, "scheme").orElse("http")
          + Tree.text(tree, "path").orElse("/metrics")
          + Tree.map(tree, "params");
    }
  }

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    Map<Scrape, Endpoint> scrapes = new HashMap<>();
    for (RenderedObject object : render.objects()) {
      if (GROUPS.contains(object.group())
          && OF_SERVICES.containsKey(object.kind())
          && looksHere(object, render)) {
        if (OF_SERVICES.get(object.kind())) {
          checkServices(object, render, scrapes, findings);
        } else {
          checkPods(object, render, scrapes, findings);
        }
      }
    }
    return findings;
  }

  private static boolean looksHere(RenderedObject monitor, Render render) {
    Object names = Tree.at(monitor.tree(), "spec", "namespaceSelector", "matchNames");
    boolean isAny =
        Boolean.TRUE.equals(Tree.at(monitor.tree(), "spec", "namespaceSelector", "any"));
    return Tree.at(monitor.tree(), "spec", "selector") instanceof Map
        && (isAny || !(names instanceof List<?> list) || list.contains(render.namespace()));
  }

  private static List<Endpoint> endpoints(RenderedObject monitor) {
    String field =
        Tree.at(monitor.tree(), "spec", "podMetricsEndpoints") == null
            ? "endpoints"
            : "podMetricsEndpoints";
    List<Endpoint> endpoints = new ArrayList<>();
    for (Object each : Tree.list(monitor.tree(), "spec", field)) {
      String path = Tree.item("spec." + field, endpoints.size());
      endpoints.add(new Endpoint(monitor, path, Tree.map(each)));
    }
    return endpoints;
  }

  private static void checkServices(
      RenderedObject monitor,
      Render render,
      Map<Scrape, Endpoint> scrapes,
      List<Finding> findings) {
    Map<String, Object> selector = Tree.map(monitor.tree(), "spec", "selector");
    List<RenderedObject> services =
        render.objects().stream()
            .filter(object -> object.is("", "Service"))
            .filter(object -> isHere(object, render))
            .filter(
                object ->
                    SelectorCheck.matches(selector, Tree.map(object.tree(), "metadata", "labels")))
            .toList();
    if (services.isEmpty()) {
      reportNothing(monitor, "Service", selector, render, findings);
      return;
    }
    for (Endpoint endpoint : endpoints(monitor)) {
      Object name = Tree.at(endpoint.tree(), "port");
      Object target = Tree.at(endpoint.tree(), "targetPort");
      List<RenderedObject> open = new ArrayList<>();
      for (RenderedObject service : services) {
        if (!ports(service, name, target, render).isEmpty()) {
          open.add(service);
        }
      }
      if (name instanceof String && open.isEmpty()) {
        findings.add(
            noPort(
                endpoint,
                "port",
                "no Service that it selects has a port of the name "
                    + name
                    + (names(services).isEmpty() ? "" : "; the names are " + names(services))));
      } else if (name == null
          && target != null
          && open.isEmpty()
          && haveKnownPods(services, render)) {
        findings.add(
            noPort(
                endpoint,
                "targetPort",
                "no container behind the Services that it selects declares the port " + target));
      }
      checkTwice(endpoint, open, name, target, render, scrapes, findings);
    }
  }

  private static boolean isHere(RenderedObject object, Render render) {
    return Tree.text(object.tree(), "metadata", "namespace")
        .orElse(render.namespace())
        .equals(render.namespace());
  }

  private static boolean haveKnownPods(List<RenderedObject> services, Render render) {
    return services.stream().noneMatch(service -> pods(service, render).isEmpty());
  }

  private static String names(List<RenderedObject> services) {
    return services.stream()
        .flatMap(service -> Tree.list(service.tree(), "spec", "ports").stream())
        .flatMap(port -> Tree.text(port, "name").stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /**
   * The ports of a Service that an endpoint asks for. Prometheus finds all ports that the
   * containers behind a Service declare, so a target need not be one of the Service's own.
   */
  private static List<Object> ports(
      RenderedObject service, Object name, Object target, Render render) {
    if (name instanceof String) {
      return Tree.list(service.tree(), "spec", "ports").stream()
          .filter(port -> name.equals(Tree.at(port, "name")))
          .<Object>map(port -> port)
          .toList();
    }
    return target != null
            && pods(service, render).stream().anyMatch(pods -> number(pods, target).isPresent())
        ? List.of(Map.of("targetPort", target))
        : List.of();
  }

  private static Object targetOf(Object port) {
    Object target = Tree.at(port, "targetPort");
    return target == null ? Tree.at(port, "port") : target;
  }

  /** The number of a port that a container declares. */
  private static Optional<Object> number(PodTemplate pods, Object wanted) {
    return pods.containers().stream()
        .flatMap(container -> container.items("ports"))
        .filter(port -> PortCheck.is(port, wanted))
        .map(port -> port.at("containerPort").value())
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static List<PodTemplate> pods(RenderedObject service, Render render) {
    Map<String, Object> labels = new HashMap<>(Tree.map(service.tree(), "spec", "selector"));
    labels.remove(POD_NAME);
    return labels.isEmpty()
        ? List.of()
        : render.allPods().stream()
            .filter(pods -> SelectorCheck.matches(Map.of("matchLabels", labels), pods.labels()))
            .toList();
  }

  private static void checkTwice(
      Endpoint endpoint,
      List<RenderedObject> services,
      Object name,
      Object target,
      Render render,
      Map<Scrape, Endpoint> scrapes,
      List<Finding> findings) {
    if (endpoint.filters()) {
      return;
    }
    String field = endpoint.path() + (name == null ? ".targetPort" : ".port");
    Map<Scrape, RenderedObject> found = new HashMap<>();
    Set<Object> told = new HashSet<>();
    for (RenderedObject service : services) {
      for (Scrape scrape : scrapes(endpoint, service, name, target, render)) {
        RenderedObject before = found.putIfAbsent(scrape, service);
        if (before != null && !before.equals(service) && told.add(scrape.pods())) {
          findings.add(
              twice(
                  endpoint.monitor(),
                  field,
                  before + " and " + service + " both lead to the port of " + scrape.pods()));
        }
      }
    }
    found.keySet().forEach(scrape -> checkOthers(endpoint, field, scrape, scrapes, findings));
  }

  private static void checkOthers(
      Endpoint endpoint,
      String field,
      Scrape scrape,
      Map<Scrape, Endpoint> scrapes,
      List<Finding> findings) {
    Endpoint before = scrapes.putIfAbsent(scrape, endpoint);
    if (before != null && !before.equals(endpoint)) {
      findings.add(
          twice(
              endpoint.monitor(),
              field,
              before.monitor()
                  + " "
                  + before.path()
                  + " scrapes the same port of "
                  + scrape.pods()));
    }
  }

  private static Set<Scrape> scrapes(
      Endpoint endpoint, RenderedObject service, Object name, Object target, Render render) {
    Set<Scrape> scrapes = new LinkedHashSet<>();
    Object one = Tree.at(service.tree(), "spec", "selector", POD_NAME);
    for (Object port : ports(service, name, target, render)) {
      for (PodTemplate pods : pods(service, render)) {
        Object number = number(pods, targetOf(port)).orElseGet(() -> targetOf(port));
        if (one == null) {
          scrapes.add(new Scrape(pods.owner(), number, endpoint.way()));
        }
      }
    }
    return scrapes;
  }

  private static void checkPods(
      RenderedObject monitor,
      Render render,
      Map<Scrape, Endpoint> scrapes,
      List<Finding> findings) {
    Map<String, Object> selector = Tree.map(monitor.tree(), "spec", "selector");
    List<PodTemplate> selected =
        render.allPods().stream()
            .filter(pods -> SelectorCheck.matches(selector, pods.labels()))
            .toList();
    if (selected.isEmpty()) {
      reportNothing(monitor, "pod", selector, render, findings);
      return;
    }
    for (Endpoint endpoint : endpoints(monitor)) {
      String field =
          Stream.of("port", "portNumber", "targetPort")
              .filter(endpoint.tree()::containsKey)
              .findFirst()
              .orElse("port");
      Object wanted = endpoint.tree().get(field);
      List<PodTemplate> open =
          selected.stream().filter(pods -> number(pods, wanted).isPresent()).toList();
      if (wanted != null && open.isEmpty()) {
        findings.add(
            noPort(
                endpoint,
                field,
                "no container of the pods that it selects declares the port " + wanted));
      }
      if (!endpoint.filters()) {
        for (PodTemplate pods : open) {
          Scrape scrape =
              new Scrape(pods.owner(), number(pods, wanted).orElseThrow(), endpoint.way());
          checkOthers(endpoint, endpoint.path() + "." + field, scrape, scrapes, findings);
        }
      }
    }
  }

  private static void reportNothing(
      RenderedObject monitor,
      String kind,
      Map<String, Object> selector,
      Render render,
      List<Finding> findings) {
    boolean areMadeByOthers =
        render.objects().stream()
            .anyMatch(
                object ->
                    object.group().contains(".")
                        && !object.group().endsWith(".k8s.io")
                        && BuiltInKinds.model(object).isEmpty()
                        && !GROUPS.contains(object.group())
                        && !BARREN.contains(object.group()));
    if (areMadeByOthers) {
      return; // An operator may make what is selected.
    }
    String what = "no " + kind + " of this chart has the labels that it selects";
    boolean isOurs = Tree.anyText(selector, text -> text.contains(render.release()));
    Severity severity = isOurs ? Severity.ERROR : Severity.WARNING;
    findings.add(Finding.of(severity, OBS_08, monitor.place("spec.selector"), what));
  }

  private static Finding noPort(Endpoint endpoint, String field, String what) {
    return Finding.error(OBS_02, endpoint.monitor().place(endpoint.path() + "." + field), what);
  }

  private static Finding twice(RenderedObject monitor, String field, String what) {
    return Finding.error(OBS_07, monitor.place(field), what);
  }
}
