package dev.chartwright.cloud;

import java.util.Objects;

/**
 * The network of a cluster and its address ranges, in CIDR notation as written.
 *
 * @param name the VPC network; {@code default} is the one that every project has
 * @param subnet the subnet of the nodes, in the cluster's region
 * @param existing whether network and subnet are there before, and stay when the cluster goes
 * @param nodes addresses of the nodes; those of an existing subnet are what they are
 * @param pods addresses of the pods, 256 a node
 * @param services addresses of the services
 * @param controlPlane addresses of the control plane, a /28
 */
public record Network(
    String name,
    String subnet,
    boolean existing,
    String nodes,
    String pods,
    String services,
    String controlPlane) {
  /** The network {@code default}, which every project has unless it was removed. */
  public static final String DEFAULT = "default";

  public Network {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(subnet, "subnet");
    Objects.requireNonNull(nodes, "nodes");
    Objects.requireNonNull(pods, "pods");
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(controlPlane, "controlPlane");
  }

  /**
   * A network of the cluster's own, with a subnet of the same name; nodes 10.0.0.0/20, pods
   * 10.4.0.0/14, services 10.8.0.0/20, control plane 172.16.0.0/28.
   */
  public static Network named(String name) {
    return new Network(
        name, name, false, "10.0.0.0/20", "10.4.0.0/14", "10.8.0.0/20", "172.16.0.0/28");
  }

  /**
   * A network that is there already, with a subnet of the same name: neither is created, changed or
   * removed. The cluster adds its ranges for pods and services to the subnet.
   */
  public static Network existing(String name) {
    Network own = named(name);
    return new Network(name, name, true, own.nodes, own.pods, own.services, own.controlPlane);
  }

  public Network subnet(String subnet) {
    return new Network(name, subnet, existing, nodes, pods, services, controlPlane);
  }

  /** Returns this network with other address ranges. */
  public Network ranges(String nodes, String pods, String services) {
    return new Network(name, subnet, existing, nodes, pods, services, controlPlane);
  }

  /** Returns this network with another range for the control plane, a /28. */
  public Network controlPlane(String range) {
    return new Network(name, subnet, existing, nodes, pods, services, range);
  }
}
