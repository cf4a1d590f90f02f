package dev.chartwright.generator.rule.selector;

import static dev.chartwright.generator.rule.MonitorRules.OBS_02;
import static dev.chartwright.generator.rule.MonitorRules.OBS_07;
import static dev.chartwright.generator.rule.MonitorRules.OBS_08;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
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

  /** An item of what a monitor scrapes. */
  private record Endpoint(Field field) {
    /** Whether rules of its own may drop some of what was found. */
    boolean filters() {
      return field
          .items("relabelings")
          .anyMatch(
              rule ->
                  rule.text("action")
                      .filter(Set.of("keep", "drop", "keepequal", "dropequal")::contains)
                      .isPresent());
    }

    String way() {
      return field.text("scheme").orElse("http")
          + field.text("path").orElse("/metrics")
          + field.at("params").map();
    }

    boolean isSame(Endpoint other) {
      return field.object().equals(other.field.object()) && field.path().equals(other.field.path());
    }
  }

  @Override
  public List<Finding> check(Render render) {
    Inspection inspection = new Inspection(render);
    return render.objects().stream()
        .filter(object -> GROUPS.contains(object.group()))
        .filter(object -> OF_SERVICES.containsKey(object.kind()))
        .map(object -> Field.root(object).at("spec"))
        .filter(spec -> looksHere(spec, render))
        .flatMap(
            spec ->
                OF_SERVICES.get(spec.object().kind())
                    ? inspection.ofServices(spec)
                    : inspection.ofPods(spec))
        .toList();
  }

  private static boolean looksHere(Field monitor, Render render) {
    Field namespaces = monitor.at("namespaceSelector");
    return monitor.at("selector").value() instanceof Map
        && (namespaces.at("any").is(true)
            || !(namespaces.at("matchNames").value() instanceof List<?> list)
            || list.contains(render.namespace()));
  }

  private static Stream<Endpoint> endpoints(Field monitor) {
    Field ofPods = monitor.at("podMetricsEndpoints");
    return (ofPods.isPresent() ? ofPods : monitor.at("endpoints")).items().map(Endpoint::new);
  }

  /** One pass over the monitors of a case. */
  private static final class Inspection {
    private final Render render;
    private final Map<Scrape, Endpoint> scrapes = new HashMap<>();

    Inspection(Render render) {
      this.render = render;
    }

    Stream<Finding> ofServices(Field monitor) {
      Field selector = monitor.at("selector");
      List<RenderedObject> services =
          render.objects().stream()
              .filter(object -> object.is("", "Service"))
              .filter(object -> isHere(object, render))
              .filter(
                  object ->
                      SelectorCheck.matches(
                          selector.map(), Tree.map(object.tree(), "metadata", "labels")))
              .toList();
      return services.isEmpty()
          ? nothing(selector, "Service", render).stream()
          : endpoints(monitor).flatMap(endpoint -> ofServices(endpoint, services));
    }

    private Stream<Finding> ofServices(Endpoint endpoint, List<RenderedObject> services) {
      Field port = endpoint.field().at("port");
      Field target = endpoint.field().at("targetPort");
      List<RenderedObject> open =
          services.stream()
              .filter(service -> !ports(service, port.value(), target.value(), render).isEmpty())
              .toList();
      Stream<Finding> closed =
          open.isEmpty() ? closed(port, target, services, render).stream() : Stream.empty();
      return Stream.concat(closed, twice(endpoint, open).stream());
    }

    private List<Finding> twice(Endpoint endpoint, List<RenderedObject> services) {
      if (endpoint.filters()) {
        return List.of();
      }
      Field port = endpoint.field().at("port");
      Field target = endpoint.field().at("targetPort");
      Field field = port.isPresent() ? port : target;
      Map<Scrape, RenderedObject> found = new HashMap<>();
      Set<Object> told = new HashSet<>();
      List<Finding> findings = new ArrayList<>();
      for (RenderedObject service : services) {
        for (Scrape scrape : scrapes(endpoint, service, port.value(), target.value(), render)) {
          RenderedObject before = found.putIfAbsent(scrape, service);
          if (before != null && !before.equals(service) && told.add(scrape.pods())) {
            String what = before + " and " + service + " both lead to the port of " + scrape.pods();
            findings.add(field.error(OBS_07, what));
          }
        }
      }
      for (Scrape scrape : found.keySet()) {
        again(endpoint, field, scrape).ifPresent(findings::add);
      }
      return findings;
    }

    /** Whether another endpoint scrapes the same. */
    private Optional<Finding> again(Endpoint endpoint, Field field, Scrape scrape) {
      Endpoint before = scrapes.putIfAbsent(scrape, endpoint);
      return before == null || before.isSame(endpoint)
          ? Optional.empty()
          : Optional.of(
              field.error(OBS_07, before.field() + " scrapes the same port of " + scrape.pods()));
    }

    Stream<Finding> ofPods(Field monitor) {
      Field selector = monitor.at("selector");
      List<PodTemplate> selected =
          render.allPods().stream()
              .filter(pods -> SelectorCheck.matches(selector.map(), pods.labels()))
              .toList();
      return selected.isEmpty()
          ? nothing(selector, "pod", render).stream()
          : endpoints(monitor).flatMap(endpoint -> ofPods(endpoint, selected));
    }

    private Stream<Finding> ofPods(Endpoint endpoint, List<PodTemplate> selected) {
      Field field =
          Stream.of("port", "portNumber", "targetPort")
              .filter(endpoint.field()::has)
              .findFirst()
              .map(endpoint.field()::at)
              .orElse(endpoint.field().at("port"));
      List<PodTemplate> open =
          selected.stream().filter(pods -> number(pods, field.value()).isPresent()).toList();
      if (open.isEmpty()) {
        return field.isPresent()
            ? Stream.of(
                field.error(
                    OBS_02,
                    "no container of the pods that it selects declares the port " + field.value()))
            : Stream.empty();
      }
      return endpoint.filters()
          ? Stream.empty()
          : open.stream()
              .map(
                  pods ->
                      new Scrape(
                          pods.owner(), number(pods, field.value()).orElseThrow(), endpoint.way()))
              .flatMap(scrape -> again(endpoint, field, scrape).stream());
    }
  }

  /** What is wrong when no Service has the port. */
  private static Optional<Finding> closed(
      Field port, Field target, List<RenderedObject> services, Render render) {
    if (port.text().isPresent()) {
      String names = names(services);
      return Optional.of(
          port.error(
              OBS_02,
              "no Service that it selects has a port of the name "
                  + port.value()
                  + (names.isEmpty() ? "" : "; the names are " + names)));
    }
    return !port.isPresent() && target.isPresent() && haveKnownPods(services, render)
        ? Optional.of(
            target.error(
                OBS_02,
                "no container behind the Services that it selects declares the port "
                    + target.value()))
        : Optional.empty();
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

  private static Optional<Finding> nothing(Field selector, String kind, Render render) {
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
      return Optional.empty(); // An operator may make what is selected.
    }
    String what = "no " + kind + " of this chart has the labels that it selects";
    boolean isOurs = Tree.anyText(selector.value(), text -> text.contains(render.release()));
    return Optional.of(isOurs ? selector.error(OBS_08, what) : selector.warning(OBS_08, what));
  }
}
