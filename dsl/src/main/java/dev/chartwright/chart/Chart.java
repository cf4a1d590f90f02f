package dev.chartwright.chart;

import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.kind.Crd;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Trees;
import dev.chartwright.problem.ComponentRules;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.PodSecurity;
import dev.chartwright.problem.PodSecurityLevel;
import dev.chartwright.problem.SourceLine;
import dev.chartwright.problem.Waiver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A declared Helm chart. Immutable. */
public final class Chart {
  /**
   * How long the full name of a chart with components may be. It does not depend on the components,
   * because a longer name of one that is added would rename the objects of all others.
   */
  private static final int LONGEST_FULL_NAME = 40;

  /** Stands between the name of a library chart and the name of its template. */
  private static final String LIBRARY = "/";

  private final Builder declared;
  private final List<Manifest> manifests;
  private final List<NamedTemplate> templates;
  private final Map<String, NamedTemplate> templatesByName = new HashMap<>();
  private final List<Note> notes;
  private final List<Finding> findings;
  private final int longestFullName;

  private Chart(Builder builder) {
    this.declared = builder;
    builder.declareComponents();
    this.notes = builder.notes.stream().map(note -> note.apply(builder.values)).toList();
    List<Manifest> objects = new ArrayList<>(builder.manifests);
    builder.values.secrets().forEach(secret -> secret.manifest().ifPresent(objects::add));
    this.manifests = List.copyOf(objects);
    int longest =
        builder.fullNameLimit.orElseGet(
            () ->
                builder.fittingFullName || builder.components.isEmpty()
                    ? ChartCheck.longestFullName(builder.values, manifests)
                    : LONGEST_FULL_NAME);
    this.longestFullName = longest;
    List<NamedTemplate> all = new ArrayList<>(StandardTemplates.of(builder.values, longest));
    // Charts had a template of this name before it was a standard one, and a library needs none.
    all.removeIf(
        standard ->
            standard.name().equals(StandardTemplates.NAMESPACE)
                && ((builder.library && !builder.values.overridesNamespace())
                    || builder.templates.stream()
                        .anyMatch(own -> own.name().equals(standard.name()))));
    all.addAll(builder.values.templates());
    all.addAll(builder.templates);
    this.templates = List.copyOf(all);
    all.forEach(template -> templatesByName.putIfAbsent(template.name(), template));
    this.findings = ChartCheck.findings(this);
  }

  /**
   * All findings of the declaration, each with its Java line. A chart with an error is never
   * rendered: the generator adds its own findings, and fails once with all of them.
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * The Java line that declared a part of the chart without a separate type, such as the version.
   */
  Optional<SourceLine> declaredAt(String part) {
    return declared.lines.getOrDefault(part, Optional.empty());
  }

  /** How many characters the full name may have; a longer one is cut and gets a digest. */
  int longestFullName() {
    return longestFullName;
  }

  /** Whether every object's suffix must leave room for the longest full name. */
  boolean hasFixedFullName() {
    return declared.fullNameLimit.isPresent()
        || (!declared.fittingFullName && !declared.components.isEmpty());
  }

  /** The findings of calls of the builder. */
  List<Finding> builderFindings() {
    return List.copyOf(declared.findings);
  }

  public static Builder named(String name) {
    Builder builder = new Builder(name);
    builder.line("name");
    return builder;
  }

  public String name() {
    return declared.name;
  }

  /** SemVer 2. */
  public String version() {
    return declared.version;
  }

  public String appVersion() {
    return declared.appVersion;
  }

  public String description() {
    return declared.description;
  }

  /** The Kubernetes versions that the chart supports, such as {@code >=1.27.0-0}. */
  public String kubeVersion() {
    return declared.kubeVersion;
  }

  /** {@code application} or {@code library}. */
  public boolean isLibrary() {
    return declared.library;
  }

  public String home() {
    return declared.home;
  }

  public String icon() {
    return declared.icon;
  }

  public List<String> sources() {
    return List.copyOf(declared.sources);
  }

  public List<String> keywords() {
    return List.copyOf(declared.keywords);
  }

  public List<Maintainer> maintainers() {
    return List.copyOf(declared.maintainers);
  }

  public Map<String, String> annotations() {
    return Collections.unmodifiableMap(declared.annotations);
  }

  public List<Dependency> dependencies() {
    return List.copyOf(declared.dependencies);
  }

  public Values values() {
    return declared.values;
  }

  /** Whether the chart was given values; without, it has the standard ones only. */
  public boolean hasValues() {
    return declared.hasValues;
  }

  /** The author's own, and the Secrets that the chart makes for its values. */
  public List<Manifest> manifests() {
    return manifests;
  }

  /**
   * A reference to a named template of this library chart, for the charts that depend on it: text,
   * or a map or list, as the template holds. What the template reads are the values of the chart
   * that includes it.
   *
   * @param template its name without the prefix of the chart, such as {@code labels}
   */
  public Expr include(String template) {
    Node body =
        templates.stream()
            .filter(each -> each.name().equals(template))
            .map(NamedTemplate::body)
            .findFirst()
            .orElse(Node.of(""));
    Kind kind =
        body instanceof Node.Mapping
            ? Kind.MAP
            : body instanceof Node.Sequence ? Kind.LIST : Kind.STRING;
    return new Expr.Include(name() + LIBRARY + template, kind, false);
  }

  /**
   * The library chart whose named template an include of this chart means.
   *
   * @param template the name as {@link Expr.Include} has it
   * @return nothing for a template of this chart, and where this chart does not depend on the
   *     library
   */
  public Optional<Chart> library(String template) {
    int end = template.indexOf(LIBRARY);
    String library = end < 0 ? "" : template.substring(0, end);
    return dependencies().stream()
        .flatMap(each -> each.chart().stream())
        .filter(each -> each.name().equals(library))
        .findFirst();
  }

  /** The standard templates, those of values, and the author's own. */
  public List<NamedTemplate> templates() {
    return templates;
  }

  /** The named template of a name, without the prefix of the chart. */
  public Optional<NamedTemplate> template(String name) {
    return Optional.ofNullable(templatesByName.get(name));
  }

  /** The templates in the author's own words. */
  public List<RawTemplate> rawTemplates() {
    return List.copyOf(declared.rawTemplates);
  }

  /** The author's own notes, then what the namespace needs for the pods of the chart. */
  public List<Note> notes() {
    List<Note> all = new ArrayList<>(notes);
    declared.podSecurity.map(Chart::note).ifPresent(all::add);
    return List.copyOf(all);
  }

  /** What the user who installs the chart has to know of its Pod Security level. */
  private static Note note(PodSecurity security) {
    return new Note(
        Condition.always(),
        new Node.Scalar(
            "The pods need the Pod Security level "
                + security.level()
                + ". If the namespace enforces another one, label it:\n\n  kubectl label --overwrite"
                + " namespace "
                + Templating.releaseNamespace().asString()
                + " "
                + security.level().label()),
        security.declaredAt());
  }

  public List<CiCase> ciCases() {
    return List.copyOf(declared.ciCases);
  }

  /** The author's own files inside the chart, by path. */
  public Map<String, byte[]> files() {
    return Collections.unmodifiableMap(declared.files);
  }

  /** Kinds without a schema that the chart may render, as {@code apiVersion/Kind}. */
  public Set<String> unknownKinds() {
    return Set.copyOf(declared.unknownKinds);
  }

  /** The CustomResourceDefinitions that the chart brings. */
  public List<Crd> crds() {
    return List.copyOf(declared.crds);
  }

  /** The schemas of custom kinds that others install. */
  public List<Crd.KindSchema> schemas() {
    return List.copyOf(declared.schemas);
  }

  /**
   * Settings under which the chart renders without a cluster: the switches of API checks, off, an
   * example for each Secret that the user has to name, and the example of each value without a
   * default; also those of the subcharts of the same build.
   */
  public Map<String, Object> offlineSettings() {
    Map<String, Object> settings = ofSubcharts(Chart::offlineSettings);
    for (SecretValue secret : declared.values.secrets()) {
      if (secret.isRequired()) {
        settings.put(secret.existingSecret().path(), secret.example());
      }
    }
    settings.putAll(requiredSettings());
    settings.putAll(declared.offlineSettings);
    return Collections.unmodifiableMap(settings);
  }

  /** Settings of the subcharts of the same build, but for those that this chart gives itself. */
  private Map<String, Object> ofSubcharts(Function<Chart, Map<String, Object>> settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Dependency dependency : dependencies()) {
      dependency
          .chart()
          .map(settings)
          .orElse(Map.of())
          .forEach(
              (path, setting) -> {
                String here = path.startsWith("global.") ? path : dependency.key() + "." + path;
                boolean isGiven =
                    dependency.settings().containsKey(path)
                        || declared.values.find(here).isPresent();
                if (!isGiven) {
                  all.put(here, setting);
                }
              });
    }
    return all;
  }

  /** The values that users have to set, each with its first example. */
  public Map<String, Object> requiredSettings() {
    Map<String, Object> settings = ofSubcharts(Chart::requiredSettings);
    for (Value<?> value : declared.values.all()) {
      if (value.isRequired() && !value.examples().isEmpty()) {
        settings.put(value.path(), value.examples().get(0));
      }
    }
    return Collections.unmodifiableMap(settings);
  }

  /** The values that name the Secrets which must exist before the chart is installed. */
  public List<Value<String>> requiredSecrets() {
    return declared.values.secrets().stream()
        .filter(SecretValue::isRequired)
        .map(SecretValue::existingSecret)
        .toList();
  }

  /**
   * The rules that the chart may break, and why: those of its manifests, then those of the chart as
   * a whole. The Pod Security level is not among them.
   */
  public List<Waiver> waivers() {
    List<Waiver> all = new ArrayList<>();
    manifests.forEach(manifest -> all.addAll(manifest.waivers()));
    all.addAll(declared.waivers);
    return List.copyOf(all);
  }

  /** The Pod Security level that the namespace has to allow; nothing for restricted. */
  public Optional<PodSecurity> podSecurity() {
    return declared.podSecurity;
  }

  /** Text of the chart's README after its introduction, in Markdown; empty for none. */
  public String readme() {
    return declared.readme;
  }

  @Override
  public String toString() {
    return declared.name + " " + declared.version;
  }

  /** The builder of a chart. */
  public static final class Builder {
    private final String name;
    private String version = "0.1.0";
    private String appVersion = "";
    private String description = "";
    private String kubeVersion = ">=1.27.0-0";
    private boolean library;
    private String home = "";
    private String icon = "";
    private String readme = "";
    private Optional<PodSecurity> podSecurity = Optional.empty();
    private Values values = Values.create();
    private boolean hasValues;
    private final List<String> sources = new ArrayList<>();
    private final List<String> keywords = new ArrayList<>();
    private final List<Maintainer> maintainers = new ArrayList<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private final List<Dependency> dependencies = new ArrayList<>();
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<NamedTemplate> templates = new ArrayList<>();
    private final List<RawTemplate> rawTemplates = new ArrayList<>();
    private final List<Function<Values, Note>> notes = new ArrayList<>();
    private final List<CiCase> ciCases = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Set<String> unknownKinds = new HashSet<>();
    private final List<Crd> crds = new ArrayList<>();
    private final List<Crd.KindSchema> schemas = new ArrayList<>();
    private final List<Waiver> waivers = new ArrayList<>();
    private final Map<String, Object> offlineSettings = new LinkedHashMap<>();
    private final Map<String, Optional<SourceLine>> lines = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();
    private Optional<Component> main = Optional.empty();
    private OptionalInt fullNameLimit = OptionalInt.empty();
    private boolean fittingFullName;

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "the name of a chart is null");
    }

    private void line(String part) {
      lines.put(part, SourceLine.ofCaller());
    }

    private <T> T given(String field, T argument) {
      return Objects.requireNonNull(argument, "chart " + name + ": " + field + " is null");
    }

    /** SemVer 2; default {@code 0.1.0}. */
    public Builder version(String version) {
      this.version = given("version", version);
      line("version");
      return this;
    }

    public Builder appVersion(String appVersion) {
      this.appVersion = given("appVersion", appVersion);
      line("appVersion");
      return this;
    }

    public Builder describe(String description) {
      this.description = given("description", description);
      line("description");
      return this;
    }

    /**
     * Default {@code >=1.27.0-0}, the first with {@code unhealthyPodEvictionPolicy} on by default.
     */
    public Builder kubeVersion(String constraint) {
      this.kubeVersion = given("kubeVersion", constraint);
      line("kubeVersion");
      return this;
    }

    /** Makes the chart a library chart, which contains only named templates. */
    public Builder library() {
      this.library = true;
      return this;
    }

    public Builder home(String url) {
      this.home = given("home", url);
      line("home");
      return this;
    }

    public Builder icon(String url) {
      this.icon = given("icon", url);
      line("icon");
      return this;
    }

    public Builder source(String url) {
      line("sources[" + url + "]");
      sources.add(given("sources", url));
      return this;
    }

    public Builder keywords(String... words) {
      keywords.addAll(List.of(words));
      return this;
    }

    public Builder maintainer(String maintainer, String email, String url) {
      maintainers.add(new Maintainer(maintainer, email, url));
      return this;
    }

    /** An annotation of {@code Chart.yaml}, such as {@code artifacthub.io/license}; always text. */
    public Builder annotation(String key, String value) {
      annotations.put(key, value);
      return this;
    }

    /** Adds a subchart. */
    public Builder dependency(Dependency dependency) {
      dependencies.add(given("dependencies", dependency));
      return this;
    }

    /** Adds a subchart of the same build; see {@link Dependency#on(Chart)}. */
    public Builder dependency(Chart chart) {
      return dependency(Dependency.on(given("dependencies", chart)));
    }

    public Builder values(Values declared) {
      this.values = given("values", declared);
      this.hasValues = true;
      return this;
    }

    public Builder manifest(Manifest manifest) {
      manifests.add(given("manifests", manifest));
      return this;
    }

    public Builder manifest(String file, HasMetadata resource) {
      return manifest(Manifest.of(file, resource));
    }

    public Builder manifest(String file, Condition condition, HasMetadata resource) {
      return manifest(Manifest.of(file, resource).onlyWhen(condition));
    }

    public Builder manifests(List<Manifest> all) {
      manifests.addAll(all);
      return this;
    }

    /**
     * Adds the main component: its values stand at the root of {@code values.yaml}, and its objects
     * have the full name of the release. A chart has at most one.
     */
    public Builder main(Component component) {
      add(component);
      if (main.isPresent()) {
        findings.add(
            Finding.error(
                    ComponentRules.COMPONENT_NAME,
                    Place.ofCaller("components[" + component.name() + "]"),
                    "'"
                        + main.get().name()
                        + "' is the main component already, and '"
                        + component.name()
                        + "' is a second one")
                .because("both would have their values and their objects in the same places")
                .fixedBy("write add(…) for the one that the chart is not named after"));
      } else {
        main = Optional.of(component);
      }
      return this;
    }

    /**
     * Adds a component: its values stand below its name, and its objects have its name as a suffix.
     * What the chart had before stays as it was.
     */
    public Builder add(Component component) {
      given("components", component);
      if (!isName(component)) {
        findings.add(
            Finding.error(
                ComponentRules.COMPONENT_NAME,
                Place.ofCaller("components[" + component.name() + "]"),
                "'" + component.name() + "' is not a valid name of a component"));
      } else if (components.stream().anyMatch(each -> each.name().equals(component.name()))) {
        findings.add(
            Finding.error(
                    ComponentRules.COMPONENT_NAME,
                    Place.ofCaller("components[" + component.name() + "]"),
                    "two components are called '" + component.name() + "'")
                .because("the selectors of each would find the pods of the other")
                .fixedBy("rename one of them"));
      } else {
        components.add(component);
      }
      return this;
    }

    /** A name that is also a key of the values begins with a letter. */
    private static boolean isName(Component component) {
      boolean isKey = component.valuesPath().equals(Part.key(component.name()));
      return component.name().matches((isKey ? "[a-z]" : "[a-z0-9]") + "([-a-z0-9]*[a-z0-9])?");
    }

    /**
     * How many characters the full name of the release may have before it is cut. By default 40 for
     * a chart with components, and for any other chart as many as its longest suffix leaves. A
     * change renames the objects of releases with long names.
     */
    public Builder longestFullName(int characters) {
      if (characters < ChartCheck.LEAST || characters > ChartCheck.LONGEST_NAME) {
        findings.add(
            Finding.error(
                    DeclarationRules.CONSTRAINT,
                    Place.ofCaller("longestFullName"),
                    "a full name of at most " + characters + " characters")
                .because("the name of the release is cut beyond recognition, or fits no object")
                .fixedBy(
                    "choose a number from " + ChartCheck.LEAST + " to " + ChartCheck.LONGEST_NAME));
      } else {
        fullNameLimit = OptionalInt.of(characters);
      }
      return this;
    }

    /**
     * Cuts the full name only where the longest suffix asks for it, as in a chart without
     * components. An object with a longer suffix, which a later version adds, then renames the
     * objects of releases with long names.
     */
    public Builder longestFullNameThatFits() {
      fittingFullName = true;
      return this;
    }

    /** Lets the components declare their values and objects, once, in the builder of the chart. */
    private void declareComponents() {
      if (components.isEmpty()) {
        return;
      }
      values = values.copy();
      for (Component component : components) {
        boolean isMain = main.filter(each -> each == component).isPresent();
        // Of all values, which are many, only where they are compared.
        Set<String> before = isMain ? paths() : Set.of();
        component.into(new Part(component, isMain, values, this));
        if (isMain) {
          Set<String> own = paths();
          own.removeAll(before);
          components.stream()
              .filter(each -> each != component)
              .forEach(each -> checkKey(each, component, own));
        }
      }
    }

    private Set<String> paths() {
      return values.all().stream().map(Value::path).collect(Collectors.toSet());
    }

    /** The values of an added component stand below its name, where the main one has no others. */
    private void checkKey(Component added, Component mainOne, Set<String> ofMain) {
      String key = added.valuesPath();
      ofMain.stream()
          .filter(path -> (path + ".").startsWith(key + "."))
          .sorted()
          .findFirst()
          .ifPresent(
              path ->
                  findings.add(
                      Finding.error(
                              ComponentRules.COMPONENT_NAME,
                              Place.ofModel("components[" + added.name() + "]")
                                  .declaredAt(added.declaredAt()),
                              "the values of '"
                                  + added.name()
                                  + "' stand below "
                                  + key
                                  + ", where '"
                                  + mainOne.name()
                                  + "' has "
                                  + path)
                          .fixedBy("give the component another name")));
    }

    void report(Finding finding) {
      findings.add(finding);
    }

    public Builder template(NamedTemplate template) {
      templates.add(template);
      return this;
    }

    /**
     * A template in the author's own words, in Go's template language; see {@link RawTemplate}.
     *
     * @param path below {@code templates/}, such as {@code monitoring/rules.yaml}
     */
    public Builder template(String path, String text) {
      return template(RawTemplate.of(path, text));
    }

    public Builder template(RawTemplate template) {
      rawTemplates.add(given("templates", template));
      return this;
    }

    /**
     * Renders the objects that users write into a value, as they are; see {@link
     * Values#extraObjects}. The users answer for them: the proof holds nothing against them but
     * that they render.
     */
    public Builder extraObjects(Value<List<Map<String, Object>>> list) {
      return template(RawTemplate.ofObjects(list, false));
    }

    /**
     * As {@link #extraObjects}, where every text of the objects is a template itself: {@code {{
     * .Release.Name }}} in it is evaluated. Who may set the value may then read everything that
     * Helm knows.
     */
    public Builder evaluatedExtraObjects(Value<List<Map<String, Object>>> list) {
      return template(RawTemplate.ofObjects(list, true));
    }

    /** Adds a paragraph of {@code NOTES.txt}, which may contain tokens. */
    public Builder notes(String paragraph) {
      return notes(Condition.always(), paragraph);
    }

    public Builder notes(Condition when, String paragraph) {
      return notes(new Note(when, paragraph));
    }

    public Builder notes(Note note) {
      given("notes", note);
      notes.add(values -> note);
      return this;
    }

    /**
     * Adds a paragraph about values of components, which are declared when the chart is built:
     * {@code notes(all -> Note.of("…" + all.find("service.port").orElseThrow().asString()))}.
     */
    public Builder notes(Function<Values, Note> note) {
      notes.add(given("notes", note));
      return this;
    }

    /** Adds a line of {@code NOTES.txt} for each item of a list; nothing for an empty one. */
    public Builder notesEach(Expression list, Function<LoopItem, String> line) {
      return notes(Note.each(list, line));
    }

    /** Adds a line of {@code NOTES.txt} for each entry of a map, in the order of their keys. */
    public Builder notesEach(Expression map, BiFunction<Expr, LoopItem, String> line) {
      return notes(Note.each(map, line));
    }

    public Builder ci(CiCase ciCase) {
      ciCases.add(ciCase);
      return this;
    }

    /** A file of the author's own, such as {@code files/dashboard.json}. */
    public Builder file(String path, String text) {
      return file(path, given("files[" + path + "]", text).getBytes(StandardCharsets.UTF_8));
    }

    public Builder file(String path, byte[] content) {
      line("files[" + path + "]");
      files.put(path, content.clone());
      return this;
    }

    /**
     * A CustomResourceDefinition in {@code crds/}, which Helm installs before everything else and
     * never upgrades. Its schema judges the custom resources of the chart.
     *
     * @param name the file's name, without {@code .yaml}
     */
    public Builder crd(String name, String yaml) {
      return crd(Crd.of(name, yaml));
    }

    public Builder crd(Crd crd) {
      crds.add(given("crds", crd));
      return this;
    }

    /**
     * The schema of a custom kind that somebody else installs: it judges the resources of the kind,
     * and is not part of the chart.
     *
     * @param apiVersionAndKind such as {@code example.com/v1/Widget}
     * @param text the CustomResourceDefinition, or an OpenAPI v3 schema, in YAML or JSON
     */
    public Builder schema(String apiVersionAndKind, String text) {
      schemas.add(new Crd.KindSchema(apiVersionAndKind, text, SourceLine.ofCaller()));
      return this;
    }

    /** Lets the chart render a kind of which no schema is known, as {@code apiVersion/Kind}. */
    public Builder allowUnknownKind(String apiVersionAndKind) {
      if (apiVersionAndKind.matches("[^/]+(/[^/]+)?/[^/]+")) {
        unknownKinds.add(apiVersionAndKind);
      } else {
        findings.add(
            Finding.error(
                DeclarationRules.UNKNOWN_KIND,
                Place.ofCaller("unknownKinds[" + apiVersionAndKind + "]"),
                "'" + apiVersionAndKind + "' is not an API version and a kind"));
      }
      return this;
    }

    /**
     * Accepts that the chart breaks a rule, wherever it does. The report and the README of the
     * chart give the reason. A waiver that is not needed is an error, and so is one of a rule that
     * nothing can break and still work. {@link Manifest#accept} accepts less, which is better.
     *
     * @param rule the id of the rule, such as {@code NAM-04}
     * @param reason why the rule may be broken, one sentence
     */
    public Builder accept(String rule, String reason) {
      waivers.add(Waiver.everywhere(given("accepted rule", rule), given("reason", reason)));
      return this;
    }

    /**
     * Accepts every pod that a Pod Security level allows. Default: restricted. README and notes of
     * the chart say which label the namespace needs.
     *
     * @param level the lowest level that the pods need
     * @param reason why the pods need it, one sentence
     */
    public Builder podSecurity(PodSecurityLevel level, String reason) {
      podSecurity =
          Optional.of(
              new PodSecurity(
                  given("Pod Security level", level),
                  given("reason", reason),
                  SourceLine.ofCaller()));
      return this;
    }

    /**
     * A setting under which the chart renders without a cluster: the switch of an API check, off.
     */
    public <T> Builder offline(Value<T> value, T setting) {
      String part = "offlineSettings." + value.path();
      line(part);
      try {
        offlineSettings.put(value.path(), Trees.ordered(setting));
      } catch (IllegalArgumentException noTree) {
        findings.add(
            Finding.error(DeclarationRules.TREE, Place.ofCaller(part), noTree.getMessage()));
      }
      return this;
    }

    /** Text of the chart's README after its introduction, in Markdown. */
    public Builder readme(String markdown) {
      this.readme = given("readme", markdown);
      return this;
    }

    /**
     * Checks and returns the chart. {@link Chart#findings()} has everything that is missing,
     * malformed or declared twice.
     */
    public Chart build() {
      return new Chart(new Builder(this));
    }

    /** A copy, so that later calls of the builder do not change the chart. */
    private Builder(Builder other) {
      this(other.name);
      version = other.version;
      appVersion = other.appVersion;
      description = other.description;
      kubeVersion = other.kubeVersion;
      library = other.library;
      home = other.home;
      icon = other.icon;
      readme = other.readme;
      values = other.values;
      hasValues = other.hasValues;
      sources.addAll(other.sources);
      keywords.addAll(other.keywords);
      maintainers.addAll(other.maintainers);
      annotations.putAll(other.annotations);
      dependencies.addAll(other.dependencies);
      manifests.addAll(other.manifests);
      templates.addAll(other.templates);
      rawTemplates.addAll(other.rawTemplates);
      notes.addAll(other.notes);
      ciCases.addAll(other.ciCases);
      files.putAll(other.files);
      unknownKinds.addAll(other.unknownKinds);
      crds.addAll(other.crds);
      schemas.addAll(other.schemas);
      podSecurity = other.podSecurity;
      waivers.addAll(other.waivers);
      offlineSettings.putAll(other.offlineSettings);
      lines.putAll(other.lines);
      findings.addAll(other.findings);
      components.addAll(other.components);
      main = other.main;
      fullNameLimit = other.fullNameLimit;
      fittingFullName = other.fittingFullName;
    }
  }
}
