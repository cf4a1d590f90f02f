package dev.chartwright.generator.gcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.MaintenanceWindow;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a fleet declares beside what gcloud sent for it. Immutable. */
final class SentFleet {
  private final Infrastructure infrastructure;
  private final List<Request> requests;
  private final List<Row> rows = new ArrayList<>();

  private SentFleet(Infrastructure infrastructure, List<Request> requests) {
    this.infrastructure = infrastructure;
    this.requests = requests;
  }

  /** One fact, twice. */
  record Row(String what, String name, String declared, String sent) {
    boolean isEqual() {
      return declared.equals(sent);
    }
  }

  static List<Row> compare(Infrastructure infrastructure, List<Request> requests) {
    SentFleet fleet = new SentFleet(infrastructure, requests);
    if (!infrastructure.gke().network().existing()) {
      fleet.network();
    }
    fleet.firewall();
    fleet.account();
    fleet.cluster();
    infrastructure.pools().forEach(fleet::pool);
    return List.copyOf(fleet.rows);
  }

  /** For people: name, model, request. */
  static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(line("", "declared", "sent"));
    rows.forEach(
        row -> text.append(line(row.what() + " " + row.name(), row.declared(), row.sent())));
    return text.toString();
  }

  private static String line(String name, String declared, String sent) {
    return String.format("%-55s %-45s %s%n", name, declared, sent);
  }

  private void network() {
    Network network = infrastructure.gke().network();
    String region = infrastructure.gke().region();
    JsonNode sent = body("/global/networks");
    row("network", "name", network.name(), sent.path("name"));
    row("network", "automatic subnets", false, sent.path("autoCreateSubnetworks"));
    JsonNode subnet = body("/regions/" + region + "/subnetworks");
    row("subnet", "name", network.subnet(), subnet.path("name"));
    row("subnet", "network", network.name(), last(subnet.path("network")));
    row("subnet", "addresses of nodes", network.nodes(), subnet.path("ipCidrRange"));
    row("subnet", "reaches Google's services", true, subnet.path("privateIpGoogleAccess"));
    Map<String, String> ranges = new TreeMap<>();
    subnet
        .path("secondaryIpRanges")
        .forEach(
            range ->
                ranges.put(range.path("rangeName").asText(), range.path("ipCidrRange").asText()));
    row(
        "subnet",
        "addresses of pods and services",
        Map.of(network.podsRange(), network.pods(), network.servicesRange(), network.services()),
        ranges);
    if (infrastructure.gke().privateNodes()) {
      JsonNode router = body("/regions/" + region + "/routers");
      row("router", "name", infrastructure.router(), router.path("name"));
      row("router", "network", network.name(), last(router.path("network")));
      JsonNode nat =
          find("PATCH", "/regions/" + region + "/routers/" + infrastructure.router())
              .path("nats")
              .path(0);
      row("NAT", "name", infrastructure.nat(), nat.path("name"));
      row("NAT", "addresses", "AUTO_ONLY", nat.path("natIpAllocateOption"));
      row("NAT", "for", "ALL_SUBNETWORKS_ALL_IP_RANGES", nat.path("sourceSubnetworkIpRangesToNat"));
    }
  }

  private void firewall() {
    if (!infrastructure.gke().privateNodes()) {
      return;
    }
    JsonNode sent = body("/global/firewalls");
    Infrastructure.Firewall firewall = infrastructure.firewall();
    row("firewall", "name", firewall.name(), sent.path("name"));
    row("firewall", "network", infrastructure.gke().network().name(), last(sent.path("network")));
    row("firewall", "direction", "INGRESS", sent.path("direction"));
    row("firewall", "from", firewall.source(), list(sent.path("sourceRanges")));
    row("firewall", "to", infrastructure.nodeTag(), list(sent.path("targetTags")));
    List<String> ports = new ArrayList<>();
    sent.path("allowed")
        .forEach(
            allowed -> {
              for (JsonNode port : allowed.path("ports")) {
                ports.add(allowed.path("IPProtocol").asText() + ":" + port.asText());
              }
            });
    row(
        "firewall",
        "ports",
        firewall.ports().stream().map(port -> "tcp:" + port).sorted().toList(),
        ports.stream().sorted().toList());
  }

  private void account() {
    infrastructure
        .nodeAccount()
        .ifPresent(
            account -> {
              row("account", "id", account.id(), body("/serviceAccounts").path("accountId"));
              JsonNode policy = body(":setIamPolicy").path("policy");
              List<String> roles = new ArrayList<>();
              policy
                  .path("bindings")
                  .forEach(
                      binding -> {
                        for (JsonNode member : binding.path("members")) {
                          if (member.asText().equals("serviceAccount:" + address())) {
                            roles.add(binding.path("role").asText());
                          }
                        }
                      });
              row("account", "roles", account.roles(), roles);
            });
  }

  private void cluster() {
    Gke gke = infrastructure.gke();
    Network network = gke.network();
    JsonNode sent = body("/locations/" + gke.location() + "/clusters").path("cluster");
    row("cluster", "name", gke.cluster(), sent.path("name"));
    row(
        "cluster",
        "location",
        gke.location(),
        request("POST", "/clusters").path().replaceAll(".*/locations/([^/]+)/.*", "$1"));
    if (gke.isRegional()) {
      row("cluster", "zones of nodes", gke.nodeZones(), texts(sent.path("locations")));
    }
    row("cluster", "network", network.name(), last(sent.path("network")));
    row("cluster", "subnet", network.subnet(), last(sent.path("subnetwork")));
    row(
        "cluster",
        "release channel",
        gke.releaseChannel().name(),
        sent.at("/releaseChannel/channel"));
    row(
        "cluster",
        "workload pool",
        gke.workloadIdentity() ? GoogleCloud.PROJECT + ".svc.id.goog" : "",
        sent.at("/workloadIdentityConfig/workloadPool"));
    JsonNode addresses = sent.path("ipAllocationPolicy");
    row("cluster", "VPC-native", true, addresses.path("useIpAliases"));
    if (network.existing()) {
      row("cluster", "addresses of pods", network.pods(), addresses.path("clusterIpv4CidrBlock"));
      row(
          "cluster",
          "addresses of services",
          network.services(),
          addresses.path("servicesIpv4CidrBlock"));
    } else {
      row(
          "cluster",
          "range of pods",
          network.podsRange(),
          addresses.path("clusterSecondaryRangeName"));
      row(
          "cluster",
          "range of services",
          network.servicesRange(),
          addresses.path("servicesSecondaryRangeName"));
    }
    row(
        "cluster",
        "private nodes",
        gke.privateNodes(),
        sent.at("/privateClusterConfig/enablePrivateNodes").asBoolean());
    if (gke.privateNodes()) {
      row(
          "cluster",
          "addresses of the control plane",
          network.controlPlane(),
          sent.at("/privateClusterConfig/masterIpv4CidrBlock"));
    }
    JsonNode access = sent.at("/controlPlaneEndpointsConfig/ipEndpointsConfig");
    List<String> blocks = new ArrayList<>();
    access
        .at("/authorizedNetworksConfig/cidrBlocks")
        .forEach(block -> blocks.add(block.path("cidrBlock").asText()));
    row("cluster", "authorized networks", gke.authorizedNetworks(), blocks);
    row(
        "cluster",
        "only from there",
        !gke.authorizedNetworks().isEmpty(),
        access.at("/authorizedNetworksConfig/enabled").asBoolean());
    row(
        "cluster",
        "Filestore",
        infrastructure.filestore(),
        sent.at("/addonsConfig/gcpFilestoreCsiDriverConfig/enabled").asBoolean());
    row(
        "cluster",
        "persistent disks",
        true,
        sent.at("/addonsConfig/gcePersistentDiskCsiDriverConfig/enabled"));
    row("cluster", "labels", infrastructure.labels(), map(sent.path("resourceLabels")));
    window(sent.at("/maintenancePolicy/window/recurringWindow"));
  }

  private void window(JsonNode sent) {
    if (infrastructure.gke().maintenanceWindow().isEmpty()) {
      row("cluster", "maintenance window", "", sent.path("recurrence"));
      return;
    }
    MaintenanceWindow declared = infrastructure.gke().maintenanceWindow().orElseThrow();
    OffsetDateTime start = OffsetDateTime.parse(sent.at("/window/startTime").asText());
    OffsetDateTime end = OffsetDateTime.parse(sent.at("/window/endTime").asText());
    row("cluster", "maintenance days", declared.recurrence(), sent.path("recurrence"));
    LocalDate day = start.toLocalDate();
    OffsetDateTime opens = LocalDateTime.of(day, declared.start()).atOffset(ZoneOffset.UTC);
    row("cluster", "maintenance from", opens, start);
    row("cluster", "maintenance to", opens.plus(declared.length()), end);
  }

  private void pool(NodePool pool) {
    String what = "pool " + pool.name();
    JsonNode sent = sentPool(pool.name());
    JsonNode config = sent.path("config");
    row(what, "machineType", pool.machineType(), config.path("machineType"));
    row(what, "diskType", pool.diskType(), config.path("diskType"));
    row(what, "diskSizeGb", pool.disk().gigabytes(), config.path("diskSizeGb"));
    row(
        what,
        "taints",
        pool.taints().stream()
            .map(taint -> taint.key() + "=" + taint.value() + ":" + taint.effect().gke())
            .sorted()
            .toList(),
        taints(config.path("taints")));
    row(what, "labels", pool.nodeLabels(), map(config.path("labels")));
    row(what, "spot", pool.spot(), config.path("spot").asBoolean());
    row(
        what,
        "serviceAccount",
        infrastructure.nodeAccount().map(account -> address()).orElse(""),
        config.path("serviceAccount"));
    row(what, "tags", List.of(infrastructure.nodeTag()), texts(config.path("tags")));
    row(
        what,
        "oauthScopes",
        List.of("https://www.googleapis.com/auth/cloud-platform"),
        texts(config.path("oauthScopes")));
    row(
        what,
        "workloadMetadataConfig",
        infrastructure.gke().workloadIdentity() ? "GKE_METADATA" : "",
        config.at("/workloadMetadataConfig/mode"));
    JsonNode scaling = sent.path("autoscaling");
    row(what, "autoscaling.enabled", true, scaling.path("enabled"));
    row(what, "autoscaling.totalMinNodeCount", pool.minNodes(), scaling.path("totalMinNodeCount"));
    row(what, "autoscaling.totalMaxNodeCount", pool.maxNodes(), scaling.path("totalMaxNodeCount"));
    row(what, "autoscaling per zone", "", scaling.path("maxNodeCount"));
    row(what, "management.autoRepair", true, sent.at("/management/autoRepair"));
    row(what, "management.autoUpgrade", true, sent.at("/management/autoUpgrade"));
    row(what, "upgradeSettings.maxSurge", pool.maxSurge(), sent.at("/upgradeSettings/maxSurge"));
    row(
        what,
        "upgradeSettings.maxUnavailable",
        pool.maxUnavailable(),
        sent.at("/upgradeSettings/maxUnavailable"));
  }

  /** One that came with the cluster, or on its own. */
  private JsonNode sentPool(String name) {
    for (Request request : requests) {
      for (JsonNode pool : request.body().at("/cluster/nodePools")) {
        if (pool.path("name").asText().equals(name)) {
          return pool;
        }
      }
      JsonNode pool = request.body().path("nodePool");
      if (pool.path("name").asText().equals(name)) {
        return pool;
      }
    }
    return MissingNode.getInstance();
  }

  private String address() {
    return infrastructure.nodeAccount().orElseThrow().address(GoogleCloud.PROJECT);
  }

  private JsonNode body(String end) {
    return find("POST", end);
  }

  private JsonNode find(String method, String end) {
    return request(method, end).body();
  }

  private Request request(String method, String end) {
    return requests.stream()
        .filter(request -> request.method().equals(method) && request.path().endsWith(end))
        .findFirst()
        .orElse(new Request(method, "", "", MissingNode.getInstance()));
  }

  private void row(String what, String name, Object declared, Object sent) {
    String text = sent instanceof JsonNode node ? node.asText() : sent.toString();
    rows.add(new Row(what, name, sorted(declared).toString(), text));
  }

  private static Object sorted(Object declared) {
    return declared instanceof Map<?, ?> map ? new TreeMap<>(map) : declared;
  }

  private static String last(JsonNode link) {
    return link.asText().substring(link.asText().lastIndexOf('/') + 1);
  }

  private static String list(JsonNode texts) {
    return String.join(",", texts(texts));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<String> taints(JsonNode array) {
    List<String> taints = new ArrayList<>();
    array.forEach(
        taint ->
            taints.add(
                taint.path("key").asText()
                    + "="
                    + taint.path("value").asText()
                    + ":"
                    + taint.path("effect").asText()));
    return taints;
  }

  private static Map<String, String> map(JsonNode object) {
    return object.properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().asText(), (a, b) -> b, TreeMap::new));
  }
}
