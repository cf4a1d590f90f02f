package dev.chartwright.generator.rule.reference;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who else makes the objects that pods of a release refer to: operators for the custom resources of
 * the chart, and programs in its pods that are given the name.
 */
final class SecretMakers {
  /** Groups whose operators are known to make nothing that a pod mounts, or are modelled. */
  private static final Set<String> MODELLED =
      Set.of(
          "keda.sh",
          "rabbitmq.com",
          "monitoring.coreos.com",
          "gateway.networking.k8s.io",
          "networking.istio.io");

  /** Kinds that programs make under a name that they are given. */
  private static final Set<String> GIVEN = Set.of("Secret", "ConfigMap", "PersistentVolumeClaim");

  private static final Set<String> ISSUER =
      Set.of("cert-manager.io/cluster-issuer", "cert-manager.io/issuer");

  private SecretMakers() {}

  /** Whether something in a render may make an object of a kind and a name. */
  static boolean make(String kind, String name, Render render) {
    return render.objects().stream()
        .anyMatch(
            object ->
                isOfCustomResource(name, object)
                    || (kind.equals("Secret") && isOfCertificate(name, object))
                    || (GIVEN.contains(kind) && isGiven(name, object)));
  }

  /** Operators name what they make after the custom resource, or as one of its fields says. */
  private static boolean isOfCustomResource(String name, RenderedObject object) {
    boolean isCustom =
        BuiltInKinds.model(object).isEmpty()
            && object.group().contains(".")
            && !MODELLED.contains(object.group());
    return isCustom
        && (name.equals(object.name())
            || (!object.name().isEmpty() && name.startsWith(object.name() + "-"))
            || Tree.anyText(object.tree(), name::equals));
  }

  /** What cert-manager makes for an Ingress or a Gateway that asks for it. */
  private static boolean isOfCertificate(String name, RenderedObject object) {
    Map<String, Object> annotations = Tree.map(object.tree(), "metadata", "annotations");
    return ISSUER.stream().anyMatch(annotations::containsKey)
        && Tree.anyText(Tree.map(object.tree(), "spec"), name::equals);
  }

  /** Whether a program is given the name in its arguments, its variables or its configuration. */
  private static boolean isGiven(String name, RenderedObject object) {
    if (object.is("", "ConfigMap")) {
      return Tree.map(object.tree(), "data").values().stream()
          .anyMatch(text -> isWordIn(name, text));
    }
    if (object.is("rbac.authorization.k8s.io", "Role")
        || object.is("rbac.authorization.k8s.io", "ClusterRole")) {
      return Tree.list(object.tree(), "rules").stream()
          .anyMatch(rule -> Tree.list(rule, "resourceNames").contains(name));
    }
    return PodTemplate.of(object).stream()
        .flatMap(pods -> pods.everyContainer().stream())
        .anyMatch(
            container ->
                List.of("command", "args").stream()
                        .flatMap(list -> Tree.list(container.map(), list).stream())
                        .anyMatch(word -> isWordIn(name, word))
                    || Tree.list(container.map(), "env").stream()
                        .anyMatch(variable -> isWordIn(name, Tree.at(variable, "value"))));
  }

  private static boolean isWordIn(String name, Object text) {
    return text instanceof String words && UnusedObjectCheck.isWord(name, words);
  }
}
