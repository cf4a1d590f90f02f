package dev.chartwright.chart;

import dev.chartwright.chart.kind.Crd;
import dev.chartwright.chart.tree.CarriedFindings;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Function;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.SourceLine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is wrong with a declared chart, all at once. Used once, by one thread. */
final class ChartCheck {
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final String NUMBER = "(0|[1-9]\\d*)";
  private static final String WORDS = "[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*";
  private static final Pattern SEMVER =
      Pattern.compile(
          String.join("\\.", NUMBER, NUMBER, NUMBER) + "(-" + WORDS + ")?(\\+" + WORDS + ")?");
  private static final Pattern APP_VERSION =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._+-]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern URL = Pattern.compile("(https?|oci)://\\S+");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Pattern KUBE_VERSION = Pattern.compile("[-0-9A-Za-z.+*^~<>=!|, ]*");
  private static final Pattern TEMPLATE_FILE =
      Pattern.compile("_?[A-Za-z0-9]+([-._/]_?[A-Za-z0-9]+)*[.](yaml|yml|tpl|txt)");
  private static final Pattern METADATA = Pattern.compile("(?m)^metadata: *$");
  private static final int LONGEST_LABEL = 63;

  // Longest names by kind, where they are shorter than the 63 characters of a DNS label: the pods
  // of a StatefulSet get a label
  // with a revision hash, a RabbitmqCluster makes such a set with "-server" in its name, KEDA adds
  // "keda-hpa-", a CronJob adds
  // the time.
  private static final Map<String, Integer> LONGEST_NAMES =
      Map.of(
          "StatefulSet",
          52,
          "RabbitmqCluster",
          45,
          "ScaledObject",
          54,
          "ScaledJob",
          54,
          "CronJob",
          52);
  static final int LONGEST_NAME = 63;
  static final int LEAST = 20;

  /** What follows the full name in the name of an object of YAML text. */
  private static final Pattern YAML_NAME =
      Pattern.compile(
          "(?s)\\bmetadata:.*?\\bname: *[\"']?\\$\\{fullname}((?:\\$\\{[^{}]*}|[^\"'\\s,{}])*)");

  private static final Pattern YAML_KIND = Pattern.compile("\\bkind: *[\"']?([A-Za-z0-9]+)");
  private static final Pattern YAML_REFERENCE = Pattern.compile("\\$\\{([^{}]*)}");

  /** Kinds whose names are labels or parts of host names; names of other kinds may be longer. */
  private static final Set<String> SHORT_NAMES =
      Set.of("Service", "Namespace", "Job", "ReplicaSet", "ReplicationController", "CSIDriver");

  private static final int LONGEST_OBJECT_NAME = 253;

  private final Chart chart;
  private final Set<Finding> findings = new LinkedHashSet<>();

  private ChartCheck(Chart chart) {
    this.chart = chart;
  }

  static List<Finding> findings(Chart chart) {
    ChartCheck check = new ChartCheck(chart);
    check.findings.addAll(chart.values().findings());
    check.findings.addAll(chart.builderFindings());
    check.carried();
    check.metadata();
    check.names();
    check.settings();
    check.findings.addAll(FormerNameCheck.findings(chart));
    check.findings.addAll(ImageCheck.findings(chart));
    check.dependencies();
    check.files();
    check.kinds();
    return List.copyOf(check.findings);
  }

  /** What manifests, templates and notes carry of the mistakes that declared them. */
  private void carried() {
    for (Manifest manifest : chart.manifests()) {
      String place = "manifests[" + manifest.name() + "]";
      for (Manifest part : manifest.parts()) {
        findings.addAll(part.findings());
        findings.addAll(CarriedFindings.in(part.condition(), place + ".condition"));
        for (Manifest.Guard guard : part.guards()) {
          findings.addAll(CarriedFindings.in(guard.condition(), place + ".guards"));
        }
      }
      for (Manifest.Edit edit : manifest.edits()) {
        String field = place + "." + edit.path();
        if (edit instanceof Manifest.Bind bind) {
          findings.addAll(CarriedFindings.in(bind.node(), field));
        } else if (edit instanceof Manifest.Replace replace) {
          findings.addAll(CarriedFindings.in(replace.when(), field));
          findings.addAll(CarriedFindings.in(replace.node(), field));
        } else if (edit instanceof Manifest.Append append) {
          findings.addAll(CarriedFindings.in(append.node(), field));
        } else if (edit instanceof Manifest.Restrict restrict) {
          findings.addAll(CarriedFindings.in(restrict.condition(), field));
        }
      }
      require(
          manifest.hook().isEmpty() || !manifest.hook().get().events().isEmpty(),
          error(
              DeclarationRules.HOOK,
              place + ".hook",
              manifest.declaredAt(),
              "the hook has no event"));
    }
    for (NamedTemplate template : chart.templates()) {
      String place = "templates[" + template.name() + "]";
      findings.addAll(CarriedFindings.in(template.body(), place));
      if (!chart.values().templates().contains(template)) {
        require(
            template.name().matches("[a-zA-Z][a-zA-Z0-9.]*"),
            error(
                DeclarationRules.TEMPLATE_NAME,
                place,
                template.declaredAt(),
                "'" + template.name() + "' is not a valid name of a template"));
      }
      require(
          !template.description().isBlank(),
          error(
              DeclarationRules.DESCRIPTION,
              place,
              template.declaredAt(),
              "the template has no description"));
      require(
          template.hasBody(),
          error(
              DeclarationRules.TEMPLATE_BODY,
              place,
              template.declaredAt(),
              "the body is "
                  + (template.body() instanceof Node.Scalar leaf
                      ? leaf.value()
                      : template.body())));
    }
    for (int i = 0; i < chart.notes().size(); i++) {
      Note note = chart.notes().get(i);
      findings.addAll(CarriedFindings.in(note.when(), "notes[" + i + "].when"));
      findings.addAll(CarriedFindings.in(note.body(), "notes[" + i + "]"));
    }
    for (CiCase ciCase : chart.ciCases()) {
      findings.addAll(ciCase.findings());
      require(
          ciCase.name().matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"),
          error(
              DeclarationRules.CASE_NAME,
              "ciCases[" + ciCase.name() + "]",
              ciCase.declaredAt(),
              "'" + ciCase.name() + "' is not a valid name of a case"));
    }
  }

  private void metadata() {
    require(
        NAME.matcher(chart.name()).matches() && chart.name().length() <= LONGEST_LABEL,
        error(
                CommonRules.CHA_01,
                "name",
                chart.declaredAt("name"),
                "'" + chart.name() + "' is not a valid name of a chart")
            .because(
                "Helm rejects the chart, or the label app.kubernetes.io/name with the name is too long")
            .fixedBy(
                "use at most 63 lower-case letters, digits and hyphens, and begin with a letter"));
    require(
        SEMVER.matcher(chart.version()).matches(),
        error(
                CommonRules.CHA_01,
                "version",
                chart.declaredAt("version"),
                "'" + chart.version() + "' is not SemVer 2")
            .fixedBy("write three numbers, such as 1.0.0"));
    require(
        APP_VERSION.matcher(chart.appVersion()).matches(),
        error(
                CommonRules.CHA_01,
                "appVersion",
                chart.declaredAt("appVersion"),
                "'" + chart.appVersion() + "' cannot be a label")
            .because(
                "the API server rejects it as the value of the label app.kubernetes.io/version")
            .fixedBy("use at most 63 letters, digits, dots, underscores and hyphens"));
    require(
        KUBE_VERSION.matcher(chart.kubeVersion()).matches(),
        error(
                CommonRules.CHA_02,
                "kubeVersion",
                chart.declaredAt("kubeVersion"),
                "'" + chart.kubeVersion() + "' is not a range of versions")
            .fixedBy("write a range such as >=1.27.0-0"));
    require(
        !chart.description().isBlank(),
        error(
                CommonRules.CHA_02,
                "description",
                line("description", "name"),
                "the chart has no description")
            .because("users do not learn what the chart installs")
            .fixedBy("describe the chart in one sentence"));
    if (!chart.home().isEmpty()) {
      url(chart.home(), "home", chart.declaredAt("home"));
    }
    if (!chart.icon().isEmpty()) {
      url(chart.icon(), "icon", chart.declaredAt("icon"));
    }
    for (String source : chart.sources()) {
      String path = "sources[" + source + "]";
      url(source, path, chart.declaredAt(path));
    }
    for (Maintainer maintainer : chart.maintainers()) {
      if (!maintainer.url().isEmpty()) {
        url(
            maintainer.url(),
            "maintainers[" + maintainer.name() + "].url",
            maintainer.declaredAt());
      }
      require(
          !maintainer.name().isBlank(),
          error(
              DeclarationRules.MAINTAINER,
              "maintainers",
              maintainer.declaredAt(),
              "a maintainer has no name"));
      require(
          maintainer.email().isEmpty() || EMAIL.matcher(maintainer.email()).matches(),
          error(
                  CommonRules.CHA_02,
                  "maintainers[" + maintainer.name() + "].email",
                  maintainer.declaredAt(),
                  "'" + maintainer.email() + "' is not an e-mail address")
              .fixedBy("write an address, or leave it empty"));
    }
  }

  private Optional<SourceLine> line(String part, String instead) {
    return chart.declaredAt(part).or(() -> chart.declaredAt(instead));
  }

  private void url(String url, String path, Optional<SourceLine> line) {
    require(
        URL.matcher(url).matches(),
        error(CommonRules.CHA_02, path, line, "'" + url + "' is not the address of a page")
            .fixedBy("write it with https://"));
  }

  private void names() {
    unique(
        CommonRules.CHA_06,
        "manifests",
        chart.manifests(),
        Manifest::name,
        Manifest::declaredAt,
        twice -> twice.fixedBy("rename one of them"));
    unique(
        CommonRules.CHA_03,
        "ciCases",
        chart.ciCases(),
        CiCase::name,
        CiCase::declaredAt,
        twice -> twice);
    unique(
        CommonRules.TPL_06,
        "templates",
        chart.templates(),
        NamedTemplate::name,
        NamedTemplate::declaredAt,
        twice -> twice.because("Helm uses only one of them").fixedBy("rename one of them"));
    require(
        !chart.isLibrary() || (chart.manifests().isEmpty() && chart.notes().isEmpty()),
        error(
                CommonRules.CHA_06,
                "manifests",
                chart.declaredAt("name"),
                "a library chart has "
                    + chart.manifests().size()
                    + " manifests and "
                    + chart.notes().size()
                    + " notes")
            .because("Helm renders nothing of a library chart but its named templates")
            .fixedBy("write named templates instead, or make the chart an application"));
    for (Manifest manifest : chart.manifests()) {
      int longest = longestFullName(chart.values(), manifest);
      require(
          !chart.hasFixedFullName() || longest < LEAST || longest >= chart.longestFullName(),
          error(
                  CommonRules.NAM_01,
                  "manifests[" + manifest.name() + "].metadata.name",
                  manifest.declaredAt(),
                  "its suffix leaves "
                      + longest
                      + " characters for the full name, which may have "
                      + chart.longestFullName())
              .because("the API server rejects the object of a release with a long name")
              .fixedBy(
                  "use a shorter name for the component or the object, or shorter keys; or give the"
                      + " full name fewer characters with longestFullName(…)"));
      require(
          longest >= LEAST,
          error(
                  CommonRules.NAM_01,
                  "manifests[" + manifest.name() + "].metadata.name",
                  manifest.declaredAt(),
                  "its suffix leaves " + Math.max(longest, 0) + " characters for the full name")
              .because("the name of the release is cut beyond recognition")
              .fixedBy(
                  manifest.source() instanceof Manifest.Loop loop
                      ? "bound the length of what the name holds of "
                          + loop.collection()
                          + ", such as by the pattern ^[a-z][-a-z0-9]{0,15}$"
                      : "use a suffix that leaves at least " + LEAST));
    }
  }

  private <T> void unique(
      Rule rule,
      String path,
      List<T> all,
      java.util.function.Function<T, String> name,
      java.util.function.Function<T, Optional<SourceLine>> line,
      UnaryOperator<Finding> words) {
    Set<String> seen = new HashSet<>();
    Set<String> told = new HashSet<>();
    for (T each : all) {
      String key = name.apply(each);
      if (!seen.add(key) && told.add(key)) {
        String place = path + "[" + key + "]";
        String what = "two are called '" + key + "'";
        findings.add(words.apply(error(rule, place, line.apply(each), what)));
      }
    }
  }

  private void settings() {
    for (CiCase ciCase : chart.ciCases()) {
      ciCase
          .settings()
          .forEach(
              (path, setting) ->
                  setting("ciCases[" + ciCase.name() + "]", ciCase.declaredAt(), path, setting));
    }
    Set<String> subcharts =
        chart.dependencies().stream().map(Dependency::key).collect(Collectors.toSet());
    chart
        .offlineSettings()
        .forEach(
            (path, setting) -> {
              if (!subcharts.contains(path.split("\\.")[0])) {
                setting(
                    "offlineSettings", chart.declaredAt("offlineSettings." + path), path, setting);
              }
            });
    Set<String> groups = new HashSet<>();
    for (Value<?> value : chart.values().all()) {
      for (int dot = value.path().indexOf('.'); dot > 0; dot = value.path().indexOf('.', dot + 1)) {
        groups.add(value.path().substring(0, dot));
      }
    }
    for (String section : chart.values().sections().keySet()) {
      require(
          groups.contains(section),
          error(
                  CommonRules.VAL_01,
                  "values." + section,
                  chart.values().sectionDeclaredAt(section),
                  "the section has a description and no values")
              .because("the description is lost")
              .fixedBy("correct the name, or declare a value such as " + section + ".enabled"));
    }
  }

  private void setting(String place, Optional<SourceLine> line, String path, Object setting) {
    Value<?> value = chart.values().find(path).orElse(null);
    String complaint =
        value == null
            ? "is not declared by the values of this chart"
            : value.type().complaint(setting);
    require(
        complaint.isEmpty(),
        error(
                value == null ? CommonRules.VAL_04 : CommonRules.VAL_01,
                place + "." + path,
                line,
                "values." + path + " " + complaint)
            .because("the schema of the chart rejects the setting")
            .fixedBy("set a declared value as its constraint allows"));
  }

  private void dependencies() {
    unique(
        CommonRules.CHA_05,
        "dependencies",
        chart.dependencies(),
        Dependency::key,
        Dependency::declaredAt,
        twice ->
            twice
                .because("Helm cannot tell their values apart")
                .fixedBy("give each dependency its own alias"));
    chart.dependencies().forEach(each -> findings.addAll(each.findings(chart)));
  }

  /** The paths of the files that are generated. */
  private Set<String> generated() {
    Set<String> own = new HashSet<>();
    Stream.of(
            "Chart.yaml",
            "values.yaml",
            "values.schema.json",
            "README.md",
            ".helmignore",
            "templates/_helpers.tpl",
            "templates/NOTES.txt")
        .forEach(own::add);
    chart.manifests().forEach(manifest -> own.add("templates/" + manifest.name() + ".yaml"));
    chart.crds().forEach(crd -> own.add(crd.path()));
    chart.ciCases().forEach(ciCase -> own.add("ci/" + ciCase.name() + "-values.yaml"));
    return own;
  }

  private void files() {
    Set<String> own = generated();
    for (String path : chart.files().keySet()) {
      require(
          path.matches("[^/\\\\]+(/[^/\\\\]+)*")
              && Stream.of(path.split("/")).noneMatch(Set.of(".", "..")::contains),
          error(
                  CommonRules.CHA_06,
                  "files[" + path + "]",
                  chart.declaredAt("files[" + path + "]"),
                  "the path does not lead to a file inside the chart")
              .because("the file is written outside of the chart, or not at all")
              .fixedBy("write a relative path with / between folders"));
      require(
          !own.contains(path),
          error(
              CommonRules.CHA_06,
              "files[" + path + "]",
              chart.declaredAt("files[" + path + "]"),
              "a file of that name is generated"));
    }
  }

  private void kinds() {
    unique(
        CommonRules.CHA_06,
        "crds",
        chart.crds(),
        Crd::name,
        Crd::declaredAt,
        twice -> twice.fixedBy("rename one of them"));
    for (Crd crd : chart.crds()) {
      String path = "crds[" + crd.name() + "]";
      require(
          crd.name().matches("[a-z0-9]+([-._][a-z0-9]+)*"),
          error(
              DeclarationRules.FILE_NAME,
              path,
              crd.declaredAt(),
              "'" + crd.name() + "' is not a valid name of a file in crds/"));
      require(
          !crd.upgraded() || METADATA.matcher(crd.yaml()).find(),
          error(
                  DeclarationRules.TREE,
                  path,
                  crd.declaredAt(),
                  "the text has no line 'metadata:', below which Helm is told to keep the kind")
              .because("uninstalling the release would delete all resources of the kind")
              .fixedBy("write the definition in YAML, with 'metadata:' on a line of its own"));
    }
    unique(
        CommonRules.CHA_06,
        "templates",
        chart.rawTemplates(),
        RawTemplate::path,
        RawTemplate::declaredAt,
        twice -> twice.fixedBy("rename one of them"));
    for (RawTemplate template : chart.rawTemplates()) {
      String path = "templates[" + template.path() + "]";
      require(
          TEMPLATE_FILE.matcher(template.path()).matches(),
          error(
                  DeclarationRules.FILE_NAME,
                  path,
                  template.declaredAt(),
                  "'" + template.path() + "' is not a valid name of a template file")
              .fixedBy(
                  "write a path such as monitoring/rules.yaml, or _names.tpl for named"
                      + " templates"));
      require(
          generated().stream().noneMatch(template.file()::equals)
              && !chart.files().containsKey(template.file()),
          error(
              CommonRules.CHA_06, path, template.declaredAt(), "a file of that name is generated"));
    }
    for (Crd.KindSchema schema : chart.schemas()) {
      require(
          schema.type().matches("[^/]+/[^/]+/[^/]+"),
          error(
              DeclarationRules.UNKNOWN_KIND,
              "schemas[" + schema.type() + "]",
              schema.declaredAt(),
              "'" + schema.type() + "' is not an API version and a kind"));
    }
  }

  private void require(boolean holds, Finding otherwise) {
    if (!holds) {
      findings.add(otherwise);
    }
  }

  private static Finding error(Rule rule, String path, Optional<SourceLine> line, String what) {
    return Finding.error(rule, Place.ofModel(path).declaredAt(line), what);
  }

  /** How long the full name may be, so that each object's name, suffix included, fits its kind. */
  static int longestFullName(Values values, List<Manifest> manifests) {
    return manifests.stream()
        .mapToInt(manifest -> longestFullName(values, manifest))
        .filter(longest -> longest >= LEAST)
        .min()
        .orElse(LONGEST_NAME);
  }

  private static int longestFullName(Values values, Manifest manifest) {
    Lengths lengths = new Lengths(values, manifest);
    Manifest object = manifest.object();
    return object.source() instanceof Manifest.Typed typed
        ? longestFullName(lengths, typed.resource())
        : longestFullName(lengths, ((Manifest.YamlText) object.source()).text());
  }

  private static int longestFullName(Lengths lengths, HasMetadata resource) {
    String name = resource.getMetadata() == null ? null : resource.getMetadata().getName();
    String token = StandardTemplates.fullNameToken();
    if (name == null || !name.startsWith(token)) {
      return LONGEST_NAME;
    }
    if (name.endsWith(Templating.clusterEnd())) {
      return LONGEST_NAME; // It is for kinds that take much longer names.
    }
    try {
      List<Text.Part> suffix = Text.parse(name.substring(token.length())).parts();
      int length = suffix.stream().mapToInt(lengths::of).sum();
      return longestFullName(resource.getKind(), length);
    } catch (IllegalArgumentException damaged) {
      return LONGEST_NAME; // The tree of the manifest reports it.
    }
  }

  /** The name and the kind are looked for, not parsed; the proof tries the longest names. */
  private static int longestFullName(Lengths lengths, String yaml) {
    Matcher name = YAML_NAME.matcher(yaml);
    if (!name.find()) {
      return LONGEST_NAME;
    }
    Matcher kind = YAML_KIND.matcher(yaml);
    Matcher reference = YAML_REFERENCE.matcher(name.group(1));
    int length = reference.replaceAll("").length();
    reference.reset();
    while (reference.find()) {
      length += lengths.of(reference.group(1));
    }
    return longestFullName(kind.find() ? kind.group(1) : "", length);
  }

  /** Where it suffices, the full name is as short as it always was: names of objects stay. */
  private static int longestFullName(String kind, int suffix) {
    int longest = LONGEST_NAMES.getOrDefault(kind, LONGEST_NAME) - suffix;
    boolean isShort = LONGEST_NAMES.containsKey(kind) || SHORT_NAMES.contains(kind);
    return longest >= LEAST || isShort
        ? longest
        : Math.min(LONGEST_NAME, LONGEST_OBJECT_NAME - suffix);
  }

  /**
   * How long the parts of a name can be.
   *
   * @param manifest whose entries a name may refer to
   */
  private record Lengths(Values values, Manifest manifest) {
    int of(Text.Part part) {
      if (part instanceof Text.Plain plain) {
        return plain.text().length();
      }
      Expr expr = ((Text.Placeholder) part).expr();
      if (expr instanceof Expr.Call call && call.function() == Function.TRUNC) {
        return ((Long) ((Expr.Literal) call.arguments().get(0)).value()).intValue();
      }
      return expr instanceof Expr.Reference reference
              && (reference.root() == Expr.Root.VALUES || reference.root() == Expr.Root.VARIABLE)
          ? of(reference.path())
          : LONGEST_OBJECT_NAME;
    }

    /** Of a value, or of a key, an item or a field of it in a loop. */
    int of(String path) {
      Optional<ValueType> type =
          manifest.source() instanceof Manifest.Loop loop
              ? loop.type(path).or(() -> values.find(path).map(Value::type))
              : values.find(path).map(Value::type);
      return type.map(ValueType::whenSet).map(Lengths::of).orElse(LONGEST_OBJECT_NAME);
    }

    private static int of(ValueType type) {
      if (type instanceof ValueType.EnumType choice) {
        return choice.choices().stream().mapToInt(String::length).max().orElse(LONGEST_OBJECT_NAME);
      }
      return type instanceof ValueType.TextType text
          ? Math.min(
              Math.min(text.maxLength(), LONGEST_OBJECT_NAME),
              PatternLength.longest(text.pattern()).orElse(LONGEST_OBJECT_NAME))
          : LONGEST_OBJECT_NAME;
    }
  }
}
