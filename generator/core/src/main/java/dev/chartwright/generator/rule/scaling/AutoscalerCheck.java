package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.generator.rule.ScalingRules.SCA_01;
import static dev.chartwright.generator.rule.ScalingRules.SCA_02;
import static dev.chartwright.generator.rule.ScalingRules.SCA_21;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_02;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Autoscalers: the target exists, has one autoscaler, and leaves its number of replicas to it. */
public final class AutoscalerCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    Map<String, RenderedObject> scalers = new HashMap<>();
    return render.objects().stream()
        .filter(
            object ->
                object.is("autoscaling", "HorizontalPodAutoscaler")
                    || object.is("keda.sh", "ScaledObject"))
        .map(object -> Field.root(object).at("spec"))
        .flatMap(spec -> Stream.concat(bounds(spec), target(spec, scalers, render)))
        .toList();
  }

  /**
   * What is wrong with the target.
   *
   * @param scalers the first autoscaler of each target so far
   */
  private static Stream<Finding> target(
      Field spec, Map<String, RenderedObject> scalers, Render render) {
    Field reference = spec.at("scaleTargetRef");
    String name = reference.text("name").orElse("");
    String apiVersion = reference.text("apiVersion").orElse("apps/v1");
    String kind = reference.text("kind").orElse("Deployment");
    Optional<Field> target =
        render
            .all()
            .filter(each -> each.type().equals(apiVersion + "/" + kind) && each.name().equals(name))
            .findFirst()
            .map(Field::root);
    if (target.isEmpty()) {
      return Stream.of(
          reference
              .error(SCA_02, "this chart renders no " + kind + " " + name + " of " + apiVersion)
              .because("nothing is scaled")
              .fixedBy("name a workload of this chart"));
    }
    RenderedObject before = scalers.putIfAbsent(kind + "/" + name, spec.object());
    Stream<Finding> second =
        before == null
            ? Stream.empty()
            : Stream.of(
                reference
                    .error(SCA_02, kind + "/" + name + " already has an autoscaler, " + before)
                    .because("the two set the number of pods against each other")
                    .fixedBy("keep one of them"));
    Stream<Finding> fixed =
        Stream.of(target.get().at("spec"))
            .filter(workload -> workload.has("replicas"))
            .map(workload -> workload.at("replicas"))
            .map(each -> each.error(UPG_02, "the number of pods belongs to " + spec.object()));
    return Stream.of(second, fixed, authentication(spec, render)).flatMap(each -> each);
  }

  private static Stream<Finding> bounds(Field spec) {
    boolean isKeda = spec.object().group().equals("keda.sh");
    Field least = spec.at(isKeda ? "minReplicaCount" : "minReplicas");
    Field most = spec.at(isKeda ? "maxReplicaCount" : "maxReplicas");
    Field idle = spec.at("idleReplicaCount");
    long fewest = least.value() instanceof Long number ? number : 0;
    // KEDA's own default; the other kind requires the field, as its schema tells.
    long greatest = most.value() instanceof Long number ? number : 100;
    Stream<Finding> crossed =
        fewest <= greatest
            ? Stream.empty()
            : Stream.of(
                least
                    .error(
                        SCA_01,
                        "the fewest pods, " + fewest + ", are more than the most, " + greatest)
                    .fixedBy("write a smaller minimum or a larger maximum"));
    Stream<Finding> idling =
        idle.value() instanceof Long number && number >= fewest
            ? Stream.of(
                idle.error(
                        SCA_01,
                        "it is " + number + ", not less than " + least.key() + ", " + fewest)
                    .fixedBy("write 0, or leave it out"))
            : Stream.empty();
    return Stream.concat(crossed, idling);
  }

  private static Stream<Finding> authentication(Field spec, Render render) {
    return spec.items("triggers")
        .map(trigger -> trigger.at("authenticationRef"))
        .filter(reference -> !reference.at("kind").is("ClusterTriggerAuthentication"))
        .map(reference -> reference.at("name"))
        .filter(
            name ->
                name.text()
                    .filter(render::owns)
                    .filter(each -> render.find("keda.sh", "TriggerAuthentication", each).isEmpty())
                    .isPresent())
        .map(
            name ->
                name.error(SCA_21, "this chart renders no TriggerAuthentication " + name.value()));
  }
}
