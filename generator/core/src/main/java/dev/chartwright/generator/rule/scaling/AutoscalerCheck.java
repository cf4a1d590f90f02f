package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.generator.rule.ScalingRules.SCA_01;
import static dev.chartwright.generator.rule.ScalingRules.SCA_02;
import static dev.chartwright.generator.rule.ScalingRules.SCA_21;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_02;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Autoscalers: the target exists, has one autoscaler, and leaves its number of replicas to it. */
public final class AutoscalerCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    Map<String, RenderedObject> scalers = new HashMap<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("autoscaling", "HorizontalPodAutoscaler")
          || object.is("keda.sh", "ScaledObject")) {
        check(object, render, scalers, findings);
      }
    }
    return findings;
  }

  private static void check(
      RenderedObject scaler,
      Render render,
      Map<String, RenderedObject> scalers,
      List<Finding> findings) {
    Field spec = Field.root(scaler).at("spec");
    bounds(spec).forEach(findings::add);
    Object reference = Tree.at(scaler.tree(), "spec", "scaleTargetRef");
    String name = Tree.text(reference, "name").orElse("");
    String apiVersion = Tree.text(reference, "apiVersion").orElse("apps/v1");
    String kind = Tree.text(reference, "kind").orElse("Deployment");
    Optional<RenderedObject> target =
        render
            .all()
            .filter(each -> each.type().equals(apiVersion + "/" + kind) && each.name().equals(name))
            .findFirst();
    if (target.isEmpty()) {
      findings.add(
          Finding.error(
                  SCA_02,
                  scaler.place("spec.scaleTargetRef"),
                  "this chart renders no " + kind + " " + name + " of " + apiVersion)
              .because("nothing is scaled")
              .fixedBy("name a workload of this chart"));
      return;
    }
    RenderedObject before = scalers.putIfAbsent(kind + "/" + name, scaler);
    if (before != null) {
      findings.add(
          Finding.error(
                  SCA_02,
                  scaler.place("spec.scaleTargetRef"),
                  kind + "/" + name + " already has an autoscaler, " + before)
              .because("the two set the number of pods against each other")
              .fixedBy("keep one of them"));
    }
    if (Tree.map(target.get().tree(), "spec").containsKey("replicas")) {
      findings.add(
          Finding.error(
              UPG_02,
              target.get().place("spec.replicas"),
              "the number of pods belongs to " + scaler));
    }
    authentication(spec, render).forEach(findings::add);
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
