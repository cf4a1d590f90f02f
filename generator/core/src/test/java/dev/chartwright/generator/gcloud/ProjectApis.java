package dev.chartwright.generator.gcloud;

import static dev.chartwright.generator.gcloud.GoogleCloud.PROJECT;
import static dev.chartwright.generator.gcloud.GoogleCloud.PROJECT_NUMBER;
import static dev.chartwright.generator.gcloud.GoogleCloud.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What belongs to a project as such: its services, its accounts, its policy, and Filestore. */
final class ProjectApis implements GoogleCloud.Api {
  private static final String IAM = "iam.googleapis.com";
  private static final String POLICY = "projects/" + PROJECT + ":policy";
  private static final String SERVICE_ACCOUNT = "serviceAccount:";
  private static final String ACCOUNTS = "projects/" + PROJECT + "/serviceAccounts";
  private static final Set<String> KNOWN =
      Set.of(
          "cloudresourcemanager.googleapis.com",
          "compute.googleapis.com",
          "container.googleapis.com",
          "file.googleapis.com",
          "iam.googleapis.com",
          "iamcredentials.googleapis.com",
          "storage.googleapis.com",
          "serviceusage.googleapis.com");
  private static final Pattern SERVICES =
      Pattern.compile(
          "/v1/projects/" + PROJECT + "/services(?::(batchEnable)|/([^/:]+)(:enable)?)?");
  private static final Pattern SERVICE_ACCOUNTS =
      Pattern.compile(
          "/v1/projects/(?:" + PROJECT + "|-)/serviceAccounts(?:/([^/:]+)(?::(\\w+))?)?");
  private static final Pattern BUCKETS = Pattern.compile("/storage/v1/b(?:/([^/]+)(/iam)?)?");
  private static final Pattern PROJECTS = Pattern.compile("/v1/projects/([^/:]+)(?::(\\w+))?");
  private static final Pattern FILESTORE =
      Pattern.compile("/v1/projects/" + PROJECT + "/locations/[^/]+/instances");

  private final GoogleCloud cloud;

  ProjectApis(GoogleCloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public void seed() {
    ObjectNode policy = object().put("etag", "BwE=").put("version", 1).put("seed", true);
    policy
        .putArray("bindings")
        .addObject()
        .put("role", "roles/owner")
        .putArray("members")
        .add("user:owner@example.com");
    cloud.put(POLICY, policy);
    cloud.enable(List.of("serviceusage.googleapis.com"));
  }

  @Override
  public Answer answer(Request request) {
    Matcher services = SERVICES.matcher(request.path());
    if (services.matches()) {
      return services(request, services);
    }
    Matcher accounts = SERVICE_ACCOUNTS.matcher(request.path());
    if (accounts.matches()) {
      cloud.requireEnabled(IAM);
      return accounts.group(2) == null
          ? accounts(request, accounts.group(1))
          : accountPolicy(request, accounts.group(1), accounts.group(2));
    }
    Matcher buckets = BUCKETS.matcher(request.path());
    if (buckets.matches()) {
      cloud.requireEnabled("storage.googleapis.com");
      return buckets(request, buckets.group(1), buckets.group(2) != null);
    }
    Matcher project = PROJECTS.matcher(request.path());
    if (project.matches()) {
      return project(request, project.group(1), project.group(2));
    }
    if (FILESTORE.matcher(request.path()).matches()) {
      cloud.requireEnabled("file.googleapis.com");
      return Answer.empty();
    }
    if (request.path().startsWith("/v1/operations/")) {
      return Answer.of(object().put("name", request.path().substring(4)).put("done", true));
    }
    return null;
  }

  private Answer services(Request request, Matcher path) {
    if (path.group(1) != null) {
      List<String> wanted = new ArrayList<>();
      request.body().path("serviceIds").forEach(id -> wanted.add(id.asText()));
      return enable(wanted);
    }
    if (path.group(3) != null) {
      return enable(List.of(path.group(2)));
    }
    if (path.group(2) != null) {
      return Answer.of(service(path.group(2)));
    }
    ObjectNode list = object();
    ArrayNode services = list.putArray("services");
    cloud.enabledApis().forEach(name -> services.add(service(name)));
    return Answer.of(list);
  }

  private Answer enable(List<String> names) {
    for (String name : names) {
      if (!KNOWN.contains(name)) {
        throw new Answer.Refusal(403, "Not found or permission denied for service: " + name);
      }
    }
    cloud.enable(names);
    return Answer.of(object().put("name", "operations/" + cloud.nextOperation()).put("done", true));
  }

  private ObjectNode service(String name) {
    ObjectNode service = object();
    service.put("name", "projects/" + PROJECT_NUMBER + "/services/" + name);
    service.putObject("config").put("name", name).put("title", name);
    service.put("state", cloud.enabledApis().contains(name) ? "ENABLED" : "DISABLED");
    return service;
  }

  private Answer accounts(Request request, String address) {
    if (address == null) {
      return request.method().equals("POST") ? createAccount(request) : listAccounts();
    }
    ObjectNode found = cloud.find(ACCOUNTS + "/" + address);
    if (found == null) {
      throw new Answer.Refusal(404, "Unknown service account: " + address);
    }
    if (request.method().equals("DELETE")) {
      cloud.remove(ACCOUNTS + "/" + address);
      return Answer.empty();
    }
    return Answer.of(found);
  }

  /** Who may act as an account. */
  private Answer accountPolicy(Request request, String address, String verb) {
    if (cloud.find(ACCOUNTS + "/" + address) == null) {
      throw new Answer.Refusal(404, "Unknown service account: " + address);
    }
    String path = ACCOUNTS + "/" + address + ":policy";
    if (verb.equals("getIamPolicy")) {
      return Answer.of(policy(path));
    }
    return Answer.of(setPolicy(path, (ObjectNode) request.body().path("policy").deepCopy()));
  }

  /** GKE makes the pool of identities with the first cluster that has one. */
  private boolean hasPool() {
    return cloud.resources().values().stream()
        .anyMatch(resource -> resource.path("workloadIdentityConfig").has("workloadPool"));
  }

  private Answer buckets(Request request, String name, boolean iam) {
    if (name == null) {
      return createBucket(request);
    }
    String path = "b/" + name;
    ObjectNode bucket = cloud.find(path);
    if (bucket == null) {
      throw new Answer.Refusal(404, "The specified bucket does not exist.");
    }
    if (!iam) {
      return Answer.of(bucket);
    }
    return Answer.of(
        request.method().equals("GET")
            ? policy(path + ":policy")
            : setPolicy(path + ":policy", (ObjectNode) request.body().deepCopy()));
  }

  private Answer createBucket(Request request) {
    ObjectNode bucket = (ObjectNode) request.body().deepCopy();
    String name = bucket.path("name").asText();
    bucket
        .put("kind", "storage#bucket")
        .put("id", name)
        .put("projectNumber", PROJECT_NUMBER)
        .put("metageneration", "1")
        .put("storageClass", "STANDARD");
    cloud.put("b/" + name, bucket);
    return Answer.of(bucket);
  }

  private ObjectNode policy(String path) {
    ObjectNode policy = cloud.find(path);
    if (policy == null) {
      return object().put("etag", "CAE=");
    }
    ObjectNode copy = policy.deepCopy();
    copy.remove("seed");
    return copy;
  }

  /** A policy is a part of a resource, and does not count as one that was created. */
  private ObjectNode setPolicy(String path, ObjectNode policy) {
    checkBindings(policy);
    policy.put("etag", "CAI=");
    cloud.put(path, policy.deepCopy().put("seed", true));
    return policy;
  }

  private Answer createAccount(Request request) {
    String id = request.body().path("accountId").asText();
    if (!id.matches("[a-z][-a-z0-9]{4,28}[a-z0-9]")) {
      throw new Answer.Refusal(400, "account_id must be 6 to 30 characters: " + id);
    }
    String address = id + "@" + PROJECT + ".iam.gserviceaccount.com";
    if (cloud.find(ACCOUNTS + "/" + address) != null) {
      throw new Answer.Refusal(409, "Service account " + id + " already exists");
    }
    ObjectNode account = (ObjectNode) request.body().path("serviceAccount").deepCopy();
    account.put("name", ACCOUNTS + "/" + address).put("email", address).put("projectId", PROJECT);
    cloud.put(ACCOUNTS + "/" + address, account);
    return Answer.of(account);
  }

  private Answer listAccounts() {
    ObjectNode list = object();
    ArrayNode accounts = list.putArray("accounts");
    cloud.below(ACCOUNTS).forEach(accounts::add);
    return Answer.of(list);
  }

  private Answer project(Request request, String id, String verb) {
    if (!id.equals(PROJECT) && !id.equals(PROJECT_NUMBER)) {
      throw new Answer.Refusal(403, "The caller does not have permission");
    }
    if (verb == null) {
      return Answer.of(
          object()
              .put("projectId", PROJECT)
              .put("projectNumber", PROJECT_NUMBER)
              .put("name", PROJECT)
              .put("lifecycleState", "ACTIVE"));
    }
    return switch (verb) {
      case "getIamPolicy" -> Answer.of(policy());
      case "setIamPolicy" -> setPolicy(request);
      case "testIamPermissions" -> permissions(request);
      default -> null;
    };
  }

  private ObjectNode policy() {
    ObjectNode policy = cloud.find(POLICY).deepCopy();
    policy.remove("seed");
    return policy;
  }

  /** Refuses roles that are not written as roles and members that do not exist, as IAM does. */
  private void checkBindings(JsonNode policy) {
    for (JsonNode binding : policy.path("bindings")) {
      if (!binding.path("role").asText().matches("(roles|projects/[^/]+/roles)/[A-Za-z.]+")) {
        throw new Answer.Refusal(400, "Invalid role: " + binding.path("role"));
      }
      binding.path("members").forEach(member -> checkMember(member.asText()));
    }
  }

  private void checkMember(String member) {
    if (!member.contains(":")) {
      throw new Answer.Refusal(400, "Invalid member: " + member);
    }
    if (!member.startsWith(SERVICE_ACCOUNT)) {
      return;
    }
    String account = member.substring(SERVICE_ACCOUNT.length());
    if (account.startsWith(PROJECT + ".svc.id.goog[")) {
      if (!hasPool()) {
        throw new Answer.Refusal(
            400, "Identity Pool does not exist (" + PROJECT + ".svc.id.goog).");
      }
    } else if (cloud.find(ACCOUNTS + "/" + account) == null) {
      throw new Answer.Refusal(400, "Service account " + account + " does not exist.");
    }
  }

  private Answer setPolicy(Request request) {
    ObjectNode policy = (ObjectNode) request.body().path("policy").deepCopy();
    checkBindings(policy);
    policy.put("seed", true);
    cloud.put(POLICY, policy);
    return Answer.of(policy());
  }

  private Answer permissions(Request request) {
    ObjectNode answer = object();
    ArrayNode held = answer.putArray("permissions");
    for (JsonNode permission : request.body().path("permissions")) {
      if (cloud.allows(permission.asText())) {
        held.add(permission.asText());
      }
    }
    return Answer.of(answer);
  }
}
