package dev.chartwright.workload;

import dev.chartwright.chart.Component;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.problem.ComponentRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.SourceLine;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A component that runs pods. It is secure without a line: a user that is not root, a read-only
 * root file system, no capability, the runtime's system-call filter, no token for the API server
 * unless {@link #access} gives rights. Every setting that takes a literal is a value of the chart
 * with a conventional name, such as {@code image} or {@code replicaCount}, and the literal is its
 * default. Immutable: every method returns a changed copy.
 *
 * @param <T> the kind itself
 */
public abstract sealed class Workload<T extends Workload<T>> extends PodContainer<T>
    implements Component
    permits WebService, BackgroundWorker, StatefulService, NodeAgent, Task, ScheduledTask {
  private static final int MOST_RETRIES = 1000;
  private static final int MOST_PERCENT = 1000;

  final WorkloadSettings settings;

  Workload(WorkloadSettings settings) {
    this.settings = settings;
  }

  static WorkloadSettings named(String name, Consumer<WorkloadSettings> kind) {
    Objects.requireNonNull(name, "the name of a component is null");
    WorkloadSettings settings = new WorkloadSettings(name, SourceLine.ofCaller());
    kind.accept(settings);
    return settings;
  }

  /** A copy with other settings. */
  abstract T with(WorkloadSettings changed);

  /** The kind of object that runs the pods. */
  abstract WorkloadKind kind();

  final T set(Consumer<WorkloadSettings> change) {
    WorkloadSettings copy = new WorkloadSettings(settings);
    change.accept(copy);
    return with(copy);
  }

  /** The default of the value {@code replicaCount}. */
  final T pods(int number) {
    return set(
        copy -> {
          if (copy.container.isWithin(
              number, 0, WorkloadObjects.MOST_PODS, "replicas", "the number of pods")) {
            copy.replicas = number;
            copy.replicaCount = Optional.empty();
          }
        });
  }

  /** The number of pods in place of the value {@code replicaCount}. */
  final T pods(Expression number) {
    return set(copy -> copy.replicaCount = Optional.of(number));
  }

  /** The autoscaler, once. */
  final T scaled(Scaling scaling) {
    Objects.requireNonNull(scaling, "scaling");
    return set(
        copy -> {
          once(copy, copy.scaling.isEmpty(), "autoscaling", "the autoscaler");
          if (isPossible(copy.container, scaling)) {
            copy.scaling = Optional.of(scaling);
          }
        });
  }

  private static boolean isPossible(ContainerSettings container, Scaling scaling) {
    List<Finding> before = container.findings;
    String place = "autoscaling";
    int least = 0;
    if (scaling instanceof Scaling.ByUsage usage) {
      least = 1;
      for (Scaling.Metric each : usage.metrics()) {
        if (each instanceof Scaling.Usage one) {
          one.percent()
              .ifPresent(
                  percent ->
                      container.isWithin(
                          percent, 1, MOST_PERCENT, place, "the target for " + one.resource()));
        }
      }
    } else if (scaling instanceof Scaling.ByEvents events) {
      container.seconds(
          place, "the time between two looks", Optional.of(events.pollingInterval()), 1);
      container.seconds(
          place, "the time before the last pod ends", Optional.of(events.cooldown()), 0);
    }
    int most = WorkloadObjects.MOST_PODS;
    container.isWithin(scaling.min(), least, most, place, "the least number of pods");
    container.isWithin(scaling.max(), 1, most, place, "the largest number of pods");
    return container.findings.equals(before);
  }

  /** The scraping of metrics. */
  final T monitored(Monitor monitor) {
    Objects.requireNonNull(monitor, "monitor");
    return set(
        copy -> {
          copy.container.require(
              ContainerSettings.isPath(monitor.path()),
              "monitor",
              "'" + monitor.path() + "' is not the path of a request",
              "begin it with a slash: /" + monitor.path());
          copy.container.seconds(
              "monitor", "the time between two scrapes", Optional.of(monitor.interval()), 1);
          copy.monitor = Optional.of(monitor);
        });
  }

  /** How long all runs of a task may take together. */
  final T limited(Duration time) {
    return set(
        copy -> {
          copy.container.seconds("deadline", "the time of the task", Optional.of(time), 1);
          copy.deadline = Optional.of(time);
        });
  }

  /** How often a task is tried again. */
  final T retried(int number) {
    return set(
        copy -> {
          if (copy.container.isWithin(
              number, 0, MOST_RETRIES, "retries", "the number of retries")) {
            copy.retries = number;
          }
        });
  }

  /** Reports a second setting where there can be one. */
  final void once(WorkloadSettings copy, boolean isFirst, String setting, String what) {
    if (!isFirst) {
      copy.container.report(
          ComponentRules.PARTS, setting, what + " is declared twice", "keep one of the two");
    }
  }

  @Override
  final ContainerSettings container() {
    return settings.container;
  }

  @Override
  final T with(ContainerSettings changed) {
    return set(copy -> copy.container = changed);
  }

  @Override
  public final String name() {
    return settings.name;
  }

  @Override
  public final String valuesPath() {
    return settings.valuesPath();
  }

  @Override
  public final Optional<SourceLine> declaredAt() {
    return settings.declaredAt;
  }

  /**
   * The name of the main container; by default that of the component. Another one keeps that of a
   * chart that is there already.
   */
  public final T container(String name) {
    return set(
        copy -> {
          copy.container.require(
              name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"),
              "container",
              "'" + name + "' is not a valid name of a container",
              "use lower-case letters, digits and hyphens");
          copy.container.name = name;
        });
  }

  /**
   * The numeric user and group of all containers, which also owns their volumes; by default 10101.
   *
   * @param uid not 0, which is root
   */
  public final T user(long uid) {
    return set(
        copy -> {
          copy.container.require(
              uid > 0 && uid <= Integer.MAX_VALUE,
              "user",
              uid + " is root, or no user",
              "write the number of another user");
          copy.user = uid;
        });
  }

  /**
   * Lets users change the security of the pods: the values {@code podSecurityContext} and {@code
   * securityContext}, whose defaults are as strict as without them. Helm lays what users set over
   * the default, and {@code null} removes a field. What they set is theirs: the proof judges the
   * default.
   */
  public final T securityContextValues() {
    return set(copy -> copy.securityValues = true);
  }

  /**
   * The path of the values of an added component below {@code .Values}, such as {@code
   * workers.heavy}; by default its name in camelCase. The values of the main component stand at the
   * root.
   */
  public final T valuesAt(String path) {
    Objects.requireNonNull(path, "path");
    return set(copy -> copy.valuesPath = Optional.of(path));
  }

  /** The default of the value {@code nodeSelector}: labels of the nodes on which pods may run. */
  public final T nodeSelector(Map<String, String> labels) {
    Map<String, String> fixed = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    return set(
        copy -> {
          copy.nodeLabels = fixed;
          copy.nodeSelector = Optional.empty();
        });
  }

  /** Labels of the nodes from the author's values, in place of the value {@code nodeSelector}. */
  public final T nodeSelector(Expression labels) {
    Objects.requireNonNull(labels, "labels");
    return set(copy -> copy.nodeSelector = Optional.of(labels));
  }

  /** The default of the value {@code tolerations}: taints of nodes on which pods may run. */
  public final T tolerations(Toleration... taints) {
    return set(
        copy -> {
          copy.taints = List.of(taints);
          copy.tolerations = Optional.empty();
        });
  }

  /** Tolerations from the author's values, in place of the value {@code tolerations}. */
  public final T tolerations(Expression list) {
    Objects.requireNonNull(list, "list");
    return set(copy -> copy.tolerations = Optional.of(list));
  }

  /** An affinity of the author's values, in place of the value {@code affinity}. */
  public final T affinity(Expression affinity) {
    Objects.requireNonNull(affinity, "affinity");
    return set(copy -> copy.affinity = Optional.of(affinity));
  }

  /**
   * Lets pods share a node: by default those of a Deployment or StatefulSet prefer different nodes.
   */
  public final T packed() {
    return set(copy -> copy.packed = true);
  }

  /**
   * The priority of the pods, as the value {@code priorityClassName}.
   *
   * @param name the default: a priority class of the cluster, or empty for the cluster's default
   */
  public final T priorityClass(String name) {
    Objects.requireNonNull(name, "name");
    return set(copy -> copy.priorityClass = Optional.of(name));
  }

  /**
   * The default of the value {@code terminationGracePeriodSeconds}: how long a pod may work on when
   * it is stopped; without it 30 seconds.
   *
   * @param time in whole seconds
   */
  public final T gracePeriod(Duration time) {
    return set(
        copy -> {
          copy.container.require(
              !time.isNegative()
                  && time.equals(Duration.ofSeconds(time.toSeconds()))
                  && time.toDays() <= 365,
              "gracePeriod",
              time + " is not a number of seconds up to a year",
              "write whole seconds");
          copy.gracePeriod = Optional.of(time);
          copy.graceSeconds = Optional.empty();
        });
  }

  /** The seconds of the grace period from the author's values. */
  public final T gracePeriod(Expression seconds) {
    return set(
        copy -> {
          copy.graceSeconds = Optional.of(seconds);
          copy.gracePeriod = Optional.empty();
        });
  }

  /**
   * A fixed annotation of the pods, which the value {@code podAnnotations} cannot replace.
   *
   * @param text may hold references
   */
  public final T podAnnotation(String key, String text) {
    Objects.requireNonNull(text, "text");
    return set(
        copy -> {
          Map<String, String> all = new LinkedHashMap<>(copy.podAnnotations);
          copy.container.require(
              all.put(key, text) == null,
              "podAnnotations[" + key + "]",
              "the annotation '" + key + "' is declared twice",
              "declare it once");
          copy.podAnnotations = all;
        });
  }

  /** Pull secrets of the author's values, in place of the value {@code imagePullSecrets}. */
  public final T imagePullSecrets(Expression secrets) {
    Objects.requireNonNull(secrets, "secrets");
    return set(copy -> copy.pullSecrets = Optional.of(secrets));
  }

  /**
   * Lets users of the chart add volumes: the values {@code extraVolumes} and {@code
   * extraVolumeMounts}.
   */
  public final T extraVolumes() {
    return set(copy -> copy.extraVolumes = true);
  }

  /** A container that runs to its end before the main one starts. */
  public final T init(SideContainer container) {
    return set(copy -> copy.inits = ContainerSettings.plus(copy.inits, container));
  }

  /** A container that runs beside the main one. */
  public final T sidecar(SideContainer container) {
    return set(copy -> copy.sidecars = ContainerSettings.plus(copy.sidecars, container));
  }

  /**
   * Environment variables that users of the chart may change and add to: the value {@code config},
   * a ConfigMap, and a restart of the pods when it changes. A second call adds to the first.
   */
  public final T config(Map<String, String> variables) {
    return set(
        copy -> {
          Map<String, String> all = new LinkedHashMap<>(copy.variables);
          all.putAll(variables);
          copy.variables = Collections.unmodifiableMap(all);
        });
  }

  /**
   * Gives the pods rights at the API server: a Role with the account's binding, which the value
   * {@code rbac.create} switches off, and a token in the containers. Rights that are {@link
   * Access#clusterWide} make a ClusterRole.
   */
  public final T access(Access... rights) {
    return set(
        copy -> {
          for (Access right : rights) {
            right
                .outOfReach()
                .ifPresent(
                    resource ->
                        copy.container.report(
                            ComponentRules.PARTS,
                            "access",
                            "a Role grants no right on " + resource + ", which are in no namespace",
                            "write clusterWide()"));
            copy.container.require(
                !right.resources().isEmpty() && !right.verbs().isEmpty(),
                "access",
                "a right on " + right.resources() + " to " + right.verbs() + " grants nothing",
                "name resources, such as read(\"\", \"configmaps\")");
            copy.access = ContainerSettings.plus(copy.access, right);
          }
        });
  }

  /**
   * Gives the pods the rights of a ClusterRole that is in the cluster already, such as {@code
   * view}, in all namespaces.
   */
  public final T clusterRole(String name) {
    return clusterRole(name, Condition.always());
  }

  /**
   * The same under a condition.
   *
   * @param name may hold a reference
   */
  public final T clusterRole(String name, Condition when) {
    Objects.requireNonNull(name, "the name of a ClusterRole is null");
    return set(
        copy -> {
          once(copy, copy.bound.isEmpty(), "clusterRole", "the ClusterRole");
          copy.bound = Optional.of(new WorkloadSettings.Bound(name, when));
        });
  }

  /**
   * A network policy: ingress to the ports of the component only, egress for DNS and to the pods of
   * the release. The value {@code networkPolicy.enabled} switches it off. What else the pods may
   * reach is added by {@code manifest("networkpolicy", …)}.
   */
  public final T isolated() {
    return set(copy -> copy.isolated = true);
  }

  /**
   * Renders all objects of the component only under a condition, such as a flag of the author's
   * values that switches it on.
   */
  public final T onlyWhen(Condition condition) {
    return set(copy -> copy.condition = copy.condition.and(condition));
  }

  /**
   * Accepts that the object which runs the pods breaks a rule in one field: the finding becomes a
   * note, and the reason stands in the report and in the README of the chart. One that is not
   * needed is an error.
   *
   * @param field such as {@code spec.template.spec.containers[web]}
   */
  public final T accept(String rule, String field, String reason) {
    return set(copy -> copy.accept(rule, field, reason));
  }

  /**
   * Changes one of the component's manifests: to bind a field to a value, add a condition, a
   * comment or a waiver.
   *
   * @param kind the kind in lower case, such as {@code deployment} or {@code networkpolicy}: the
   *     name of the file without its folder
   */
  public final T manifest(String kind, UnaryOperator<Manifest> change) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(change, "change");
    return set(copy -> copy.manifest(kind, change));
  }

  @Override
  public final void into(Part part) {
    settings.container.findings.forEach(part::report);
    settings.inits.forEach(each -> each.container().findings.forEach(part::report));
    settings.sidecars.forEach(each -> each.container().findings.forEach(part::report));
    settings.tests.forEach(each -> each.container().container().findings.forEach(part::report));
    new WorkloadObjects(part, settings, kind()).declare();
  }
}
