package dev.chartwright.chart;

import dev.chartwright.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
  private static final int LONGEST_NAME = 63;
  private static final int LEAST = 20;

  private final Chart chart;
  private final List<Problem> problems = new ArrayList<>();

  private ChartCheck(Chart chart) {
    this.chart = chart;
  }

  static List<Problem> problems(Chart chart) {
    ChartCheck check = new ChartCheck(chart);
    check.metadata();
    check.names();
    check.settings();
    check.dependencies();
    check.files();
    return check.problems;
  }

  private void metadata() {
    require(
        NAME.matcher(chart.name()).matches()
            && chart.name().length() + chart.version().length() < LONGEST_LABEL,
        "CHA-01",
        "name",
        "'" + chart.name() + "' is no name of a chart",
        "Helm, or the label helm.sh/chart, which holds name and version, cannot carry it",
        "use lower-case letters, digits and hyphens, with the version at most 62 characters");
    require(
        SEMVER.matcher(chart.version()).matches(),
        "CHA-01",
        "version",
        "'" + chart.version() + "' is not SemVer 2",
        "Helm refuses the chart",
        "write three numbers, such as 1.0.0");
    require(
        APP_VERSION.matcher(chart.appVersion()).matches(),
        "CHA-01",
        "appVersion",
        "'" + chart.appVersion() + "' cannot be a label",
        "the label app.kubernetes.io/version carries it",
        "use at most 63 letters, digits, dots, underscores and hyphens");
    require(
        KUBE_VERSION.matcher(chart.kubeVersion()).matches(),
        "CHA-02",
        "kubeVersion",
        "'" + chart.kubeVersion() + "' is no range of versions",
        "Helm refuses the chart",
        "write a range such as >=1.27.0-0");
    require(
        !chart.description().isBlank(),
        "CHA-02",
        "description",
        "there is none",
        "nobody who finds the chart knows what it installs",
        "describe it in a sentence");
    Stream.concat(
            Stream.of(chart.home(), chart.icon()).filter(url -> !url.isEmpty()),
            chart.sources().stream())
        .forEach(url -> url(url, "home, icon or sources"));
    for (Maintainer maintainer : chart.maintainers()) {
      if (!maintainer.url().isEmpty()) {
        url(maintainer.url(), "maintainers[" + maintainer.name() + "].url");
      }
      require(
          maintainer.email().isEmpty() || EMAIL.matcher(maintainer.email()).matches(),
          "CHA-02",
          "maintainers[" + maintainer.name() + "].email",
          "'" + maintainer.email() + "' is no address",
          "helm lint fails",
          "write an address, or leave it empty");
    }
  }

  private void url(String url, String path) {
    require(
        URL.matcher(url).matches(),
        "CHA-02",
        path,
        "'" + url + "' is no address of a page",
        "helm lint fails",
        "write it with https://");
  }

  private void names() {
    unique(
        "CHA-06",
        "manifests",
        chart.manifests().stream().map(Manifest::name),
        "one file would replace the other");
    unique(
        "CHA-03",
        "ciCases",
        chart.ciCases().stream().map(CiCase::name),
        "one file would replace the other");
    unique(
        "TPL-06",
        "templates",
        chart.templates().stream().map(NamedTemplate::name),
        "the last one would win");
    require(
        !chart.isLibrary() || (chart.manifests().isEmpty() && chart.notes().isEmpty()),
        "CHA-06",
        "manifests",
        "a library chart has "
            + chart.manifests().size()
            + " manifests and "
            + chart.notes().size()
            + " notes",
        "Helm renders nothing of a library chart but its named templates",
        "make them named templates, or make it an application");
    for (Manifest manifest : chart.manifests()) {
      int longest = longestFullName(chart.values(), manifest);
      require(
          longest >= LEAST,
          "NAM-01",
          "manifests[" + manifest.name() + "].metadata.name",
          "its suffix leaves " + Math.max(longest, 0) + " characters for the full name",
          "names of releases would be cut to something that nobody recognises",
          "use a suffix that leaves at least " + LEAST);
    }
  }

  private void unique(String rule, String path, Stream<String> names, String why) {
    Set<String> seen = new HashSet<>();
    names
        .filter(name -> !seen.add(name))
        .distinct()
        .forEach(
            name ->
                require(
                    false,
                    rule,
                    path + "[" + name + "]",
                    "two are called '" + name + "'",
                    why,
                    "rename one of them"));
  }

  private void settings() {
    for (CiCase ciCase : chart.ciCases()) {
      ciCase
          .settings()
          .forEach((path, setting) -> setting("ciCases[" + ciCase.name() + "]", path, setting));
    }
    chart.offlineSettings().forEach((path, setting) -> setting("offlineSettings", path, setting));
    Set<String> groups = new HashSet<>();
    for (Value<?> value : chart.values().all()) {
      for (int dot = value.path().indexOf('.'); dot > 0; dot = value.path().indexOf('.', dot + 1)) {
        groups.add(value.path().substring(0, dot));
      }
    }
    for (String section : chart.values().sections().keySet()) {
      require(
          groups.contains(section),
          "VAL-01",
          "values." + section,
          "a section of that name is described, and no value is in it",
          "the description would be lost",
          "correct the name, or declare a value such as " + section + ".enabled");
    }
  }

  private void setting(String place, String path, Object setting) {
    Value<?> value = chart.values().find(path).orElse(null);
    String complaint =
        value == null
            ? "is not declared by the values of this chart"
            : value.type().complaint(setting);
    require(
        complaint.isEmpty(),
        value == null ? "VAL-04" : "VAL-01",
        place + "." + path,
        "values." + path + " " + complaint,
        "the schema of the chart refuses the setting",
        "set a declared value as its constraint allows");
  }

  private void dependencies() {
    unique(
        "CHA-05",
        "dependencies",
        chart.dependencies().stream().map(Dependency::key),
        "their values could not be told apart");
    for (Dependency dependency : chart.dependencies()) {
      String path = "dependencies[" + dependency.key() + "]";
      dependency
          .condition()
          .ifPresent(
              flag ->
                  require(
                      chart.values().find(flag.path()).isPresent(),
                      "VAL-04",
                      path + ".condition",
                      "values." + flag.path() + " is not declared by the values of this chart",
                      "the dependency could never be switched off",
                      "declare it, or pass the values that it comes from to the chart"));
      require(
          chart.values().find(dependency.key()).isEmpty(),
          "CHA-05",
          path,
          "values."
              + dependency.key()
              + " is a value of this chart, and Helm keeps the subchart's values there",
          "one would replace the other",
          "rename the value, or give the dependency an alias");
    }
  }

  private void files() {
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
    chart.ciCases().forEach(ciCase -> own.add("ci/" + ciCase.name() + "-values.yaml"));
    for (String path : chart.files().keySet()) {
      require(
          path.matches("[^/\\\\]+(/[^/\\\\]+)*")
              && Stream.of(path.split("/")).noneMatch(Set.of(".", "..")::contains),
          "CHA-06",
          "files[" + path + "]",
          "it is no path inside the chart",
          "the file would be written elsewhere, or not at all",
          "write a relative path with / between folders");
      require(
          !own.contains(path),
          "CHA-06",
          "files[" + path + "]",
          "a file of that name is generated",
          "one would replace the other",
          "rename it");
    }
  }

  private void require(
      boolean holds, String rule, String path, String what, String why, String fix) {
    if (!holds) {
      problems.add(Problem.error(rule, path, what, why, fix));
    }
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
    HasMetadata resource = manifest.resource();
    String name = resource.getMetadata() == null ? null : resource.getMetadata().getName();
    String token = StandardTemplates.fullNameToken();
    if (name == null || !name.startsWith(token)) {
      return LONGEST_NAME;
    }
    int limit = LONGEST_NAMES.getOrDefault(resource.getKind(), LONGEST_NAME);
    try {
      List<Text.Part> suffix = Text.parse(name.substring(token.length())).parts();
      return limit - suffix.stream().mapToInt(part -> longest(values, part)).sum();
    } catch (IllegalArgumentException damaged) {
      return LONGEST_NAME; // The tree of the manifest reports it.
    }
  }

  private static int longest(Values values, Text.Part part) {
    if (part instanceof Text.Plain plain) {
      return plain.text().length();
    }
    Expr expr = ((Text.Hole) part).expr();
    if (expr instanceof Expr.Call call && call.function() == Function.TRUNC) {
      return ((Long) ((Expr.Literal) call.arguments().get(0)).value()).intValue();
    }
    ValueType type =
        expr instanceof Expr.Reference reference && reference.root() == Expr.Root.VALUES
            ? values.find(reference.path()).map(Value::type).orElse(null)
            : null;
    return type instanceof ValueType.TextType text
        ? Math.min(text.maxLength(), LONGEST_NAME)
        : LONGEST_NAME;
  }
}
