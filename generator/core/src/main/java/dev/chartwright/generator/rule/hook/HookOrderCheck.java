package dev.chartwright.generator.rule.hook;

import static dev.chartwright.generator.rule.HookRules.INS_09;
import static dev.chartwright.generator.rule.HookRules.INS_10;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hooks, and what refers to them: an object exists when something needs it. Helm makes the hooks of
 * a phase in the order of their weights, then of their names, then of their kinds, and everything
 * that is not a hook between the phases before and after.
 */
public final class HookOrderCheck implements RenderCheck {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final Map<String, String> HOLDERS =
      Map.of(
          "configMapRef", "ConfigMap",
          "configMapKeyRef", "ConfigMap",
          "configMap", "ConfigMap",
          "secretRef", "Secret",
          "secretKeyRef", "Secret",
          "secret", "Secret",
          "persistentVolumeClaim", "PersistentVolumeClaim");
  private static final Set<String> BINDINGS = Set.of("RoleBinding", "ClusterRoleBinding");
  private static final Set<String> RUNNING = Set.of("Job", "Pod");
  private static final List<String> NAMES = List.of("name", "secretName", "claimName");

  /** An object that another one names. */
  private record Need(Field field, String group, String kind, String name) {}

  private record Missing(boolean isSure, String what, String why) {}

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream().noneMatch(RenderedObject::isHook)
        ? List.of()
        : render.objects().stream().flatMap(object -> ofObject(object, render)).toList();
  }

  private static Stream<Finding> ofObject(RenderedObject object, Render render) {
    Optional<Hook> hook = Hook.of(object);
    Set<String> told = new HashSet<>();
    List<Finding> missing =
        needs(object)
            // A binding may be there before the role.
            .filter(need -> hook.isPresent() || !need.group().equals(RBAC))
            .flatMap(
                need ->
                    missing(need, hook, render)
                        .filter(none -> told.add(need.kind() + "/" + need.name()))
                        .map(found -> finding(need.field(), found))
                        .stream())
            .toList();
    Stream<Finding> late =
        Stream.of(object)
            .filter(each -> missing.isEmpty() && RUNNING.contains(each.kind()))
            .filter(each -> hook.filter(HookOrderCheck::isOfUpgradesAlone).isPresent())
            .filter(each -> !doesWithout(each.tree()))
            .map(HookOrderCheck::ofUpgradesAlone);
    return Stream.of(
            missing.stream(), hook.flatMap(each -> powerless(object, each, render)).stream(), late)
        .flatMap(each -> each);
  }

  private static Optional<Missing> missing(Need need, Optional<Hook> hook, Render render) {
    List<Optional<Missing>> missing =
        called(need.group(), need.kind(), need.name(), render)
            .map(
                each ->
                    hook.isPresent()
                        ? missing(need.field().object(), hook.get(), each)
                        : missing(each))
            .toList();
    // That two objects have one name, another rule reports; one of them is there.
    return missing.stream()
        .findFirst()
        .filter(none -> missing.stream().allMatch(Optional::isPresent))
        .flatMap(first -> first);
  }

  private static Stream<RenderedObject> called(
      String group, String kind, String name, Render render) {
    return render.objects().stream()
        .filter(each -> each.is(group, kind))
        .filter(each -> each.name().equals(name));
  }

  private static boolean isOfUpgradesAlone(Hook hook) {
    return hook.phases().contains("pre-upgrade") && !hook.phases().contains("pre-install");
  }

  /**
   * Whether an object does without what the release brings: it refers to something that need not be
   * there, so its author has thought of that.
   */
  private static boolean doesWithout(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      return Boolean.TRUE.equals(map.get("optional"))
          || map.values().stream().anyMatch(HookOrderCheck::doesWithout);
    }
    return tree instanceof List<?> list && list.stream().anyMatch(HookOrderCheck::doesWithout);
  }

  private static Finding ofUpgradesAlone(RenderedObject object) {
    return Finding.note(
        INS_10,
        object.place("metadata.annotations['helm.sh/hook']"),
        "it runs before upgrades, and not before the installation");
  }

  private static Finding finding(Field field, Missing missing) {
    return (missing.isSure()
            ? field.error(INS_09, missing.what())
            : field.warning(INS_09, missing.what()))
        .because(missing.why());
  }

  /** What is wrong when a hook needs an object. */
  private static Optional<Missing> missing(
      RenderedObject object, Hook hook, RenderedObject target) {
    Optional<Hook> made = Hook.of(target);
    for (String phase : hook.phases()) {
      Optional<Missing> missing =
          made.isEmpty()
              ? ofPlain(phase, hook, target)
              : ofHook(phase, object, hook, target, made.get());
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  private static Optional<Missing> ofPlain(String phase, Hook hook, RenderedObject target) {
    return switch (phase) {
      case "pre-install" ->
          Optional.of(
              new Missing(
                  true,
                  target + " is no hook, so it does not exist before the installation",
                  INS_09.consequence()));
      case "pre-upgrade" ->
          hook.phases().contains("pre-install")
              ? Optional.empty() // The installation tells.
              : Optional.of(
                  new Missing(
                      false,
                      target
                          + " is no hook, so before an upgrade there is the one of the last"
                          + " release, or none",
                      "the hook works with old content, and waits for what the new version adds;"
                          + " Argo CD runs it before the first installation too"));
      case "post-delete" ->
          Optional.of(
              new Missing(
                  true,
                  target + " is no hook, so it is deleted before this hook runs",
                  "the hook never starts, and uninstalling fails"));
      default -> Optional.empty();
    };
  }

  private static Optional<Missing> ofHook(
      String phase, RenderedObject object, Hook hook, RenderedObject target, Hook made) {
    if (made.phases().contains(phase)) {
      // The API server takes a binding before its role.
      return HookOrder.isBefore(target, made, object, hook) || BINDINGS.contains(object.kind())
          ? Optional.empty()
          : Optional.of(
              new Missing(
                  true,
                  target
                      + " is made after this hook: "
                      + (made.weight() > hook.weight()
                          ? "its weight is " + made.weight() + ", and here it is " + hook.weight()
                          : "the weights are the same, and the names decide"),
                  INS_09.consequence()));
    }
    if (phase.equals("pre-install") || made.phases().equals(Set.of("test"))) {
      return Optional.of(
          new Missing(
              true,
              target + " is a hook of " + String.join(", ", made.phases()) + " only",
              INS_09.consequence()));
    }
    return made.isDeletedAfterwards()
        ? Optional.of(
            new Missing(
                true,
                target + " is deleted when its own phase has succeeded",
                INS_09.consequence()))
        : Optional.empty();
  }

  /** What is wrong when something that is no hook needs an object. */
  private static Optional<Missing> missing(RenderedObject target) {
    Optional<Hook> hook = Hook.of(target);
    if (hook.isEmpty()) {
      return Optional.empty();
    }
    if (!hook.get().phases().contains("pre-install")) {
      return Optional.of(
          new Missing(
              !hook.get().phases().contains("post-install"),
              target
                  + " is a hook of "
                  + String.join(", ", hook.get().phases())
                  + ", so it is not there when this is installed",
              "the pods wait for it, and helm install --wait gives up"));
    }
    return hook.get().isDeletedAfterwards()
        ? Optional.of(
            new Missing(
                true,
                target + " is a hook that is deleted before this is installed",
                "the pods wait for it forever"))
        : Optional.empty();
  }

  /** The account of a hook may exist in time while what gives it its rights does not. */
  private static Optional<Finding> powerless(RenderedObject object, Hook hook, Render render) {
    Optional<Field> spec =
        PodTemplate.of(object)
            .map(PodTemplate::spec)
            .filter(pods -> !pods.at("automountServiceAccountToken").is(false));
    if (spec.isEmpty()) {
      return Optional.empty();
    }
    String account = spec.get().text("serviceAccountName").orElse("");
    List<RenderedObject> accounts = called("", "ServiceAccount", account, render).toList();
    boolean isHook = !accounts.isEmpty() && accounts.stream().allMatch(RenderedObject::isHook);
    List<RenderedObject> bindings =
        render.objects().stream()
            .filter(each -> each.is(RBAC, "RoleBinding") || each.is(RBAC, "ClusterRoleBinding"))
            .filter(
                each ->
                    Tree.list(each.tree(), "subjects").stream()
                        .anyMatch(
                            subject ->
                                "ServiceAccount".equals(Tree.at(subject, "kind"))
                                    && account.equals(Tree.at(subject, "name"))))
            .toList();
    // Where the account itself comes too late, that was told.
    boolean isPowerless =
        isHook
            && hook.phases().contains("pre-install")
            && !bindings.isEmpty()
            && bindings.stream().noneMatch(RenderedObject::isHook);
    return isPowerless
        ? Optional.of(
            finding(
                spec.get().at("serviceAccountName"),
                new Missing(
                    true,
                    bindings.get(0) + ", which gives it its rights, is no hook",
                    "the API server denies what the hook asks for, and nothing is installed")))
        : Optional.empty();
  }

  private static Stream<Need> needs(RenderedObject object) {
    Optional<Field> pods = PodTemplate.of(object).map(PodTemplate::spec);
    if (pods.isPresent()) {
      Field spec = pods.get();
      return Stream.of(
              need(spec.at("serviceAccountName"), "", "ServiceAccount"),
              spec.items("imagePullSecrets")
                  .flatMap(secret -> need(secret.at("name"), "", "Secret")),
              spec.all()
                  .filter(each -> HOLDERS.containsKey(each.key()))
                  .flatMap(HookOrderCheck::held))
          .flatMap(each -> each);
    }
    Field role = Field.root(object).at("roleRef");
    return object.is(RBAC, "RoleBinding") || object.is(RBAC, "ClusterRoleBinding")
        ? need(role.at("name"), RBAC, role.text("kind").orElse("Role"))
        : Stream.empty();
  }

  private static Stream<Need> held(Field holder) {
    return holder.at("optional").is(true)
        ? Stream.empty()
        : NAMES.stream().flatMap(name -> need(holder.at(name), "", HOLDERS.get(holder.key())));
  }

  private static Stream<Need> need(Field name, String group, String kind) {
    return name.text().map(text -> new Need(name, group, kind, text)).stream();
  }
}
