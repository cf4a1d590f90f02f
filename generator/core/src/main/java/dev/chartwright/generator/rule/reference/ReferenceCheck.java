package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ChartRules.GEN_02;
import static dev.chartwright.generator.rule.ObjectRules.SEC_05;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    Stream<Finding> ofPods =
        render.pods().stream()
            .flatMap(
                pods ->
                    Stream.of(ofHolders(pods, render), ofAccount(pods.spec(), render))
                        .flatMap(each -> each));
    Stream<Finding> ofObjects =
        render.objects().stream()
            .map(Field::root)
            .flatMap(
                object ->
                    object.object().is("rbac.authorization.k8s.io", "RoleBinding")
                        ? ofBinding(object, render)
                        : object.object().is("keda.sh", "TriggerAuthentication")
                            ? object
                                .items("spec", "secretTargetRef")
                                .flatMap(reference -> ofReference(reference, "Secret", render))
                            : Stream.empty());
    return Stream.concat(ofPods, ofObjects).toList();
  }

  /**
   * The references in the spec of pods. The controller of a StatefulSet puts its claims in the
   * place of volumes of the same name, so what those refer to is never looked for.
   */
  private static Stream<Finding> ofHolders(PodTemplate pods, Render render) {
    Set<String> claims =
        Field.root(pods.owner())
            .items("spec", "volumeClaimTemplates")
            .flatMap(claim -> claim.text("metadata", "name").stream())
            .collect(Collectors.toSet());
    Stream<Field> volumes =
        pods.spec()
            .items("volumes")
            .filter(volume -> volume.text("name").filter(claims::contains).isEmpty())
            .flatMap(Field::all);
    Stream<Field> others =
        pods.spec().fields().filter(field -> !field.key().equals("volumes")).flatMap(Field::all);
    return Stream.concat(volumes, others)
        .filter(field -> HOLDERS.containsKey(field.key()) && field.value() instanceof Map)
        .flatMap(field -> ofReference(field, HOLDERS.get(field.key()), render));
  }

  private static Stream<Finding> ofAccount(Field spec, Render render) {
    return Stream.concat(
        dangling(spec.at("serviceAccountName"), "ServiceAccount", render).stream(),
        spec.items("imagePullSecrets")
            .flatMap(secret -> dangling(secret.at("name"), "Secret", render).stream()));
  }

  private static Stream<Finding> ofBinding(Field binding, Render render) {
    Field role = binding.at("roleRef", "name");
    Stream<Finding> ofRole =
        role
            .text()
            .filter(name -> binding.at("roleRef", "kind").is("Role") && render.owns(name))
            .filter(name -> render.find("rbac.authorization.k8s.io", "Role", name).isEmpty())
            .map(name -> missing(role, "Role"))
            .stream();
    return Stream.concat(ofRole, accounts(binding).flatMap(each -> ofSubject(each, render)));
  }

  /** The subjects of a binding that are accounts. */
  static Stream<Field> accounts(Field binding) {
    return binding.items("subjects").filter(subject -> subject.at("kind").is("ServiceAccount"));
  }

  /** What is wrong with the account that a binding names. */
  static Stream<Finding> ofSubject(Field subject, Render render) {
    return dangling(subject.at("name"), "ServiceAccount", render).stream();
  }

  private static Stream<Finding> ofReference(Field reference, String kind, Render render) {
    return reference.at("optional").is(true)
        ? Stream.empty()
        : NAME_FIELDS.stream()
            .map(reference::at)
            .flatMap(
                name ->
                    target(name, kind, render)
                        .map(target -> ofKeys(reference, target))
                        .orElseGet(() -> dangling(name, kind, render).stream()));
  }

  private static Stream<Finding> ofKeys(Field reference, RenderedObject target) {
    return Stream.concat(
            Stream.of(reference.at("key")), reference.items("items").map(item -> item.at("key")))
        .filter(key -> key.text().filter(each -> !hasKey(target, each)).isPresent())
        .map(key -> key.error(SEC_05, target + " has no key " + key.value()));
  }

  private static boolean hasKey(RenderedObject target, String key) {
    return Stream.of("data", "stringData", "binaryData")
        .anyMatch(data -> Tree.map(target.tree(), data).containsKey(key));
  }

  /** The object that a name means. */
  static Optional<RenderedObject> target(Field name, String kind, Render render) {
    return name.text().flatMap(text -> render.find("", kind, text));
  }

  /** What is wrong with a name of an object that the chart should hold and does not. */
  public static Optional<Finding> dangling(Field field, String kind, Render render) {
    String name = field.text().orElse("");
    if (name.isEmpty() || render.find("", kind, name).isPresent()) {
      return Optional.empty();
    }
    if (render.owns(name)) {
      return SecretMakers.make(kind, name, render)
          ? Optional.empty()
          : Optional.of(missing(field, kind));
    }
    return NamedObjects.meant(kind, name, render)
        .map(
            meant ->
                field
                    .error(
                        GEN_02,
                        "this chart renders no "
                            + kind
                            + " "
                            + name
                            + ", but "
                            + kind
                            + "/"
                            + meant)
                    .fixedBy("write " + meant + ", if that is meant"));
  }

  static Finding missing(Field name, String kind) {
    return name.error(GEN_02, "this chart renders no " + kind + " " + name.value());
  }
}
