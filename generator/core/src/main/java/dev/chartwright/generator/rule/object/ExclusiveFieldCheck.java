package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Suggestion;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.custom.QuantityFormatException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the API server asks of several fields together: one of them, not both, one not above the
 * other.
 */
public final class ExclusiveFieldCheck implements RenderCheck {

  private static final List<String> RESOURCES = List.of("cpu", "ephemeral-storage", "memory");

  @Override
  public List<Finding> check(Render render) {
    Stream<Finding> ofContainers =
        render.pods().stream()
            .flatMap(pods -> pods.containers().stream())
            .flatMap(ExclusiveFieldCheck::ofContainer);
    Stream<Finding> ofObjects =
        render.objects().stream()
            .filter(object -> BuiltInKinds.model(object).isPresent())
            .flatMap(object -> ofSpec(Field.root(object).at("spec")));
    return Stream.concat(ofContainers, ofObjects).toList();
  }

  /** The schemas of Kubernetes do not require a spec, but these kinds are nothing without one. */
  private static Stream<Finding> ofSpec(Field spec) {
    return switch (spec.object().kind()) {
      case "Deployment",
          "StatefulSet",
          "DaemonSet",
          "Job",
          "CronJob",
          "Pod",
          "Service",
          "PersistentVolumeClaim",
          "HorizontalPodAutoscaler",
          "Ingress" ->
          spec.object().tree().containsKey("spec")
              ? Stream.empty()
              : Stream.of(spec.error(TPL_07, "it is missing, and required").fixedBy("add spec"));
      case "PodDisruptionBudget" -> atMostOne(spec, "minAvailable", "maxUnavailable");
      default -> Stream.empty();
    };
  }

  private static Stream<Finding> ofContainer(Field container) {
    Stream<Finding> variables =
        container.items("env").flatMap(variable -> atMostOne(variable, "value", "valueFrom"));
    Stream<Finding> probes =
        Stream.of("livenessProbe", "readinessProbe", "startupProbe")
            .map(container::at)
            .filter(probe -> probe.value() instanceof Map)
            .flatMap(probe -> exactlyOne(probe, "exec", "httpGet", "tcpSocket", "grpc"));
    Field resources = container.at("resources");
    Stream<Finding> names =
        Stream.of("requests", "limits")
            .flatMap(amounts -> resources.at(amounts).fields())
            .filter(resource -> !isResource(resource.key()))
            .map(ExclusiveFieldCheck::noResource);
    Stream<Finding> amounts =
        resources
            .at("requests")
            .fields()
            .flatMap(request -> tooMuch(request, resources.at("limits", request.key())).stream());
    return Stream.of(variables, probes, names, amounts).flatMap(each -> each);
  }

  private static Optional<Finding> tooMuch(Field request, Field limit) {
    return isMore(request.value(), limit.value())
        ? Optional.of(
            request
                .error(
                    TPL_07,
                    "the request " + request.value() + " is more than the limit " + limit.value())
                .fixedBy("raise the limit or lower the request"))
        : Optional.empty();
  }

  /** Kubernetes has three of its own, pages of memory, and whatever has a domain for a prefix. */
  private static boolean isResource(String name) {
    return RESOURCES.contains(name) || name.startsWith("hugepages-") || name.contains("/");
  }

  private static Finding noResource(Field resource) {
    String fix =
        Suggestion.nearest(resource.key(), RESOURCES)
            .map(meant -> "did you mean " + meant + "?")
            .orElse("write one of " + String.join(", ", RESOURCES));
    return resource.error(TPL_07, "there is no such resource").fixedBy(fix);
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

  private static Stream<Finding> atMostOne(Field field, String... keys) {
    return Stream.of(keys).anyMatch(field::has) ? exactlyOne(field, keys) : Stream.empty();
  }

  private static Stream<Finding> exactlyOne(Field field, String... keys) {
    List<String> given = Stream.of(keys).filter(field::has).toList();
    if (given.size() == 1) {
      return Stream.empty();
    }
    String what =
        given.isEmpty()
            ? "none of " + String.join(", ", keys) + " is given"
            : String.join(" and ", given) + " are given together";
    return Stream.of(field.error(TPL_07, what).fixedBy("give exactly one of them"));
  }
}
