package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.generator.rule.ScalingRules.SCA_26;
import static dev.chartwright.generator.rule.ScalingRules.SCA_27;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Autoscalers that go by the use of CPU or memory: the use is a part of what the containers
 * request, so each of them requests something.
 */
public final class ResourceMetricCheck implements RenderCheck {
  private static final Set<String> RESOURCES = Set.of("cpu", "memory");
  private static final Set<String> KEDA_TARGETS = Set.of("Deployment", "StatefulSet");

  /** What an autoscaler measures. An empty name of a container stands for all containers. */
  private record Metric(Field field, String resource, String container) {}

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .map(object -> Field.root(object).at("spec"))
        .flatMap(spec -> ofSpec(spec, render))
        .toList();
  }

  private static Stream<Finding> ofSpec(Field spec, Render render) {
    if (spec.object().is("autoscaling", "HorizontalPodAutoscaler")) {
      return requests(spec, metrics(spec), render);
    }
    if (!spec.object().is("keda.sh", "ScaledObject")) {
      return Stream.empty();
    }
    List<Metric> metrics = triggers(spec);
    String kind = spec.text("scaleTargetRef", "kind").orElse("Deployment");
    Stream<Finding> zero = zero(spec, metrics).stream();
    return KEDA_TARGETS.contains(kind)
        ? Stream.concat(requests(spec, metrics, render), zero)
        : zero;
  }

  private static List<Metric> metrics(Field spec) {
    if (spec.object().apiVersion().equals("autoscaling/v1")) {
      Field target = spec.at("targetCPUUtilizationPercentage");
      return List.of(new Metric(target.isPresent() ? target : spec, "cpu", ""));
    }
    Field given = spec.at("metrics");
    return given.list().isEmpty()
        // The API server adds the use of CPU then.
        ? List.of(new Metric(given, "cpu", ""))
        : given.items().flatMap(metric -> metric(metric).stream()).toList();
  }

  private static Optional<Metric> metric(Field metric) {
    boolean isOfOne = metric.at("type").is("ContainerResource");
    Field source = metric.at(isOfOne ? "containerResource" : "resource");
    boolean isPart =
        source.at("target", "type").is("Utilization")
            || source.at("target", "averageUtilization").isPresent()
            || source.at("targetAverageUtilization").isPresent();
    String container = isOfOne ? source.text("container").orElse("") : "";
    return source
        .text("name")
        .filter(resource -> isPart && !resource.isEmpty())
        .map(resource -> new Metric(metric, resource, container));
  }

  private static List<Metric> triggers(Field spec) {
    return spec.items("triggers")
        .filter(trigger -> trigger.text("type").filter(RESOURCES::contains).isPresent())
        .map(
            trigger ->
                new Metric(
                    trigger,
                    trigger.text("type").orElseThrow(),
                    trigger.text("metadata", "containerName").orElse("")))
        .toList();
  }

  private static Stream<Finding> requests(Field spec, List<Metric> metrics, Render render) {
    Set<String> told = new HashSet<>();
    return target(spec.at("scaleTargetRef"), render).stream()
        .flatMap(
            pods ->
                metrics.stream()
                    // What is named twice lacks the request once.
                    .filter(metric -> told.add(metric.resource() + " " + metric.container()))
                    .flatMap(metric -> lacking(metric, pods, render).stream()));
  }

  private static Optional<PodTemplate> target(Field reference, Render render) {
    String type =
        reference.text("apiVersion").orElse("apps/v1")
            + "/"
            + reference.text("kind").orElse("Deployment");
    String name = reference.text("name").orElse("");
    return render.objects().stream()
        .filter(object -> object.type().equals(type) && object.name().equals(name))
        .findFirst()
        .flatMap(PodTemplate::of);
  }

  private static Optional<Finding> lacking(Metric metric, PodTemplate pods, Render render) {
    List<Field> measured =
        pods.spec()
            .items("containers")
            .filter(
                each ->
                    metric.container().isEmpty()
                        || metric.container().equals(each.text("name").orElse("")))
            .toList();
    if (measured.isEmpty() && !metric.container().isEmpty()) {
      return Optional.of(
          metric
              .field()
              .error(SCA_26, pods.owner() + " has no container " + metric.container())
              .fixedBy("name a container of " + pods.owner()));
    }
    List<String> lacking =
        measured.stream()
            .filter(each -> !requests(each.at("resources"), metric.resource()))
            .map(each -> each.text("name").orElse(""))
            .toList();
    return !lacking.isEmpty()
            && !requests(pods.spec().at("resources"), metric.resource())
            && !isGivenByNamespace(metric.resource(), render)
        ? Optional.of(
            metric
                .field()
                .error(
                    SCA_26,
                    pods.owner()
                        + " requests no "
                        + metric.resource()
                        + " for "
                        + String.join(", ", lacking))
                .fixedBy("add resources.requests." + metric.resource() + " to every container"))
        : Optional.empty();
  }

  /** Whether resources hold a request, which a limit is as well. */
  private static boolean requests(Field resources, String resource) {
    return isMore(resources.at("requests", resource).value())
        || isMore(resources.at("limits", resource).value());
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

  private static Optional<Finding> zero(Field spec, List<Metric> metrics) {
    Field least = spec.at("minReplicaCount");
    boolean isZero = !least.isPresent() || least.is(0L);
    boolean areAll = metrics.size() == spec.at("triggers").list().size();
    return isZero && areAll && !metrics.isEmpty()
        ? Optional.of(
            least.error(
                SCA_27,
                (least.isPresent() ? "it is 0" : "it is missing, which stands for 0")
                    + ", and all triggers measure running pods"))
        : Optional.empty();
  }
}
