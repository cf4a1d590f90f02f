package dev.chartwright.workload;

import dev.chartwright.chart.tree.Expression;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.function.UnaryOperator;

/**
 * Pods with volumes and names of their own: a StatefulSet with claim templates, a Service, the
 * headless Service for the pods' names, an account and a disruption budget. Immutable.
 *
 * <p>By default one pod runs, and a TCP connection to the first port tells whether it lives and is
 * ready.
 */
public final class StatefulService extends Workload<StatefulService> {
  private StatefulService(WorkloadSettings settings) {
    super(settings);
  }

  /** A service of that name, which is also the name of the main container. */
  public static StatefulService named(String name) {
    return new StatefulService(
        named(
            name,
            settings -> {
              settings.budget = true;
              settings.serves = true;
            }));
  }

  @Override
  StatefulService with(WorkloadSettings changed) {
    return new StatefulService(changed);
  }

  @Override
  WorkloadKind kind() {
    return WorkloadKind.STATEFUL_SET;
  }

  /** The default of the value {@code replicaCount}. */
  public StatefulService replicas(int number) {
    return pods(number);
  }

  /** The number of pods from the author's values, or one that is {@link Settings#fixed}. */
  public StatefulService replicas(Expression number) {
    return pods(number);
  }

  /**
   * A volume of each pod, with the values {@code persistence.size} and {@code
   * persistence.className}. Kubernetes changes neither of them after the installation.
   *
   * @param path where it is mounted
   * @param size the default, such as {@code 8Gi}
   */
  public StatefulService claim(String path, String size) {
    return claim("data", path, size);
  }

  /**
   * A volume of each pod. The values of the claim {@code data} stand below {@code persistence},
   * those of another one below {@code persistence.<name>}.
   */
  public StatefulService claim(String name, String path, String size) {
    return set(
        copy -> {
          copy.container.require(
              name.matches("[a-z][a-z0-9]{0,19}"),
              "claims[" + name + "]",
              "'" + name + "' is not a valid name of a claim",
              "use at most 20 lower-case letters and digits");
          copy.container.require(
              isQuantity(size),
              "claims[" + name + "]",
              "'" + size + "' is not a size",
              "write a number with a unit, such as 8Gi");
          once(
              copy,
              copy.claims.stream().noneMatch(each -> each.name().equals(name)),
              "claims[" + name + "]",
              "the claim '" + name + "'");
          copy.claims =
              ContainerSettings.plus(copy.claims, new WorkloadSettings.Claim(name, path, size));
          copy.container.mount(new MountSource.Claim(name), path);
        });
  }

  /**
   * Users set the rest of the Service too: its labels, node port and addresses, who may reach its
   * load balancer, and how requests are distributed.
   */
  public StatefulService adjustableService() {
    return set(copy -> copy.adjustableService = true);
  }

  /**
   * Lets users do without volumes: if the value {@code persistence.enabled} is false, the same pods
   * run in a Deployment, and what they write into the folders of the claims ends with them.
   */
  public StatefulService orDeployment() {
    return set(copy -> copy.orDeployment = true);
  }

  /** Leaves out the PodDisruptionBudget, so that a node upgrade may end all pods at once. */
  public StatefulService withoutBudget() {
    return set(copy -> copy.budget = false);
  }

  /** A ServiceMonitor of the Prometheus operator, which a value switches on. */
  public StatefulService monitor(Monitor monitor) {
    return monitored(monitor);
  }

  /** Changes the StatefulSet before the values are bound to its fields. */
  public StatefulService statefulSet(UnaryOperator<StatefulSetBuilder> change) {
    return set(
        copy ->
            copy.edit(
                object -> change.apply(new StatefulSetBuilder((StatefulSet) object)).build()));
  }

  /** Changes the Service before the values are bound to its fields. */
  public StatefulService service(UnaryOperator<ServiceBuilder> change) {
    return set(copy -> copy.editService(change));
  }
}
