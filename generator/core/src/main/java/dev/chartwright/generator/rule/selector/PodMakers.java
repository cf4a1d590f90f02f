package dev.chartwright.generator.rule.selector;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Programs of a chart that may make pods or change their labels, as operators and leader elections
 * do: a role of the chart allows it.
 */
final class PodMakers {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String ANY = "*";

  /** What may be done to a resource, so that pods get labels that the chart does not write. */
  private static final Map<String, Set<String>> MAKING =
      Map.of(
          "pods", Set.of("create", "patch", "update"),
          "deployments", Set.of("create"),
          "statefulsets", Set.of("create"),
          "daemonsets", Set.of("create"),
          "replicasets", Set.of("create"),
          "jobs", Set.of("create"));

  /** Roles of Kubernetes that include it. */
  private static final Set<String> BUILT_IN = Set.of("cluster-admin", "admin", "edit");

  private PodMakers() {}

  /** Whether a render gives some account such a role. */
  static boolean areIn(Render render) {
    return render.objects().stream().anyMatch(PodMakers::allows);
  }

  private static boolean allows(RenderedObject object) {
    if (object.is(RBAC, "Role") || object.is(RBAC, "ClusterRole")) {
      return Tree.list(object.tree(), "rules").stream().anyMatch(PodMakers::isMaking);
    }
    return (object.is(RBAC, "RoleBinding") || object.is(RBAC, "ClusterRoleBinding"))
        && BUILT_IN.contains(Tree.text(object.tree(), "roleRef", "name").orElse(""));
  }

  private static boolean isMaking(Object rule) {
    List<?> verbs = Tree.list(rule, "verbs");
    List<?> resources = Tree.list(rule, "resources");
    return MAKING.entrySet().stream()
        .filter(each -> resources.contains(ANY) || resources.contains(each.getKey()))
        .anyMatch(
            each -> verbs.contains(ANY) || verbs.stream().anyMatch(each.getValue()::contains));
  }
}
