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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The parts of a fleet's output beside its chart, each from the stage that renders it. The layout
 * of the picture takes as long as the other stages together, so it runs beside them.
 */
final class FleetParts {
  private static final String MERMAID = "docs/architecture.mmd";
  private static final String SVG = "docs/architecture.svg";

  private final Map<Part, FileTree> files;
  private final Optional<Picture> picture;

  /**
   * A picture that is being drawn.
   *
   * @param mermaid the same as text
   */
  private record Picture(String mermaid, CompletableFuture<String> svg) {
    static Picture of(Diagram diagram) {
      CompletableFuture<String> svg = CompletableFuture.supplyAsync(() -> Svg.of(diagram));
      return new Picture(Mermaid.of(diagram), svg);
    }

    FileTree files() {
      return FileTree.builder().add(MERMAID, mermaid).add(SVG, svg.join()).build();
    }
  }

  private FleetParts(Map<Part, FileTree> files, Optional<Picture> picture) {
    this.files = files;
    this.picture = picture;
  }

  /** Begins with the parts; {@link #files} waits until they are complete. */
  static FleetParts of(ProverFleet fleet, Set<Part> wanted) {
    Optional<Picture> picture =
        wanted.contains(Part.DIAGRAM)
            ? Optional.of(Picture.of(FleetDiagram.of(fleet)))
            : Optional.empty();
    Infrastructure infrastructure = Infrastructure.of(fleet);
    Map<Part, FileTree> files = new EnumMap<>(Part.class);
    for (Part part : wanted) {
      switch (part) {
        case GCLOUD -> files.put(part, GcloudScripts.of(infrastructure).below("gcloud"));
        case TERRAFORM -> files.put(part, TerraformModule.of(infrastructure).below("terraform"));
        case PLAN -> files.put(part, plan(fleet));
        case DIAGRAM -> {
          // It is being drawn.
        }
      }
    }
    return new FleetParts(files, picture);
  }

  private static FileTree plan(ProverFleet fleet) {
    return FileTree.builder()
        .add("docs/plan.md", PlanDocument.of(CapacityPlan.of(fleet)))
        .add("docs/topology.md", TopologyDocument.of(fleet))
        .build();
  }

  /** The picture as text, which the chart's README shows too. */
  Optional<String> mermaid() {
    return picture.map(Picture::mermaid);
  }

  /** The files of each part. */
  Map<Part, FileTree> files() {
    Map<Part, FileTree> all = new EnumMap<>(Part.class);
    all.putAll(files);
    picture.ifPresent(drawn -> all.put(Part.DIAGRAM, drawn.files()));
    return all;
  }

  /** The picture of a fleet: the one that was generated, or a new one where none was. */
  static String svg(ProverFleet fleet, Map<Part, FileTree> generated) {
    FileTree diagram = generated.get(Part.DIAGRAM);
    return diagram == null ? Svg.of(FleetDiagram.of(fleet)) : diagram.text(SVG);
  }
}
