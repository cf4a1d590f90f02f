package dev.chartwright.generator;

import dev.chartwright.generator.diagram.Diagram;
import dev.chartwright.generator.diagram.FleetDiagram;
import dev.chartwright.generator.diagram.Mermaid;
import dev.chartwright.generator.diagram.Svg;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gcloud.GcloudScripts;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.plan.CapacityPlan;
import dev.chartwright.generator.plan.PlanDocument;
import dev.chartwright.generator.plan.TopologyDocument;
import dev.chartwright.generator.terraform.TerraformModule;
import dev.chartwright.prover.ProverFleet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The parts of a fleet's output beside its chart, each from the stage that renders it. */
final class FleetParts {
  private static final String MERMAID = "docs/architecture.mmd";

  private FleetParts() {}

  static Map<Part, FileTree> of(ProverFleet fleet, Set<Part> wanted) {
    Infrastructure infrastructure = Infrastructure.of(fleet);
    Map<Part, FileTree> parts = new EnumMap<>(Part.class);
    for (Part part : wanted) {
      parts.put(
          part,
          switch (part) {
            case GCLOUD -> GcloudScripts.of(infrastructure).below("gcloud");
            case TERRAFORM -> TerraformModule.of(infrastructure).below("terraform");
            case PLAN -> plan(fleet);
            case DIAGRAM -> pictures(FleetDiagram.of(fleet));
          });
    }
    return parts;
  }

  private static FileTree plan(ProverFleet fleet) {
    return FileTree.builder()
        .add("docs/plan.md", PlanDocument.of(CapacityPlan.of(fleet)))
        .add("docs/topology.md", TopologyDocument.of(fleet))
        .build();
  }

  /** The picture as text, which the chart's README shows too. */
  static String mermaid(FileTree pictures) {
    return pictures.text(MERMAID);
  }

  private static FileTree pictures(Diagram picture) {
    return FileTree.builder()
        .add(MERMAID, Mermaid.of(picture))
        .add("docs/architecture.svg", Svg.of(picture))
        .build();
  }
}
