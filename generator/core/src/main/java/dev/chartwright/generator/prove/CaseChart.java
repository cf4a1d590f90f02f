package dev.chartwright.generator.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A chart rewritten so that one call of Helm renders many cases of it: each file becomes a named
 * template, and one more template lays the values of each case over the defaults, as Helm does, and
 * includes what is asked for. The chart is read, and its templates are parsed, once a call instead
 * of once a case, which is most of the work.
 *
 * <p>A chart that cannot be rewritten without a change of meaning is left alone: one with
 * subcharts, one whose templates change values in place, or one with named templates inside of
 * manifests.
 *
 * <p>Closing it deletes its temporary folders. Not for use by several threads.
 */
final class CaseChart implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VALUES = "values.yaml";
  private static final String SCHEMA = "values.schema.json";
  private static final String TEMPLATES = "templates/";
  private static final String OUTPUT = "# ";
  private static final Pattern PLACE =
      Pattern.compile("(whole|parts)\\[([0-9]+)]\\.?(.*)", Pattern.DOTALL);

  /** Any name that nobody resolves. */
  private static final String PARTS_ID = "https://values.invalid/parts.schema.json";

  /** The list of values that are asked about as a whole, and of those without what is as always. */
  private static final String WHOLE = "whole";

  private static final String PARTS = "parts";

  /** Stands where a file refuses its values, so that the other cases of a call are rendered. */
  private static final String REFUSED = "\uFDD3";

  private static final Pattern FAIL = Pattern.compile("(\\{\\{-?\\s*)fail(?=\\s)");

  /** Keywords of a schema that judge each value of the first level for itself. */
  private static final Set<String> INDEPENDENT =
      Set.of(
          "$schema",
          "title",
          "description",
          "type",
          "properties",
          "patternProperties",
          "additionalProperties",
          "required",
          "definitions");

  /** The recursion of Helm's own merge: maps merge, null removes, everything else replaces. */
  private static final String LAY =
      """
      {{- define "chartwright.lay" }}
      {{- range $key, $value := .below }}
      {{- if not (hasKey $.above $key) }}
      {{- $_ := set $.into $key $value }}
      {{- else }}
      {{- $over := index $.above $key }}
      {{- if and (kindIs "map" $over) (kindIs "map" $value) }}
      {{- $both := dict }}
      {{- include "chartwright.lay" (dict "into" $both "below" $value "above" $over) }}
      {{- $_ := set $.into $key $both }}
      {{- else if not (kindIs "invalid" $over) }}
      {{- $_ := set $.into $key $over }}
      {{- end }}
      {{- end }}
      {{- end }}
      {{- range $key, $value := .above }}
      {{- if and (not (hasKey $.below $key)) (not (kindIs "invalid" $value)) }}
      {{- $_ := set $.into $key $value }}
      {{- end }}
      {{- end }}
      {{- end }}
      """;

  /** Every file on a line of its own: a comment, so that Helm does not read what it holds. */
  private static final String CASE =
      """
      {{- define "chartwright.case" }}
      {{- $root := index . 0 }}
      {{- if lt (index . 1) (len $root.Values.cases) }}
      {{- $case := index $root.Values.cases (index . 1) -}}
      kind: Cases
      {{- $values := dict }}
      {{- include "chartwright.lay" (dict "into" $values "below" $root.Values.base "above" $case.settings) }}
      {{- $release := dict "Name" $case.release "Namespace" $root.Release.Namespace "Service" $root.Release.Service "Revision" $root.Release.Revision "IsInstall" $root.Release.IsInstall "IsUpgrade" $root.Release.IsUpgrade }}
      {{- range $case.files }}
      {{- $template := dict "Name" (print $root.Chart.Name "/" .) "BasePath" (print $root.Chart.Name "/templates") }}
      # {{ include (print $root.Chart.Name "/" .) (dict "Values" $values "Release" $release "Chart" $root.Chart "Capabilities" $root.Capabilities "Files" $root.Files "Template" $template) | toJson }}
      {{- end }}
      {{- end }}
      {{- end }}
      """;

  /** Cases that go to Helm in one call. */
  static final int MOST_JOBS = 60;

  // One for each case: Helm looks for the ends of documents, quickly in short files only.
  private static final Pattern DRIVER = Pattern.compile("templates/case-([0-9]+)\\.case\\.yaml");
  private static final Pattern SOURCE = Pattern.compile("# Source: [^/]+/(templates/.*)");

  private final ChartFolder rendering;
  private final Optional<ChartFolder> validation;
  private final boolean independent;
  private final List<String> files;
  private final ProofRequest request;

  private CaseChart(
      ChartFolder rendering,
      Optional<ChartFolder> validation,
      boolean independent,
      List<String> files,
      ProofRequest request) {
    this.rendering = rendering;
    this.validation = validation;
    this.independent = independent;
    this.files = files;
    this.request = request;
  }

  /** The rewritten chart; nothing when that would change its meaning. */
  static Optional<CaseChart> of(FileTree chart, ValueUse use, ProofRequest request) {
    Set<String> paths = chart.files().keySet();
    String metadata = chart.contains("Chart.yaml") ? chart.text("Chart.yaml") : "";
    boolean composed =
        paths.stream().anyMatch(path -> path.startsWith("charts/"))
            || !Tree.list(YamlReader.read(metadata), "dependencies").isEmpty();
    Optional<String> base = base(chart);
    if (composed || use.changesValues() || use.definesInManifests() || base.isEmpty()) {
      return Optional.empty();
    }
    Optional<ObjectNode> schema = schema(chart);
    if (schema.isEmpty() && chart.contains(SCHEMA)) {
      return Optional.empty();
    }
    String name = Tree.text(YamlReader.read(metadata), "name").orElse("chart");
    FileTree.Builder rewritten = FileTree.builder().add("Chart.yaml", metadata);
    List<String> files = new ArrayList<>();
    for (String path : paths) {
      if (!path.startsWith(TEMPLATES)) {
        if (!path.equals("Chart.yaml") && !path.equals(VALUES) && !path.equals(SCHEMA)) {
          rewritten.add(path, chart.files().get(path)); // Templates may read it.
        }
      } else if (ValueUse.isPartial(path)) {
        rewritten.add(path, chart.files().get(path));
      } else {
        files.add(path);
        int slash = path.lastIndexOf('/') + 1;
        rewritten.add(
            path.substring(0, slash) + "_" + path.substring(slash) + ".case",
            "{{ define \""
                + name
                + "/"
                + path
                + "\" }}"
                + FAIL.matcher(chart.text(path)).replaceAll("$1print \"" + REFUSED + "\"")
                + "{{ end }}");
      }
    }
    rewritten.add(VALUES, base.get());
    rewritten.add(TEMPLATES + "_case.case", LAY + CASE);
    for (int i = 0; i < MOST_JOBS; i++) {
      rewritten.add(
          TEMPLATES + "case-" + i + ".case.yaml",
          "{{- include \"chartwright.case\" (list $ " + i + ") }}\n");
    }
    HelmEngine engine = HelmEngine.embedded();
    ChartFolder folder = ChartFolder.of(rewritten.build(), engine);
    return Optional.of(
        new CaseChart(
            folder,
            schema.map(own -> ChartFolder.of(validating(own, metadata), engine)),
            schema.map(CaseChart::isIndependent).orElse(true),
            files,
            request));
  }

  /**
   * The chart's values one level deeper, as text, so that Helm reads the numbers as it always does.
   */
  private static Optional<String> base(FileTree chart) {
    String text = chart.contains(VALUES) ? chart.text(VALUES) : "";
    String base =
        text.lines().map(line -> "  " + line).collect(Collectors.joining("\n", "base:\n", "\n"));
    try {
      Object given = YamlReader.read(text);
      if (given == null || given.equals(Map.of())) {
        return Optional.of("base: {}\ncases: []\n");
      }
      return Tree.map(YamlReader.read(base)).get("base").equals(given)
          ? Optional.of(base + "cases: []\n")
          : Optional.empty();
    } catch (InvalidYamlException unreadable) {
      return Optional.empty();
    }
  }

  /** The chart for values that its schema accepts. */
  static FileTree withoutSchema(FileTree chart) {
    return chart.only(path -> !path.equals(SCHEMA));
  }

  /** The chart's schema, if it can be part of another. */
  private static Optional<ObjectNode> schema(FileTree chart) {
    try {
      return chart.contains(SCHEMA)
              && JSON.readTree(chart.text(SCHEMA)) instanceof ObjectNode schema
              && !schema.has("$id")
          ? Optional.of(schema)
          : Optional.empty();
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }

  /** A chart that renders nothing, and whose schema asks of each case what the chart's asks. */
  private static FileTree validating(ObjectNode own, String metadata) {
    // Helm reads a definition once, which takes as long as some fifty cases.
    ObjectNode parts = own.deepCopy();
    parts.put("$id", PARTS_ID);
    JsonNode required = parts.remove("required");
    ObjectNode all = JSON.createObjectNode();
    all.set("$schema", own.path("$schema"));
    all.putObject("definitions").set(PARTS, parts);
    ObjectNode properties = all.putObject("properties");
    properties.putObject(PARTS).putObject("items").put("$ref", PARTS_ID);
    ArrayNode whole = properties.putObject(WHOLE).putObject("items").putArray("allOf");
    whole.addObject().put("$ref", PARTS_ID);
    if (required != null) {
      whole.addObject().set("required", required);
    }
    return FileTree.builder()
        .add("Chart.yaml", metadata)
        .add(VALUES, WHOLE + ": []\n" + PARTS + ": []\n")
        .add(SCHEMA, all.toString())
        .add(TEMPLATES + "_nothing.tpl", "")
        .build();
  }

  private static boolean isIndependent(JsonNode schema) {
    List<String> keywords = new ArrayList<>();
    schema.fieldNames().forEachRemaining(keywords::add);
    return INDEPENDENT.containsAll(keywords);
  }

  /** Whether a file refused its values. */
  static boolean isRefused(String text) {
    return text.contains(REFUSED);
  }

  /** The files that render to something, in the order of their paths. */
  List<String> files() {
    return files;
  }

  /**
   * Asks the schema about the values of many cases.
   *
   * @param defaults accepted, and the same for all
   * @param cases the values of each, complete
   * @return for each what is rejected; nothing where the values are accepted
   */
  List<List<HelmFailure.Violation>> violations(
      Map<String, Object> defaults, List<Map<String, Object>> cases) {
    List<List<HelmFailure.Violation>> all =
        Stream.<List<HelmFailure.Violation>>generate(ArrayList::new).limit(cases.size()).toList();
    if (validation.isEmpty() || cases.isEmpty()) {
      return all;
    }
    Map<String, List<Object>> values = Map.of(WHOLE, new ArrayList<>(), PARTS, new ArrayList<>());
    Map<String, List<Integer>> indices = Map.of(WHOLE, new ArrayList<>(), PARTS, new ArrayList<>());
    for (int i = 0; i < cases.size(); i++) {
      Map<String, Object> each = cases.get(i);
      // What is missing can only be found among all the others.
      boolean isPart = independent && each.keySet().containsAll(defaults.keySet());
      String list = isPart ? PARTS : WHOLE;
      values.get(list).add(isPart ? difference(defaults, each) : each);
      indices.get(list).add(i);
    }
    if (call(validation.get(), values) instanceof HelmFailure.SchemaRejection rejection) {
      for (HelmFailure.Violation violation : rejection.violations()) {
        Matcher place = PLACE.matcher(violation.path());
        if (place.matches()) {
          int index = indices.get(place.group(1)).get(Integer.parseInt(place.group(2)));
          all.get(index).add(new HelmFailure.Violation(place.group(3), violation.message()));
        }
      }
    }
    return all;
  }

  private static Map<String, Object> difference(
      Map<String, Object> defaults, Map<String, Object> values) {
    Map<String, Object> different = new LinkedHashMap<>(values);
    different
        .entrySet()
        .removeIf(each -> Objects.equals(each.getValue(), defaults.get(each.getKey())));
    return different;
  }

  /**
   * A case to render.
   *
   * @param settings over the defaults
   * @param files what to render of it
   */
  record Job(String release, Map<String, Object> settings, List<String> files) {}

  /**
   * Renders files of many cases.
   *
   * @return for each job its files and what they render to; nothing where one of them cannot be
   *     rendered
   */
  List<Optional<Map<String, String>>> render(List<Job> jobs) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    if (jobs.size() > MOST_JOBS) {
      return both(jobs, MOST_JOBS);
    }
    List<Map<String, Object>> cases =
        jobs.stream()
            .<Map<String, Object>>map(
                job ->
                    Map.of(
                        "release", job.release(),
                        "settings", job.settings(),
                        "files", job.files()))
            .toList();
    Rendering rendering = call(this.rendering, Map.of("cases", cases));
    if (rendering instanceof Rendering.Rendered rendered) {
      return texts(jobs, rendered.manifest());
    }
    if (jobs.size() == 1) {
      return List.of(Optional.empty());
    }
    // One case that fails takes the others of its call with it, so they are rendered without it.
    OptionalInt failed =
        rendering instanceof HelmFailure.Refusal refusal
            ? index(refusal.location().file())
            : OptionalInt.empty();
    if (failed.isEmpty()) {
      return both(jobs, jobs.size() / 2);
    }
    List<Job> others = new ArrayList<>(jobs);
    others.remove(failed.getAsInt());
    List<Optional<Map<String, String>>> all = new ArrayList<>(render(others));
    all.add(failed.getAsInt(), Optional.empty());
    return all;
  }

  private static OptionalInt index(String file) {
    Matcher driver = DRIVER.matcher(file);
    return driver.matches()
        ? OptionalInt.of(Integer.parseInt(driver.group(1)))
        : OptionalInt.empty();
  }

  private List<Optional<Map<String, String>>> both(List<Job> jobs, int first) {
    List<Optional<Map<String, String>>> all = new ArrayList<>(render(jobs.subList(0, first)));
    all.addAll(render(jobs.subList(first, jobs.size())));
    return all;
  }

  private static List<Optional<Map<String, String>>> texts(List<Job> jobs, String manifest) {
    List<List<String>> outputs =
        Stream.<List<String>>generate(ArrayList::new).limit(jobs.size()).toList();
    OptionalInt job = OptionalInt.empty();
    for (String line : manifest.lines().toList()) {
      Matcher source = SOURCE.matcher(line);
      if (source.matches()) {
        job = index(source.group(1));
      } else if (line.startsWith(OUTPUT + "\"")) {
        outputs.get(job.orElseThrow()).add(text(line));
      }
    }
    List<Optional<Map<String, String>>> all = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Map<String, String> files = new LinkedHashMap<>();
      Iterator<String> next = outputs.get(i).iterator();
      jobs.get(i).files().forEach(file -> files.put(file, next.next()));
      all.add(Optional.of(files));
    }
    return all;
  }

  private static String text(String output) {
    try {
      return JSON.readValue(output.substring(OUTPUT.length()), String.class);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Helm's toJson gives JSON: " + output, impossible);
    }
  }

  private Rendering call(ChartFolder folder, Map<String, ?> tree) {
    try {
      // JSON is YAML.
      String values = JSON.writeValueAsString(tree);
      return folder.render(
          request.releases().get(0), request.namespace(), List.of(values), request.kubeVersion());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("values are plain trees", impossible);
    }
  }

  @Override
  public void close() {
    rendering.close();
    validation.ifPresent(ChartFolder::close);
  }
}
