package dev.chartwright.generator.gcloud;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.infrastructure.ComputeClassFile;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.template.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The scripts that build a fleet's cluster, operate the fleet, and take it down again. What a
 * script does is decided here, in Java; the templates hold its text. Stateless.
 */
public final class GcloudScripts {
  private static final Templates TEMPLATES =
      Templates.beside(GcloudScripts.class, new ShellQuoting());

  private static final List<String> SCRIPTS =
      List.of(
          "preflight",
          "10-network",
          "20-cluster",
          "30-node-pools",
          "40-connect",
          "50-operators",
          "60-release",
          "up",
          "down",
          "status",
          "versions",
          "atop-image",
          "fleet");

  private GcloudScripts() {}

  /** The files of the folder of scripts. */
  public static FileTree of(Infrastructure infrastructure) {
    Map<String, Object> model = new ScriptModel(infrastructure).model();
    FileTree.Builder files = FileTree.builder();
    files.add("lib.sh", library());
    for (String script : SCRIPTS) {
      files.add(script + ".sh", TEMPLATES.render(script + ".ftl", model));
    }
    String classes = ComputeClassFile.of(infrastructure.gke().computeClasses());
    if (!classes.isEmpty()) {
      files.add(ComputeClassFile.NAME, classes);
    }
    return files.build();
  }

  private static String library() {
    try (InputStream in = GcloudScripts.class.getResourceAsStream("lib.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("lib.sh cannot be read from the class path", e);
    }
  }
}
