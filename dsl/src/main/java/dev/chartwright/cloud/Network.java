package dev.chartwright.cloud;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network of a cluster and its address ranges, in CIDR notation as written.
 *
 * @param name the VPC network as written: a name, or {@code projects/HOST/global/networks/NAME} of
 *     a host project that shares it; {@code default} is the one that every project has
 * @param subnet the subnet of the nodes as written, in the cluster's region: a name, or {@code
 *     projects/HOST/regions/REGION/subnetworks/NAME}
 * @param existing whether network and subnet are there before, and stay when the cluster goes
 * @param nodes addresses of the nodes; those of an existing subnet are what they are
 * @param pods addresses of the pods, 256 a node; those of a shared network are what they are
 * @param services addresses of the services; those of a shared network are what they are
 * @param controlPlane addresses of the control plane, a /28
 * @param podsRange the name of the secondary range of the subnet for pods
 * @param servicesRange the name of the secondary range of the subnet for services
 */
public record Network(
    String name,
    String subnet,
    boolean existing,
    String nodes,
    String pods,
    String services,
    String controlPlane,
    String podsRange,
    String servicesRange) {
  /** The network {@code default}, which every project has unless it was removed. */
  public static final String DEFAULT = "default";

  private static final Pattern NETWORK =
      Pattern.compile("projects/([^/]+)/global/networks/([^/]+)");
  private static final Pattern SUBNET =
      Pattern.compile("projects/([^/]+)/regions/([^/]+)/subnetworks/([^/]+)");

  public Network {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(subnet, "subnet");
    Objects.requireNonNull(nodes, "nodes");
    Objects.requireNonNull(pods, "pods");
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(controlPlane, "controlPlane");
    Objects.requireNonNull(podsRange, "podsRange");
    Objects.requireNonNull(servicesRange, "servicesRange");
  }

  /**
   * A network of the cluster's own, with a subnet of the same name; nodes 10.0.0.0/20, pods
   * 10.4.0.0/14, services 10.8.0.0/20, control plane 172.16.0.0/28.
   */
  public static Network named(String name) {
    return new Network(
        name,
        last(name),
        false,
        "10.0.0.0/20",
        "10.4.0.0/14",
        "10.8.0.0/20",
        "172.16.0.0/28",
        "pods",
        "services");
  }

  /**
   * A network that is there already, with a subnet of the same name: neither is created, changed or
   * removed. The cluster adds its ranges for pods and services to the subnet.
   *
   * @param name a network of the cluster's project, or {@code projects/HOST/global/networks/NAME},
   *     a network that a host project shares. GKE adds nothing to the subnet of a shared network:
   *     it must have the secondary ranges, Cloud NAT and the firewall rule already.
   */
  public static Network existing(String name) {
    Network own = named(name);
    return new Network(
        name,
        last(name),
        true,
        own.nodes,
        own.pods,
        own.services,
        own.controlPlane,
        own.podsRange,
        own.servicesRange);
  }

  /** Returns this network with another subnet: a name, or the path of one in the host project. */
  public Network subnet(String subnet) {
    return new Network(
        name, subnet, existing, nodes, pods, services, controlPlane, podsRange, servicesRange);
  }

  /** Returns this network with other address ranges. */
  public Network ranges(String nodes, String pods, String services) {
    return new Network(
        name, subnet, existing, nodes, pods, services, controlPlane, podsRange, servicesRange);
  }

  /** Returns this network with another range for the control plane, a /28. */
  public Network controlPlane(String range) {
    return new Network(
        name, subnet, existing, nodes, pods, services, range, podsRange, servicesRange);
  }

  /**
   * Returns this network with other names for the secondary ranges of the subnet. Default {@code
   * pods} and {@code services}.
   */
  public Network secondaryRanges(String pods, String services) {
    return new Network(
        name, subnet, existing, nodes, this.pods, this.services, controlPlane, pods, services);
  }

  /** The project that shares the network; empty for a network of the cluster's project. */
  public Optional<String> host() {
    Matcher path = NETWORK.matcher(name);
    return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
  }

  /** Whether the network belongs to another project. */
  public boolean isShared() {
    return host().isPresent();
  }

  /** The name of the network in its project. */
  public String shortName() {
    return last(name);
  }

  /** The name of the subnet in its project. */
  public String shortSubnet() {
    return last(subnet);
  }

  /** The project of the path of the subnet; empty if the subnet is written as a name. */
  public Optional<String> subnetHost() {
    Matcher path = SUBNET.matcher(subnet);
    return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
  }

  /** The region of the path of the subnet; empty if the subnet is written as a name. */
  public Optional<String> subnetRegion() {
    Matcher path = SUBNET.matcher(subnet);
    return path.matches() ? Optional.of(path.group(2)) : Optional.empty();
  }

  /** The subnet as the API of GKE takes it: a name, or a path if the network is shared. */
  public String subnetIn(String region) {
    return host()
        .map(
            project ->
                "projects/" + project + "/regions/" + region + "/subnetworks/" + shortSubnet())
        .orElse(subnet);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
