package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.generator.rule.ScalingRules.SCA_26;
import static dev.chartwright.generator.rule.ScalingRules.SCA_27;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Autoscalers that go by the use of CPU or memory: the use is a part of what the containers
 * request, so each of them requests something.
 */
public final class ResourceMetricCheck implements RenderCheck {
  private static final Set<String> RESOURCES = Set.of("cpu", "memory");
  private static final Set<String> KEDA_TARGETS = Set.of("Deployment", "StatefulSet");

  /** What an autoscaler measures. An empty name of a container stands for all containers. */
  private record Metric(String path, String resource, String container) {}

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("autoscaling", "HorizontalPodAutoscaler")) {
        checkRequests(object, metrics(object), render, findings);
      } else if (object.is("keda.sh", "ScaledObject")) {
        List<Metric> metrics = triggers(object);
        String kind =
            Tree.text(object.tree(), "spec", "scaleTargetRef", "kind").orElse("Deployment");
        if (KEDA_TARGETS.contains(kind)) {
          checkRequests(object, metrics, render, findings);
        }
        checkZero(object, metrics, findings);
      }
    }
    return findings;
  }

  private static List<Metric> metrics(RenderedObject scaler) {
    if (scaler.apiVersion().equals("autoscaling/v1")) {
      String field = "targetCPUUtilizationPercentage";
      boolean isGiven = Tree.at(scaler.tree(), "spec", field) != null;
      return List.of(new Metric(isGiven ? "spec." + field : "spec", "cpu", ""));
    }
    List<?> given = Tree.list(scaler.tree(), "spec", "metrics");
    if (given.isEmpty()) {
      // The API server adds the use of CPU then.
      return List.of(new Metric("spec.metrics", "cpu", ""));
    }
    List<Metric> metrics = new ArrayList<>();
    int index = 0;
    for (Object metric : given) {
      boolean isOfOne = Tree.text(metric, "type").filter("ContainerResource"::equals).isPresent();
      Map<String, Object> source = Tree.map(metric, isOfOne ? "containerResource" : "resource");
      String resource = Tree.text(source, "name").orElse("");
      boolean isPart =
          Tree.text(source, "target", "type").filter("Utilization"::equals).isPresent()
              || Tree.at(source, "target", "averageUtilization") != null
              || Tree.at(source, "targetAverageUtilization") != null;
      if (isPart && !resource.isEmpty()) {
        String container = isOfOne ? Tree.text(source, "container").orElse("") : "";
        metrics.add(new Metric(Tree.item("spec.metrics", index), resource, container));
      }
      index++;
    }
    return metrics;
  }

  private static List<Metric> triggers(RenderedObject scaled) {
    List<Metric> metrics = new ArrayList<>();
    int index = 0;
    for (Object trigger : Tree.list(scaled.tree(), "spec", "triggers")) {
      String type = Tree.text(trigger, "type").orElse("");
      if (RESOURCES.contains(type)) {
        String container = Tree.text(trigger, "metadata", "containerName").orElse("");
        metrics.add(new Metric(Tree.item("spec.triggers", index), type, container));
      }
      index++;
    }
    return metrics;
  }

  private static void checkRequests(
      RenderedObject scaler, List<Metric> metrics, Render render, List<Finding> findings) {
    Optional<PodTemplate> pods = target(scaler, render);
    Set<String> told = new HashSet<>();
    for (Metric metric : metrics) {
      // What is named twice lacks the request once.
      if (pods.isPresent() && told.add(metric.resource() + " " + metric.container())) {
        checkRequest(scaler, metric, pods.get(), render, findings);
      }
    }
  }

  private static Optional<PodTemplate> target(RenderedObject scaler, Render render) {
    Object reference = Tree.at(scaler.tree(), "spec", "scaleTargetRef");
    String type =
        Tree.text(reference, "apiVersion").orElse("apps/v1")
            + "/"
            + Tree.text(reference, "kind").orElse("Deployment");
    String name = Tree.text(reference, "name").orElse("");
    return render.objects().stream()
        .filter(object -> object.type().equals(type) && object.name().equals(name))
        .findFirst()
        .flatMap(PodTemplate::of);
  }

  private static void checkRequest(
      RenderedObject scaler,
      Metric metric,
      PodTemplate pods,
      Render render,
      List<Finding> findings) {
    List<String> lacking = new ArrayList<>();
    boolean isThere = metric.container().isEmpty();
    for (Object container : Tree.list(pods.spec().map(), "containers")) {
      String name = Tree.text(container, "name").orElse("");
      if (metric.container().isEmpty() || metric.container().equals(name)) {
        isThere = true;
        if (!requests(Tree.map(container, "resources"), metric.resource())) {
          lacking.add(name);
        }
      }
    }
    boolean isKeda = scaler.group().equals("keda.sh");
    if (!isThere) {
      findings.add(
          Finding.error(
                  SCA_26,
                  scaler.place(metric.path()),
                  pods.owner() + " has no container " + metric.container())
              .fixedBy("name a container of " + pods.owner()));
    } else if (!lacking.isEmpty()
        && !requests(Tree.map(pods.spec().map(), "resources"), metric.resource())
        && !isGivenByNamespace(metric.resource(), render)) {
      findings.add(
          Finding.error(
                  SCA_26,
                  scaler.place(metric.path()),
                  pods.owner()
                      + " requests no "
                      + metric.resource()
                      + " for "
                      + String.join(", ", lacking))
              .fixedBy("add resources.requests." + metric.resource() + " to every container"));
    }
  }

  /** Whether resources hold a request, which a limit is as well. */
  private static boolean requests(Map<String, Object> resources, String resource) {
    return isMore(Tree.at(resources, "requests", resource))
        || isMore(Tree.at(resources, "limits", resource));
  }

  private static boolean isMore(Object quantity) {
    return quantity != null && !String.valueOf(quantity).matches("0*(\\.0*)?[A-Za-z]*");
  }

  private static boolean isGivenByNamespace(String resource, Render render) {
    return render.objects().stream()
        .filter(object -> object.is("", "LimitRange"))
        .flatMap(object -> Tree.list(object.tree(), "spec", "limits").stream())
        .filter(limit -> Tree.text(limit, "type").filter("Container"::equals).isPresent())
        .anyMatch(
            limit ->
                isMore(Tree.at(limit, "defaultRequest", resource))
                    || isMore(Tree.at(limit, "default", resource)));
  }

  private static void checkZero(
      RenderedObject scaled, List<Metric> metrics, List<Finding> findings) {
    Object least = Tree.at(scaled.tree(), "spec", "minReplicaCount");
    boolean isZero = least == null || least.equals(0L);
    boolean areAll = metrics.size() == Tree.list(scaled.tree(), "spec", "triggers").size();
    if (isZero && areAll && !metrics.isEmpty()) {
      findings.add(
          Finding.error(
              SCA_27,
              scaled.place("spec.minReplicaCount"),
              (least == null ? "it is missing, which stands for 0" : "it is 0")
                  + ", and all triggers measure running pods"));
    }
  }
}
