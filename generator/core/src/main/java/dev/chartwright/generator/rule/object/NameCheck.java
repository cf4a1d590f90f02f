package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;
import static dev.chartwright.generator.rule.ObjectRules.NAM_01;
import static dev.chartwright.generator.rule.ObjectRules.NAM_02;
import static dev.chartwright.generator.rule.ObjectRules.NAM_08;
import static dev.chartwright.generator.rule.ObjectRules.NAM_13;
import static dev.chartwright.generator.rule.PodRules.POD_10;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of objects and of the things inside pods: present, of the grammar of their kind, and short
 * enough.
 */
public final class NameCheck implements RenderCheck {
  private static final int LABEL_LENGTH = 63;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern PATH_SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/%]+");
  private static final Pattern PORT =
      Pattern.compile("(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
  private static final Pattern KEY = Pattern.compile("(?!\\.{1,2}$)[-._a-zA-Z0-9]+");

  private static final Set<String> ROLES =
      Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

  /** Kinds whose names end up in labels or host names. All others may be long. */
  private static final Set<String> SHORT_NAMES =
      Set.of("Service", "Namespace", "Job", "ReplicaSet", "ReplicationController");

  /** Kinds whose names the API allows to be long, too, and which tools repeat in labels. */
  private static final Set<String> REPEATED_NAMES =
      Set.of(
          "ConfigMap",
          "Secret",
          "ServiceAccount",
          "Role",
          "RoleBinding",
          "NetworkPolicy",
          "PodDisruptionBudget",
          "HorizontalPodAutoscaler",
          "Ingress",
          "Deployment",
          "DaemonSet");

  /** Kinds from whose names longer ones are made. */
  private static final Map<String, Integer> SHORTER = new HashMap<>();

  static {
    SHORTER.put("apps/StatefulSet", 52);
    SHORTER.put("batch/CronJob", 52);
    SHORTER.put("keda.sh/ScaledObject", 54);
    SHORTER.put("rabbitmq.com/RabbitmqCluster", 45);
  }

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      checkName(object, findings);
      checkNamespace(object, render, findings);
      checkKeys(object, findings);
    }
    render.pods().forEach(pods -> checkPods(pods, findings));
    return findings;
  }

  private static void checkName(RenderedObject object, List<Finding> findings) {
    if (object.name().isEmpty()) {
      findings.add(Finding.error(NAM_01, object.place("metadata.name"), "the object has no name"));
      return;
    }
    Pattern grammar =
        object.is("", "Service")
            ? SERVICE
            : object.is("", "Namespace")
                ? LABEL
                : ROLES.contains(object.kind()) ? PATH_SEGMENT : SUBDOMAIN;
    int longest =
        SHORTER.getOrDefault(
            object.group() + "/" + object.kind(),
            SHORT_NAMES.contains(object.kind()) ? LABEL_LENGTH : 253);
    // The broker's is the tightest: its operator appends to it, and so does the StatefulSet.
    Rule rule = object.is("rabbitmq.com", "RabbitmqCluster") ? NAM_02 : NAM_01;
    check(rule, object, "metadata.name", object.name(), grammar, longest)
        .or(() -> checkLabel(object))
        .ifPresent(findings::add);
  }

  private static Optional<Finding> checkLabel(RenderedObject object) {
    if (object.name().length() <= LABEL_LENGTH || !REPEATED_NAMES.contains(object.kind())) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warning(
            NAM_13,
            object.place("metadata.name"),
            tooLong(object.name(), LABEL_LENGTH) + " into a label"));
  }

  private static String tooLong(String name, int longest) {
    return "\"" + name + "\" has " + name.length() + " characters, at most " + longest + " fit";
  }

  private static void checkNamespace(RenderedObject object, Render render, List<Finding> findings) {
    Optional<String> namespace = Tree.text(object.tree(), "metadata", "namespace");
    // The API server keeps this role in a namespace of its own, and bindings have to be there.
    boolean isBound =
        Tree.text(object.tree(), "roleRef", "name")
            .filter("extension-apiserver-authentication-reader"::equals)
            .isPresent();
    if (namespace.isPresent() && !namespace.get().equals(render.namespace()) && !isBound) {
      findings.add(
          Finding.error(
                  NAM_08,
                  object.place("metadata.namespace"),
                  "the namespace \"" + namespace.get() + "\" is not the one of the release")
              .fixedBy("leave it out: Helm puts objects into the namespace of the release"));
    }
  }

  private static void checkKeys(RenderedObject object, List<Finding> findings) {
    if (object.is("", "ConfigMap") || object.is("", "Secret")) {
      for (String data : List.of("data", "stringData", "binaryData")) {
        for (String key : Tree.map(object.tree(), data).keySet()) {
          check(TPL_07, object, Tree.below(data, key), key, KEY, 253).ifPresent(findings::add);
        }
      }
    }
  }

  private static void checkPods(PodTemplate pods, List<Finding> findings) {
    names(pods, pods.spec().map(), pods.spec().path(), "volumes", LABEL, 63, findings);
    for (Field container : pods.containers()) {
      Tree.text(container.map(), "name")
          .flatMap(name -> check(POD_10, pods.owner(), container.path() + ".name", name, LABEL, 63))
          .ifPresent(findings::add);
      names(pods, container.map(), container.path(), "env", VARIABLE, 253, findings);
      names(pods, container.map(), container.path(), "ports", PORT, 15, findings);
    }
  }

  private static void names(
      PodTemplate pods,
      Map<String, Object> tree,
      String path,
      String list,
      Pattern grammar,
      int longest,
      List<Finding> findings) {
    int index = 0;
    for (Object item : Tree.list(tree, list)) {
      String place = Tree.item(path + "." + list, index) + ".name";
      Tree.text(item, "name")
          .flatMap(name -> check(POD_10, pods.owner(), place, name, grammar, longest))
          .ifPresent(findings::add);
      index++;
    }
  }

  private static Optional<Finding> check(
      Rule rule, RenderedObject object, String path, String name, Pattern grammar, int longest) {
    if (name.length() > longest) {
      return Optional.of(
          Finding.error(rule, object.place(path), tooLong(name, longest))
              .fixedBy("truncate it to " + longest + " characters, after every suffix"));
    }
    if (!grammar.matcher(name).matches()) {
      return Optional.of(
          Finding.error(
                  rule,
                  object.place(path),
                  "\"" + name + "\" is not a name that Kubernetes takes here")
              .fixedBy("make it match " + grammar.pattern()));
    }
    return Optional.empty();
  }
}
