package dev.chartwright.generator.gcloud;

import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands with which a fleet is operated. */
final class FleetCommands {
  /** The container of the jumpbox. */
  static final String LEADER = "leader";

  /** The container of a worker. */
  static final String WORKER = "worker";

  /** The container that records a worker. */
  static final String RECORDER = "atop";

  /** The volume with the circuits, in each pod that mounts it. */
  static final String CIRCUITS = "circuits";

  /** The variables of the jumpbox that name the broker, and refer to the Secret. */
  static final String BROKER_HOST = "AMQP_HOST";

  static final String BROKER_PASSWORD = "RABBITMQ_PASSWORD";

  /** One name a line, without the pods that are being stopped. */
  private static final String NAMES =
      "--output=go-template={{range .items}}{{if not .metadata.deletionTimestamp}}"
          + "{{.metadata.name}}{{\"\\n\"}}{{end}}{{end}}";

  /**
   * For each object the claims that its pods mount, and the values of their variables, of which one
   * is the folder of the circuits.
   */
  private static final String VARIABLES =
      "--output=go-template="
          + "{{define \"env\"}}{{range .env}}{{with .value}}value {{.}}{{\"\\n\"}}{{end}}{{end}}{{end}}"
          + "{{define \"pod\"}}{{range .volumes}}{{with .persistentVolumeClaim}}claim {{.claimName}}"
          + "{{\"\\n\"}}{{end}}{{end}}{{range .initContainers}}{{template \"env\" .}}{{end}}"
          + "{{range .containers}}{{template \"env\" .}}{{end}}{{end}}"
          + "{{range .items}}object {{.kind}} {{.metadata.name}}{{\"\\n\"}}{{template \"pod\" .spec}}"
          + "{{with .spec.template}}{{template \"pod\" .spec}}{{end}}{{end}}";

  /**
   * The version, whether it is immutable, and the kinds of its owners, a line for each; then a line
   * for each key: the key, a tab, and the value as a JSON string.
   */
  private static final String DECODED =
      "--output=go-template={{.metadata.resourceVersion}}{{\"\\n\"}}"
          + "{{with .immutable}}{{.}}{{end}}{{\"\\n\"}}"
          + "{{range .metadata.ownerReferences}}{{.kind}} {{end}}{{\"\\n\"}}"
          + "{{range $key, $value := .data}}{{$key}}{{\"\\t\"}}"
          + "{{$value | base64decode | printf \"%q\"}}{{\"\\n\"}}{{end}}";

  private final Infrastructure infrastructure;
  private final Infrastructure.Pods pods;

  FleetCommands(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
    this.pods = infrastructure.pods();
  }

  Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put(
        "jumpboxes",
        inNamespace("get", "pods")
            .and(component(pods.leader()))
            .and("--field-selector=status.phase=Running", NAMES)
            .model());
    model.put("leader", pods.leader());
    model.put("exec", inNamespace("exec", "--container=" + LEADER).model());
    model.put("send", inNamespace("exec", "--stdin", "--container=" + LEADER).model());
    model.put("companionLog", inNamespace("logs", "--container=" + LEADER).model());
    model.put(
        "workerLogs",
        inNamespace("logs", "--container=" + WORKER, "--prefix", "--tail=-1")
            .and(component("(" + String.join(",", pods.workers()) + ")"))
            .model());
    model.put(
        "workerPods",
        inNamespace("get", "pods")
            .and(component("(" + String.join(",", pods.workers()) + ")"))
            .and("--field-selector=status.phase=Running", NAMES)
            .model());
    model.put("recorder", inNamespace("exec", "--container=" + RECORDER).model());
    model.put("freeze", freeze());
    pods.circuits().ifPresent(circuits -> model.put("circuits", circuits(circuits)));
    model.put("password", password());
    return model;
  }

  /**
   * A maintenance exclusion of the cluster that carries the name of the fleet. Its scope stops what
   * takes nodes away; patches of the control plane do not touch a pod.
   */
  private Map<String, Object> freeze() {
    ClusterResources cluster = new ClusterResources(infrastructure);
    String name = "freeze-" + infrastructure.fleet();
    String of = infrastructure.gke().cluster();
    return Map.of(
        "end",
        cluster
            .container("clusters", "describe", of)
            .and(
                "--format=value(maintenancePolicy.window.maintenanceExclusions.\""
                    + name
                    + "\".endTime)")
            .model(),
        "add",
        cluster
            .container("clusters", "update", of)
            .and("--add-maintenance-exclusion-name=" + name)
            .and("--add-maintenance-exclusion-scope=no_minor_or_node_upgrades")
            .model(),
        "remove",
        cluster
            .container("clusters", "update", of)
            .and("--remove-maintenance-exclusion=" + name)
            .model());
  }

  private Map<String, Object> circuits(Infrastructure.CircuitFolders folders) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("mountPath", folders.mountPath());
    model.put("before", folders.before());
    model.put("after", folders.after());
    model.put("users", inNamespace("get", "pods,deployments.apps", VARIABLES).model());
    model.put("jumpbox", inNamespace("get", "pod", "--output=jsonpath=" + twin()).model());
    model.put("create", inNamespace("create", "--output=name", "--filename=-").model());
    model.put("phase", inNamespace("get", "pod", "--output=jsonpath={.status.phase}").model());
    model.put("log", inNamespace("logs").model());
    model.put(
        "delete",
        inNamespace("delete", "pod", "--ignore-not-found", "--wait=false", "--output=name")
            .model());
    return model;
  }

  /** What a pod takes from the jumpbox, to be admitted wherever that is; one item a line. */
  private static String twin() {
    String container = "{.spec.containers[?(@.name==\"" + LEADER + "\")]";
    return String.join(
        "{\"\\n\"}",
        List.of(
            container + ".image}",
            "{.spec.volumes[?(@.name==\"" + CIRCUITS + "\")].persistentVolumeClaim.claimName}",
            "{.metadata.labels.app\\.kubernetes\\.io/name}",
            "{.spec.imagePullSecrets}",
            "{.spec.securityContext}",
            container + ".securityContext}",
            "{.spec.nodeSelector}",
            "{.spec.tolerations}"));
  }

  private Map<String, Object> password() {
    Map<String, Object> model = new LinkedHashMap<>();
    String variable = "{.spec.containers[?(@.name==\"" + LEADER + "\")].env[?(@.name==\"%s\")]%s}";
    model.put(
        "names",
        inNamespace("get", "pod")
            .and(
                "--output=jsonpath="
                    + variable.formatted(BROKER_PASSWORD, ".valueFrom.secretKeyRef.name")
                    + "{\"\\n\"}"
                    + variable.formatted(BROKER_HOST, ".value"))
            .model());
    model.put("can", inNamespace("auth", "can-i", "--quiet").model());
    model.put("secret", inNamespace("get", "secret", DECODED).model());
    model.put(
        "patch",
        inNamespace("patch", "secret", "--type=merge", "--patch-file=/dev/stdin", "--output=name")
            .model());
    model.put(
        "brokers",
        inNamespace("get", "pods", "--field-selector=status.phase=Running", NAMES).model());
    model.put("broker", inNamespace("exec", "--stdin", "--container=rabbitmq").model());
    model.put(
        "deployments",
        inNamespace("get", "deployments.apps", "--output=name")
            .and(component("(" + pods.leader() + "," + String.join(",", pods.workers()) + ")"))
            .model());
    model.put("restart", inNamespace("rollout", "restart").model());
    model.put(
        "wait",
        inNamespace("rollout", "status")
            .and("--timeout=" + infrastructure.longestRollout().plusMinutes(59).toHours() + "h")
            .model());
    return model;
  }

  /** The label of a component of the release, or of one of several in brackets. */
  private static Word component(String component) {
    String selector = component.startsWith("(") ? " in " + component : "=" + component;
    return Word.of("--selector=app.kubernetes.io/instance=")
        .and(Setting.RELEASE)
        .and(",app.kubernetes.io/component" + selector);
  }

  private static Command inNamespace(String... words) {
    return ScriptModel.inNamespace(words);
  }
}
