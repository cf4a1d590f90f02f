package dev.chartwright.generator.chartfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.Digest;
import dev.chartwright.generator.yaml.GoJson;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code Chart.lock}: which version of each dependency was chosen. Immutable.
 *
 * @param dependencies in the order of {@code Chart.yaml}
 * @param digest of these and of the dependencies in {@code Chart.yaml}, as Helm computes it
 */
public record ChartLock(List<Locked> dependencies, String digest) {
  /** The name of the file. */
  public static final String FILE = "Chart.lock";

  private static final List<String> KEYS =
      List.of(
          "name",
          "version",
          "repository",
          "condition",
          "tags",
          "enabled",
          "import-values",
          "alias");

  /**
   * A dependency.
   *
   * @param repository empty for a subchart that lies in {@code charts/} from the beginning
   * @param version exact
   */
  public record Locked(String name, String repository, String version) {
    private Map<String, Object> tree() {
      return Map.of("name", name, "repository", repository, "version", version);
    }

    /** The archive of the subchart. */
    public String archive() {
      return name + "-" + version + ".tgz";
    }
  }

  public ChartLock {
    dependencies = List.copyOf(dependencies);
  }

  /**
   * The lock of a chart.
   *
   * @param declared the entries of {@code dependencies} in {@code Chart.yaml}
   */
  public static ChartLock of(List<?> declared, List<Locked> chosen) {
    return new ChartLock(chosen, digest(declared, chosen));
  }

  /** Reads a lock from a tree of YAML; what it lacks is empty. */
  public static ChartLock read(Object tree) {
    List<Locked> dependencies =
        Tree.list(tree, "dependencies").stream()
            .map(
                each ->
                    new Locked(text(each, "name"), text(each, "repository"), text(each, "version")))
            .toList();
    return new ChartLock(dependencies, text(tree, "digest"));
  }

  private static String text(Object tree, String key) {
    Object value = Tree.at(tree, key);
    return value == null ? "" : value.toString();
  }

  /** Whether it was made for the dependencies of a {@code Chart.yaml}. */
  public boolean fits(List<?> declared) {
    return digest.equals(digest(declared, dependencies));
  }

  /** What was chosen for a dependency. */
  public Optional<Locked> find(String name, String repository) {
    return dependencies.stream()
        .filter(each -> each.name().equals(name) && each.repository().equals(repository))
        .findFirst();
  }

  /** The file. It has no date, so that it only changes with the dependencies. */
  public String text() {
    StringBuilder text = new StringBuilder("dependencies:\n");
    for (Locked each : dependencies) {
      text.append("- name: ").append(each.name()).append('\n');
      text.append("  repository: ").append(GoJson.of(each.repository())).append('\n');
      text.append("  version: ").append(GoJson.of(each.version())).append('\n');
    }
    return text.append("digest: ").append(digest).append('\n').toString();
  }

  private static String digest(List<?> declared, List<Locked> chosen) {
    List<Object> locked = new ArrayList<>();
    chosen.forEach(each -> locked.add(each.tree()));
    String json = "[" + entries(declared) + "," + entries(locked) + "]";
    return Digest.of(json.getBytes(UTF_8)).prefixed();
  }

  private static String entries(List<?> entries) {
    return entries.stream().map(ChartLock::entry).collect(Collectors.joining(",", "[", "]"));
  }

  /** An entry in Helm's order of keys, without those that are empty. */
  private static String entry(Object entry) {
    return KEYS.stream()
        .filter(key -> key.equals("name") || key.equals("repository") || isGiven(entry, key))
        .map(key -> GoJson.of(key) + ":" + GoJson.of(given(entry, key)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static boolean isGiven(Object entry, String key) {
    Object value = Tree.at(entry, key);
    boolean isEmpty =
        value == null
            || value.equals("")
            || value.equals(false)
            || (value instanceof List<?> list && list.isEmpty());
    return !isEmpty;
  }

  private static Object given(Object entry, String key) {
    Object value = Tree.at(entry, key);
    return value == null ? "" : value;
  }
}
