package dev.chartwright.generator.chartfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.yaml.Tree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A chart whose files are parsed once, when it is made. A file that is absent or unreadable gives
 * empty content; the checks of the files report why. Immutable.
 */
public final class ParsedChart {
  /** The file that holds the chart's metadata. */
  public static final String METADATA_FILE = "Chart.yaml";

  /** The file that holds the defaults. */
  public static final String VALUES_FILE = "values.yaml";

  /** The file that holds the schema of the values. */
  public static final String SCHEMA_FILE = "values.schema.json";

  /** Keyword of the schema at an earlier name of a value: the path of the value. */
  public static final String RENAMED_TO = "x-renamedTo";

  /** Keyword of the schema beside {@link #RENAMED_TO}: the version that refuses the name. */
  public static final String REMOVED_IN = "x-removedIn";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper STRICT_JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern TEMPLATE = Pattern.compile("(charts/[^/]+/)*templates/.*");
  private static final Pattern SUBCHARTS = Pattern.compile("^(charts/[^/]+/)+");
  private static final Pattern CI_CASE = Pattern.compile("ci/[^/]*-values\\.yaml");

  private final FileTree files;
  private final Parsed<Object> metadata;
  private final Parsed<Object> values;
  private final Parsed<JsonNode> schema;

  private ParsedChart(
      FileTree files, Parsed<Object> metadata, Parsed<Object> values, Parsed<JsonNode> schema) {
    this.files = files;
    this.metadata = metadata;
    this.values = values;
    this.schema = schema;
  }

  /**
   * Parses a chart.
   *
   * @param files by their paths below the chart's folder
   */
  public static ParsedChart of(FileTree files) {
    return new ParsedChart(
        files, yaml(files, METADATA_FILE), yaml(files, VALUES_FILE), schema(files));
  }

  /** A chart without files. */
  public static ParsedChart empty() {
    return of(FileTree.empty());
  }

  /** The same chart with other defaults. */
  public ParsedChart withValues(String text) {
    FileTree changed = files.only(path -> !path.equals(VALUES_FILE)).with(VALUES_FILE, text);
    return new ParsedChart(changed, metadata, yaml(changed, VALUES_FILE), schema);
  }

  private static Parsed<Object> yaml(FileTree files, String path) {
    return files.contains(path) ? Parsed.yaml(files.text(path)) : Parsed.absent();
  }

  private static Parsed<JsonNode> schema(FileTree files) {
    if (!files.contains(SCHEMA_FILE)) {
      return Parsed.absent();
    }
    String text = files.text(SCHEMA_FILE);
    try {
      return new Parsed<>(Optional.of(STRICT_JSON.readTree(text)), Optional.empty());
    } catch (JsonProcessingException malformed) {
      String line =
          malformed.getLocation() == null
              ? ""
              : "line " + malformed.getLocation().getLineNr() + ": ";
      return new Parsed<>(asHelmReads(text), Optional.of(line + malformed.getOriginalMessage()));
    }
  }

  /** Helm accepts a key that is given twice, and text after the end. */
  private static Optional<JsonNode> asHelmReads(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }

  /** Whether Helm reads a file as a template of the chart or of one of its subcharts. */
  public static boolean isTemplate(String path) {
    return TEMPLATE.matcher(path).matches();
  }

  /** Its files, by their paths below the chart's folder. */
  public FileTree files() {
    return files;
  }

  /** Whether the chart has a file. */
  public boolean contains(String path) {
    return files.contains(path);
  }

  /** The text of a file; empty when there is none. */
  public String text(String path) {
    return files.contains(path) ? files.text(path) : "";
  }

  /** What {@code Chart.yaml} holds, whatever it is. */
  public Parsed<Object> metadataFile() {
    return metadata;
  }

  /** What {@code values.yaml} holds, whatever it is. */
  public Parsed<Object> valuesFile() {
    return values;
  }

  /** What {@code values.schema.json} holds. */
  public Parsed<JsonNode> schemaFile() {
    return schema;
  }

  /** The keys of {@code Chart.yaml}. */
  public Map<String, Object> metadata() {
    return Tree.map(metadata.content().orElse(null));
  }

  /** A scalar of {@code Chart.yaml} as text; empty when it is absent. */
  public String metadata(String key) {
    Object value = metadata().get(key);
    return value == null ? "" : value.toString();
  }

  /** The defaults. */
  public Map<String, Object> values() {
    return Tree.map(values.content().orElse(null));
  }

  /** The schema of the values. */
  public Optional<JsonNode> schema() {
    return schema.content();
  }

  /** The chart's name; empty when it has none. */
  public String name() {
    return Tree.text(metadata(), "name").orElse("");
  }

  /** The chart's version as it is written; empty when it has none. */
  public String version() {
    return metadata("version");
  }

  /** The version of what the chart installs; empty when it has none. */
  public String appVersion() {
    return metadata("appVersion");
  }

  /** Whether the chart only holds named templates for others. */
  public boolean isLibrary() {
    return Tree.text(metadata(), "type").filter("library"::equals).isPresent();
  }

  /** The entries of {@code dependencies}. */
  public List<ChartDependency> dependencies() {
    return Tree.list(metadata(), "dependencies").stream().map(ChartDependency::of).toList();
  }

  /** The subcharts that lie unpacked in {@code charts/}, parsed now, by the name of the folder. */
  public Map<String, ParsedChart> subcharts() {
    Map<String, FileTree.Builder> folders = new LinkedHashMap<>();
    files
        .files()
        .forEach(
            (path, content) -> {
              String[] steps = path.split("/", 3);
              if (steps.length == 3 && steps[0].equals("charts")) {
                folders
                    .computeIfAbsent(steps[1], none -> FileTree.builder())
                    .add(steps[2], content);
              }
            });
    Map<String, ParsedChart> subcharts = new LinkedHashMap<>();
    folders.forEach((folder, content) -> subcharts.put(folder, of(content.build())));
    return Collections.unmodifiableMap(subcharts);
  }

  /** The path of a file in the innermost subchart that holds it. */
  public static String withoutSubcharts(String path) {
    return SUBCHARTS.matcher(path).replaceFirst("");
  }

  /**
   * The file that a rendered object comes from: Helm calls the folder of a subchart by its alias.
   *
   * @param source the file as Helm tells it, such as {@code charts/cache/templates/service.yaml}
   */
  public String file(String source) {
    String[] steps = source.split("/", 3);
    if (steps.length < 3 || !steps[0].equals("charts")) {
      return source;
    }
    Map<String, ParsedChart> subcharts = subcharts();
    return dependencies().stream()
        .filter(each -> each.key().equals(steps[1]) && subcharts.containsKey(each.name()))
        .findFirst()
        .map(each -> "charts/" + each.name() + "/" + subcharts.get(each.name()).file(steps[2]))
        .orElse(source);
  }

  /** The chart's own cases, {@code ci/*-values.yaml}: the text of each, by its path. */
  public Map<String, String> ciCases() {
    Map<String, String> cases = new LinkedHashMap<>();
    files.paths().stream()
        .filter(path -> CI_CASE.matcher(path).matches())
        .forEach(path -> cases.put(path, files.text(path)));
    return Collections.unmodifiableMap(cases);
  }

  @Override
  public String toString() {
    return name() + " " + version();
  }
}
