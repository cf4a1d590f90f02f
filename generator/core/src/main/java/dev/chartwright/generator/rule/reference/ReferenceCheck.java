package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ChartRules.GEN_02;
import static dev.chartwright.generator.rule.ObjectRules.SEC_05;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * References by name. A name that carries the release prefix can only mean an object of this chart
 * (or one that an operator makes for it), so the object and the key in it must exist; any other
 * name is somebody else's and is left alone.
 */
public final class ReferenceCheck implements RenderCheck {
  /**
   * Fields that name an object, by the field that holds them, wherever it stands in a pod or custom
   * resource.
   */
  static final Map<String, String> HOLDERS =
      Map.of(
          "configMapRef", "ConfigMap",
          "configMapKeyRef", "ConfigMap",
          "configMap", "ConfigMap",
          "secretRef", "Secret",
          "secretKeyRef", "Secret",
          "secret", "Secret",
          "persistentVolumeClaim", "PersistentVolumeClaim");

  private static final List<String> NAME_FIELDS = List.of("name", "secretName", "claimName");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : render.pods()) {
      new Walk(pods.owner(), render, findings).walk(pods.spec().map(), pods.spec().path());
      checkAccount(pods, render, findings);
    }
    for (RenderedObject object : render.objects()) {
      if (object.is("rbac.authorization.k8s.io", "RoleBinding")) {
        checkBinding(object, render, findings);
      }
      if (object.is("keda.sh", "TriggerAuthentication")) {
        checkAuthentication(object, render, findings);
      }
    }
    return findings;
  }

  private static void checkAccount(PodTemplate pods, Render render, List<Finding> findings) {
    String account = Tree.text(pods.spec().map(), "serviceAccountName").orElse("");
    requires(
        pods.owner(),
        pods.spec().path() + ".serviceAccountName",
        "ServiceAccount",
        account,
        render,
        findings);
    int index = 0;
    for (Object secret : Tree.list(pods.spec().map(), "imagePullSecrets")) {
      String place = Tree.item(pods.spec().path() + ".imagePullSecrets", index) + ".name";
      String name = Tree.text(secret, "name").orElse("");
      requires(pods.owner(), place, "Secret", name, render, findings);
      index++;
    }
  }

  private static void checkBinding(RenderedObject binding, Render render, List<Finding> findings) {
    if (Tree.text(binding.tree(), "roleRef", "kind").orElse("").equals("Role")) {
      String role = Tree.text(binding.tree(), "roleRef", "name").orElse("");
      if (render.owns(role) && render.find("rbac.authorization.k8s.io", "Role", role).isEmpty()) {
        findings.add(missing(binding, "roleRef.name", "Role", role));
      }
    }
    int index = 0;
    for (Object subject : Tree.list(binding.tree(), "subjects")) {
      if (Tree.text(subject, "kind").orElse("").equals("ServiceAccount")) {
        String place = Tree.item("subjects", index) + ".name";
        String name = Tree.text(subject, "name").orElse("");
        requires(binding, place, "ServiceAccount", name, render, findings);
      }
      index++;
    }
  }

  private static void checkAuthentication(
      RenderedObject object, Render render, List<Finding> findings) {
    int index = 0;
    for (Object reference : Tree.list(object.tree(), "spec", "secretTargetRef")) {
      String place = Tree.item("spec.secretTargetRef", index);
      checkKey(object, place, "Secret", Tree.map(reference), render, findings);
      index++;
    }
  }

  private record Walk(RenderedObject object, Render render, List<Finding> findings) {
    void walk(Object node, String path) {
      if (node instanceof List<?> list) {
        int index = 0;
        for (Object item : list) {
          walk(item, Tree.item(path, index));
          index++;
        }
      } else if (node instanceof Map) {
        Tree.map(node)
            .forEach(
                (field, value) -> {
                  String below = Tree.below(path, field);
                  String kind = HOLDERS.get(field);
                  if (kind != null && value instanceof Map) {
                    checkKey(object, below, kind, Tree.map(value), render, findings);
                  }
                  walk(value, below);
                });
      }
    }
  }

  private static void checkKey(
      RenderedObject object,
      String path,
      String kind,
      Map<String, Object> reference,
      Render render,
      List<Finding> findings) {
    if (Boolean.TRUE.equals(reference.get("optional"))) {
      return;
    }
    for (String field : NAME_FIELDS) {
      String name = Tree.text(reference, field).orElse("");
      Optional<RenderedObject> target =
          requires(object, path + "." + field, kind, name, render, findings);
      if (target.isPresent()) {
        checkKeys(object, path, reference, target.get(), findings);
      }
    }
  }

  private static void checkKeys(
      RenderedObject object,
      String path,
      Map<String, Object> reference,
      RenderedObject target,
      List<Finding> findings) {
    Optional<String> single = Tree.text(reference, "key");
    single.ifPresent(key -> checkKey(object, path + ".key", key, target, findings));
    int index = 0;
    for (Object item : Tree.list(reference, "items")) {
      String place = Tree.item(path + ".items", index) + ".key";
      Tree.text(item, "key").ifPresent(key -> checkKey(object, place, key, target, findings));
      index++;
    }
  }

  private static void checkKey(
      RenderedObject object,
      String path,
      String key,
      RenderedObject target,
      List<Finding> findings) {
    boolean present =
        Set.of("data", "stringData", "binaryData").stream()
            .anyMatch(data -> Tree.map(target.tree(), data).containsKey(key));
    if (!present) {
      findings.add(
          Finding.error(
              SEC_05,
              object.place(path),
              target + " has no key " + key,
              "the pod stays in CreateContainerConfigError",
              "use a key that exists"));
    }
  }

  /** The object that a name means; a finding when the chart should hold it and does not. */
  static Optional<RenderedObject> requires(
      RenderedObject object,
      String path,
      String kind,
      String name,
      Render render,
      List<Finding> findings) {
    Optional<RenderedObject> target = render.find("", kind, name);
    if (target.isPresent() || name.isEmpty()) {
      return target;
    }
    if (render.owns(name)) {
      if (!SecretMakers.make(kind, name, render)) {
        findings.add(missing(object, path, kind, name));
      }
      return target;
    }
    NamedObjects.meant(kind, name, render)
        .map(
            meant ->
                Finding.error(
                    GEN_02,
                    object.place(path),
                    "this chart renders no " + kind + " " + name + ", but " + kind + "/" + meant,
                    "what refers to it waits forever, or is refused",
                    "write " + meant + ", if that is meant"))
        .ifPresent(findings::add);
    return target;
  }

  static Finding missing(RenderedObject object, String path, String kind, String name) {
    return Finding.error(
        GEN_02,
        object.place(path),
        "this chart renders no " + kind + " " + name,
        "the object that refers to it waits forever, or is rejected",
        "render the " + kind + ", or name one that exists");
  }
}
