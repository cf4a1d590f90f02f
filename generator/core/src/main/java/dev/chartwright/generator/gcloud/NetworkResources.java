package dev.chartwright.generator.gcloud;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.infrastructure.Infrastructure.Firewall;
import dev.chartwright.generator.infrastructure.Infrastructure.NodeAccount;
import dev.chartwright.generator.infrastructure.Infrastructure.ProofBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The network of a cluster, its way out, its firewall and the account of its nodes. */
final class NetworkResources {
  private final Infrastructure infrastructure;
  private final Network network;
  private final String region;

  NetworkResources(Infrastructure infrastructure) {
    Gke gke = infrastructure.gke();
    this.infrastructure = infrastructure;
    this.network = gke.network();
    this.region = "--region=" + gke.region();
  }

  /** In the order in which they are created. */
  List<Resource> all() {
    List<Resource> all = new ArrayList<>(List.of(network(), subnet()));
    // The control plane reaches public nodes anyway, and they reach the internet.
    if (infrastructure.makesWaysOut()) {
      all.addAll(List.of(router(), nat(), firewall()));
    }
    infrastructure.nodeAccount().map(this::account).ifPresent(all::add);
    infrastructure
        .bucket()
        .ifPresent(bucket -> all.addAll(List.of(bucketAccount(bucket), bucket(bucket))));
    return all;
  }

  /** Asks the project that has the network. */
  private Command describe(String... words) {
    Command command = Command.of("gcloud", "compute").and(words);
    return network
        .host()
        .map(project -> command.and("--project=" + project, "--quiet"))
        .orElseGet(command::inProject);
  }

  private Resource network() {
    String name = network.shortName();
    Resource resource =
        Resource.named("network", "network " + name, describe("networks", "describe", name));
    if (network.existing()) {
      return resource;
    }
    return resource
        .compare("autoCreateSubnetworks", false)
        .compare("routingConfig.routingMode", "REGIONAL")
        .createdBy(
            Command.gcloud("compute", "networks", "create", name)
                .and("--subnet-mode=custom", "--bgp-routing-mode=regional"))
        .deletedBy(Command.gcloud("compute", "networks", "delete", name));
  }

  private Resource subnet() {
    String name = network.shortSubnet();
    Resource resource =
        Resource.named(
                "subnet",
                "subnet " + name,
                describe("networks", "subnets", "describe", name).and(region))
            .compare("network.basename()", network.shortName());
    if (network.isShared() && infrastructure.gke().privateNodes()) {
      return resource.compare("privateIpGoogleAccess", true);
    }
    if (network.existing()) {
      return resource;
    }
    String ranges =
        network.podsRange()
            + "="
            + network.pods()
            + ","
            + network.servicesRange()
            + "="
            + network.services();
    return resource
        .compare("ipCidrRange", network.nodes())
        .compare("secondaryIpRanges.map().format(\"{0}={1}\",rangeName,ipCidrRange).list()", ranges)
        .compare("privateIpGoogleAccess", true)
        .createdBy(
            Command.gcloud("compute", "networks", "subnets", "create", name)
                .and(region, "--network=" + network.name(), "--range=" + network.nodes())
                .and("--secondary-range=" + ranges, "--enable-private-ip-google-access"))
        .deletedBy(Command.gcloud("compute", "networks", "subnets", "delete", name).and(region));
  }

  private Resource router() {
    String name = infrastructure.router();
    return Resource.named(
            "router",
            "router " + name,
            Command.gcloud("compute", "routers", "describe", name).and(region))
        .compare("network.basename()", network.name())
        .createdBy(
            Command.gcloud("compute", "routers", "create", name)
                .and(region, "--network=" + network.name()))
        .deletedBy(Command.gcloud("compute", "routers", "delete", name).and(region));
  }

  private Resource nat() {
    String name = infrastructure.nat();
    String router = "--router=" + infrastructure.router();
    // The other subnets of a network that is not ours are left alone.
    boolean existing = network.existing();
    return Resource.named(
            "nat",
            "Cloud NAT " + name,
            Command.gcloud("compute", "routers", "nats", "describe", name).and(router, region))
        .compare("natIpAllocateOption", "AUTO_ONLY")
        .compare(
            "sourceSubnetworkIpRangesToNat",
            existing ? "LIST_OF_SUBNETWORKS" : "ALL_SUBNETWORKS_ALL_IP_RANGES")
        .createdBy(
            Command.gcloud("compute", "routers", "nats", "create", name)
                .and(router, region)
                .and("--auto-allocate-nat-external-ips")
                .and(
                    existing
                        ? "--nat-custom-subnet-ip-ranges=" + network.subnet() + ":ALL"
                        : "--nat-all-subnet-ip-ranges"))
        .deletedBy(
            Command.gcloud("compute", "routers", "nats", "delete", name).and(router, region));
  }

  private Resource firewall() {
    Firewall firewall = infrastructure.firewall();
    String tag = infrastructure.nodeTag();
    return Resource.named(
            "firewall",
            "firewall rule " + firewall.name(),
            Command.gcloud("compute", "firewall-rules", "describe", firewall.name()))
        .compare("network.basename()", network.name())
        .compare("direction", "INGRESS")
        .compare("sourceRanges.list()", firewall.source())
        .compare("targetTags.list()", tag)
        .compare("allowed[].ports.flatten()", ports(firewall, ""))
        .compare("disabled", false)
        .createdBy(
            Command.gcloud("compute", "firewall-rules", "create", firewall.name())
                .and("--network=" + network.name(), "--direction=INGRESS")
                .and("--allow=" + ports(firewall, "tcp:"))
                .and("--source-ranges=" + firewall.source(), "--target-tags=" + tag))
        .deletedBy(Command.gcloud("compute", "firewall-rules", "delete", firewall.name()));
  }

  private static String ports(Firewall firewall, String protocol) {
    return firewall.ports().stream().map(port -> protocol + port).collect(Collectors.joining(","));
  }

  private Resource account(NodeAccount account) {
    return account("account", account.id(), Word.of(Setting.NODES), "Nodes");
  }

  private Resource bucketAccount(ProofBucket bucket) {
    return account("leader_account", bucket.account(), Word.of(Setting.PROOFS), "Leader");
  }

  /** It stays when all else goes, because proofs are expensive. */
  private Resource bucket(ProofBucket bucket) {
    String url = "gs://" + bucket.name();
    return Resource.named(
            "bucket", "bucket " + url, Command.gcloud("storage", "buckets", "describe", url))
        .compare("location", bucket.location())
        .compare("uniform_bucket_level_access", true)
        .compare("public_access_prevention", "enforced")
        .createdBy(
            Command.gcloud("storage", "buckets", "create", url)
                .and("--location=" + bucket.location())
                .and("--uniform-bucket-level-access", "--public-access-prevention"));
  }

  private Resource account(String function, String id, Word address, String whose) {
    return Resource.named(
            function,
            "service account " + id,
            Command.of("gcloud", "iam", "service-accounts", "describe").and(address).inProject())
        .compare("disabled", false)
        .createdBy(
            Command.gcloud("iam", "service-accounts", "create", id)
                .and(
                    "--display-name="
                        + whose
                        + " of the cluster "
                        + infrastructure.gke().cluster()))
        .deletedBy(
            Command.of("gcloud", "iam", "service-accounts", "delete").and(address).inProject());
  }
}
