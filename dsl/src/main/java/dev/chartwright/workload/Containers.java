package dev.chartwright.workload;

import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Tree;
import dev.chartwright.problem.ComponentRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The containers of a component's pods, with the values of their images and resources. */
final class Containers {
  private static final Duration LIVE = Duration.ofSeconds(20);
  private static final Duration READY = Duration.ofSeconds(5);
  private static final int MOST = 86_400;

  /** What the numbers of a check mean, by their fields. */
  private static final Map<String, String> CHECK_NUMBERS =
      Map.of(
          "initialDelaySeconds", "Time before the first check, in seconds.",
          "periodSeconds", "Time between two checks, in seconds.",
          "timeoutSeconds", "How long an answer may take, in seconds.",
          "failureThreshold", "How many checks in a row must fail.");

  private final Part part;
  private final WorkloadSettings settings;

  /** What the paths of the main container's values begin with. */
  private final String prefix;

  private final Map<String, ImageValue> images;
  private final Map<String, Expression> resources;
  private final Map<String, Expression> security;
  private final Map<String, CheckValues> checks;

  /**
   * The values of a check.
   *
   * @param enabled nothing where users cannot switch it off
   * @param numbers by the names of their fields; none where users cannot change them
   * @param custom what takes the place of the check; nothing where nothing can
   */
  private record CheckValues(
      Optional<Value<Boolean>> enabled,
      Map<String, Value<Integer>> numbers,
      Optional<Value<Map<String, Object>>> custom) {}

  /**
   * A check of a container.
   *
   * @param use such as {@code liveness}
   * @param usual the period when none is declared
   */
  private record Check(String use, HealthCheck declared, Duration usual) {
    String field() {
      return use + "Probe";
    }
  }

  Containers(Part part, WorkloadSettings settings) {
    this(part, settings, "");
  }

  /** The containers of other pods than those of the component. */
  Containers(Part part, WorkloadSettings settings, String prefix) {
    this(
        part,
        settings,
        prefix,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>());
  }

  private Containers(
      Part part,
      WorkloadSettings settings,
      String prefix,
      Map<String, ImageValue> images,
      Map<String, Expression> resources,
      Map<String, Expression> security,
      Map<String, CheckValues> checks) {
    this.part = part;
    this.settings = settings;
    this.prefix = prefix;
    this.images = images;
    this.resources = resources;
    this.security = security;
    this.checks = checks;
  }

  /** The same values for a component with other settings. */
  Containers with(WorkloadSettings others) {
    return new Containers(part, others, prefix, images, resources, security, checks);
  }

  /** Declares the values of the images, those of the main container first. */
  void declareImages() {
    all().forEach(container -> image(container, path(container)));
  }

  /** Declares the values of the security of containers, where users may change it. */
  void declareSecurity() {
    all().forEach(container -> security(container, path(container)));
  }

  private void security(ContainerSettings container, String path) {
    boolean isPrivileged = settings.privileged && container == settings.container;
    security.put(
        container.name,
        part.values()
            .object(
                path + "securityContext",
                isPrivileged
                    ? Map.of("privileged", true)
                    : Restricted.containerDefault(settings.user))
            .describe("Security context of the container `" + container.name + "`."));
  }

  /**
   * Binds the security that users may change.
   *
   * @param path of the container that gets it
   * @param container the name of the container whose security it is
   */
  Manifest secured(Manifest manifest, String path, String container) {
    Expression changed = security.get(container);
    return changed == null ? manifest : manifest.bind(path + ".securityContext", changed);
  }

  /** Declares the values of requests and limits. */
  void declareResources() {
    all().forEach(container -> resources(container, path(container)));
  }

  private String path(ContainerSettings container) {
    return container == settings.container ? prefix : Part.key(container.name) + ".";
  }

  /** Declares the values of checks that users change. */
  void declareChecks() {
    for (ContainerSettings container : all()) {
      for (Check check : checks(container)) {
        checks.put(
            container.name + "." + check.use(), values(check, path(container), container.name));
      }
    }
  }

  private CheckValues values(Check check, String path, String container) {
    HealthCheck declared = check.declared();
    Values values = part.values();
    String below = path + check.field() + ".";
    Map<String, Value<Integer>> numbers = new LinkedHashMap<>();
    Optional<Value<Boolean>> enabled =
        declared
            .enabled()
            .map(
                on -> {
                  values.section(
                      path + check.field(),
                      "The " + check.use() + " check of the container `" + container + "`.");
                  return values
                      .flag(below + "enabled", on)
                      .describe("Check the container this way.");
                });
    if (enabled.isPresent()) {
      declared
          .numbers(check.usual())
          .forEach(
              (field, number) ->
                  numbers.put(
                      field,
                      values
                          .integer(below + field, number)
                          .min(field.equals("initialDelaySeconds") ? 0 : 1)
                          .max(MOST)
                          .describe(CHECK_NUMBERS.get(field))));
    }
    String use = check.use().substring(0, 1).toUpperCase(Locale.ROOT) + check.use().substring(1);
    return new CheckValues(
        enabled,
        numbers,
        declared.isReplaceable()
            ? Optional.of(
                values
                    .object(path + "custom" + use + "Probe", Map.of())
                    .example(Map.of("exec", Map.of("command", List.of("cat", "/tmp/healthy"))))
                    .describe(
                        "Another "
                            + check.use()
                            + " check of the container `"
                            + container
                            + "`, as a whole."))
            : Optional.empty());
  }

  /** The image of the main container; nothing where none is declared, which is reported. */
  Optional<ImageValue> mainImage() {
    return Optional.ofNullable(images.get(settings.container.name));
  }

  private Stream<ContainerSettings> sides() {
    return settings.sides().stream().map(SideContainer::container);
  }

  private List<ContainerSettings> all() {
    return Stream.concat(Stream.of(settings.container), sides()).toList();
  }

  private void image(ContainerSettings container, String path) {
    if (container.image.isPresent()) {
      images.put(container.name, container.image.get());
      return;
    }
    if (container.repository.isEmpty()) {
      part.report(
          Finding.error(
                  ComponentRules.PARTS,
                  Place.ofModel("components[" + part.name() + "]"),
                  "the container '" + container.name + "' has no image")
              .because("there is nothing to run")
              .fixedBy("write image(repository, tag)"));
      return;
    }
    Values values = part.values();
    images.put(
        container.name,
        container
            .tag
            .map(tag -> values.image(path + "image", container.repository.orElseThrow(), tag))
            .orElseGet(() -> values.image(path + "image", container.repository.orElseThrow()))
            .describe("The image of the container `" + container.name + "`."));
  }

  private void resources(ContainerSettings container, String path) {
    if (container.resources.isPresent()) {
      resources.put(container.name, container.resources.get());
      return;
    }
    Map<String, Object> requests = new LinkedHashMap<>();
    requests.put("cpu", container.requests.cpu());
    requests.put("memory", container.requests.memory());
    requests.put("ephemeral-storage", container.requests.storage());
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("cpu", container.limits.cpu());
    limits.put("memory", container.limits.memory());
    limits.put("ephemeral-storage", container.limits.storage());
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("requests", requests);
    both.put("limits", limits);
    resources.put(
        container.name,
        part.values()
            .resources(path + "resources", both)
            .describe("Requests and limits of the container `" + container.name + "`."));
  }

  List<Container> inits() {
    return settings.inits.stream().map(side -> container(side.container())).toList();
  }

  /** The main container, then those beside it. */
  List<Container> running() {
    List<Container> all = new ArrayList<>();
    all.add(container(settings.container));
    settings.sidecars.forEach(side -> all.add(container(side.container())));
    return all;
  }

  /** The volumes of all containers, each once. */
  List<Volume> volumes() {
    Map<String, Volume> all = new LinkedHashMap<>();
    mounts()
        .map(ContainerSettings.Mount::source)
        .forEach(
            source ->
                source.volume(part).ifPresent(volume -> all.putIfAbsent(source.name(), volume)));
    return List.copyOf(all.values());
  }

  /**
   * What values decide on in the containers of a pod: words, parts under conditions, resources.
   *
   * @param pod the path of its specification
   */
  Manifest bound(Manifest workload, String pod) {
    Manifest restricted = workload;
    for (ContainerSettings each : settings.containers()) {
      String path = settings.path(pod, each);
      String container = path + ".";
      restricted = words(restricted, container + "command", each.command);
      restricted = words(restricted, container + "args", each.args);
      restricted = restricted.bind(container + "resources", resources.get(each.name));
      restricted = secured(restricted, path, each.name);
      restricted = ContainerSettings.Port.distinct(restricted, each.ports.values());
      for (Map.Entry<String, Condition> part : each.conditions().entrySet()) {
        restricted = restricted.when(container + part.getKey(), part.getValue());
      }
      for (Check check : checks(each)) {
        CheckValues values = checks.get(each.name + "." + check.use());
        String field = container + check.field();
        if (values.enabled().isPresent()) {
          restricted = restricted.when(field, values.enabled().get().isSet());
        }
        if (values.custom().isPresent()) {
          restricted = restricted.bindIfSet(field, values.custom().get());
        }
      }
    }
    for (Map.Entry<String, Condition> volume : volumeConditions().entrySet()) {
      restricted = restricted.when(pod + ".volumes[" + volume.getKey() + "]", volume.getValue());
    }
    return restricted;
  }

  /** The entry point or the arguments, where values decide on some of them. */
  private static Manifest words(Manifest manifest, String path, Tree words) {
    boolean isFixed = words.equals(Templating.items()) || !ContainerSettings.fixed(words).isEmpty();
    return isFixed ? manifest : manifest.bind(path, words);
  }

  /** A volume is there if one of its mounts is. */
  private Map<String, Condition> volumeConditions() {
    Map<String, Condition> conditions = new LinkedHashMap<>();
    mounts()
        .filter(mount -> mount.source().volume(part).isPresent())
        .forEach(mount -> conditions.merge(mount.source().name(), mount.when(), Condition::or));
    conditions.values().removeIf(Condition.always()::equals);
    return conditions;
  }

  /** The names of the volumes of the pods, those of claim templates too. */
  List<String> volumeNames() {
    return mounts().map(mount -> mount.source().name()).distinct().toList();
  }

  /** When any container has the files. */
  Condition condition(ConfigFiles files) {
    return volumeConditions().getOrDefault(files.name(), Condition.always());
  }

  /** The configuration of all containers, each once. */
  List<ConfigFiles> files() {
    return mounts()
        .map(ContainerSettings.Mount::source)
        .filter(MountSource.Files.class::isInstance)
        .map(source -> ((MountSource.Files) source).files())
        .distinct()
        .toList();
  }

  private Stream<ContainerSettings.Mount> mounts() {
    return all().stream().flatMap(each -> each.mounts.stream());
  }

  /** The checks of a container; of the main one of a service there are two in any case. */
  private List<Check> checks(ContainerSettings container) {
    boolean isUsual =
        container == settings.container && settings.serves && !container.ports.isEmpty();
    Optional<HealthCheck> usual = isUsual ? Optional.of(Settings.tcp()) : Optional.empty();
    List<Check> all = new ArrayList<>();
    container.start.ifPresent(check -> all.add(new Check("startup", check, READY)));
    container.live.or(() -> usual).ifPresent(check -> all.add(new Check("liveness", check, LIVE)));
    container
        .ready
        .or(() -> usual)
        .ifPresent(check -> all.add(new Check("readiness", check, READY)));
    return all;
  }

  private Probe probe(ContainerSettings container, Check check) {
    Probe probe = check.declared().probe(container.firstPort(), check.usual());
    Map<String, Value<Integer>> numbers = checks.get(container.name + "." + check.use()).numbers();
    return numbers.isEmpty()
        ? probe
        : new ProbeBuilder(probe)
            .withInitialDelaySeconds(numbers.get("initialDelaySeconds").asInt())
            .withPeriodSeconds(numbers.get("periodSeconds").asInt())
            .withTimeoutSeconds(numbers.get("timeoutSeconds").asInt())
            .withFailureThreshold(numbers.get("failureThreshold").asInt())
            .build();
  }

  private Container container(ContainerSettings declared) {
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(declared.name)
            .withCommand(ContainerSettings.fixed(declared.command))
            .withArgs(ContainerSettings.fixed(declared.args))
            .withWorkingDir(declared.workingDir.orElse(null))
            .withEnv(declared.env)
            .withSecurityContext(
                settings.privileged && declared == settings.container
                    ? new SecurityContextBuilder().withPrivileged(true).build()
                    : Restricted.container(settings.user));
    ImageValue image = images.get(declared.name);
    if (image != null) {
      container.withImage(image.asString()).withImagePullPolicy(image.pullPolicy().asString());
    }
    declared.ports.forEach(
        (name, declaredPort) ->
            container
                .addNewPort()
                .withName(name)
                .withContainerPort(declaredPort.number())
                .withProtocol("TCP")
                .endPort());
    for (Check check : checks(declared)) {
      Probe probe = probe(declared, check);
      switch (check.use()) {
        case "startup" -> container.withStartupProbe(probe);
        case "liveness" -> container.withLivenessProbe(probe);
        default -> container.withReadinessProbe(probe);
      }
    }
    checkPorts(declared);
    for (ContainerSettings.Mount mount : declared.mounts) {
      container
          .addNewVolumeMount()
          .withName(mount.source().name())
          .withMountPath(mount.path())
          .withReadOnly(mount.source().isReadOnly() ? true : null)
          .endVolumeMount();
    }
    return container.build();
  }

  private void checkPorts(ContainerSettings declared) {
    Stream.of(declared.start, declared.live, declared.ready)
        .flatMap(Optional::stream)
        .filter(HealthCheck::asksPort)
        .filter(
            check ->
                check.port().isEmpty()
                    ? declared.ports.isEmpty()
                    : !declared.ports.containsKey(check.port()))
        .forEach(
            check ->
                part.report(
                    Finding.error(
                            ComponentRules.PARTS,
                            Place.ofModel("components[" + part.name() + "]"),
                            check.port().isEmpty()
                                ? "a check of the container '"
                                    + declared.name
                                    + "' asks a port, and the container has none"
                                : "a check asks the port '"
                                    + check.port()
                                    + "', and the container '"
                                    + declared.name
                                    + "' has "
                                    + declared.ports.keySet())
                        .because("the check can never succeed")
                        .fixedBy("declare the port with port(name, number)")));
  }
}
