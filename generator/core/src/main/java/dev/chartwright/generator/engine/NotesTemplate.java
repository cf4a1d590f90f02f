package dev.chartwright.generator.engine;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;

/**
 * Gets the notes of a chart, which the embedded engine renders and does not give: they become a
 * named template, and an object of this name carries its text.
 */
public final class NotesTemplate {
  private static final String FILE = "templates/NOTES.txt";
  private static final String NAME = "chartwright-rendered-notes";

  private NotesTemplate() {}

  /** A chart that renders its notes too. Only for charts whose notes define no named template. */
  public static FileTree rendered(FileTree chart) {
    if (!chart.contains(FILE)) {
      return chart;
    }
    String body = chart.text(FILE);
    return chart
        .only(path -> !path.equals(FILE))
        .with(
            "templates/" + NAME + ".yaml",
            """
            {{- define "%1$s" }}%2$s{{ end -}}
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: %1$s
            data:
              notes: {{ include "%1$s" . | toJson }}
            """
                .formatted(NAME, body));
  }

  /** The notes in what such a chart renders; empty if it has none. */
  public static String notes(String manifest) {
    return RenderedManifest.of(manifest).objects().stream()
        .filter(each -> each.name().equals(NAME))
        .map(RenderedObject::tree)
        .flatMap(tree -> Tree.text(tree, "data", "notes").stream())
        .findFirst()
        .orElse("");
  }
}
