package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ChartRules.GEN_02;
import static dev.chartwright.generator.rule.FleetRules.CIR_07;
import static dev.chartwright.generator.rule.PodRules.POD_09;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Claims of storage: their class exists, and pods that share one do not wait for each other. */
public final class StorageCheck implements RenderCheck {
  private static final Set<String> SINGLE = Set.of("ReadWriteOnce", "ReadWriteOncePod");

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .map(Field::root)
        .flatMap(
            object ->
                object.object().is("", "PersistentVolumeClaim")
                    ? ofClass(object.at("spec"), render)
                    : object.object().is("apps", "Deployment")
                        ? ofStrategy(object.at("spec"), render)
                        : Stream.empty())
        .toList();
  }

  private static Stream<Finding> ofClass(Field spec, Render render) {
    Field name = spec.at("storageClassName");
    boolean isBound = spec.at("volumeName").isPresent() || spec.at("selector").isPresent();
    if (name.is("") && !isBound) {
      return Stream.of(
          name.warning(CIR_07, "it is empty, which means no class at all, and no volume is named")
              .because("no volume is created, and the pods wait forever")
              .fixedBy(
                  "leave the field out for the cluster's default, or name a class or a volume"));
    }
    return name
        .text()
        .filter(render::owns)
        .filter(each -> render.find("storage.k8s.io", "StorageClass", each).isEmpty())
        .map(each -> name.error(GEN_02, "this chart renders no StorageClass " + each))
        .stream();
  }

  private static Stream<Finding> ofStrategy(Field spec, Render render) {
    Field strategy = spec.at("strategy");
    Field surge = strategy.at("rollingUpdate", "maxSurge");
    if (strategy.at("type").is("Recreate") || surge.is(0L) || surge.is("0%")) {
      return Stream.empty();
    }
    return spec.items("template", "spec", "volumes")
        .flatMap(volume -> volume.text("persistentVolumeClaim", "claimName").stream())
        .flatMap(name -> render.find("", "PersistentVolumeClaim", name).stream())
        .filter(claim -> SINGLE.containsAll(Tree.list(claim.tree(), "spec", "accessModes")))
        .map(
            claim ->
                strategy.error(
                    POD_09,
                    "the new pod comes before the old one goes, and "
                        + claim
                        + " can be mounted by one node only"));
  }
}
