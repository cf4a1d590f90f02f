package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.generator.rule.ScalingRules.SCA_05;
import static dev.chartwright.generator.rule.ScalingRules.SCA_19;

import dev.chartwright.generator.keda.KedaVersion;
import dev.chartwright.generator.keda.RabbitmqTriggers;
import dev.chartwright.generator.manifest.ObjectFinding;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Triggers of scaled objects and jobs: KEDA takes them, and reads them as they are meant. The API
 * server knows their metadata as texts only.
 *
 * @param keda the version that will read them; when empty, any that knows them
 */
public record ScalerCheck(Optional<KedaVersion> keda) implements RenderCheck {
  private static final Pattern HOST =
      Pattern.compile("[a-z]+://(?:[^@/]*@)?([^:/.@]+)(?:\\.([^:/.]+))?(?:[.:/].*)?");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("keda.sh", "ScaledObject") || object.is("keda.sh", "ScaledJob")) {
        checkTriggers(object, render, findings);
      }
    }
    IdentityHashMap<Map<String, Object>, RenderedObject> objects = new IdentityHashMap<>();
    render.objects().forEach(object -> objects.put(object.tree(), object));
    List<Map<String, Object>> trees = render.objects().stream().map(RenderedObject::tree).toList();
    for (ObjectFinding each : RabbitmqTriggers.findings(trees, keda)) {
      findings.add(each.at(objects.get(each.object()).place(each.field())));
    }
    return findings;
  }

  private static void checkTriggers(RenderedObject scaled, Render render, List<Finding> findings) {
    Map<String, Object> modifiers = Tree.map(scaled.tree(), "spec", "advanced", "scalingModifiers");
    boolean formula = Tree.text(modifiers, "formula").isPresent();
    if (formula && !modifiers.containsKey("target")) {
      findings.add(
          named(
              scaled,
              "spec.advanced.scalingModifiers.target",
              "the formula has no target",
              "add the number that the formula is divided by"));
    }
    Set<String> names = new HashSet<>();
    int index = 0;
    for (Object trigger : Tree.list(scaled.tree(), "spec", "triggers")) {
      String path = Tree.item("spec.triggers", index);
      String name = Tree.text(trigger, "name").orElse("");
      if (name.isEmpty() && formula) {
        findings.add(
            named(
                scaled, path + ".name", "the trigger has no name", "add the name in the formula"));
      } else if (!name.isEmpty() && !names.add(name)) {
        findings.add(
            named(
                scaled, path + ".name", "another trigger is called " + name, "rename one of them"));
      }
      Tree.text(trigger, "metadata", "host")
          .filter(none -> Tree.text(trigger, "type").filter("rabbitmq"::equals).isPresent())
          .ifPresent(host -> checkHost(scaled, path + ".metadata.host", host, render, findings));
      index++;
    }
  }

  private static Finding named(RenderedObject scaled, String path, String what, String fix) {
    return Finding.error(SCA_19, scaled.place(path), what).fixedBy(fix);
  }

  private static void checkHost(
      RenderedObject scaled, String path, String host, Render render, List<Finding> findings) {
    Matcher address = HOST.matcher(host);
    if (address.matches()
        && render.owns(address.group(1))
        && (address.group(2) == null || address.group(2).equals(render.namespace()))
        && render.find("", "Service", address.group(1)).isEmpty()) {
      findings.add(
          Finding.error(
                  SCA_05, scaled.place(path), "this chart renders no Service " + address.group(1))
              .fixedBy("render it, or name one that exists"));
    }
  }
}
