package dev.chartwright.chart;

import dev.chartwright.chart.tree.Trees;
import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.SourceLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A subchart: one that is fetched, or another chart of the same build. Immutable.
 *
 * <pre>{@code
 * Dependency database =
 *     Dependency.on("postgresql", "15.x", "oci://registry.example.com/charts")
 *         .onlyWhen(values.flag("postgresql.enabled", true).describe("Installs PostgreSQL."))
 *         .set("auth.username", "app");
 * }</pre>
 */
public final class Dependency {
  private final String name;
  private final String version;
  private final String repository;
  private final Optional<Chart> chart;
  private final Optional<SourceLine> declaredAt;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final List<String> tags = new ArrayList<>();
  private final List<Import> imports = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Optional<Value<Boolean>> condition = Optional.empty();
  private String alias = "";

  /**
   * Values of the subchart that become values of the chart.
   *
   * @param child their path in the subchart
   * @param parent their path in the chart; empty for Helm's short form, in which {@code child} is
   *     the key below {@code exports} and its entries become values of the chart
   */
  public record Import(String child, String parent) {
    public Import {
      Objects.requireNonNull(child, "child");
      Objects.requireNonNull(parent, "parent");
    }
  }

  private Dependency(
      String name,
      String version,
      String repository,
      Optional<Chart> chart,
      Optional<SourceLine> declaredAt) {
    this.name = Objects.requireNonNull(name, "name");
    this.version = Objects.requireNonNull(version, "version");
    this.repository = Objects.requireNonNull(repository, "repository");
    this.chart = chart;
    this.declaredAt = declaredAt;
  }

  private Dependency(Dependency other) {
    this(other.name, other.version, other.repository, other.chart, other.declaredAt);
    settings.putAll(other.settings);
    tags.addAll(other.tags);
    imports.addAll(other.imports);
    findings.addAll(other.findings);
    condition = other.condition;
    alias = other.alias;
  }

  /**
   * A chart that is fetched.
   *
   * @param version exact or a SemVer range, such as {@code 15.x}
   * @param repository {@code https://…}, {@code oci://…}, or {@code file://…} with a path that is
   *     relative to the folder of the generated chart; {@code http://…} on the loopback interface
   *     only
   */
  public static Dependency on(String name, String version, String repository) {
    return new Dependency(name, version, repository, Optional.empty(), SourceLine.ofCaller());
  }

  /**
   * Another chart of the same build. It is generated into {@code charts/} of the chart that depends
   * on it, and proven with it. A library chart gives its named templates.
   */
  public static Dependency on(Chart chart) {
    return new Dependency(
        chart.name(), chart.version(), "", Optional.of(chart), SourceLine.ofCaller());
  }

  /**
   * Installs the subchart only when a flag of the chart is on. By convention its path is {@code
   * <name>.enabled}, below the name or the alias of the subchart.
   */
  public Dependency onlyWhen(Value<Boolean> flag) {
    Dependency copy = new Dependency(this);
    copy.condition = Optional.of(flag);
    return copy;
  }

  /** Names the subchart in the values of the chart; default its own name. */
  public Dependency as(String changed) {
    Dependency copy = new Dependency(this);
    copy.alias = Objects.requireNonNull(changed, "alias");
    return copy;
  }

  /**
   * Adds a tag: users switch all subcharts with a tag on and off by {@code tags.<tag>}. To document
   * it, declare the flag {@code tags.<tag>} among the values of the chart.
   */
  public Dependency tag(String tag) {
    Dependency copy = new Dependency(this);
    copy.tags.add(Objects.requireNonNull(tag, "tag"));
    return copy;
  }

  /**
   * Makes what the subchart has below {@code exports.<key>} values of the chart.
   *
   * @param key a key below {@code exports} of the subchart
   */
  public Dependency importValues(String key) {
    return importing(new Import(key, ""));
  }

  /**
   * Makes values of the subchart values of the chart.
   *
   * @param child a path in the values of the subchart that holds a map
   * @param parent the path in the values of the chart that gets its entries
   */
  public Dependency importValues(String child, String parent) {
    return importing(new Import(child, parent));
  }

  private Dependency importing(Import values) {
    Dependency copy = new Dependency(this);
    copy.imports.add(values);
    return copy;
  }

  /**
   * Gives a value of the subchart another default, which stands in {@code values.yaml} of the
   * chart. A value that users of the chart are meant to set is declared instead, with the name of
   * the subchart before its path: {@code values.string("postgresql.auth.username", "app")}.
   *
   * @param path the path in the values of the subchart, such as {@code auth.username}
   * @param setting a plain Java tree
   */
  public Dependency set(String path, Object setting) {
    Dependency copy = new Dependency(this);
    String place = "dependencies[" + key() + "]." + path;
    if (setting instanceof Value<?> value) {
      copy.findings.add(
          Finding.error(
                  DeclarationRules.SUBCHART_SETTING,
                  Place.ofCaller(place),
                  "the setting is " + value + ", a value of this chart")
              .fixedBy(
                  "declare the value as " + key() + "." + path + ", and leave the setting out"));
      return copy;
    }
    try {
      Object tree = Trees.ordered(setting);
      if (copy.settings.putIfAbsent(path, tree) != null) {
        copy.findings.add(
            Finding.error(
                DeclarationRules.SUBCHART_SETTING,
                Place.ofCaller(place),
                "'" + path + "' is set twice"));
      }
    } catch (IllegalArgumentException noTree) {
      copy.findings.add(
          Finding.error(DeclarationRules.TREE, Place.ofCaller(place), noTree.getMessage()));
    }
    return copy;
  }

  public String name() {
    return name;
  }

  /** Exact or a SemVer range. */
  public String version() {
    return version;
  }

  /** Where it is fetched from; empty for a chart of the same build. */
  public String repository() {
    return repository;
  }

  /** The chart, if it belongs to the same build. */
  public Optional<Chart> chart() {
    return chart;
  }

  /** The flag that switches it on; empty for always. */
  public Optional<Value<Boolean>> condition() {
    return condition;
  }

  /** Its name in the values; empty for its own name. */
  public String alias() {
    return alias;
  }

  public List<String> tags() {
    return List.copyOf(tags);
  }

  /** Its values that become values of the chart. */
  public List<Import> imports() {
    return List.copyOf(imports);
  }

  /** The defaults that the chart gives to its values, by their path in the subchart, in order. */
  public Map<String, Object> settings() {
    return Trees.ordered(settings);
  }

  /** The line of Java that declared it. */
  public Optional<SourceLine> declaredAt() {
    return declaredAt;
  }

  /** What is wrong with it as a dependency of a chart. */
  List<Finding> findings(Chart parent) {
    return Check.findings(parent, this);
  }

  /** Its key in the values. */
  public String key() {
    return alias.isEmpty() ? name : alias;
  }

  @Override
  public String toString() {
    return key() + " " + version;
  }

  /** Finds what is wrong with a dependency of a chart, all at once. Used once, by one thread. */
  private static final class Check {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]([-_A-Za-z0-9]*[A-Za-z0-9])?");
    private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");
    private static final Pattern REPOSITORY =
        Pattern.compile(
            "(https|oci|file)://.+|http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?");

    private final Chart chart;
    private final Dependency dependency;
    private final String path;
    private final List<Finding> findings = new ArrayList<>();

    private Check(Chart chart, Dependency dependency) {
      this.chart = chart;
      this.dependency = dependency;
      this.path = "dependencies[" + dependency.key() + "]";
    }

    static List<Finding> findings(Chart chart, Dependency dependency) {
      Check check = new Check(chart, dependency);
      check.findings.addAll(dependency.findings);
      check.origin();
      check.condition();
      check.key();
      check.tags();
      check.imports();
      check.settings();
      return check.findings;
    }

    private void origin() {
      if (dependency.chart().isPresent()) {
        return; // The chart has findings of its own.
      }
      require(
          NAME.matcher(dependency.name()).matches(),
          error(
              DeclarationRules.DEPENDENCY,
              path,
              "'" + dependency.name() + "' is not a valid name of a chart"));
      require(
          !dependency.version().isBlank(),
          error(DeclarationRules.DEPENDENCY, path + ".version", "the dependency has no version"));
      require(
          REPOSITORY.matcher(dependency.repository()).matches(),
          error(
              DeclarationRules.DEPENDENCY,
              path + ".repository",
              "'" + dependency.repository() + "' is not an address with https, oci or file"));
    }

    private void condition() {
      dependency
          .condition()
          .ifPresent(
              flag ->
                  require(
                      chart.values().find(flag.path()).isPresent(),
                      error(
                              CommonRules.VAL_04,
                              path + ".condition",
                              "values."
                                  + flag.path()
                                  + " is not declared by the values of this chart")
                          .because("the dependency can never be switched off")
                          .fixedBy(
                              "declare it, or pass the values that it comes from to the chart")));
    }

    private void key() {
      require(
          dependency.alias().isEmpty() || KEY.matcher(dependency.alias()).matches(),
          error(
                  DeclarationRules.DEPENDENCY,
                  path + ".alias",
                  "'" + dependency.alias() + "' is not a valid alias")
              .because("Helm rejects the alias")
              .fixedBy("use letters, digits and hyphens"));
      require(
          chart.values().find(dependency.key()).isEmpty(),
          error(
                  CommonRules.CHA_05,
                  path,
                  "values."
                      + dependency.key()
                      + " is a value of this chart, and Helm keeps the subchart's values there")
              .because("one replaces the other")
              .fixedBy("rename the value, or give the dependency an alias"));
    }

    private void tags() {
      for (String tag : dependency.tags()) {
        require(
            KEY.matcher(tag).matches(),
            error(
                    DeclarationRules.DEPENDENCY,
                    path + ".tags",
                    "'" + tag + "' is not a valid tag of a dependency")
                .because("users could not set it below 'tags'")
                .fixedBy("use letters, digits and hyphens"));
        chart
            .values()
            .find("tags." + tag)
            .ifPresent(
                value ->
                    require(
                        value.type() instanceof ValueType.FlagType,
                        error(
                                DeclarationRules.DEPENDENCY,
                                path + ".tags",
                                "values.tags." + tag + " is not a flag")
                            .because("Helm ignores the tag")
                            .fixedBy("declare values.flag(\"tags." + tag + "\", true)")));
      }
      require(
          dependency.tags().isEmpty() || dependency.condition().isEmpty(),
          error(
                  DeclarationRules.SUBCHART_SETTING,
                  path + ".tags",
                  "the dependency has tags and a condition")
              .because("the condition always has a value, and Helm then ignores the tags")
              .fixedBy("use either tags or a condition"));
    }

    private void imports() {
      for (Dependency.Import each : dependency.imports()) {
        for (String part : List.of(each.child(), each.parent())) {
          require(
              (part.isEmpty() && !each.child().isEmpty()) || PATH.matcher(part).matches(),
              error(
                      DeclarationRules.DEPENDENCY,
                      path + ".import-values",
                      "'" + part + "' is not a path of values")
                  .because("Helm imports nothing")
                  .fixedBy("write keys with dots between them"));
        }
      }
    }

    private void settings() {
      Set<String> groups = new HashSet<>();
      for (String set : dependency.settings().keySet()) {
        for (int dot = set.indexOf('.'); dot > 0; dot = set.indexOf('.', dot + 1)) {
          groups.add(set.substring(0, dot));
        }
      }
      for (String set : dependency.settings().keySet()) {
        String place = path + "." + set;
        require(
            PATH.matcher(set).matches(),
            error(
                DeclarationRules.SUBCHART_SETTING,
                place,
                "'" + set + "' is not a path of a value"));
        require(
            !groups.contains(set),
            error(
                DeclarationRules.SUBCHART_SETTING,
                place,
                "'" + set + "' is set, and so are values below it"));
        String value = dependency.key() + "." + set;
        require(
            chart.values().all().stream().noneMatch(each -> overlap(each.path(), value)),
            error(
                    DeclarationRules.SUBCHART_SETTING,
                    place,
                    "values." + value + " is declared by the values of this chart as well")
                .because("the two defaults contradict each other")
                .fixedBy("give the declared value this default, and leave the setting out"));
      }
    }

    private static boolean overlap(String one, String other) {
      return (one + ".").startsWith(other + ".") || (other + ".").startsWith(one + ".");
    }

    private void require(boolean holds, Finding otherwise) {
      if (!holds) {
        findings.add(otherwise);
      }
    }

    private Finding error(Rule rule, String place, String what) {
      return Finding.error(rule, Place.ofModel(place).declaredAt(dependency.declaredAt()), what);
    }
  }
}
