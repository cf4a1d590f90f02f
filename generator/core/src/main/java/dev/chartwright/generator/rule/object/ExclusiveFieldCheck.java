package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.schema.Suggestion;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.custom.QuantityFormatException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the API server asks of several fields together: one of them, not both, one not above the
 * other.
 */
public final class ExclusiveFieldCheck implements RenderCheck {
  private static final String WHY = "the API server refuses the object";

  private static final List<String> RESOURCES = List.of("cpu", "ephemeral-storage", "memory");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : render.pods()) {
      for (Field container : pods.containers()) {
        checkEnvironment(pods.owner(), container, findings);
        checkProbes(pods.owner(), container, findings);
        checkResources(pods.owner(), container, findings);
      }
    }
    for (RenderedObject object : render.objects()) {
      if (BuiltInKinds.model(object).isPresent()) {
        checkSpec(object, findings);
      }
    }
    return findings;
  }

  /** The schemas of Kubernetes do not require a spec, but these kinds are nothing without one. */
  private static void checkSpec(RenderedObject object, List<Finding> findings) {
    switch (object.kind()) {
      case "Deployment",
          "StatefulSet",
          "DaemonSet",
          "Job",
          "CronJob",
          "Pod",
          "Service",
          "PersistentVolumeClaim",
          "HorizontalPodAutoscaler",
          "Ingress" -> {
        if (!object.tree().containsKey("spec")) {
          findings.add(
              Finding.error(
                  TPL_07, object.place("spec"), "it is missing, and required", WHY, "add spec"));
        }
      }
      case "PodDisruptionBudget" -> {
        Map<String, Object> spec = Tree.map(object.tree(), "spec");
        atMostOne(object, "spec", spec, List.of("minAvailable", "maxUnavailable"), findings);
      }
      default -> {}
    }
  }

  private static void checkEnvironment(
      RenderedObject object, Field container, List<Finding> findings) {
    int index = 0;
    for (Object variable : Tree.list(container.map(), "env")) {
      String path = Tree.item(container.path() + ".env", index);
      atMostOne(object, path, Tree.map(variable), List.of("value", "valueFrom"), findings);
      index++;
    }
  }

  private static void checkProbes(RenderedObject object, Field container, List<Finding> findings) {
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.map().get(probe) instanceof Map) {
        String path = container.path() + "." + probe;
        Map<String, Object> tree = Tree.map(container.map(), probe);
        exactlyOne(object, path, tree, List.of("exec", "httpGet", "tcpSocket", "grpc"), findings);
      }
    }
  }

  private static void checkResources(
      RenderedObject object, Field container, List<Finding> findings) {
    for (String amounts : List.of("requests", "limits")) {
      checkResourceNames(object, container, amounts, findings);
    }
    Map<String, Object> limits = Tree.map(container.map(), "resources", "limits");
    Tree.map(container.map(), "resources", "requests")
        .forEach(
            (resource, request) -> {
              Object limit = limits.get(resource);
              if (isMore(request, limit)) {
                findings.add(
                    Finding.error(
                        TPL_07,
                        object.place(
                            Tree.below(container.path() + ".resources.requests", resource)),
                        "the request " + request + " is more than the limit " + limit,
                        WHY,
                        "raise the limit or lower the request"));
              }
            });
  }

  /** Kubernetes has three of its own, pages of memory, and whatever has a domain for a prefix. */
  private static void checkResourceNames(
      RenderedObject object, Field container, String amounts, List<Finding> findings) {
    for (String name : Tree.map(container.map(), "resources", amounts).keySet()) {
      if (!RESOURCES.contains(name) && !name.startsWith("hugepages-") && !name.contains("/")) {
        String fix =
            Suggestion.nearest(name, RESOURCES)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("write one of " + String.join(", ", RESOURCES));
        findings.add(
            Finding.error(
                TPL_07,
                object.place(Tree.below(container.path() + ".resources." + amounts, name)),
                "there is no such resource",
                WHY,
                fix));
      }
    }
  }

  private static boolean isMore(Object request, Object limit) {
    Optional<BigDecimal> asked = amount(request);
    Optional<BigDecimal> allowed = amount(limit);
    return asked.isPresent() && allowed.isPresent() && asked.get().compareTo(allowed.get()) > 0;
  }

  /** What a quantity comes to; nothing if it is none. */
  public static Optional<BigDecimal> amount(Object quantity) {
    try {
      return quantity == null
          ? Optional.empty()
          : Optional.of(Quantity.fromString(quantity.toString()).getNumber());
    } catch (QuantityFormatException | NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  private static void atMostOne(
      RenderedObject object,
      String path,
      Map<String, Object> tree,
      List<String> fields,
      List<Finding> findings) {
    if (fields.stream().anyMatch(tree::containsKey)) {
      exactlyOne(object, path, tree, fields, findings);
    }
  }

  private static void exactlyOne(
      RenderedObject object,
      String path,
      Map<String, Object> tree,
      List<String> fields,
      List<Finding> findings) {
    List<String> given = fields.stream().filter(tree::containsKey).toList();
    if (given.size() != 1) {
      String what =
          given.isEmpty()
              ? "none of " + String.join(", ", fields) + " is given"
              : String.join(" and ", given) + " are given together";
      findings.add(
          Finding.error(TPL_07, object.place(path), what, WHY, "give exactly one of them"));
    }
  }
}
