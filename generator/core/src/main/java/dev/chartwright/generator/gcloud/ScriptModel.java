package dev.chartwright.generator.gcloud;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.infrastructure.Infrastructure.NodeAccount;
import dev.chartwright.generator.infrastructure.Infrastructure.ProofBucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the templates are filled from. */
final class ScriptModel {
  /** Since when a pod finds no node, and its name; of a pod that has a node the name alone. */
  private static final String WAITING =
      "--output=go-template={{range .items}}{{range .status.conditions}}"
          + "{{if and (eq .type \"PodScheduled\") (eq .status \"False\")}}{{.lastTransitionTime}} "
          + "{{end}}{{end}}{{.metadata.name}}{{\"\\n\"}}{{end}}";

  private static final String MESSAGES =
      "--output=go-template={{range .items}}{{.involvedObject.name}}: {{.message}}{{\"\\n\"}}{{end}}";

  private final Infrastructure infrastructure;
  private final Gke gke;
  private final ClusterResources cluster;
  private final List<Resource> network;
  private final Operators operators;

  ScriptModel(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
    this.gke = infrastructure.gke();
    this.cluster = new ClusterResources(infrastructure);
    this.network = new NetworkResources(infrastructure).all();
    this.operators = new Operators(infrastructure);
  }

  Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    settings(model);
    services(model);
    model.put("resources", models(network));
    infrastructure
        .gke()
        .network()
        .host()
        .ifPresent(host -> model.put("hostNetwork", hostNetwork(host)));
    roles(model);
    model.put("cluster", cluster.cluster().model());
    model.put("pools", models(cluster.pools()));
    cluster.firstPoolFunction().ifPresent(function -> model.put("firstPool", function));
    cluster.startPool().ifPresent(pool -> model.put("startPool", startPool(pool)));
    model.put("getCredentials", getCredentials().model());
    model.putAll(operators.model());
    release(model);
    removal(model);
    status(model);
    model.put("atopImage", new AtopImage(infrastructure).model());
    model.put("operate", new FleetCommands(infrastructure).model());
    model.put("versions", versions());
    model.putAll(new PreflightModel(infrastructure).model());
    return Collections.unmodifiableMap(model);
  }

  /** What the administrators of a host project prepare. */
  private Map<String, Object> hostNetwork(String host) {
    Infrastructure.Firewall firewall = infrastructure.firewall();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("host", host);
    model.put("network", gke.network().shortName());
    model.put("pods", gke.network().podsRange());
    model.put("services", gke.network().servicesRange());
    model.put("privateNodes", gke.privateNodes());
    model.put("filestore", infrastructure.filestore());
    model.put("firewall", firewall.name());
    model.put(
        "ports",
        firewall.ports().stream().map(port -> "tcp:" + port).collect(Collectors.joining(",")));
    model.put("source", firewall.source());
    model.put("tag", infrastructure.nodeTag());
    return model;
  }

  private void settings(Map<String, Object> model) {
    gke.project().ifPresent(project -> model.put("declaredProject", project));
    model.put("fleetName", infrastructure.fleet());
    infrastructure
        .nodeAccount()
        .ifPresent(account -> model.put("nodes", address(account.id()).model()));
    infrastructure.bucket().ifPresent(bucket -> model.put("bucket", bucket(bucket)));
    model.put(
        "context",
        Word.of("gke_")
            .and(Setting.PROJECT)
            .and("_" + gke.location() + "_" + gke.cluster())
            .model());
  }

  /** The address of the account in the project, which is known when the script runs. */
  private static Word address(String account) {
    return Word.of(account + "@").and(Setting.PROJECT).and(".iam.gserviceaccount.com");
  }

  private void services(Map<String, Object> model) {
    String[] services = infrastructure.apis().toArray(String[]::new);
    model.put(
        "enabledServices",
        Command.gcloud("services", "list").and("--enabled", "--format=value(config.name)").model());
    model.put("lookForServices", Command.of("look_for").and(services).model());
    model.put(
        "enableServices",
        Command.of("gcloud", "services", "enable").and(services).inProject().model());
  }

  private void roles(Map<String, Object> model) {
    List<Map<String, Object>> roles = new ArrayList<>();
    for (String role : infrastructure.nodeAccount().map(NodeAccount::roles).orElse(List.of())) {
      roles.add(
          role(
              "", role, account(Setting.NODES), ScriptModel::project, List.of("--condition=None")));
    }
    infrastructure
        .bucket()
        .ifPresent(
            bucket -> {
              for (String role : bucket.roles()) {
                roles.add(
                    role(
                        "bucket_",
                        role,
                        account(Setting.PROOFS),
                        command ->
                            Command.gcloud("storage", "buckets", command, "gs://" + bucket.name()),
                        List.of()));
              }
            });
    model.put("roles", roles);
  }

  private static Word account(Setting address) {
    return Word.of("serviceAccount:").and(address);
  }

  private static Map<String, Object> bucket(ProofBucket bucket) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", bucket.name());
    model.put("account", address(bucket.account()).model());
    model.put("fleet", bucket.fleet());
    model.put("leader", bucket.leader());
    Word member =
        Word.of("serviceAccount:")
            .and(workloadPool())
            .and("[")
            .and(Setting.NAMESPACE)
            .and("/")
            .and(Setting.JUMPBOX)
            .and("]");
    model.put(
        "identity",
        role(
            "",
            bucket.identityRole(),
            member,
            command ->
                Command.of("gcloud", "iam", "service-accounts", command)
                    .and(Word.of(Setting.PROOFS))
                    .inProject(),
            List.of("--condition=None")));
    model.put(
        "helmFlag", Word.of("--set-string=publish.serviceAccount=").and(Setting.PROOFS).model());
    return model;
  }

  private static Word workloadPool() {
    return Word.of(Setting.PROJECT).and(".svc.id.goog");
  }

  /**
   * A role of a member.
   *
   * @param prefix the start of its function's name
   * @param on a command on the policy that gives the role
   * @param more flags of the commands that change the policy
   */
  private static Map<String, Object> role(
      String prefix, String role, Word member, Function<String, Command> on, List<String> more) {
    Word memberFlag = Word.of("--member=").and(member);
    String[] flags =
        Stream.of(Stream.of("--role=" + role), more.stream(), Stream.of("--format=none"))
            .flatMap(Function.identity())
            .toArray(String[]::new);
    return Map.of(
        "function",
        prefix + "role_" + identifier(role.substring(role.indexOf('/') + 1)),
        // A line member,role for each.
        "bindings",
        on.apply("get-iam-policy")
            .and("--flatten=bindings[].members")
            .and("--format=csv[no-heading](bindings.members,bindings.role)")
            .model(),
        "binding",
        member.and("," + role).model(),
        "grant",
        on.apply("add-iam-policy-binding").and(memberFlag).and(flags).model(),
        "revoke",
        on.apply("remove-iam-policy-binding").and(memberFlag).and(flags).model());
  }

  /** A command on the project itself, which is an argument here. */
  private static Command project(String command) {
    return Command.of("gcloud", "projects", command).and(Word.of(Setting.PROJECT)).inProject();
  }

  /** Text as a part of the name of a function. */
  static String identifier(String text) {
    return text.replaceAll("[^A-Za-z0-9]", "_");
  }

  private Map<String, Object> startPool(Resource pool) {
    Map<String, Object> model = new LinkedHashMap<>(pool.model());
    model.put("label", cluster.startPoolLabel());
    return model;
  }

  private Command getCredentials() {
    return cluster.container("clusters", "get-credentials", gke.cluster());
  }

  private void release(Map<String, Object> model) {
    Word namespace = Word.of(Setting.NAMESPACE);
    model.put(
        "namespace",
        Map.of(
            "find",
            Command.kubectl("get", "namespace")
                .and(namespace)
                .and("--ignore-not-found", "--output=name")
                .model(),
            "create",
            Command.kubectl("create", "namespace").and(namespace).model(),
            "label",
            Command.kubectl("label", "--overwrite", "namespace")
                .and(namespace)
                .and(
                    Stream.of("enforce", "audit", "warn")
                        .map(mode -> "pod-security.kubernetes.io/" + mode + "=restricted")
                        .toArray(String[]::new))
                .model()));
    model.put(
        "installFleet",
        Command.of("helm", "upgrade", "--install")
            .and(Word.of(Setting.RELEASE))
            .and(Word.of(Setting.FOLDER).and("/../helm/" + infrastructure.fleet()))
            .and(inContext())
            .and(
                "--wait",
                "--timeout=" + infrastructure.longestRollout().plusMinutes(59).toHours() + "h")
            .model());
  }

  private static List<Word> inContext() {
    return List.of(
        Word.of("--namespace=").and(Setting.NAMESPACE),
        Word.of("--kube-context=").and(Setting.CONTEXT));
  }

  private void removal(Map<String, Object> model) {
    List<Resource> removed = new ArrayList<>(network);
    Collections.reverse(removed);
    removed.removeIf(resource -> resource.delete().isEmpty());
    model.put("networkRemovals", models(removed));
    List<String> names = new ArrayList<>();
    names.add(
        cluster.cluster().what()
            + " with its node pools "
            + infrastructure.pools().stream()
                .map(NodePool::name)
                .collect(Collectors.joining(", ")));
    removed.forEach(resource -> names.add(resource.what()));
    model.put("removedThings", names);
    model.put(
        "uninstallFleet",
        Command.of("helm", "uninstall")
            .and(Word.of(Setting.RELEASE))
            .and(inContext())
            .and("--ignore-not-found")
            .model());
    model.put(
        "findDefinition",
        Command.kubectl("get", "--ignore-not-found", "--output=name", "crd").model());
    model.put(
        "deleteAll",
        Command.kubectl("delete", "--all", "--all-namespaces", "--timeout=10m").model());
    model.put(
        "deletePods",
        inNamespace("delete", "pods").and("--all", "--grace-period=60", "--timeout=10m").model());
    model.put(
        "claimedVolumes",
        inNamespace("get", "persistentvolumeclaims")
            .and("--output=jsonpath={range .items[*]}{.spec.volumeName}{\"\\n\"}{end}")
            .model());
    model.put(
        "deleteClaims",
        inNamespace("delete", "persistentvolumeclaims").and("--timeout=10m").model());
    model.put("volumeGone", Command.kubectl("wait", "--for=delete", "--timeout=15m").model());
    model.put("leftovers", leftovers().stream().map(Command::model).toList());
  }

  /** A command of kubectl, for the namespace of the release. */
  static Command inNamespace(String... words) {
    return Command.kubectl(words).and(Word.of("--namespace=").and(Setting.NAMESPACE));
  }

  /** The description of a disk names the claim that it was made for. */
  private List<Command> leftovers() {
    List<Command> leftovers = new ArrayList<>();
    leftovers.add(
        Command.gcloud("compute", "disks", "list")
            .and("--filter=name~^pvc-")
            .and("--format=table(name,zone.basename(),sizeGb,description)"));
    if (infrastructure.filestore()) {
      leftovers.add(
          Command.gcloud("filestore", "instances", "list")
              .and("--format=table(name.basename(),tier,fileShares[0].capacityGb)"));
    }
    return leftovers;
  }

  private void status(Map<String, Object> model) {
    List<Command> fleetStatus = new ArrayList<>();
    if (!gke.computeClasses().isEmpty()) {
      fleetStatus.add(Command.kubectl("get", "computeclasses.cloud.google.com"));
    }
    fleetStatus.add(Command.kubectl("get", "nodes", "--label-columns=" + NodePool.LABEL));
    fleetStatus.add(inNamespace("get", "pods", "--output=wide"));
    fleetStatus.add(inNamespace("get", "scaledobjects.keda.sh,horizontalpodautoscalers"));
    fleetStatus.add(inNamespace("get", "persistentvolumeclaims"));
    model.put("fleetStatus", fleetStatus.stream().map(Command::model).toList());
    model.put(
        "waitingPods",
        inNamespace("get", "pods", "--field-selector=status.phase=Pending", WAITING).model());
    model.put(
        "failedScaleUps",
        inNamespace("get", "events", "--field-selector=reason=FailedScaleUp", MESSAGES).model());
    model.put(
        "brokerPods",
        inNamespace("get", "pods", "--output=name")
            .and("--selector=app.kubernetes.io/component=rabbitmq")
            .model());
    model.put("execIn", inNamespace("exec", "--container=rabbitmq").model());
    model.put(
        "listQueues",
        Command.of("--", "rabbitmqctl", "--quiet", "list_queues")
            .and("name", "messages_ready", "messages_unacknowledged", "consumers")
            .model());
  }

  private List<Map<String, Object>> versions() {
    List<Map<String, Object>> versions = new ArrayList<>(operators.versions());
    String channel = gke.releaseChannel().name();
    versions.add(
        Operators.version(
            "GKE",
            channel.toLowerCase(Locale.ROOT),
            channel + ",",
            cluster
                .container("get-server-config")
                .and("--flatten=channels[]")
                .and("--format=csv[no-heading](channels.channel,channels.defaultVersion)")));
    return versions;
  }

  private static List<Map<String, Object>> models(List<Resource> resources) {
    return resources.stream().map(Resource::model).toList();
  }
}
