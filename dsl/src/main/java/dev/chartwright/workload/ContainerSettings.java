package dev.chartwright.workload;

import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.chart.tree.Tree;
import dev.chartwright.problem.ComponentRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is declared of a container. A setting changes a copy of it, which nobody else has. */
final class ContainerSettings {
  /** What its findings name: the component, or the container beside the main one. */
  final String place;

  String name;
  Optional<String> repository = Optional.empty();
  Optional<String> tag = Optional.empty();
  Optional<ImageValue> image = Optional.empty();
  Tree command = Templating.items();
  Optional<String> workingDir = Optional.empty();
  boolean extraEnv;
  Tree args = Templating.items();
  List<EnvVar> env = List.of();
  Map<String, Port> ports = Map.of();
  List<Mount> mounts = List.of();
  Optional<HealthCheck> start = Optional.empty();
  Optional<HealthCheck> live = Optional.empty();
  Optional<HealthCheck> ready = Optional.empty();
  Settings.Requests requests = Settings.requests("50m", "128Mi");
  Settings.Limits limits = Settings.limits("500m", "128Mi");
  Optional<Expression> resources = Optional.empty();
  List<Finding> findings = List.of();

  /** When a variable is set, by its name; those that are always set are not in it. */
  Map<String, Condition> variableConditions = Map.of();

  /**
   * A folder of the container.
   *
   * @param when it is mounted only then
   */
  record Mount(MountSource source, String path, Condition when) {}

  /**
   * A port of the container.
   *
   * @param fixed the number where it is no value
   * @param value the number where it is one
   * @param when it is open only then
   */
  record Port(int fixed, Optional<Value<Integer>> value, Condition when) {
    static Port of(int number) {
      return new Port(number, Optional.empty(), Condition.always());
    }

    /** The number for the typed fields of objects, perhaps a token. */
    int number() {
      return value.map(Value::asInt).orElse(fixed);
    }

    /** The number in trees. */
    Node node() {
      return value.<Node>map(each -> new Node.Insert(each.expr())).orElse(new Node.Scalar(fixed));
    }

    /** The number in texts. */
    String text() {
      return value.map(Value::asString).orElse(Integer.toString(fixed));
    }

    /** Lets the installation fail if two of some ports get the same number. */
    static Manifest distinct(Manifest manifest, Collection<Port> ports) {
      Manifest guarded = manifest;
      List<Port> all = List.copyOf(ports);
      for (int i = 0; i < all.size(); i++) {
        guarded = all.get(i).unlike(guarded, all.subList(i + 1, all.size()));
      }
      return guarded;
    }

    /** Lets the installation fail if this port gets the number of another one. */
    Manifest unlike(Manifest manifest, List<Port> others) {
      Manifest guarded = manifest;
      for (Port other : others) {
        if (value.isPresent() || other.value.isPresent()) {
          guarded =
              guarded.failsWhen(
                  when.and(other.when).and(isNumberOf(other)),
                  name() + " and " + other.name() + " have the same number: give each its own.");
        }
      }
      return guarded;
    }

    private Condition isNumberOf(Port other) {
      return value.isEmpty()
          ? other.isNumberOf(this)
          : other.value.map(value.get()::is).orElseGet(() -> value.get().is(other.fixed));
    }

    private String name() {
      return value.map(Value::path).orElse("the port " + fixed);
    }

    boolean isAlwaysOpen() {
      return when.equals(Condition.always());
    }

    static Port of(Value<Integer> number, Condition when) {
      boolean mayBeLeftOut = number.type() instanceof ValueType.OptionalType;
      return new Port(0, Optional.of(number), mayBeLeftOut ? number.isSet().and(when) : when);
    }
  }

  ContainerSettings(String name) {
    this.place = name;
    this.name = name;
  }

  ContainerSettings(ContainerSettings other) {
    place = other.place;
    name = other.name;
    repository = other.repository;
    tag = other.tag;
    image = other.image;
    command = other.command;
    workingDir = other.workingDir;
    extraEnv = other.extraEnv;
    args = other.args;
    env = other.env;
    ports = other.ports;
    mounts = other.mounts;
    start = other.start;
    live = other.live;
    ready = other.ready;
    requests = other.requests;
    limits = other.limits;
    resources = other.resources;
    findings = other.findings;
    variableConditions = other.variableConditions;
  }

  /** The words of a list of which none depends on values; none of another one. */
  static List<String> fixed(Tree words) {
    return words.node() instanceof Node.Sequence list
            && list.items().stream().allMatch(ContainerSettings::isFixed)
        ? list.items().stream().map(each -> (String) ((Node.Scalar) each.value()).value()).toList()
        : List.of();
  }

  private static boolean isFixed(Node.Item item) {
    return item.when().equals(Condition.always())
        && item.value() instanceof Node.Scalar scalar
        && scalar.value() instanceof String;
  }

  /** The name of the port that checks and Services ask for; empty without a port. */
  String firstPort() {
    return ports.keySet().stream().findFirst().orElse("");
  }

  void port(String port, int number) {
    port(port, Port.of(number));
    require(
        number >= 1 && number <= 65535,
        "ports[" + port + "]",
        number + " is not the number of a port",
        "write a number from 1 to 65535");
  }

  /** The repository of an image, in place of an image of the author's values. */
  void repository(String written) {
    String last = written.substring(written.lastIndexOf('/') + 1);
    int end = last.indexOf(last.contains("@") ? '@' : ':');
    String before =
        end < 0 ? written : written.substring(0, written.length() - last.length() + end);
    require(
        end < 0,
        "image",
        "the repository '" + written + "' has a tag or a digest",
        "write image(\"" + before + "\", tag)");
    repository = Optional.of(before);
    image = Optional.empty();
  }

  void port(String port, Port declared) {
    require(
        port.matches("[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?") && port.matches(".*[a-z].*"),
        "ports[" + port + "]",
        "'" + port + "' is not a valid name of a port",
        "use at most 15 lower-case letters, digits and hyphens, one of them a letter");
    Map<String, Port> all = new LinkedHashMap<>(ports);
    require(
        all.putIfAbsent(port, declared) == null,
        "ports[" + port + "]",
        "the port '" + port + "' is declared twice",
        "give each port its own name");
    ports = all;
  }

  void variable(EnvVar variable) {
    require(
        variable.getName().matches("[A-Za-z_][A-Za-z0-9_.-]*"),
        "env[" + variable.getName() + "]",
        "'" + variable.getName() + "' is not a valid name of a variable",
        "use letters, digits and underscores");
    require(
        env.stream().noneMatch(each -> each.getName().equals(variable.getName())),
        "env[" + variable.getName() + "]",
        "the variable '" + variable.getName() + "' is declared twice",
        "declare it once");
    env = plus(env, variable);
  }

  void variable(EnvVar variable, Condition when) {
    variable(variable);
    if (!when.equals(Condition.always())) {
      Map<String, Condition> all = new LinkedHashMap<>(variableConditions);
      all.put(variable.getName(), when);
      variableConditions = all;
    }
  }

  void mount(MountSource source, String path) {
    mount(source, path, Condition.always());
  }

  void mount(MountSource source, String path, Condition when) {
    require(
        path.matches("(/[^/:]+)+"),
        "mounts[" + path + "]",
        "'" + path + "' is not the absolute path of a folder",
        "begin it with a slash, and end it without one");
    require(
        mounts.stream().noneMatch(each -> each.path().equals(path)),
        "mounts[" + path + "]",
        "two volumes are mounted at '" + path + "'",
        "mount one of them elsewhere");
    mounts = plus(mounts, new Mount(source, path, when));
  }

  /** Under which conditions parts of the container are there, by their paths in it. */
  Map<String, Condition> conditions() {
    Map<String, Condition> all = new LinkedHashMap<>();
    variableConditions.forEach((variable, when) -> all.put("env[" + variable + "]", when));
    ports.forEach((port, declared) -> all.put("ports[" + port + "]", declared.when()));
    for (int i = 0; i < mounts.size(); i++) {
      all.put("volumeMounts[" + i + "]", mounts.get(i).when());
    }
    all.values().removeIf(Condition.always()::equals);
    return all;
  }

  /** A check, if Kubernetes takes it. */
  Optional<HealthCheck> check(String place, HealthCheck check) {
    require(
        check.path().isEmpty() || isPath(check.path()),
        place,
        "'" + check.path() + "' is not the path of a request",
        "begin it with a slash: /" + check.path().strip());
    require(
        check.command().isEmpty() || !check.command().get(0).isBlank(),
        place,
        "the check has no command",
        "write the words of a command, such as exec(\"pg_isready\")");
    seconds(place, "the time between two checks", check.period(), 1);
    seconds(place, "the time for an answer", check.timeout(), 1);
    seconds(place, "the time before the first check", check.delay(), 0);
    check
        .failures()
        .ifPresent(
            number ->
                require(
                    number >= 1,
                    place,
                    "the check fails after " + number + " failures",
                    "write 1 or more"));
    return Optional.of(check);
  }

  static boolean isPath(String path) {
    return Text.hasReferences(path) || path.matches("/\\S*");
  }

  /** A time that Kubernetes counts in whole seconds. */
  void seconds(String place, String what, Optional<Duration> time, long least) {
    time.ifPresent(
        given ->
            require(
                given.toSeconds() >= least && given.equals(Duration.ofSeconds(given.toSeconds())),
                place,
                what + " is " + given.toMillis() / 1000.0 + " seconds",
                "write whole seconds, " + least + " or more"));
  }

  /** Whether a number is in a range, which is reported if it is not. */
  boolean isWithin(long number, long least, long most, String place, String what) {
    boolean is = number >= least && number <= most;
    require(is, place, what + " is " + number, "write a number from " + least + " to " + most);
    return is;
  }

  /** Reports a setting that Kubernetes would reject. */
  void require(boolean holds, String place, String what, String fix) {
    if (!holds) {
      report(ComponentRules.SETTING, place, what, fix);
    }
  }

  void report(Rule rule, String place, String what, String fix) {
    Finding finding =
        Finding.error(rule, Place.ofCaller("components[" + this.place + "]." + place), what);
    findings = plus(findings, finding.fixedBy(fix));
  }

  static <T> List<T> plus(List<T> list, T item) {
    List<T> all = new ArrayList<>(list);
    all.add(item);
    return List.copyOf(all);
  }
}
