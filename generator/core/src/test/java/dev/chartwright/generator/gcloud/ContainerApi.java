package dev.chartwright.generator.gcloud;

import static dev.chartwright.generator.gcloud.GoogleCloud.PROJECT;
import static dev.chartwright.generator.gcloud.GoogleCloud.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.cloud.MachineType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes Engine: clusters and their node pools. */
final class ContainerApi implements GoogleCloud.Api {
  private static final String API = "container.googleapis.com";
  private static final String BASE = "projects/" + PROJECT + "/locations/";
  private static final String VERSION = "1.33.5-gke.1000";
  private static final Pattern LOCATION =
      Pattern.compile(
          "/v1/projects/([^/]+)/locations/([^/]+)/(clusters|operations|serverConfig)(/.*)?");
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");
  private static final Pattern LABEL_VALUE = Pattern.compile("[-_a-z0-9]{0,63}");
  private static final Pattern TAINT_KEY = Pattern.compile("[A-Za-z0-9]([-._/A-Za-z0-9]*)");

  private final GoogleCloud cloud;
  private final Map<String, ObjectNode> operations = new TreeMap<>();
  private String defaultVersion = VERSION;

  ContainerApi(GoogleCloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public void seed() {
    defaultVersion = VERSION;
  }

  /** Says which version all channels offer. */
  void version(String version) {
    defaultVersion = version;
  }

  @Override
  public Answer answer(Request request) {
    Matcher matcher = LOCATION.matcher(request.path());
    if (!matcher.matches()) {
      return null;
    }
    cloud.requireEnabled(API);
    if (!matcher.group(1).equals(PROJECT)) {
      throw new Answer.Refusal(403, "Permission denied on resource project " + matcher.group(1));
    }
    String location = matcher.group(2);
    String rest = matcher.group(4) == null ? "" : matcher.group(4).substring(1);
    return switch (matcher.group(3)) {
      case "serverConfig" -> Answer.of(serverConfig(location));
      case "operations" -> Answer.of(operations.get(rest));
      default -> clusters(request, location, rest.isEmpty() ? new String[0] : rest.split("/"));
    };
  }

  private Answer clusters(Request request, String location, String[] steps) {
    String base = BASE + location + "/clusters";
    switch (steps.length) {
      case 0 -> {
        return request.method().equals("POST")
            ? createCluster(request, location)
            : Answer.of(listClusters(location));
      }
      case 1 -> {
        return cluster(request, base + "/" + steps[0].replaceFirst(":.*", ""), location);
      }
      case 2 -> {
        String cluster = base + "/" + steps[0];
        require(cluster);
        if (request.method().equals("POST")) {
          return createPool(request, cluster, location);
        }
        ObjectNode list = object();
        ArrayNode pools = list.putArray("nodePools");
        cloud.below(cluster + "/nodePools").forEach(pool -> pools.add(withoutDefaults(pool)));
        return Answer.of(list);
      }
      default -> {
        require(base + "/" + steps[0]);
        String pool = base + "/" + steps[0] + "/nodePools/" + steps[2].replaceFirst(":.*", "");
        return one(request, require(pool), pool, location, () -> cloud.remove(pool));
      }
    }
  }

  private Answer cluster(Request request, String path, String location) {
    ObjectNode found = require(path);
    if (request.path().endsWith(":setMaintenancePolicy")) {
      checkExclusions(request.body().at("/maintenancePolicy/window/maintenanceExclusions"));
      return operation(
          request,
          "UPDATE_CLUSTER",
          path,
          location,
          () -> found.set("maintenancePolicy", request.body().path("maintenancePolicy")));
    }
    ObjectNode shown = found.deepCopy();
    ArrayNode pools = shown.putArray("nodePools");
    cloud.below(path + "/nodePools").forEach(pools::add);
    return one(
        request,
        shown,
        path,
        location,
        () ->
            List.copyOf(cloud.resources().keySet()).stream()
                .filter(key -> key.equals(path) || key.startsWith(path + "/"))
                .forEach(cloud::remove));
  }

  private static void checkExclusions(JsonNode exclusions) {
    for (JsonNode exclusion : exclusions) {
      Instant start = OffsetDateTime.parse(exclusion.path("startTime").asText()).toInstant();
      Instant end = OffsetDateTime.parse(exclusion.path("endTime").asText()).toInstant();
      check(start.isBefore(end), "an exclusion ends before it starts: " + exclusion);
    }
  }

  private Answer one(
      Request request, ObjectNode shown, String path, String location, Runnable removal) {
    return switch (request.method()) {
      case "GET" -> Answer.of(withoutDefaults(shown));
      case "DELETE" -> operation(request, "DELETE", path, location, removal);
      default -> operation(request, "UPDATE", path, location, () -> {});
    };
  }

  private ObjectNode listClusters(String location) {
    ObjectNode list = object();
    ArrayNode clusters = list.putArray("clusters");
    cloud
        .resources()
        .forEach(
            (path, resource) -> {
              String where = location.equals("-") ? "[^/]+" : Pattern.quote(location);
              if (path.matches(BASE + where + "/clusters/[^/]+")) {
                clusters.add(withoutDefaults(resource));
              }
            });
    return list;
  }

  private Answer createCluster(Request request, String location) {
    ObjectNode cluster = (ObjectNode) request.body().path("cluster").deepCopy();
    String name = cluster.path("name").asText();
    String path = BASE + location + "/clusters/" + name;
    check(NAME.matcher(name).matches(), "Invalid value for field cluster.name: " + name);
    checkNew(path);
    String region = location.replaceFirst("-[a-z]$", "");
    checkNetwork(cluster, region);
    checkCluster(cluster);
    List<String> zones = new ArrayList<>();
    cluster.path("locations").forEach(zone -> zones.add(zone.asText()));
    if (zones.isEmpty()) {
      zones.addAll(
          location.equals(region)
              ? List.of(ComputeApi.ZONE, ComputeApi.OTHER_ZONE)
              : List.of(location));
    }
    for (String zone : zones) {
      check(zone.startsWith(region + "-"), "zone " + zone + " is not in " + region);
    }
    ArrayNode pools = cluster.withArray("nodePools").deepCopy();
    pools.forEach(pool -> checkPool((ObjectNode) pool, zones));
    cluster.remove("nodePools");
    cluster.put("location", location).put("zone", location).put("status", "RUNNING");
    cluster.put("currentMasterVersion", defaultVersion).put("endpoint", "192.0.2.10");
    cluster.put("currentNodeVersion", defaultVersion).put("initialClusterVersion", defaultVersion);
    cluster.put("selfLink", cloud.root() + "v1/" + path).put("id", "0123456789abcdef");
    cluster.withObject("/masterAuth").put("clusterCaCertificate", "bm9uZQ==");
    ArrayNode locations = cluster.putArray("locations");
    zones.forEach(locations::add);
    fillAddresses(cluster, region);
    fillAccess(cluster);
    return operation(
        request,
        "CREATE_CLUSTER",
        path,
        location,
        () -> {
          cloud.put(path, cluster);
          pools.forEach(pool -> putPool(path, (ObjectNode) pool, zones));
        });
  }

  private Answer createPool(Request request, String cluster, String location) {
    ObjectNode pool = (ObjectNode) request.body().path("nodePool").deepCopy();
    String path = cluster + "/nodePools/" + pool.path("name").asText();
    checkNew(path);
    List<String> zones = new ArrayList<>();
    JsonNode given =
        pool.has("locations") ? pool.path("locations") : cloud.find(cluster).path("locations");
    given.forEach(zone -> zones.add(zone.asText()));
    checkPool(pool, zones);
    return operation(
        request, "CREATE_NODE_POOL", path, location, () -> putPool(cluster, pool, zones));
  }

  private void putPool(String cluster, ObjectNode pool, List<String> zones) {
    String path = cluster + "/nodePools/" + pool.path("name").asText();
    pool.put("status", "RUNNING").put("version", defaultVersion);
    pool.put("selfLink", cloud.root() + "v1/" + path);
    ArrayNode locations = pool.putArray("locations");
    zones.forEach(locations::add);
    ObjectNode config = pool.withObject("/config");
    String model = config.path("spot").asBoolean() ? "spot" : "on-demand";
    config.withObject("/resourceLabels").put("goog-gke-node-pool-provisioning-model", model);
    defaultText(config, "machineType", "e2-medium");
    defaultText(config, "diskType", "pd-balanced");
    defaultText(config, "imageType", "COS_CONTAINERD");
    defaultText(config, "serviceAccount", "default");
    if (!config.has("diskSizeGb")) {
      config.put("diskSizeGb", 100);
    }
    cloud.put(path, pool);
  }

  private static void defaultText(ObjectNode node, String field, String value) {
    if (!node.has(field)) {
      node.put(field, value);
    }
  }

  private void checkNetwork(ObjectNode cluster, String region) {
    String network = nameOf(cluster.path("network").asText("default"));
    String subnet = nameOf(cluster.path("subnetwork").asText(network));
    String project = "projects/" + PROJECT;
    check(
        cloud.find(project + "/global/networks/" + network) != null,
        "the network \"" + network + "\" does not exist");
    ObjectNode found = cloud.find(project + "/regions/" + region + "/subnetworks/" + subnet);
    check(found != null, "the subnetwork \"" + subnet + "\" does not exist");
    JsonNode policy = cluster.path("ipAllocationPolicy");
    for (String field : List.of("clusterSecondaryRangeName", "servicesSecondaryRangeName")) {
      String range = policy.path(field).asText();
      boolean exists = range.isEmpty();
      for (JsonNode secondary : found.path("secondaryIpRanges")) {
        exists |= secondary.path("rangeName").asText().equals(range);
      }
      check(exists, "the subnetwork \"" + subnet + "\" has no secondary range \"" + range + "\"");
    }
    for (String field : List.of("clusterIpv4CidrBlock", "servicesIpv4CidrBlock")) {
      String block = policy.path(field).asText();
      if (!block.isEmpty() && !block.matches("/\\d+")) {
        ComputeApi.range(block);
      }
    }
  }

  /** Names of ranges are answered by the ranges themselves. */
  private void fillAddresses(ObjectNode cluster, String region) {
    String network = nameOf(cluster.path("network").asText("default"));
    String subnet = nameOf(cluster.path("subnetwork").asText(network));
    cluster.put("network", network).put("subnetwork", subnet);
    ObjectNode policy = cluster.withObject("/ipAllocationPolicy");
    ObjectNode found =
        cloud.find("projects/" + PROJECT + "/regions/" + region + "/subnetworks/" + subnet);
    for (JsonNode range : found.path("secondaryIpRanges")) {
      String name = range.path("rangeName").asText();
      String addresses = range.path("ipCidrRange").asText();
      if (name.equals(policy.path("clusterSecondaryRangeName").asText())) {
        policy.put("clusterIpv4CidrBlock", addresses);
      }
      if (name.equals(policy.path("servicesSecondaryRangeName").asText())) {
        policy.put("servicesIpv4CidrBlock", addresses);
      }
    }
    cluster.put("clusterIpv4Cidr", policy.path("clusterIpv4CidrBlock").asText());
    cluster.put("servicesIpv4Cidr", policy.path("servicesIpv4CidrBlock").asText());
  }

  /** What is said in the newer field is answered in the older one too. */
  private static void fillAccess(ObjectNode cluster) {
    ObjectNode access = cluster.withObject("/controlPlaneEndpointsConfig");
    JsonNode networks = access.path("ipEndpointsConfig").path("authorizedNetworksConfig");
    if (networks.isObject()) {
      cluster.set("masterAuthorizedNetworksConfig", networks.deepCopy());
    }
    access
        .withObject("/dnsEndpointConfig")
        .put("endpoint", "gke-0.europe-west1.gke.goog")
        .put("allowExternalTraffic", false);
  }

  private void checkCluster(ObjectNode cluster) {
    String master = cluster.path("privateClusterConfig").path("masterIpv4CidrBlock").asText();
    if (!master.isEmpty()) {
      ComputeApi.range(master);
      check(master.endsWith("/28"), "master_ipv4_cidr_block must be a /28: " + master);
    }
    String pool = cluster.path("workloadIdentityConfig").path("workloadPool").asText();
    check(
        pool.isEmpty() || pool.equals(PROJECT + ".svc.id.goog"),
        "the workload pool must be " + PROJECT + ".svc.id.goog: " + pool);
    for (JsonNode block :
        cluster.at(
            "/controlPlaneEndpointsConfig/ipEndpointsConfig/authorizedNetworksConfig/cidrBlocks")) {
      ComputeApi.range(block.path("cidrBlock").asText());
    }
    checkLabels(cluster.path("resourceLabels"));
  }

  private void checkLabels(JsonNode labels) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      check(
          label.getKey().matches("[a-z][-_a-z0-9]{0,62}")
              && LABEL_VALUE.matcher(label.getValue().asText()).matches(),
          "invalid label: " + label);
    }
  }

  private void checkPool(ObjectNode pool, List<String> zones) {
    String name = pool.path("name").asText();
    check(NAME.matcher(name).matches(), "Invalid value for field node_pool.name: " + name);
    JsonNode config = pool.path("config");
    String type = config.path("machineType").asText("e2-medium");
    MachineType machine = MachineType.find(type).orElse(null);
    check(machine != null, "Machine type \"" + type + "\" does not exist");
    for (String zone : zones) {
      String path = "projects/" + PROJECT + "/zones/" + zone;
      check(cloud.find(path) != null, "the zone " + zone + " does not exist");
      check(
          type.equals("e2-medium") || cloud.find(path + "/machineTypes/" + type) != null,
          "the zone " + zone + " has no machine type " + type);
    }
    if (config.has("diskType")) {
      check(
          machine.diskTypes().stream()
              .anyMatch(disk -> disk.toString().equals(config.path("diskType").asText())),
          type + " does not take the disk " + config.path("diskType"));
    }
    check(
        config.path("diskSizeGb").asInt(100) >= 10 && config.path("diskSizeGb").asInt(100) <= 65536,
        "disk_size_gb must be 10 to 65536: " + config.path("diskSizeGb"));
    check(!config.path("spot").asBoolean() || machine.spot(), type + " is not sold as Spot");
    String image = config.path("imageType").asText("COS_CONTAINERD");
    check(
        image.equals("COS_CONTAINERD") || image.equals("UBUNTU_CONTAINERD"),
        "image_type must be one that is offered: " + image);
    String account = config.path("serviceAccount").asText();
    check(
        account.isEmpty()
            || account.equals("default")
            || cloud.find("projects/" + PROJECT + "/serviceAccounts/" + account) != null,
        "the service account \"" + account + "\" does not exist");
    for (JsonNode taint : config.path("taints")) {
      check(TAINT_KEY.matcher(taint.path("key").asText()).matches(), "invalid taint: " + taint);
    }
    checkLabels(config.path("resourceLabels"));
    checkSizes(pool);
  }

  private void checkSizes(ObjectNode pool) {
    JsonNode scaling = pool.path("autoscaling");
    int min = scaling.path("minNodeCount").asInt() + scaling.path("totalMinNodeCount").asInt();
    int max = scaling.path("maxNodeCount").asInt() + scaling.path("totalMaxNodeCount").asInt();
    check(
        !scaling.path("enabled").asBoolean() || (min <= max && max > 0 && min >= 0),
        "autoscaling needs 0 <= min <= max: " + scaling);
    check(pool.path("initialNodeCount").asInt() >= 0, "a count is negative");
    JsonNode upgrade = pool.path("upgradeSettings");
    check(
        upgrade.isMissingNode()
            || (upgrade.path("maxSurge").asInt() >= 0
                && upgrade.path("maxUnavailable").asInt() >= 0
                && upgrade.path("maxSurge").asInt() + upgrade.path("maxUnavailable").asInt() > 0),
        "an upgrade needs a surge or an unavailable node: " + upgrade);
  }

  private Answer operation(
      Request request, String type, String path, String location, Runnable effect) {
    String name = cloud.nextOperation();
    ObjectNode operation = object().put("name", name).put("operationType", type);
    operation.put("status", "DONE").put("zone", location).put("location", location);
    operation.put("targetLink", cloud.root() + "v1/" + path);
    operation.put("selfLink", cloud.root() + "v1/" + BASE + location + "/operations/" + name);
    if (cloud.operationFails(request)) {
      operation.put("statusMessage", "no machines left, on purpose");
      operation.putObject("error").put("code", 8).put("message", "no machines left, on purpose");
      effect.run();
      // What could not be finished stays, and says so.
      cloud.find(path).put("status", "ERROR");
    } else {
      effect.run();
    }
    operations.put(name, operation);
    ObjectNode started = operation.deepCopy().put("status", "RUNNING");
    started.remove(List.of("error", "statusMessage"));
    return Answer.of(started);
  }

  private ObjectNode serverConfig(String location) {
    String project = "projects/" + PROJECT;
    check(
        cloud.find(project + "/regions/" + location) != null
            || cloud.find(project + "/zones/" + location) != null,
        "there is no location " + location);
    ObjectNode config = object().put("defaultClusterVersion", defaultVersion);
    config.put("defaultImageType", "COS_CONTAINERD");
    config.putArray("validMasterVersions").add(defaultVersion);
    config.putArray("validNodeVersions").add(defaultVersion);
    ArrayNode channels = config.putArray("channels");
    for (String channel : List.of("RAPID", "REGULAR", "STABLE", "EXTENDED")) {
      channels
          .addObject()
          .put("channel", channel)
          .put("defaultVersion", defaultVersion)
          .putArray("validVersions")
          .add(defaultVersion);
    }
    return config;
  }

  private ObjectNode require(String path) {
    ObjectNode found = cloud.find(path);
    if (found == null) {
      throw new Answer.Refusal(404, "Not found: " + path + ".");
    }
    return found;
  }

  private void checkNew(String path) {
    if (cloud.find(path) != null) {
      throw new Answer.Refusal(409, "Already exists: " + path + ".");
    }
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new Answer.Refusal(400, message);
    }
  }

  private static String nameOf(String link) {
    return link.substring(link.lastIndexOf('/') + 1);
  }

  /** As the service writes its messages: what is zero, false or empty is not there. */
  static ObjectNode withoutDefaults(ObjectNode message) {
    ObjectNode written = object();
    for (Map.Entry<String, JsonNode> field : message.properties()) {
      JsonNode value = written(field.getValue());
      boolean absent =
          value.isNull()
              || (value.isBoolean() && !value.booleanValue())
              || (value.isNumber() && value.doubleValue() == 0)
              || (value.isTextual() && value.textValue().isEmpty())
              || (value.isArray() && value.isEmpty());
      if (!absent) {
        written.set(field.getKey(), value);
      }
    }
    return written;
  }

  private static JsonNode written(JsonNode value) {
    if (value instanceof ObjectNode message) {
      return withoutDefaults(message);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      Collection<JsonNode> items = new ArrayList<>();
      array.forEach(items::add);
      items.forEach(item -> copy.add(written(item)));
      return copy;
    }
    return value;
  }
}
