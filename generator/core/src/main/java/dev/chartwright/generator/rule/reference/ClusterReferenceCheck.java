package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ChartRules.GEN_02;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * References of objects that are not pods: bindings for the whole cluster, the Services of webhooks
 * and of APIs, and the one that gives the pods of a StatefulSet their names.
 */
public final class ClusterReferenceCheck implements RenderCheck {
  private static final String RBAC = "rbac.authorization.k8s.io";

  private final boolean isThirdParty;

  /**
   * Checks references.
   *
   * @param isThirdParty whether the chart was not generated here: then a Service that governs pods
   *     may come from elsewhere
   */
  public ClusterReferenceCheck(boolean isThirdParty) {
    this.isThirdParty = isThirdParty;
  }

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .flatMap(object -> findings(Field.root(object), render))
        .toList();
  }

  private Stream<Finding> findings(Field object, Render render) {
    return switch (object.object().group()) {
      case RBAC ->
          switch (object.object().kind()) {
            case "ClusterRoleBinding" ->
                Stream.concat(ofRole(object.at("roleRef"), render), ofSubjects(object, render));
            case "RoleBinding" -> ofRole(object.at("roleRef"), render);
            default -> Stream.empty();
          };
      case "admissionregistration.k8s.io" ->
          object
              .items("webhooks")
              .flatMap(webhook -> ofService(webhook.at("clientConfig", "service"), render));
      case "apiextensions.k8s.io" ->
          ofService(object.at("spec", "conversion", "webhook", "clientConfig", "service"), render);
      case "apiregistration.k8s.io" -> ofService(object.at("spec", "service"), render);
      case "apps" ->
          object.object().kind().equals("StatefulSet")
              ? ofGoverning(object.at("spec", "serviceName"), render)
              : Stream.empty();
      default -> Stream.empty();
    };
  }

  private static Stream<Finding> ofRole(Field role, Render render) {
    return role
        .text("name")
        .filter(name -> role.at("kind").is("ClusterRole") && render.owns(name))
        .filter(name -> render.find(RBAC, "ClusterRole", name).isEmpty())
        .filter(name -> !SecretMakers.make("ClusterRole", name, render))
        .map(name -> ReferenceCheck.missing(role.at("name"), "ClusterRole"))
        .stream();
  }

  private static Stream<Finding> ofSubjects(Field binding, Render render) {
    return ReferenceCheck.accounts(binding)
        .filter(subject -> subject.at("namespace").is(render.namespace()))
        .flatMap(subject -> ReferenceCheck.ofSubject(subject, render));
  }

  private static Stream<Finding> ofService(Field service, Render render) {
    return service.at("namespace").is(render.namespace())
        ? ReferenceCheck.dangling(service.at("name"), "Service", render).stream()
        : Stream.empty();
  }

  private Stream<Finding> ofGoverning(Field service, Render render) {
    String name = service.text().orElse("");
    Optional<Finding> dangling = ReferenceCheck.dangling(service, "Service", render);
    if (dangling.isPresent()
        || name.isEmpty()
        || ReferenceCheck.target(service, "Service", render).isPresent()
        || SecretMakers.make("Service", name, render)) {
      return dangling.stream();
    }
    // The author of a subchart is not the one who declares this chart.
    boolean isOfOthers = isThirdParty || service.object().source().startsWith("charts/");
    return Stream.of(
        service
            .error(GEN_02, "this chart renders no Service " + name)
            .severity(isOfOthers ? Severity.WARNING : Severity.ERROR)
            .because("the pods get no DNS names unless the Service is created elsewhere")
            .fixedBy(
                "render a headless Service of that name, or accept GEN-02 in this field if it is"
                    + " created elsewhere"));
  }
}
