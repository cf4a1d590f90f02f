package dev.chartwright.generator.terraform;

import dev.chartwright.cloud.Network;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.List;

/** {@code network.tf}: where the cluster lives, and how its nodes reach the internet. */
final class NetworkFile {
  static final String FIREWALL = "google_compute_firewall.webhooks";
  static final String NAT = "google_compute_router_nat." + Names.FLEET;

  private static final String COMPUTE = "compute.googleapis.com";
  private static final String ROUTER = "google_compute_router." + Names.FLEET;

  private NetworkFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder file = Body.builder();
    Names.enable(COMPUTE, file);
    if (infrastructure.gke().network().existing()) {
      existing(infrastructure.gke().network(), file);
    } else {
      own(infrastructure.gke().network(), file);
    }
    if (infrastructure.makesWaysOut()) {
      translation(infrastructure, file);
      firewall(infrastructure, file);
    }
    return file.build();
  }

  /** An attribute of the network. */
  static Expression network(Infrastructure infrastructure, String attribute) {
    return address(infrastructure, "google_compute_network", attribute);
  }

  /** An attribute of the subnet. */
  static Expression subnet(Infrastructure infrastructure, String attribute) {
    return address(infrastructure, "google_compute_subnetwork", attribute);
  }

  private static Expression address(Infrastructure infrastructure, String type, String attribute) {
    String prefix = infrastructure.gke().network().existing() ? "data." : "";
    return Expression.reference(prefix + type + "." + Names.FLEET + "." + attribute);
  }

  private static void existing(Network network, Body.Builder file) {
    file.data("google_compute_network", Names.FLEET, named(network, network.shortName()));
    file.data(
        "google_compute_subnetwork",
        Names.FLEET,
        named(network, network.shortSubnet()).set("region", Expression.reference("local.region")));
  }

  private static Body.Builder named(Network network, String name) {
    Body.Builder body = Body.builder().set("name", name);
    return network.host().map(project -> body.set("project", project)).orElse(body);
  }

  private static void own(Network network, Body.Builder file) {
    file.resource(
        "google_compute_network",
        Names.FLEET,
        Body.builder()
            .set("name", network.name())
            .set("auto_create_subnetworks", false)
            .set("routing_mode", "REGIONAL")
            .set("depends_on", Expression.list(List.of(Names.api(COMPUTE)))));
    file.resource(
        "google_compute_subnetwork",
        Names.FLEET,
        Body.builder()
            .set("name", network.subnet())
            .set("network", Expression.reference("google_compute_network." + Names.FLEET + ".id"))
            .set("region", Expression.reference("local.region"))
            .set("ip_cidr_range", Expression.variable(Variables.NODES_RANGE))
            .set("private_ip_google_access", true)
            .block(
                "secondary_ip_range",
                Body.builder()
                    .set("range_name", network.podsRange())
                    .set("ip_cidr_range", Expression.variable(Variables.PODS_RANGE)))
            .block(
                "secondary_ip_range",
                Body.builder()
                    .set("range_name", network.servicesRange())
                    .set("ip_cidr_range", Expression.variable(Variables.SERVICES_RANGE))));
  }

  private static void translation(Infrastructure infrastructure, Body.Builder file) {
    boolean existing = infrastructure.gke().network().existing();
    file.comment("Private nodes pull images from the internet through Cloud NAT.")
        .resource(
            "google_compute_router",
            Names.FLEET,
            optional(existing)
                .set("name", Names.afterCluster(infrastructure, infrastructure.router()))
                .set("network", network(infrastructure, "id"))
                .set("region", Expression.reference("local.region")));
    String router = existing ? ROUTER + "[0]" : ROUTER;
    Body.Builder nat =
        optional(existing)
            .set("name", Names.afterCluster(infrastructure, infrastructure.nat()))
            .set("router", Expression.reference(router + ".name"))
            .set("region", Expression.reference(router + ".region"))
            .set("nat_ip_allocate_option", "AUTO_ONLY");
    if (existing) {
      nat.comment("Other subnets of the network are not affected.")
          .set("source_subnetwork_ip_ranges_to_nat", "LIST_OF_SUBNETWORKS")
          .block(
              "subnetwork",
              Body.builder()
                  .set("name", subnet(infrastructure, "id"))
                  .set("source_ip_ranges_to_nat", Expression.texts(List.of("ALL_IP_RANGES"))));
    } else {
      nat.set("source_subnetwork_ip_ranges_to_nat", "ALL_SUBNETWORKS_ALL_IP_RANGES");
    }
    file.resource("google_compute_router_nat", Names.FLEET, nat);
  }

  private static Body.Builder optional(boolean existing) {
    Body.Builder body = Body.builder();
    return existing
        ? body.set("count", Expression.code("var." + Variables.CREATE_NAT + " ? 1 : 0"))
        : body;
  }

  private static void firewall(Infrastructure infrastructure, Body.Builder file) {
    file.comment(
            "By default, the control plane of GKE reaches only the kubelets and port 443. The"
                + " metrics server of KEDA and the webhooks of the operators use other ports.")
        .resource(
            "google_compute_firewall",
            "webhooks",
            Body.builder()
                .set("name", Names.afterCluster(infrastructure, infrastructure.firewall().name()))
                .set("network", network(infrastructure, "id"))
                .set("direction", "INGRESS")
                .set(
                    "source_ranges",
                    Expression.list(List.of(Expression.variable(Variables.CONTROL_PLANE_RANGE))))
                .set(
                    "target_tags",
                    Expression.list(
                        List.of(Names.afterCluster(infrastructure, infrastructure.nodeTag()))))
                .block(
                    "allow",
                    Body.builder()
                        .set("protocol", "tcp")
                        .set(
                            "ports",
                            Expression.texts(
                                infrastructure.firewall().ports().stream()
                                    .map(String::valueOf)
                                    .toList()))));
  }
}
