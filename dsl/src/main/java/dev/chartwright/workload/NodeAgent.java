package dev.chartwright.workload;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One pod on every node that its values allow: a DaemonSet and an account, and on request a network
 * policy and a monitor. Immutable.
 */
public final class NodeAgent extends Workload<NodeAgent> {
  private NodeAgent(WorkloadSettings settings) {
    super(settings);
  }

  /** An agent of that name, which is also the name of the main container. */
  public static NodeAgent named(String name) {
    return new NodeAgent(named(name, settings -> {}));
  }

  @Override
  NodeAgent with(WorkloadSettings changed) {
    return new NodeAgent(changed);
  }

  @Override
  WorkloadKind kind() {
    return WorkloadKind.DAEMON_SET;
  }

  /** A PodMonitor of the Prometheus operator, which a value switches on. */
  public NodeAgent monitor(Monitor monitor) {
    return set(copy -> copy.monitor = Optional.of(monitor));
  }

  /** Changes the DaemonSet before the values are bound to its fields. */
  public NodeAgent daemonSet(UnaryOperator<DaemonSetBuilder> change) {
    return set(
        copy ->
            copy.edit(object -> change.apply(new DaemonSetBuilder((DaemonSet) object)).build()));
  }
}
