package dev.chartwright.generator.rule.selector;

import static dev.chartwright.generator.rule.ObjectRules.NAM_05;
import static dev.chartwright.generator.rule.ObjectRules.NAM_09;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Selectors: a workload selects its own pods by labels that never change, and everything else that
 * selects pods finds some.
 */
public final class SelectorCheck implements RenderCheck {
  private static final Set<String> CHANGING =
      Set.of("app.kubernetes.io/version", "app.kubernetes.io/managed-by", "helm.sh/chart");
  private static final Set<String> SPREADING =
      Set.of(
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
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.group().equals("apps") && WORKLOADS.contains(object.kind())) {
        checkWorkload(object, render, findings);
      } else if (object.is("", "Service")) {
        Map<String, Object> labels = Tree.map(object.tree(), "spec", "selector");
        if (!labels.isEmpty()) {
          checkFinds(object, "spec.selector", Map.of("matchLabels", labels), render, findings);
          checkRelease(object, labels, render, findings);
        }
      } else if (object.is("policy", "PodDisruptionBudget")) {
        Map<String, Object> selector = Tree.map(object.tree(), "spec", "selector");
        checkFinds(object, "spec.selector", selector, render, findings);
      } else if (object.is("networking.k8s.io", "NetworkPolicy")) {
        Map<String, Object> selector = Tree.map(object.tree(), "spec", "podSelector");
        checkFinds(object, "spec.podSelector", selector, render, findings);
      }
    }
    render
        .pods()
        .forEach(
            pods -> checkSpread(pods, pods.spec().map(), pods.spec().path(), render, findings));
    return findings;
  }

  private static void checkWorkload(RenderedObject object, Render render, List<Finding> findings) {
    Map<String, Object> selector = Tree.map(object.tree(), "spec", "selector");
    Map<String, Object> podLabels =
        PodTemplate.of(object).map(PodTemplate::labels).orElse(Map.of());
    if (!selector.isEmpty() && !matches(selector, podLabels)) {
      findings.add(
          Finding.error(
                  NAM_09,
                  object.place("spec.selector"),
                  "it does not match the labels of the pod template")
              .because("the API server rejects the object")
              .fixedBy("give the pods the labels of the selector"));
    }
    Map<String, Object> labels = Tree.map(selector, "matchLabels");
    for (String key : labels.keySet()) {
      if (CHANGING.contains(key)) {
        findings.add(
            Finding.error(
                    NAM_05,
                    object.place(Tree.below("spec.selector.matchLabels", key)),
                    "the label changes with the chart or its version")
                .because("a selector is immutable: the first upgrade that changes it fails"));
      }
    }
    if (!labels.isEmpty() && !tellRelease(labels, object, render)) {
      findings.add(
          Finding.error(
              NAM_05, object.place("spec.selector.matchLabels"), "no label tells the release"));
    }
  }

  /** Whether one of the labels is the name of the release, or made from it. */
  private static boolean tellRelease(
      Map<String, Object> labels, RenderedObject object, Render render) {
    return labels.values().stream()
        .anyMatch(
            value ->
                value instanceof String text
                    && (text.contains(render.release()) || text.equals(object.name())));
  }

  /** A Service outlives its selector, but two releases must not answer for each other. */
  private static void checkRelease(
      RenderedObject service, Map<String, Object> labels, Render render, List<Finding> findings) {
    // A second release could not even be installed where the name is the same: NAM-07 reports it.
    if (!tellRelease(labels, service, render) && service.name().contains(render.release())) {
      findings.add(
          Finding.error(NAM_05, service.place("spec.selector"), "no label tells the release")
              .because(
                  "each of two releases in one namespace gets requests that are meant for the other"));
    }
  }

  /**
   * Where pods keep together, keep away or spread, a selector that tells the release means ours.
   */
  private static void checkSpread(
      PodTemplate pods, Object node, String path, Render render, List<Finding> findings) {
    if (node instanceof List<?> list) {
      int index = 0;
      for (Object item : list) {
        checkSpread(pods, item, Tree.item(path, index), render, findings);
        index++;
      }
    } else if (node instanceof Map) {
      Map<String, Object> selector = Tree.map(node, "labelSelector");
      boolean isOurs = Tree.map(selector, "matchLabels").containsValue(render.release());
      if (isOurs && !Tree.map(node).containsKey("namespaceSelector")) {
        checkFinds(pods.owner(), path + ".labelSelector", selector, render, findings);
      }
      for (String field : SPREADING) {
        Object below = Tree.at(node, field);
        if (below != null) {
          checkSpread(pods, below, Tree.below(path, field), render, findings);
        }
      }
    }
  }

  private static void checkFinds(
      RenderedObject object,
      String path,
      Map<String, Object> selector,
      Render render,
      List<Finding> findings) {
    boolean found =
        render.allPods().stream().anyMatch(pods -> matches(selector, labels(pods, selector)));
    if (!found) {
      String what = "no pod of this chart has these labels";
      findings.add(
          PodMakers.areIn(render)
              ? Finding.warning(NAM_09, object.place(path), what)
                  .because(
                      "the object has no effect unless a program of this chart makes or labels pods")
              : Finding.error(NAM_09, object.place(path), what));
    }
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
