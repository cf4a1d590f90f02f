package dev.chartwright.generator.rule.selector;

import static dev.chartwright.generator.rule.ObjectRules.NAM_05;
import static dev.chartwright.generator.rule.ObjectRules.NAM_09;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Selectors: a workload selects its own pods by labels that never change, and everything else that
 * selects pods finds some.
 */
public final class SelectorCheck implements RenderCheck {
  private static final Set<String> CHANGING =
      Set.of("app.kubernetes.io/version", "app.kubernetes.io/managed-by", "helm.sh/chart");
  private static final List<String> SPREADING =
      List.of(
          "affinity",
          "podAffinity",
          "podAntiAffinity",
          "requiredDuringSchedulingIgnoredDuringExecution",
          "preferredDuringSchedulingIgnoredDuringExecution",
          "podAffinityTerm",
          "topologySpreadConstraints");

  /** The StatefulSet's controller sets it. */
  private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");

  @Override
  public List<Finding> check(Render render) {
    Stream<Finding> ofObjects =
        render.objects().stream().flatMap(each -> ofSpec(Field.root(each).at("spec"), render));
    Stream<Finding> ofPods =
        render.pods().stream().flatMap(pods -> ofSpreading(pods.spec(), render));
    return Stream.concat(ofObjects, ofPods).toList();
  }

  private static Stream<Finding> ofSpec(Field spec, Render render) {
    RenderedObject object = spec.object();
    if (object.group().equals("apps") && WORKLOADS.contains(object.kind())) {
      return ofWorkload(spec.at("selector"), render);
    }
    if (object.is("", "Service")) {
      Field selector = spec.at("selector");
      Map<String, Object> labels = selector.map();
      return labels.isEmpty()
          ? Stream.empty()
          : Stream.concat(
              lost(selector, Map.of("matchLabels", labels), render).stream(),
              ofService(selector, render).stream());
    }
    if (object.is("policy", "PodDisruptionBudget")) {
      return lost(spec.at("selector"), render).stream();
    }
    return object.is("networking.k8s.io", "NetworkPolicy")
        ? lost(spec.at("podSelector"), render).stream()
        : Stream.empty();
  }

  private static Stream<Finding> ofWorkload(Field selector, Render render) {
    RenderedObject object = selector.object();
    Map<String, Object> podLabels =
        PodTemplate.of(object).map(PodTemplate::labels).orElse(Map.of());
    Stream<Finding> different =
        selector.map().isEmpty() || matches(selector.map(), podLabels)
            ? Stream.empty()
            : Stream.of(
                selector
                    .error(NAM_09, "it does not match the labels of the pod template")
                    .because("the API server rejects the object")
                    .fixedBy("give the pods the labels of the selector"));
    Field labels = selector.at("matchLabels");
    Stream<Finding> changing =
        labels
            .fields()
            .filter(label -> CHANGING.contains(label.key()))
            .map(
                label ->
                    label
                        .error(NAM_05, "the label changes with the chart or its version")
                        .because(
                            "a selector is immutable: the first upgrade that changes it fails"));
    Stream<Finding> shared =
        labels.map().isEmpty() || tellRelease(labels, render)
            ? Stream.empty()
            : Stream.of(labels.error(NAM_05, "no label tells the release"));
    return Stream.of(different, changing, shared).flatMap(each -> each);
  }

  /** Whether one of the labels is the name of the release, or made from it. */
  private static boolean tellRelease(Field labels, Render render) {
    return labels.map().values().stream()
        .anyMatch(
            value ->
                value instanceof String text
                    && (text.contains(render.release()) || text.equals(labels.object().name())));
  }

  /** A Service outlives its selector, but two releases must not answer for each other. */
  private static Optional<Finding> ofService(Field selector, Render render) {
    // A second release could not even be installed where the name is the same: NAM-07 reports it.
    return tellRelease(selector, render) || !selector.object().name().contains(render.release())
        ? Optional.empty()
        : Optional.of(
            selector
                .error(NAM_05, "no label tells the release")
                .because(
                    "each of two releases in one namespace gets requests that are meant for the"
                        + " other"));
  }

  /**
   * Where pods keep together, keep away or spread, a selector that tells the release means ours.
   */
  private static Stream<Finding> ofSpreading(Field field, Render render) {
    Field selector = field.at("labelSelector");
    boolean isOurs = selector.at("matchLabels").map().containsValue(render.release());
    Stream<Finding> own =
        isOurs && !field.has("namespaceSelector")
            ? lost(selector, render).stream()
            : Stream.empty();
    Stream<Field> below =
        Stream.concat(
            field.items(), SPREADING.stream().filter(field::has).map(each -> field.at(each)));
    return Stream.concat(own, below.flatMap(each -> ofSpreading(each, render)));
  }

  private static Optional<Finding> lost(Field selector, Render render) {
    return lost(selector, selector.map(), render);
  }

  /** What selects no pods. */
  private static Optional<Finding> lost(Field selector, Map<String, Object> wanted, Render render) {
    if (render.allPods().stream().anyMatch(pods -> matches(wanted, labels(pods, wanted)))) {
      return Optional.empty();
    }
    String what = "no pod of this chart has these labels";
    return Optional.of(
        PodMakers.areIn(render)
            ? selector
                .warning(NAM_09, what)
                .because(
                    "the object has no effect unless a program of this chart makes or labels pods")
            : selector.error(NAM_09, what));
  }

  /** The labels of pods, with that which tells the pods of a StatefulSet from each other. */
  private static Map<String, Object> labels(PodTemplate pods, Map<String, Object> selector) {
    RenderedObject owner = pods.owner();
    Object pod = Tree.map(selector, "matchLabels").get(POD_NAME);
    boolean isOne =
        owner.is("apps", "StatefulSet")
            && pod instanceof String name
            && name.matches(Pattern.quote(owner.name()) + "-[0-9]+");
    if (!isOne) {
      return pods.labels();
    }
    Map<String, Object> labels = new HashMap<>(pods.labels());
    labels.put(POD_NAME, pod);
    return labels;
  }

  /**
   * Whether a label selector matches; an empty one matches everything. What stands there without a
   * text is read as an empty one, as the API server does.
   */
  public static boolean matches(Map<String, Object> selector, Map<String, Object> labels) {
    boolean equal =
        Tree.map(selector, "matchLabels").entrySet().stream()
            .allMatch(
                wanted ->
                    labels.containsKey(wanted.getKey())
                        && isSame(wanted.getValue(), labels.get(wanted.getKey())));
    return equal
        && Tree.list(selector, "matchExpressions").stream()
            .allMatch(expression -> holds(expression, labels));
  }

  private static boolean holds(Object expression, Map<String, Object> labels) {
    String key = Tree.text(expression, "key").orElse("");
    boolean present = labels.containsKey(key);
    boolean listed =
        present
            && Tree.list(expression, "values").stream()
                .anyMatch(value -> isSame(value, labels.get(key)));
    return switch (Tree.text(expression, "operator").orElse("")) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> present;
      case "DoesNotExist" -> !present;
      default -> true;
    };
  }

  private static boolean isSame(Object one, Object other) {
    return Objects.requireNonNullElse(one, "").equals(Objects.requireNonNullElse(other, ""));
  }
}
