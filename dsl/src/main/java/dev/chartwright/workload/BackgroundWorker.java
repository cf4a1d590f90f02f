package dev.chartwright.workload;

import dev.chartwright.chart.tree.Expression;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Pods that nobody calls, such as consumers of a queue: a Deployment, an account, a disruption
 * budget, and on request an autoscaler, a network policy and a monitor. Immutable.
 */
public final class BackgroundWorker extends Workload<BackgroundWorker> {
  private BackgroundWorker(WorkloadSettings settings) {
    super(settings);
  }

  /** A worker of that name, which is also the name of the main container. One pod by default. */
  public static BackgroundWorker named(String name) {
    return new BackgroundWorker(named(name, settings -> settings.budget = true));
  }

  @Override
  BackgroundWorker with(WorkloadSettings changed) {
    return new BackgroundWorker(changed);
  }

  @Override
  WorkloadKind kind() {
    return WorkloadKind.DEPLOYMENT;
  }

  /** The default of the value {@code replicaCount}. */
  public BackgroundWorker replicas(int number) {
    return pods(number);
  }

  /** The number of pods from the author's values, or one that is {@link Settings#fixed}. */
  public BackgroundWorker replicas(Expression number) {
    return pods(number);
  }

  /**
   * An autoscaler on the usage of resources, which the value {@code autoscaling.enabled} switches
   * on.
   */
  public BackgroundWorker autoscaling(int min, int max, Scaling.Metric... metrics) {
    return autoscaling(new Scaling.ByUsage(min, max, List.of(metrics)));
  }

  /** An autoscaler. */
  public BackgroundWorker autoscaling(Scaling scaling) {
    return scaled(scaling);
  }

  /** Leaves out the PodDisruptionBudget, so that a node upgrade may end all pods at once. */
  public BackgroundWorker withoutBudget() {
    return set(copy -> copy.budget = false);
  }

  /**
   * Lets the drain of a node stop all of its pods at once, for pods that finish their work when
   * they are stopped: one after the other, they would not be done before the drain ends them.
   */
  public BackgroundWorker drainsTogether() {
    return set(copy -> copy.drainsTogether = true);
  }

  /** A PodMonitor of the Prometheus operator, which a value switches on. */
  public BackgroundWorker monitor(Monitor monitor) {
    return monitored(monitor);
  }

  /** Changes the Deployment before the values are bound to its fields. */
  public BackgroundWorker deployment(UnaryOperator<DeploymentBuilder> change) {
    return set(
        copy ->
            copy.edit(object -> change.apply(new DeploymentBuilder((Deployment) object)).build()));
  }
}
