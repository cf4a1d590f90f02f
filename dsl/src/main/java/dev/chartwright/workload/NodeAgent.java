package dev.chartwright.workload;

import dev.chartwright.problem.CommonRules;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.function.UnaryOperator;

/**
 * One pod on every node that its values allow: a DaemonSet and an account, and on request a network
 * policy and a monitor. Immutable.
 */
public final class NodeAgent extends Workload<NodeAgent> {
  private static final String POD = "spec.template.spec.";

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

  /**
   * A folder of the node, read-only. Pod Security forbids it below the level {@code privileged}, so
   * the reason stands in the report of the proof and in the README of the chart.
   *
   * @param folder of the node, such as {@code /var/log}
   * @param path in the container
   * @param reason one sentence
   */
  public NodeAgent hostPath(String folder, String path, String reason) {
    String name = volumeName(folder);
    return set(
        copy -> {
          copy.container.mount(new MountSource.NodeFolder(name, folder), path);
          copy.accept(CommonRules.POD_01.id(), POD + "volumes[" + name + "]", reason);
        });
  }

  /** The network of the node in place of one of the pod's own; see {@link #hostPath}. */
  public NodeAgent hostNetwork(String reason) {
    return set(
        copy -> {
          copy.hostNetwork = true;
          copy.accept(CommonRules.POD_01.id(), POD + "hostNetwork", reason);
        });
  }

  /** All rights of the node's root for the main container; see {@link #hostPath}. */
  public NodeAgent privileged(String reason) {
    return set(
        copy -> {
          copy.privileged = true;
          copy.accept(
              CommonRules.POD_01.id(), POD + "containers[" + copy.container.name + "]", reason);
        });
  }

  /** A PodMonitor of the Prometheus operator, which a value switches on. */
  public NodeAgent monitor(Monitor monitor) {
    return monitored(monitor);
  }

  /** Changes the DaemonSet before the values are bound to its fields. */
  public NodeAgent daemonSet(UnaryOperator<DaemonSetBuilder> change) {
    return set(
        copy ->
            copy.edit(object -> change.apply(new DaemonSetBuilder((DaemonSet) object)).build()));
  }
}
