package dev.chartwright.generator.gcloud;

import static dev.chartwright.generator.gcloud.GoogleCloud.PROJECT;
import static dev.chartwright.generator.gcloud.GoogleCloud.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.cloud.MachineType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compute Engine: networks, routers, firewalls, machines and quotas. */
final class ComputeApi implements GoogleCloud.Api {
  static final String REGION = "europe-west1";
  static final String ZONE = "europe-west1-c";
  static final String OTHER_ZONE = "europe-west1-b";

  private static final String API = "compute.googleapis.com";
  private static final String ROOT = "/compute/v1/";
  private static final String BASE = "projects/" + PROJECT + "/";
  private static final Pattern OPERATION =
      Pattern.compile("(global|(?:regions|zones)/[^/]+)/operations/([^/]+?)(/wait)?");
  private static final Pattern AGGREGATED = Pattern.compile("aggregated/([^/]+)");
  private static final Pattern COLLECTION =
      Pattern.compile("(regions|zones|(?:global|(?:regions|zones)/[^/]+)/[^/]+)");
  private static final Pattern RESOURCE =
      Pattern.compile("((?:global|(?:regions|zones)/[^/]+)/[^/]+|regions|zones)/([^/]+)");
  private static final Pattern CIDR = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)/(\\d+)");
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

  private final GoogleCloud cloud;
  private final Map<String, ObjectNode> operations = new TreeMap<>();

  ComputeApi(GoogleCloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public void seed() {
    ObjectNode region = object().put("name", REGION).put("status", "UP").put("seed", true);
    put("regions/" + REGION, region);
    for (String zone : List.of(ZONE, OTHER_ZONE)) {
      put("zones/" + zone, object().put("name", zone).put("status", "UP").put("seed", true));
      region.withArray("zones").add(cloud.root() + "compute/v1/" + BASE + "zones/" + zone);
      for (String type :
          List.of(
              "e2-standard-4",
              "e2-standard-8",
              "c3d-highmem-180",
              "c3d-highmem-360",
              "n2-highmem-128")) {
        machine(zone, type);
      }
    }
    put("global/networks/default", object().put("name", "default").put("seed", true));
    put(
        "regions/" + REGION + "/subnetworks/default",
        object()
            .put("name", "default")
            .put("network", link("global/networks/default"))
            .put("ipCidrRange", "10.132.0.0/20")
            .put("seed", true));
    quota("CPUS", 1000, 0);
    quota("C3D_CPUS", 2000, 0);
    quota("N2_CPUS", 2000, 0);
    quota("PREEMPTIBLE_CPUS", 2000, 0);
    quota("SSD_TOTAL_GB", 50_000, 0);
    quota("DISKS_TOTAL_GB", 50_000, 0);
    quota("IN_USE_ADDRESSES", 100, 0);
  }

  /** Says how much of a quota of the region there is, and how much of it is taken. */
  void quota(String metric, long limit, long usage) {
    ObjectNode region = cloud.find(BASE + "regions/" + REGION);
    ArrayNode quotas = region.withArray("quotas");
    for (int i = 0; i < quotas.size(); i++) {
      if (quotas.get(i).path("metric").asText().equals(metric)) {
        quotas.remove(i);
      }
    }
    quotas
        .addObject()
        .put("metric", metric)
        .put("limit", (double) limit)
        .put("usage", (double) usage);
  }

  @Override
  public Answer answer(Request request) {
    if (!request.path().startsWith(ROOT + "projects/")) {
      return null;
    }
    cloud.requireEnabled(API);
    if (request.path().equals(ROOT + "projects/" + PROJECT)) {
      return Answer.of(object().put("name", PROJECT).put("kind", "compute#project"));
    }
    if (!request.path().startsWith(ROOT + BASE)) {
      throw new Answer.Refusal(403, "there is no project of this name: " + request.path());
    }
    String path = request.path().substring(ROOT.length() + BASE.length());
    Matcher operation = OPERATION.matcher(path);
    if (operation.matches()) {
      return Answer.of(operations.get(operation.group(2)));
    }
    Matcher aggregated = AGGREGATED.matcher(path);
    if (aggregated.matches()) {
      return Answer.of(aggregated(aggregated.group(1)));
    }
    Matcher collection = COLLECTION.matcher(path);
    if (collection.matches()) {
      return request.method().equals("POST")
          ? insert(request, collection.group(1))
          : Answer.of(list(collection.group(1)));
    }
    Matcher resource = RESOURCE.matcher(path);
    return resource.matches() ? resource(request, path) : null;
  }

  private Answer resource(Request request, String path) {
    ObjectNode found = cloud.find(BASE + path);
    if (found == null) {
      throw new Answer.Refusal(404, "The resource '" + BASE + path + "' was not found");
    }
    switch (request.method()) {
      case "GET" -> {
        return Answer.of(found);
      }
      case "PATCH" -> {
        request.body().properties().forEach(field -> found.set(field.getKey(), field.getValue()));
        return operation(request, path, () -> {});
      }
      case "DELETE" -> {
        requireUnused(path);
        return operation(request, path, () -> cloud.remove(BASE + path));
      }
      default -> {
        return null;
      }
    }
  }

  private Answer insert(Request request, String collection) {
    ObjectNode made = (ObjectNode) request.body().deepCopy();
    String name = made.path("name").asText();
    String path = collection + "/" + name;
    if (!NAME.matcher(name).matches()) {
      throw new Answer.Refusal(
          400, "Invalid value for field 'resource.name': '" + name + "'. Must be a match of regex");
    }
    if (cloud.find(BASE + path) != null) {
      throw new Answer.Refusal(409, "The resource '" + BASE + path + "' already exists");
    }
    if (collection.startsWith("regions/")) {
      requireFound(collection.substring(0, collection.lastIndexOf('/')));
    }
    if (made.has("network")) {
      requireFound(pathOf(made.path("network").asText()));
    }
    checkRanges(made);
    return operation(request, path, () -> put(path, made));
  }

  private void checkRanges(ObjectNode made) {
    Map<String, long[]> ranges = new LinkedHashMap<>();
    if (made.has("ipCidrRange")) {
      ranges.put("ipCidrRange", range(made.path("ipCidrRange").asText()));
    }
    for (JsonNode secondary : made.path("secondaryIpRanges")) {
      ranges.put(
          secondary.path("rangeName").asText(), range(secondary.path("ipCidrRange").asText()));
    }
    for (JsonNode source : made.path("sourceRanges")) {
      range(source.asText());
    }
    ranges.forEach(
        (one, left) ->
            ranges.forEach(
                (other, right) -> {
                  if (!one.equals(other) && left[0] <= right[1] && right[0] <= left[1]) {
                    throw new Answer.Refusal(400, "the ranges overlap: " + one + ", " + other);
                  }
                }));
    for (JsonNode allowed : made.path("allowed")) {
      for (JsonNode port : allowed.path("ports")) {
        if (!port.asText().matches("\\d{1,5}(-\\d{1,5})?")) {
          throw new Answer.Refusal(400, "Invalid value for field 'ports': " + port);
        }
      }
    }
  }

  /** First and last address. */
  static long[] range(String cidr) {
    Matcher parts = CIDR.matcher(cidr);
    if (!parts.matches()) {
      throw new Answer.Refusal(400, "Invalid IP CIDR range: " + cidr);
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      long octet = Long.parseLong(parts.group(i));
      if (octet > 255) {
        throw new Answer.Refusal(400, "Invalid IP CIDR range: " + cidr);
      }
      address = address * 256 + octet;
    }
    int length = Integer.parseInt(parts.group(5));
    if (length > 32 || address % (1L << (32 - length)) != 0) {
      throw new Answer.Refusal(400, "Invalid IP CIDR range: " + cidr);
    }
    return new long[] {address, address + (1L << (32 - length)) - 1};
  }

  private void requireFound(String path) {
    if (cloud.find(BASE + path) == null) {
      throw new Answer.Refusal(404, "The resource '" + BASE + path + "' was not found");
    }
  }

  /** A network with a subnet, and a subnet with a cluster, cannot go. */
  private void requireUnused(String path) {
    cloud
        .resources()
        .forEach(
            (key, resource) -> {
              // A cluster names both, everything else has a link.
              boolean cluster = resource.has("currentMasterVersion");
              String network = resource.path("network").asText();
              String subnet = resource.path("subnetwork").asText();
              if (pathOf(network).equals(path)
                  || (cluster && path.equals("global/networks/" + network))
                  || (cluster && path.endsWith("/subnetworks/" + subnet))) {
                throw new Answer.Refusal(
                    400,
                    "The resource '" + BASE + path + "' is already being used by '" + key + "'");
              }
            });
  }

  private Answer operation(Request request, String path, Runnable effect) {
    String name = cloud.nextOperation();
    ObjectNode operation = object().put("kind", "compute#operation").put("name", name);
    String scope =
        path.startsWith("global/") ? "global" : path.replaceAll("^([^/]+/[^/]+)/.*", "$1");
    operation
        .put("status", "DONE")
        .put("progress", 100)
        .put("operationType", request.method().equals("DELETE") ? "delete" : "insert");
    operation.put("targetLink", link(path)).put("selfLink", link(scope + "/operations/" + name));
    if (!scope.equals("global")) {
      operation.put(scope.startsWith("zones/") ? "zone" : "region", link(scope));
    }
    if (cloud.operationFails(request)) {
      operation.put("httpErrorStatusCode", 403);
      operation
          .putObject("error")
          .putArray("errors")
          .addObject()
          .put("code", "QUOTA_EXCEEDED")
          .put("message", "Quota exceeded, on purpose");
    } else {
      effect.run();
    }
    operations.put(name, operation);
    return Answer.of(started(operation));
  }

  /** The operation as it is told at first: nobody knows yet how it ends. */
  private static ObjectNode started(ObjectNode operation) {
    ObjectNode started = operation.deepCopy().put("status", "RUNNING").put("progress", 0);
    started.remove(List.of("error", "httpErrorStatusCode"));
    return started;
  }

  private ObjectNode list(String collection) {
    ObjectNode list = object();
    ArrayNode items = list.putArray("items");
    cloud.below(BASE + collection).forEach(items::add);
    return list;
  }

  private ObjectNode aggregated(String collection) {
    ObjectNode answer = object();
    ObjectNode items = answer.putObject("items");
    cloud
        .resources()
        .forEach(
            (path, resource) -> {
              Matcher parts = RESOURCE.matcher(path.replaceFirst("^" + BASE, ""));
              if (parts.matches() && parts.group(1).endsWith("/" + collection)) {
                String scope = parts.group(1).substring(0, parts.group(1).lastIndexOf('/'));
                items
                    .withObject("/" + scope.replace("/", "~1"))
                    .withArray(collection)
                    .add(resource);
              }
            });
    return answer;
  }

  private void machine(String zone, String type) {
    MachineType machine = MachineType.find(type).orElseThrow();
    put(
        "zones/" + zone + "/machineTypes/" + type,
        object()
            .put("name", type)
            .put("guestCpus", machine.vcpus())
            .put("memoryMb", machine.memory().mebibytes())
            .put("zone", zone)
            .put("seed", true));
  }

  /** Puts a resource there as if somebody had made it. */
  void put(String path, ObjectNode resource) {
    resource.put("selfLink", link(path));
    Matcher parts = RESOURCE.matcher(path);
    if (parts.matches() && parts.group(1).matches("(regions|zones)/.*")) {
      String scope = parts.group(1).replaceAll("/[^/]+$", "");
      resource.put(scope.startsWith("zones/") ? "zone" : "region", link(scope));
    }
    cloud.put(BASE + path, resource);
  }

  private String link(String path) {
    return cloud.root() + "compute/v1/" + BASE + path;
  }

  private static String pathOf(String link) {
    return link.replaceFirst("^.*projects/[^/]+/", "");
  }
}
