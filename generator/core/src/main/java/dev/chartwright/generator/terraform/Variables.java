package dev.chartwright.generator.terraform;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.ReleaseChannel;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The inputs of the module: what depends on who runs it and where. What the chart relies on, such
 * as pools, machines, taints and the network's name, is no input.
 */
final class Variables {
  static final String PROJECT_ID = "project_id";
  static final String CLUSTER_NAME = "cluster_name";
  static final String LOCATION = "location";
  static final String NODE_LOCATIONS = "node_locations";
  static final String NODES_RANGE = "nodes_range";
  static final String PODS_RANGE = "pods_range";
  static final String SERVICES_RANGE = "services_range";
  static final String CONTROL_PLANE_RANGE = "control_plane_range";
  static final String CREATE_NAT = "create_nat";
  static final String AUTHORIZED_NETWORKS = "authorized_networks";
  static final String RELEASE_CHANNEL = "release_channel";
  static final String NODE_ACCOUNT_ID = "node_account_id";
  static final String LEADER_ACCOUNT = "leader_account";
  static final String LABELS = "labels";
  static final String DELETION_PROTECTION = "deletion_protection";
  static final String INSTALL_OPERATORS = "install_operators";

  private static final String ALIGNED = "All bits after the prefix must be 0.";
  private static final String STRING = "string";
  private static final String BOOL = "bool";
  private static final String STRINGS = "list(string)";

  private Variables() {}

  static List<Variable> of(Infrastructure infrastructure) {
    List<Variable> all = new ArrayList<>();
    all.addAll(place(infrastructure.gke()));
    all.addAll(network(infrastructure.gke()));
    all.addAll(access(infrastructure));
    all.add(
        Variable.of(
                LABELS,
                "map(string)",
                "Labels of the cluster, which GKE also adds to its machines and disks.")
            .or(Expression.texts(infrastructure.labels()))
            .valid(
                "alltrue([for key in keys(var.labels) : can(regex(\"^[a-z][-_a-z0-9]{0,62}$\","
                    + " key))])",
                "A key must start with a letter and contain only lower-case letters, digits, -"
                    + " and _, at most 63 characters.")
            .valid(
                "alltrue([for text in values(var.labels) : can(regex(\"^[-_a-z0-9]{0,63}$\","
                    + " text))])",
                "A value must contain only lower-case letters, digits, - and _, at most 63"
                    + " characters."));
    all.add(
        Variable.of(
                DELETION_PROTECTION,
                BOOL,
                "Whether Terraform refuses to delete or replace the cluster.")
            .or(Expression.flag(true)));
    all.add(
        Variable.of(
                INSTALL_OPERATORS,
                BOOL,
                "Whether Helm installs the operators. Set it to true when the cluster exists.")
            .or(Expression.flag(false)));
    return all;
  }

  private static List<Variable> place(Gke gke) {
    Variable project =
        Variable.of(PROJECT_ID, STRING, "The id of the project for all resources.")
            .valid(
                matches(PROJECT_ID, "^[a-z][-a-z0-9]{4,28}[a-z0-9]$"),
                "A project id must start with a letter and contain only lower-case letters,"
                    + " digits and hyphens, 6 to 30 characters.");
    return List.of(
        gke.project().map(id -> project.or(Expression.text(id))).orElse(project),
        Variable.of(CLUSTER_NAME, STRING, "The name of the cluster.")
            .or(Expression.text(gke.cluster()))
            .valid(
                matches(CLUSTER_NAME, "^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$"),
                "The name must start with a letter and contain only lower-case letters, digits"
                    + " and hyphens, at most 40 characters."),
        Variable.of(
                LOCATION,
                STRING,
                "The zone or region of the cluster, which must have the machine types of the node"
                    + " pools.")
            .or(Expression.text(gke.location()))
            .valid(
                matches(LOCATION, "^[a-z]+-[a-z]+[0-9]+(-[a-z])?$"),
                "Write a zone such as europe-west1-c, or a region such as europe-west1."),
        Variable.of(
                NODE_LOCATIONS,
                STRINGS,
                "The zones of the nodes. If empty: the zone of a zonal cluster, or three zones of"
                    + " the region.")
            .or(
                Expression.texts(
                    gke.nodeLocations().stream()
                        .filter(zone -> !zone.equals(gke.location()))
                        .toList()))
            .valid(
                "alltrue([for zone in var.node_locations : can(regex(\"^${local.region}-[a-z]$\","
                    + " zone))])",
                "Each zone must be in the region of the location.")
            .valid(
                "!contains(var.node_locations, var.location)",
                "A zonal cluster always has nodes in its own zone: list only additional zones."));
  }

  private static List<Variable> network(Gke gke) {
    List<Variable> variables = new ArrayList<>();
    if (!gke.network().existing()) {
      variables.add(range(NODES_RANGE, "The address range of the nodes.", gke.network().nodes()));
    }
    if (!gke.network().isShared()) {
      variables.add(
          range(
              PODS_RANGE,
              "The address range of the pods, 256 addresses for each" + " node.",
              gke.network().pods()));
      variables.add(
          range(SERVICES_RANGE, "The address range of the Services.", gke.network().services()));
    }
    if (gke.privateNodes()) {
      variables.add(
          range(
                  CONTROL_PLANE_RANGE,
                  "The address range of the control plane, a /28.",
                  gke.network().controlPlane())
              .valid(
                  "endswith(var.control_plane_range, \"/28\")",
                  "The range must have exactly 16 addresses, such as 172.16.0.0/28."));
    }
    if (gke.privateNodes() && gke.network().existing() && !gke.network().isShared()) {
      variables.add(
          Variable.of(
                  CREATE_NAT,
                  BOOL,
                  "Whether to create Cloud NAT for the subnet; false if the subnet already has"
                      + " it.")
              .or(Expression.flag(true)));
    }
    return variables;
  }

  private static List<Variable> access(Infrastructure infrastructure) {
    Gke gke = infrastructure.gke();
    List<Variable> variables = new ArrayList<>();
    variables.add(
        Variable.of(
                AUTHORIZED_NETWORKS,
                STRINGS,
                "The address ranges that can reach the control plane. If empty: every address,"
                    + " with credentials.")
            .or(Expression.texts(gke.authorizedNetworks()))
            .valid(
                "alltrue([for range in var.authorized_networks : " + isIpv4("range") + "])",
                "Write address ranges such as 203.0.113.0/24.")
            .valid(
                "alltrue([for range in var.authorized_networks : " + isAligned("range") + "])",
                ALIGNED));
    String channels =
        Arrays.stream(ReleaseChannel.values())
            .map(channel -> "\"" + channel.name() + "\"")
            .collect(Collectors.joining(", "));
    variables.add(
        Variable.of(
                RELEASE_CHANNEL,
                STRING,
                "The release channel, which decides when GKE" + " upgrades the cluster.")
            .or(Expression.text(gke.releaseChannel().name()))
            .valid(
                "contains([" + channels + "], var.release_channel)",
                "Write one of " + channels.replace("\"", "") + "."));
    infrastructure
        .nodeAccount()
        .ifPresent(
            account ->
                variables.add(
                    Variable.of(
                            NODE_ACCOUNT_ID,
                            STRING,
                            "The id of the service account that is created for the nodes.")
                        .or(Expression.text(account.id()))
                        .valid(
                            matches(NODE_ACCOUNT_ID, "^[a-z][-a-z0-9]{4,28}[a-z0-9]$"),
                            "The id must start with a letter and contain only lower-case letters,"
                                + " digits and hyphens, 6 to 30 characters.")));
    infrastructure
        .bucket()
        .ifPresent(
            bucket ->
                variables.add(
                    Variable.of(
                            LEADER_ACCOUNT,
                            STRING,
                            "The namespace of the release, a slash, and the Kubernetes account of"
                                + " the leader.")
                        .or(
                            Expression.text(
                                bucket.fleet() + "/" + bucket.fleet() + "-" + bucket.leader()))
                        .valid(
                            matches(LEADER_ACCOUNT, "^[a-z0-9-]{1,63}/[a-z0-9.-]{1,253}$"),
                            "Write namespace/account, such as provers/provers-leader.")));
    return variables;
  }

  private static Variable range(String name, String description, String range) {
    return Variable.of(name, STRING, description)
        .or(Expression.text(range))
        .valid(isIpv4("var." + name), "Write an address range such as 10.0.0.0/20.")
        .valid(isAligned("var." + name), ALIGNED);
  }

  private static String isIpv4(String range) {
    return "can(cidrnetmask(" + range + "))";
  }

  /** Text that is not a range is reported once, by the other condition. */
  private static String isAligned(String range) {
    return "try(cidrsubnet(%1$s, 0, 0) == %1$s, true)".formatted(range);
  }

  private static String matches(String name, String pattern) {
    return "can(regex(\"" + pattern + "\", var." + name + "))";
  }
}
