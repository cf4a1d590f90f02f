package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.namespace;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.releaseNamespace;
import static dev.chartwright.chart.Templating.when;
import static dev.chartwright.chart.Types.anything;
import static dev.chartwright.chart.Types.field;
import static dev.chartwright.chart.Types.map;
import static dev.chartwright.chart.Types.object;
import static dev.chartwright.chart.Types.text;

import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.problem.ComponentRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Declares the values of a workload in the order of {@code helm create}, then its objects. The
 * author's edits come after the structure and before the values, which need the fields that they go
 * to. Used once.
 */
final class WorkloadObjects {
  static final String IGNORED = "kube-score/ignore";
  static final String PULL_POLICY = "container-image-pull-policy";
  static final String REASON = "The image tag never moves, so nodes need not pull it again.";
  static final int MOST_PODS = 1000;

  /** Of what a task needs in its phase, which comes before the task. */
  private static final int FIRST_WEIGHT = -10;

  static final int LEAST_WEIGHT = FIRST_WEIGHT + 1;
  static final int MOST_WEIGHT = 1000;

  /** What each container has, beside its probes. */
  private static final Set<String> CONTAINER_VALUES =
      Set.of("image", "resources", "securityContext");

  /** Stands for a schedule that is missing, which is reported. */
  private static final String DAILY = "@daily";

  /** A year. */
  private static final int LONGEST_GRACE = 365 * 24 * 60 * 60;

  private static final String VARIABLE = "^[A-Za-z_][A-Za-z0-9_.-]{0,252}$";

  private final Part part;
  private final WorkloadSettings settings;
  private final WorkloadKind kind;
  private final Containers containers;
  private final List<Manifest> manifests = new ArrayList<>();

  private Expression replicas;
  private Expression pullSecrets;
  private Account account;
  private Value<Map<String, String>> podAnnotations;
  private Value<Map<String, String>> podLabels;
  private Optional<Value<Map<String, Object>>> podSecurity = Optional.empty();
  private Optional<Exposure> exposure = Optional.empty();
  private Optional<Autoscaler> autoscaler = Optional.empty();
  private final Map<String, ClaimValues> claims = new LinkedHashMap<>();
  private Optional<Expression> schedule = Optional.empty();
  private Optional<Expression> suspended = Optional.empty();
  private Optional<Value<Map<String, Object>>> variables = Optional.empty();
  private Optional<Expression> graceSeconds = Optional.empty();
  private Value<List<Map<String, Object>>> extraEnv;
  private Optional<ExtraVolumes> extraVolumes = Optional.empty();
  private Placement placement;
  private Optional<Value<Boolean>> persistent = Optional.empty();
  private Optional<Value<Integer>> hookWeight = Optional.empty();
  private Optional<Value<String>> hookDeletePolicy = Optional.empty();
  private Optional<Isolation> isolation = Optional.empty();
  private Optional<Metrics> metrics = Optional.empty();
  private final Map<WorkloadSettings.ContainerTest, Containers> tests = new LinkedHashMap<>();

  /** The values of a claim template. */
  private record ClaimValues(Value<String> size, Value<String> className) {}

  WorkloadObjects(Part part, WorkloadSettings settings, WorkloadKind kind) {
    this.part = part;
    this.settings = settings;
    this.kind = kind;
    this.containers = new Containers(part, settings);
  }

  void declare() {
    check();
    // Of all values of the chart, which are many, only where there are names to compare.
    Set<String> before = settings.sides().isEmpty() ? Set.of() : paths();
    declareValues();
    checkNames(before);
    workload();
    exposure.ifPresent(this::expose);
    part.add(account.template());
    add(account.account());
    account.roles().forEach(this::add);
    containers
        .files()
        .forEach(files -> add(files.configMap(part).onlyWhen(containers.condition(files))));
    variables.ifPresent(each -> add(variablesConfigMap(each)));
    if (settings.budget) {
      add(budget());
    }
    autoscaler.map(Autoscaler::manifest).ifPresent(this::add);
    isolation.map(Isolation::manifest).ifPresent(this::add);
    metrics.map(Metrics::manifest).ifPresent(this::add);
    settings.test.ifPresent(
        command ->
            containers
                .mainImage()
                .ifPresent(
                    image ->
                        add(
                            containers.secured(
                                inPlace(
                                    TestPod.manifest(
                                        part,
                                        image,
                                        account.accountName(),
                                        settings.user,
                                        command.apply(address())),
                                    "spec"),
                                "spec.containers[test]",
                                main()))));
    tests.forEach(
        (test, pod) ->
            add(
                inPlace(
                    TestPod.manifest(part, test, pod, account.accountName(), settings.user),
                    "spec")));
    finish();
  }

  private String forward(Exposure exposure) {
    String local =
        settings.container.ports.values().stream()
            .findFirst()
            .map(ContainerSettings.Port::text)
            .orElse("");
    return "Open a local port to the Service:\n\n  kubectl --namespace "
        + (part.values().overridesNamespace() ? namespace() : releaseNamespace()).asString()
        + " port-forward service/"
        + part.objectName()
        + " "
        + local
        + ":"
        + exposure.port().asString();
  }

  // What fits together

  private void check() {
    if (part.isMain() && settings.valuesPath.isPresent()) {
      report(
          "the values of the main component stand at the root, not at '"
              + settings.valuesPath.get()
              + "'",
          "leave out valuesAt, or give the component to add(…)");
    }
    boolean needsPort =
        settings.serves
            || settings.ingress.isPresent()
            || !settings.routes.isEmpty()
            || settings.monitor.isPresent();
    if (needsPort && settings.container.ports.isEmpty()) {
      report(
          settings.ingress.isPresent()
              ? "the Ingress has no port to send requests to"
              : settings.monitor.isPresent()
                  ? "the monitor has no port to scrape"
                  : "the Service has no port",
          "declare one with port(name, number)");
    }
    settings.container.ports.values().stream()
        .findFirst()
        .filter(port -> settings.serves && !port.isAlwaysOpen())
        .ifPresent(
            port ->
                report(
                    "the first port is open under a condition only, and the Service needs it",
                    "declare another port first, or this one without a condition"));
    settings
        .monitor
        .filter(monitor -> !monitor.port().isEmpty())
        .filter(monitor -> !settings.container.ports.containsKey(monitor.port()))
        .ifPresent(
            monitor ->
                report(
                    "the monitor scrapes the port '"
                        + monitor.port()
                        + "', and the container has "
                        + settings.container.ports.keySet(),
                    "name a declared port"));
    settings.scaling.ifPresent(this::check);
    settings.routes.stream()
        .filter(route -> !route.port().isEmpty())
        .filter(route -> !settings.container.ports.containsKey(route.port()))
        .forEach(
            route ->
                report(
                    "the "
                        + route.kind()
                        + " leads to the port '"
                        + route.port()
                        + "', and the container has "
                        + settings.container.ports.keySet(),
                    "name a declared port"));
    if (kind == WorkloadKind.CRON_JOB
        && settings.entries.isEmpty()
        && settings.schedule.isEmpty()
        && settings.scheduleText.isEmpty()) {
      report("the task has no schedule", "write schedule(…), such as schedule(\"0 3 * * *\")");
    }
  }

  private Set<String> paths() {
    return part.values().all().stream().map(Value::path).collect(Collectors.toSet());
  }

  /**
   * The values of a container beside the main one stand below its name, where the component has no
   * others.
   *
   * @param before the values that the component has not declared
   */
  private void checkNames(Set<String> before) {
    String section = part.isMain() ? "" : settings.valuesPath() + ".";
    Set<String> names = new HashSet<>(Set.of(main()));
    for (SideContainer side : settings.sides()) {
      String name = side.container().name;
      if (!names.add(name)) {
        report("two containers are called '" + name + "'", "rename one of them");
        continue;
      }
      String key = section + Part.key(name);
      part.values().all().stream()
          .map(Value::path)
          .filter(path -> (path + ".").startsWith(key + ".") && !before.contains(path))
          .filter(path -> path.equals(key) || !isOfContainer(path.substring(key.length() + 1)))
          .findFirst()
          .ifPresent(
              path ->
                  report(
                      "the values of the container '"
                          + name
                          + "' stand below "
                          + key
                          + ", where the component has "
                          + path,
                      "give the container another name"));
    }
  }

  private static boolean isOfContainer(String path) {
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    return CONTAINER_VALUES.contains(first) || first.endsWith("Probe");
  }

  private void check(Scaling scaling) {
    if (scaling instanceof Scaling.ByUsage usage && usage.metrics().isEmpty()) {
      report("the autoscaler has no target", "add one, such as cpu(75)");
    }
    if (scaling instanceof Scaling.ByEvents events && events.triggers().isEmpty()) {
      report("the autoscaler has no trigger", "add one with on(…)");
    }
    if (scaling.min() > scaling.max()) {
      report(
          "the autoscaler keeps at least "
              + scaling.min()
              + " and at most "
              + scaling.max()
              + " pods",
          "write the smaller number first");
    }
  }

  private void report(String what, String fix) {
    part.report(
        Finding.error(ComponentRules.PARTS, Place.ofModel("components[" + part.name() + "]"), what)
            .fixedBy(fix));
  }

  // Values

  private void declareValues() {
    Values values = part.values();
    if (kind.isReplicated()) {
      replicas =
          settings.replicaCount.orElseGet(
              () ->
                  values
                      .integer("replicaCount", settings.replicas)
                      .max(MOST_PODS)
                      .describe(
                          settings.scaling.isEmpty()
                              ? "Number of pods."
                              : "Number of pods, if autoscaling is disabled."));
    }
    if (kind == WorkloadKind.CRON_JOB && settings.entries.isEmpty()) {
      schedule =
          Optional.of(
              settings.scheduleText.orElseGet(
                  () ->
                      values
                          .string(
                              "schedule", settings.schedule.isEmpty() ? DAILY : settings.schedule)
                          .plainPattern(ScheduledTask.CRON)
                          .describe("When the task runs, as five fields of cron.")));
      suspended =
          settings.suspended.or(
              () -> Optional.of(values.flag("suspend", false).describe("Start no further runs.")));
    }
    containers.declareImages();
    pullSecrets =
        settings.pullSecrets.orElseGet(
            () ->
                values
                    .imagePullSecrets("imagePullSecrets")
                    .example(List.of(Map.of("name", "registry-credentials")))
                    .describe(
                        "Secrets with credentials for a private registry, each as `name: …`."));
    account = Account.declare(part, settings.access, settings.bound);
    podAnnotations =
        values
            .annotations(
                "podAnnotations", Map.of(), settings.podAnnotations.keySet().toArray(String[]::new))
            .example(Map.of("example.com/team", "web"))
            .describe("Annotations of the pods.");
    podLabels =
        values
            .labels("podLabels", Map.of())
            .example(Map.of("example.com/tier", "front"))
            .describe("Additional labels of the pods.");
    if (settings.securityValues) {
      podSecurity =
          Optional.of(
              values
                  .object("podSecurityContext", Restricted.podDefault(settings.user))
                  .describe("Security context of the pods."));
      containers.declareSecurity();
    }
    if (settings.serves) {
      exposure = Optional.of(Exposure.declare(part, settings));
    }
    containers.declareResources();
    containers.declareChecks();
    graceSeconds =
        settings.graceSeconds.or(
            () ->
                settings.gracePeriod.map(
                    time ->
                        values
                            .integer("terminationGracePeriodSeconds", (int) time.toSeconds())
                            .max(LONGEST_GRACE)
                            .describe(
                                "Seconds that a pod has to finish its work when it is stopped.")));
    autoscaler = settings.scaling.map(scaling -> Autoscaler.declare(part, kind, scaling));
    if (settings.orDeployment) {
      values.section("persistence", "The volume of each pod.");
      persistent =
          Optional.of(
              values
                  .flag("persistence.enabled", true)
                  .describe(
                      "Keep the data in a volume of each pod of a StatefulSet; otherwise a Deployment"
                          + " runs the pods, and the data ends with them."));
    }
    settings.claims.forEach(claim -> claims.put(claim.name(), claim(values, claim)));
    if (!settings.variables.isEmpty()) {
      variables =
          Optional.of(
              values
                  .map("config", settings.variables, map(VARIABLE, text()))
                  .describe("Environment variables of the container. A change restarts the pods."));
    }
    extraEnv = extraEnv(values);
    if (settings.hookValues) {
      values.section("hook", "When Helm runs and deletes the Job.");
      hookWeight =
          Optional.of(
              values
                  .integer("hook.weight", settings.weight)
                  .min(LEAST_WEIGHT)
                  .max(MOST_WEIGHT)
                  .describe(
                      "Hooks run one after the other, from the lowest weight to the highest."));
      hookDeletePolicy =
          Optional.of(
              values.hookDeletePolicy("hook.deletePolicy").describe("When Helm deletes the Job."));
    }
    if (settings.extraVolumes) {
      extraVolumes = Optional.of(ExtraVolumes.declare(values, settings.container, containers));
    }
    placement = Placement.declare(part, settings, kind.isReplicated());
    if (settings.isolated) {
      boolean hasTest = settings.test.isPresent() || !settings.tests.isEmpty();
      isolation = Optional.of(Isolation.declare(part, openPorts(), hasTest));
    }
    metrics =
        settings.monitor.map(
            monitor ->
                Metrics.declare(part, monitor, settings.serves, settings.container.firstPort()));
    settings.tests.forEach(this::declareTest);
  }

  /** The values of a test with a container of its own, which is alone in its pod. */
  private void declareTest(WorkloadSettings.ContainerTest test) {
    WorkloadSettings alone = new WorkloadSettings(settings);
    String port = exposure.map(each -> each.port().asString()).orElse("");
    alone.container = TestPod.container(test, part, port, settings.container.ports);
    alone.inits = List.of();
    alone.sidecars = List.of();
    alone.privileged = false;
    alone.serves = false;
    Containers pod = new Containers(part, alone, "tests." + Part.key(alone.container.name) + ".");
    pod.declareImages();
    pod.declareResources();
    pod.declareChecks();
    tests.put(test, pod);
  }

  /** The ports of the main container and of those beside it. */
  private Map<String, Condition> openPorts() {
    Map<String, Condition> ports = new LinkedHashMap<>();
    settings.container.ports.forEach((name, port) -> ports.put(name, port.when()));
    settings.sidecars.forEach(
        side -> side.container().ports.forEach((name, port) -> ports.put(name, port.when())));
    return ports;
  }

  private static ClaimValues claim(Values values, WorkloadSettings.Claim claim) {
    String path = claim.name().equals("data") ? "persistence" : "persistence." + claim.name();
    values.section(path, "The volume of each pod. It cannot change after the installation.");
    return new ClaimValues(
        values
            .size(path + ".size", claim.size())
            .describe("Size of the volume; fixed after the installation."),
        values
            .dnsName(path + ".className", "")
            .describe(
                "Storage class of the volume; empty for the default of the cluster. Fixed after"
                    + " the installation."));
  }

  private Value<List<Map<String, Object>>> extraEnv(Values values) {
    Stream<ContainerSettings> sides =
        settings.sides().stream().map(SideContainer::container).filter(side -> side.extraEnv);
    List<String> taken =
        Stream.concat(Stream.of(settings.container), sides)
            .flatMap(each -> each.env.stream())
            .map(EnvVar::getName)
            .distinct()
            .toList();
    return values
        .objects(
            "extraEnv",
            List.of(),
            object(
                field(
                        "name",
                        text(VARIABLE).length(1, 253).except(taken.toArray(String[]::new)),
                        taken.isEmpty()
                            ? "Name of the variable."
                            : "Name of the variable; not one that the chart sets.")
                    .required(),
                field("value", text(), "Text of the variable."),
                field("valueFrom", anything(), "Source of the text, instead of `value`.")
                    .insteadOf("value")))
        .uniqueBy("name")
        .example(List.of(Map.of("name", "TZ", "value", "Europe/Zurich")))
        .describe("Additional environment variables, each with `name` and `value` or `valueFrom`.");
  }

  // The workload

  /** The checks of kube-score that do not hold for the object, and why. */
  private record Ignored(String checks, String why) {}

  private Ignored ignored() {
    return settings.hostNetwork
        ? new Ignored(
            PULL_POLICY + ",pod-networkpolicy",
            REASON + " A NetworkPolicy has no effect on pods in the network of the node.")
        : new Ignored(PULL_POLICY, REASON);
  }

  private void workload() {
    if (settings.entries.isEmpty()) {
      add(workload(settings, containers, part.objectName()));
      return;
    }
    WorkloadSettings.Entries entries = settings.entries.get();
    add(
        Manifest.each(
            part.file(kind.file()),
            entries.map(),
            (key, entry) -> {
              WorkloadSettings common = new WorkloadSettings(settings);
              common.entries = Optional.empty();
              WorkloadSettings own =
                  entries.change().apply(ScheduledTask.of(common), entry).settings;
              own.container.findings.stream()
                  .filter(finding -> !common.container.findings.contains(finding))
                  .forEach(part::report);
              if (own.scheduleText.isEmpty() && own.schedule.isEmpty()) {
                report("the task of an entry has no schedule", "write task.schedule(…)");
              }
              return workload(own, containers.with(own), part.objectName() + "-" + key.asString());
            }));
  }

  private Manifest workload(WorkloadSettings settings, Containers containers, String name) {
    String template = kind.template();
    HasMetadata object =
        new WorkloadStructure(
                part,
                kind,
                settings,
                containers,
                account,
                variables.isPresent(),
                claims.values().stream().map(ClaimValues::size).toList(),
                ignored().checks())
            .object(name);
    Manifest manifest =
        Manifest.of(part.file(kind.file()), object)
            .comment("metadata.annotations['" + IGNORED + "']", ignored().why());
    for (WorkloadSettings.Accepted each : settings.waivers) {
      manifest = manifest.accept(each.rule(), each.field(), each.reason());
    }
    if (kind.isReplicated()) {
      manifest = manifest.bind("spec.replicas", node(replicas));
      if (autoscaler.isPresent()) {
        manifest =
            manifest
                .when("spec.replicas", not(autoscaler.get().enabled()))
                .comment("spec.replicas", "Not set while the autoscaler sets the number.");
      }
    }
    int index = 0;
    for (ClaimValues claim : claims.values()) {
      String path = "spec.volumeClaimTemplates[" + index + "].spec.storageClassName";
      manifest = manifest.bind(path, claim.className()).when(path, claim.className().isSet());
      index++;
    }
    if (kind == WorkloadKind.CRON_JOB) {
      manifest = scheduled(manifest, settings);
    }
    if (persistent.isPresent()) {
      manifest = orDeployment(manifest, persistent.get());
    }
    String pod = template + ".spec";
    manifest = containers.bound(inPlace(manifest, pod), pod);
    for (ContainerSettings each : settings.containers()) {
      if (each.extraEnv || each == settings.container) {
        manifest = manifest.append(settings.path(pod, each) + ".env", extraEnv);
      }
    }
    if (graceSeconds.isPresent()) {
      manifest = manifest.bind(pod + ".terminationGracePeriodSeconds", node(graceSeconds.get()));
    }
    if (extraVolumes.isPresent()) {
      manifest = extraVolumes.get().in(manifest, pod, main());
    }
    return manifest
        .append(template + ".metadata.annotations", podAnnotations)
        .append(template + ".metadata.labels", podLabels);
  }

  /** The name of the main container. */
  private String main() {
    return settings.container.name;
  }

  /** One document of two kinds, so that the pods are described once. */
  private Manifest orDeployment(Manifest manifest, Value<Boolean> persistent) {
    Templating.Items folders = Templating.items();
    for (Map.Entry<String, ClaimValues> claim : claims.entrySet()) {
      Map<String, Object> folder = new LinkedHashMap<>();
      folder.put("name", claim.getKey());
      folder.put("emptyDir", Map.of("sizeLimit", claim.getValue().size()));
      folders = folders.addWhen(not(persistent), folder);
    }
    return manifest
        .bind(
            "kind",
            Templating.choose(persistent)
                .then(WorkloadKind.STATEFUL_SET.kind())
                .otherwise(WorkloadKind.DEPLOYMENT.kind()))
        .when("spec.serviceName", when(persistent))
        .when("spec.volumeClaimTemplates", when(persistent))
        .append(kind.template() + ".spec.volumes", folders);
  }

  /** What is fixed is written as it is. */
  private static Node node(Expression expression) {
    return expression.expr() instanceof Expr.Literal literal
        ? new Node.Scalar(literal.value())
        : new Node.Insert(expression.expr());
  }

  private Manifest scheduled(Manifest manifest, WorkloadSettings settings) {
    Expression when =
        settings
            .scheduleText
            .or(() -> schedule)
            .orElseGet(
                () -> new Expr.Literal(settings.schedule.isEmpty() ? DAILY : settings.schedule));
    Manifest scheduled = manifest.bind("spec.schedule", node(when));
    Optional<? extends Expression> off =
        settings.suspended.isPresent() ? settings.suspended : suspended;
    return off.map(
            flag ->
                settings.entries.isEmpty() && suspended.isEmpty()
                    ? scheduled
                        .bind("spec.suspend", flag)
                        .when("spec.suspend", Condition.present(flag.expr()))
                    : scheduled.bind("spec.suspend", flag))
        .orElse(scheduled);
  }

  /** What the pods of the component have in common: where they run, and what pulls their images. */
  private Manifest inPlace(Manifest manifest, String pod) {
    boolean isTest = pod.equals("spec");
    Manifest pulled = manifest.bind(pod + ".imagePullSecrets", pullSecrets);
    if (podSecurity.isPresent()) {
      pulled = pulled.bind(pod + ".securityContext", podSecurity.get());
    }
    return isTest
        ? pulled
            .bind(pod + ".nodeSelector", placement.nodeSelector())
            .bind(pod + ".tolerations", placement.tolerations())
        : placement.in(pulled, pod);
  }

  // Beside the workload

  private void expose(Exposure exposure) {
    add(exposure.service(settings.serviceEdit));
    if (kind == WorkloadKind.STATEFUL_SET) {
      add(
          persistent
              .map(each -> exposure.headless().onlyWhen(when(each)))
              .orElseGet(exposure::headless));
    }
    exposure.ingressObject().ifPresent(this::add);
    exposure.routeObjects().forEach(this::add);
  }

  private String address() {
    return exposure
        .map(each -> "http://" + part.objectName() + ":" + each.port().asString())
        .orElse("");
  }

  private Manifest variablesConfigMap(Value<Map<String, Object>> declared) {
    return Manifest.of(
            part.file("configmap-env"),
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(part.objectName("env"))
                .endMetadata()
                .build())
        .bind("data", declared);
  }

  private Manifest budget() {
    return Manifest.of(
        part.file("poddisruptionbudget"),
        new PodDisruptionBudgetBuilder()
            .withNewMetadata()
            .withName(part.objectName())
            .endMetadata()
            .withNewSpec()
            .withMaxUnavailable(
                settings.drainsTogether ? new IntOrString("100%") : new IntOrString(1))
            .withUnhealthyPodEvictionPolicy("AlwaysAllow")
            .withNewSelector()
            .withMatchLabels(part.selector())
            .endSelector()
            .endSpec()
            .build());
  }

  private void add(Manifest manifest) {
    manifests.add(manifest);
  }

  /** Adds the manifests to the chart, changed as the author says. */
  private void finish() {
    List<String> kinds = new ArrayList<>();
    for (Manifest manifest : manifests) {
      String file =
          part.isMain() ? manifest.name() : manifest.name().substring(part.name().length() + 1);
      kinds.add(file);
      Manifest made =
          (settings.events.isEmpty() ? manifest : hooked(manifest, file))
              .onlyWhen(file.equals(kind.file()) ? settings.condition : needed());
      Manifest last =
          settings.manifests.containsKey(file) ? settings.manifests.get(file).apply(made) : made;
      part.add(last);
      if (part.isMain() && file.equals(Exposure.SERVICE)) {
        exposure.ifPresent(each -> part.note(last.condition(), forward(each)));
      }
    }
    settings.manifests.keySet().stream()
        .filter(file -> !kinds.contains(file))
        .forEach(
            file ->
                report(
                    "the component has no manifest '" + file + "'",
                    "change one of " + String.join(", ", kinds)));
  }

  /** What only the tasks of a map need is left out while there is none, as there is by default. */
  private Condition needed() {
    return settings
        .entries
        .map(WorkloadSettings.Entries::map)
        .filter(map -> map.defaultValue().isEmpty())
        .map(map -> settings.condition.and(map.isSet()))
        .orElse(settings.condition);
  }

  /** A task is a hook; what it needs before the release is there is one too, and comes first. */
  private Manifest hooked(Manifest manifest, String file) {
    List<Hook.Event> events = settings.events;
    List<Hook.DeletePolicy> policies =
        List.of(Hook.DeletePolicy.BEFORE_HOOK_CREATION, Hook.DeletePolicy.HOOK_SUCCEEDED);
    if (file.equals(kind.file())) {
      return manifest.hook(
          new Hook(
              events,
              settings.weight,
              policies,
              hookWeight.map(Expression.class::cast),
              hookDeletePolicy.map(Expression.class::cast)));
    }
    boolean isAlone =
        events.contains(Hook.Event.PRE_INSTALL) || events.contains(Hook.Event.POST_DELETE);
    return isAlone ? manifest.hook(new Hook(events, FIRST_WEIGHT, policies)) : manifest;
  }
}
