package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.resource.ScaledObject;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What sets the number of pods of a component.
 *
 * @param targets the average usage of each resource in percent; of several, users may remove some
 * @param custom metrics that users write themselves
 * @param times the polling interval and the cooldown of KEDA in seconds
 * @param requireApi whether the installation fails without KEDA; nothing where it is not used
 */
record Autoscaler(
    Part part,
    WorkloadKind kind,
    Scaling scaling,
    Value<Boolean> enabled,
    Value<Integer> min,
    Value<Integer> max,
    Map<String, Value<Integer>> targets,
    Optional<Value<List<Map<String, Object>>>> custom,
    Map<String, Value<Integer>> times,
    Optional<Value<Boolean>> requireApi) {
  private static final int MOST = 1000;
  private static final int DAY = 86_400;

  static Autoscaler declare(Part part, WorkloadKind kind, Scaling scaling) {
    Values values = part.values();
    boolean byEvents = scaling instanceof Scaling.ByEvents;
    values.section(
        "autoscaling",
        byEvents
            ? "Scales the number of pods by events, with KEDA."
            : "Scales the number of pods by their usage of resources.");
    Value<Boolean> enabled =
        values
            .flag("autoscaling.enabled", byEvents)
            .describe(
                byEvents
                    ? "Create a ScaledObject, which sets the number of pods."
                    : "Create a HorizontalPodAutoscaler, which sets the number of pods.");
    Value<Integer> min =
        values
            .integer("autoscaling.minReplicas", scaling.min())
            .min(byEvents ? 0 : 1)
            .max(MOST)
            .describe("Minimum number of pods.");
    Value<Integer> max =
        values
            .integer("autoscaling.maxReplicas", scaling.max())
            .min(1)
            .max(MOST)
            .describe("Maximum number of pods.");
    Optional<Value<Boolean>> requireApi = Optional.empty();
    Map<String, Value<Integer>> targets = new LinkedHashMap<>();
    Map<String, Value<Integer>> times = new LinkedHashMap<>();
    Optional<Value<List<Map<String, Object>>>> custom = Optional.empty();
    if (scaling instanceof Scaling.ByUsage usage) {
      boolean isOnly = usage.metrics().size() == 1;
      for (Scaling.Metric metric : usage.metrics()) {
        if (metric instanceof Scaling.Usage target) {
          targets.put(target.resource(), target(values, target, isOnly));
        } else {
          custom = Optional.of(custom(values));
        }
      }
    } else if (scaling instanceof Scaling.ByEvents events) {
      times.put(
          "pollingInterval",
          values
              .integer("autoscaling.pollingInterval", (int) events.pollingInterval().toSeconds())
              .min(1)
              .max(DAY)
              .describe("Time between two looks at the triggers, in seconds."));
      times.put(
          "cooldownPeriod",
          values
              .integer("autoscaling.cooldownPeriod", (int) events.cooldown().toSeconds())
              .min(0)
              .max(DAY)
              .describe("How long nothing must happen before the last pod ends, in seconds."));
      Value<Boolean> required =
          values
              .flag("autoscaling.requireApi", true)
              .describe(
                  "Fail early if the cluster does not have KEDA; false to render without a"
                      + " cluster.");
      part.offline(required, false);
      requireApi = Optional.of(required);
    }
    return new Autoscaler(
        part, kind, scaling, enabled, min, max, targets, custom, times, requireApi);
  }

  /** The only target is a number; of several, each may be absent. */
  private static Value<Integer> target(Values values, Scaling.Usage target, boolean isOnly) {
    boolean isCpu = target.resource().equals("cpu");
    String path = "autoscaling.target" + (isCpu ? "CPU" : "Memory") + "UtilizationPercentage";
    Values.IntegerDeclaration number =
        target
            .percent()
            .map(
                percent ->
                    isOnly ? values.integer(path, percent) : values.optionalInteger(path, percent))
            .orElseGet(() -> values.optionalInteger(path));
    return number
        .min(1)
        .max(MOST)
        .describe(
            "Target for the average "
                + (isCpu ? "CPU" : "memory")
                + " usage, in percent of the request"
                + (isOnly && target.percent().isPresent() ? "." : "; null for none."));
  }

  private static Value<List<Map<String, Object>>> custom(Values values) {
    return values
        .objects("autoscaling.customMetrics", List.of())
        .example(
            List.of(
                Map.of(
                    "type",
                    "Pods",
                    "pods",
                    Map.of(
                        "metric",
                        Map.of("name", "requests_per_second"),
                        "target",
                        Map.of("type", "AverageValue", "averageValue", "100")))))
        .describe("Further metrics, as `spec.metrics` of a HorizontalPodAutoscaler has them.");
  }

  Manifest manifest() {
    Manifest autoscaler =
        scaling instanceof Scaling.ByEvents events ? scaledObject(events) : horizontal();
    if (requireApi.isPresent()) {
      autoscaler =
          autoscaler.requiresApi(
              ScaledObject.API_VERSION + "/" + ScaledObject.KIND,
              requireApi.get(),
              "KEDA is not installed in this cluster: install it first"
                  + " (https://keda.sh/docs/deploy), or set "
                  + enabled.path()
                  + " to false. To render without a cluster, set "
                  + requireApi.get().path()
                  + " to false.");
    }
    return autoscaler
        .onlyWhen(when(enabled))
        .failsWhen(
            min.greaterThan(max),
            min.path()
                + " is greater than "
                + max.path()
                + ": set a smaller minimum or a larger maximum.");
  }

  private Manifest horizontal() {
    HorizontalPodAutoscalerBuilder autoscaler =
        new HorizontalPodAutoscalerBuilder()
            .withNewMetadata()
            .withName(part.objectName())
            .endMetadata()
            .withNewSpec()
            .withNewScaleTargetRef()
            .withApiVersion(kind.apiVersion())
            .withKind(kind.kind())
            .withName(part.objectName())
            .endScaleTargetRef()
            .withMinReplicas(min.asInt())
            .withMaxReplicas(max.asInt())
            .endSpec();
    targets.forEach(
        (resource, target) ->
            autoscaler
                .editSpec()
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName(resource)
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(target.asInt())
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec());
    Manifest manifest = Manifest.of(part.file("horizontalpodautoscaler"), autoscaler.build());
    int index = 0;
    for (Value<Integer> target : targets.values()) {
      manifest =
          target.isOptional()
              ? manifest.when("spec.metrics[" + index + "]", target.isSet())
              : manifest;
      index++;
    }
    if (custom.isPresent()) {
      manifest = manifest.append("spec.metrics", custom.get());
    }
    List<Value<?>> metrics = new ArrayList<>(targets.values());
    custom.ifPresent(metrics::add);
    return targets.values().stream().anyMatch(each -> !each.isOptional())
        ? manifest
        : manifest.failsWhen(
            not(
                metrics.stream()
                    .map(Value::isSet)
                    .reduce(Condition::or)
                    .orElse(Condition.always())),
            "The autoscaler has no target: set "
                + metrics.stream().map(Value::path).collect(Collectors.joining(" or "))
                + ", or set "
                + enabled.path()
                + " to false.");
  }

  private Manifest scaledObject(Scaling.ByEvents events) {
    return Manifest.of(
        part.file("scaledobject"),
        ScaledObject.named(part.objectName())
            .scaleTarget(kind.apiVersion(), kind.kind(), part.objectName())
            .pollingInterval(times.get("pollingInterval").asInt())
            .cooldownPeriod(times.get("cooldownPeriod").asInt())
            .minReplicas(min.asInt())
            .maxReplicas(max.asInt())
            .triggers(events.triggers())
            .build());
  }
}
