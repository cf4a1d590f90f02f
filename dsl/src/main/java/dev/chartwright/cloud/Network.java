package dev.chartwright.cloud;

import java.util.Objects;

/**
 * The network of a cluster and its address ranges, in CIDR notation as written.
 *
 * @param name the VPC network; {@code default} is the one that every project has
 * @param subnet the subnet of the nodes
 * @param nodes addresses of the nodes
 * @param pods addresses of the pods, 256 a node
 * @param services addresses of the services
 * @param controlPlane addresses of the control plane, a /28
 */
public record Network(
    String name, String subnet, String nodes, String pods, String services, String controlPlane) {
  public Network {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(subnet, "subnet");
    Objects.requireNonNull(nodes, "nodes");
    Objects.requireNonNull(pods, "pods");
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(controlPlane, "controlPlane");
  }

  /**
   * A network with a subnet of the same name; nodes 10.0.0.0/20, pods 10.4.0.0/14, services
   * 10.8.0.0/20, control plane 172.16.0.0/28.
   */
  public static Network named(String name) {
    return new Network(name, name, "10.0.0.0/20", "10.4.0.0/14", "10.8.0.0/20", "172.16.0.0/28");
  }

  public Network subnet(String subnet) {
    return new Network(name, subnet, nodes, pods, services, controlPlane);
  }

  /** The same network with other address ranges. */
  public Network ranges(String nodes, String pods, String services) {
    return new Network(name, subnet, nodes, pods, services, controlPlane);
  }

  /** The same network with another range for the control plane, a /28. */
  public Network controlPlane(String range) {
    return new Network(name, subnet, nodes, pods, services, range);
  }
}
