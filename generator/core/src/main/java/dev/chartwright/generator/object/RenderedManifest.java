package dev.chartwright.generator.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_06;

import dev.chartwright.generator.file.ChartPath;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The output of a rendering, taken apart: the objects, and what is wrong with documents that are
 * none.
 *
 * @param objects in Helm's order
 * @param findings documents that are not one object each
 * @param isComplete whether every object is among them, so that what is missing there is missing
 */
public record RenderedManifest(
    List<RenderedObject> objects, List<Finding> findings, boolean isComplete) {
  private static final String SOURCE = "# Source: ";
  private static final Pattern DOCUMENT = Pattern.compile("(?m)^---\n(?=" + SOURCE + ")");

  public RenderedManifest {
    objects = List.copyOf(objects);
    findings = List.copyOf(findings);
  }

  public static RenderedManifest of(String manifest) {
    List<RenderedObject> objects = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    boolean isComplete = true;
    for (String document : DOCUMENT.split(manifest)) {
      if (document.startsWith(SOURCE)) {
        int end = document.indexOf('\n');
        String source = ChartPath.belowChart(document.substring(SOURCE.length(), end));
        isComplete &= read(source, document.substring(end + 1), objects, findings);
      }
    }
    return new RenderedManifest(objects, findings, isComplete);
  }

  /** What one file of a chart renders to. */
  public static RenderedManifest ofFile(String source, String text) {
    List<RenderedObject> objects = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    boolean isComplete = true;
    // Helm drops documents without anything in them, comments included or not.
    for (String document : RenderedDocuments.of(text)) {
      if (!document.isBlank()) {
        isComplete &= read(source, document, objects, findings);
      }
    }
    return new RenderedManifest(objects, findings, isComplete);
  }

  /** The text of each file, all its documents together. */
  public static Map<String, String> files(String manifest) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String document : DOCUMENT.split(manifest)) {
      if (document.startsWith(SOURCE)) {
        int end = document.indexOf('\n');
        String source = ChartPath.belowChart(document.substring(SOURCE.length(), end));
        files.merge(source, document.substring(end + 1), (one, other) -> one + "---\n" + other);
      }
    }
    return files;
  }

  /** Reads one document; false when an object may be hidden in it. */
  private static boolean read(
      String source, String text, List<RenderedObject> objects, List<Finding> findings) {
    List<Object> documents;
    try {
      documents = YamlReader.readAll(text);
    } catch (InvalidYamlException invalid) {
      String line = text.lines().skip(invalid.line() - 1L).findFirst().orElse("").strip();
      findings.add(
          error(
              source,
              "it renders to YAML that is not acceptable: " + invalid.getMessage() + ": " + line));
      return false;
    }
    boolean isComplete = true;
    for (Object document : documents) {
      if (document == null) {
        continue; // Nothing but comments, which no tool takes for an object.
      }
      RenderedObject object = RenderedObject.of(source, Tree.map(document));
      if (object.apiVersion().isEmpty() || object.kind().isEmpty()) {
        isComplete = false;
        findings.add(
            error(source, "it renders to something that has no apiVersion and kind")
                .fixedBy("write one object a document"));
      } else if (object.type().equals("v1/List")) {
        findings.add(
            error(source, "it renders to a List")
                .because("Helm cannot order, keep or diff the objects in it one by one")
                .fixedBy("write one object a document"));
        Tree.list(document, "items").stream()
            .map(item -> RenderedObject.of(source, Tree.map(item)))
            .forEach(objects::add);
      } else {
        objects.add(object);
      }
    }
    return isComplete;
  }

  private static Finding error(String source, String what) {
    RenderedObject none = new RenderedObject(source, "", "", "", Map.of());
    return Finding.error(TPL_06, none.place(), what);
  }
}
