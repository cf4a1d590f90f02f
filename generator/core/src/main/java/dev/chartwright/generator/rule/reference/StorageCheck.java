package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ChartRules.GEN_02;
import static dev.chartwright.generator.rule.FleetRules.CIR_07;
import static dev.chartwright.generator.rule.PodRules.POD_09;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Claims of storage: their class exists, and pods that share one do not wait for each other. */
public final class StorageCheck implements RenderCheck {
  private static final Set<String> SINGLE = Set.of("ReadWriteOnce", "ReadWriteOncePod");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("", "PersistentVolumeClaim")) {
        checkClass(object, render, findings);
      }
      if (object.is("apps", "Deployment")) {
        checkStrategy(object, render, findings);
      }
    }
    return findings;
  }

  private static void checkClass(RenderedObject claim, Render render, List<Finding> findings) {
    String path = "spec.storageClassName";
    Optional<String> name = Tree.text(claim.tree(), "spec", "storageClassName");
    if (name.isEmpty()) {
      return;
    }
    boolean isBound =
        Tree.at(claim.tree(), "spec", "volumeName") != null
            || Tree.at(claim.tree(), "spec", "selector") != null;
    if (name.get().isEmpty() && !isBound) {
      findings.add(
          Finding.warning(
              CIR_07,
              claim.place(path),
              "it is empty, which means no class at all, and no volume is named",
              "no volume is created, and the pods wait forever",
              "leave the field out for the cluster's default, or name a class or a volume"));
    }
    if (render.owns(name.get())
        && render.find("storage.k8s.io", "StorageClass", name.get()).isEmpty()) {
      findings.add(
          Finding.error(
              GEN_02,
              claim.place(path),
              "this chart renders no StorageClass " + name.get(),
              "no volume is created, and the pods wait forever",
              "render the StorageClass, or name one that exists"));
    }
  }

  private static void checkStrategy(
      RenderedObject deployment, Render render, List<Finding> findings) {
    boolean recreates =
        Tree.text(deployment.tree(), "spec", "strategy", "type")
            .filter("Recreate"::equals)
            .isPresent();
    Object surge = Tree.at(deployment.tree(), "spec", "strategy", "rollingUpdate", "maxSurge");
    if (recreates || Long.valueOf(0).equals(surge) || "0%".equals(surge)) {
      return;
    }
    for (Object volume : Tree.list(deployment.tree(), "spec", "template", "spec", "volumes")) {
      Tree.text(volume, "persistentVolumeClaim", "claimName")
          .flatMap(name -> render.find("", "PersistentVolumeClaim", name))
          .filter(claim -> SINGLE.containsAll(Tree.list(claim.tree(), "spec", "accessModes")))
          .ifPresent(
              claim ->
                  findings.add(
                      Finding.error(
                          POD_09,
                          deployment.place("spec.strategy"),
                          "the new pod comes before the old one goes, and "
                              + claim
                              + " can be mounted by one node only",
                          "on another node the new pod waits for the volume, and the old one for"
                              + " the new pod: the upgrade hangs",
                          "write strategy type Recreate")));
    }
  }
}
