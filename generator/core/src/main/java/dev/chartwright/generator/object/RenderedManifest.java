package dev.chartwright.generator.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_06;

import dev.chartwright.generator.file.ChartPath;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    return together(
        Stream.of(DOCUMENT.split(manifest))
            .filter(document -> document.startsWith(SOURCE))
            .map(
                document -> {
                  int end = document.indexOf('\n');
                  String source = ChartPath.belowChart(document.substring(SOURCE.length(), end));
                  return read(source, document.substring(end + 1));
                }));
  }

  /** What one file of a chart renders to. */
  public static RenderedManifest ofFile(String source, String text) {
    // Helm drops documents without anything in them, comments included or not.
    return together(
        RenderedDocuments.of(text).stream()
            .filter(document -> !document.isBlank())
            .map(document -> read(source, document)));
  }

  private static RenderedManifest together(Stream<RenderedManifest> parts) {
    List<RenderedManifest> all = parts.toList();
    return new RenderedManifest(
        all.stream().flatMap(each -> each.objects.stream()).toList(),
        all.stream().flatMap(each -> each.findings.stream()).toList(),
        all.stream().allMatch(RenderedManifest::isComplete));
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

  private static RenderedManifest read(String source, String text) {
    List<Object> documents;
    try {
      documents = YamlReader.readAll(text);
    } catch (InvalidYamlException invalid) {
      String line = text.lines().skip(invalid.line() - 1L).findFirst().orElse("").strip();
      String what = "it renders to YAML that is not acceptable: ";
      return hidden(error(source, what + invalid.getMessage() + ": " + line));
    }
    return together(
        documents.stream()
            // Nothing but comments, which no tool takes for an object.
            .filter(Objects::nonNull)
            .map(document -> ofDocument(RenderedObject.of(source, Tree.map(document)))));
  }

  private static RenderedManifest ofDocument(RenderedObject object) {
    if (object.apiVersion().isEmpty() || object.kind().isEmpty()) {
      return hidden(
          error(object.source(), "it renders to something that has no apiVersion and kind")
              .fixedBy("write one object a document"));
    }
    if (!object.type().equals("v1/List")) {
      return new RenderedManifest(List.of(object), List.of(), true);
    }
    List<RenderedObject> items =
        Tree.list(object.tree(), "items").stream()
            .map(item -> RenderedObject.of(object.source(), Tree.map(item)))
            .toList();
    Finding finding =
        error(object.source(), "it renders to a List")
            .because("Helm cannot order, keep or diff the objects in it one by one")
            .fixedBy("write one object a document");
    return new RenderedManifest(items, List.of(finding), true);
  }

  /** A document in which an object may be hidden. */
  private static RenderedManifest hidden(Finding finding) {
    return new RenderedManifest(List.of(), List.of(finding), false);
  }

  private static Finding error(String source, String what) {
    RenderedObject none = new RenderedObject(source, "", "", "", Map.of());
    return Finding.error(TPL_06, none.place(), what);
  }
}
