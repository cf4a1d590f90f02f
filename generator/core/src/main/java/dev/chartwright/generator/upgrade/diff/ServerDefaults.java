package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What recent versions of the API server fill in where a manifest says nothing, so that a field
 * which is written out with its default is no change. A default that is not known here shows as a
 * change that is none. What depends on the cluster is left alone: the storage class, IP families,
 * admission. So is the number of replicas, whose absence has a meaning of its own.
 */
public final class ServerDefaults {
  private ServerDefaults() {}

  /** A copy of the object's tree with the defaults filled in. */
  public static Map<String, Object> filled(RenderedObject object) {
    Map<String, Object> tree = copy(object.tree());
    switch (object.group() + "/" + object.kind()) {
      case "apps/Deployment" -> deployment(child(tree, "spec"));
      case "apps/StatefulSet" -> statefulSet(child(tree, "spec"));
      case "apps/DaemonSet" -> daemonSet(child(tree, "spec"));
      case "apps/ReplicaSet" -> template(child(tree, "spec"));
      case "batch/Job" -> job(child(tree, "spec"));
      case "batch/CronJob" -> cronJob(child(tree, "spec"));
      case "/Pod" -> podSpec(child(tree, "spec"));
      case "/Service" -> service(child(tree, "spec"));
      case "/PersistentVolumeClaim" -> claim(child(tree, "spec"));
      case "/PersistentVolume" -> {
        put(child(tree, "spec"), "volumeMode", "Filesystem");
        put(child(tree, "spec"), "persistentVolumeReclaimPolicy", "Retain");
      }
      case "/Secret" -> secret(tree);
      case "/ConfigMap" -> put(tree, "immutable", false);
      case "storage.k8s.io/StorageClass" -> {
        put(tree, "reclaimPolicy", "Delete");
        put(tree, "volumeBindingMode", "Immediate");
        put(tree, "allowVolumeExpansion", false);
      }
      case "scheduling.k8s.io/PriorityClass" -> {
        put(tree, "preemptionPolicy", "PreemptLowerPriority");
        put(tree, "globalDefault", false);
      }
      case "rabbitmq.com/RabbitmqCluster" -> broker(child(tree, "spec"));
      case "rabbitmq.com/Queue",
          "rabbitmq.com/Binding",
          "rabbitmq.com/Policy",
          "rabbitmq.com/OperatorPolicy",
          "rabbitmq.com/Federation",
          "rabbitmq.com/Shovel" ->
          put(child(tree, "spec"), "vhost", "/");
      case "rabbitmq.com/Exchange" -> {
        put(child(tree, "spec"), "vhost", "/");
        put(child(tree, "spec"), "type", "direct");
      }
      case "keda.sh/ScaledObject" -> scaler(child(tree, "spec"));
      default -> {}
    }
    return tree;
  }

  private static void deployment(Map<String, Object> spec) {
    put(spec, "revisionHistoryLimit", 10L);
    put(spec, "progressDeadlineSeconds", 600L);
    put(spec, "minReadySeconds", 0L);
    put(spec, "paused", false);
    Map<String, Object> strategy = child(spec, "strategy");
    put(strategy, "type", "RollingUpdate");
    if ("RollingUpdate".equals(strategy.get("type"))) {
      put(child(strategy, "rollingUpdate"), "maxUnavailable", "25%");
      put(child(strategy, "rollingUpdate"), "maxSurge", "25%");
    }
    template(spec);
  }

  private static void statefulSet(Map<String, Object> spec) {
    put(spec, "revisionHistoryLimit", 10L);
    put(spec, "minReadySeconds", 0L);
    put(spec, "podManagementPolicy", "OrderedReady");
    put(spec, "serviceName", "");
    Map<String, Object> strategy = child(spec, "updateStrategy");
    if (strategy.get("type") == null) {
      put(strategy, "type", "RollingUpdate");
      child(strategy, "rollingUpdate");
    }
    if (strategy.get("rollingUpdate") instanceof Map) {
      put(child(strategy, "rollingUpdate"), "partition", 0L);
    }
    put(child(spec, "persistentVolumeClaimRetentionPolicy"), "whenDeleted", "Retain");
    put(child(spec, "persistentVolumeClaimRetentionPolicy"), "whenScaled", "Retain");
    for (Map<String, Object> claim : items(spec, "volumeClaimTemplates")) {
      put(claim, "apiVersion", "v1");
      put(claim, "kind", "PersistentVolumeClaim");
      claim(child(claim, "spec"));
    }
    template(spec);
  }

  private static void daemonSet(Map<String, Object> spec) {
    put(spec, "revisionHistoryLimit", 10L);
    put(spec, "minReadySeconds", 0L);
    Map<String, Object> strategy = child(spec, "updateStrategy");
    put(strategy, "type", "RollingUpdate");
    if ("RollingUpdate".equals(strategy.get("type"))) {
      put(child(strategy, "rollingUpdate"), "maxUnavailable", 1L);
      put(child(strategy, "rollingUpdate"), "maxSurge", 0L);
    }
    template(spec);
  }

  private static void job(Map<String, Object> spec) {
    if (!spec.containsKey("completions") && !spec.containsKey("parallelism")) {
      put(spec, "completions", 1L);
    }
    put(spec, "parallelism", 1L);
    put(spec, "backoffLimit", 6L);
    put(spec, "completionMode", "NonIndexed");
    put(spec, "suspend", false);
    put(spec, "manualSelector", false);
    put(
        spec,
        "podReplacementPolicy",
        spec.containsKey("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
    template(spec);
  }

  private static void cronJob(Map<String, Object> spec) {
    put(spec, "concurrencyPolicy", "Allow");
    put(spec, "suspend", false);
    put(spec, "successfulJobsHistoryLimit", 3L);
    put(spec, "failedJobsHistoryLimit", 1L);
    job(child(child(spec, "jobTemplate"), "spec"));
  }

  private static void service(Map<String, Object> spec) {
    put(spec, "type", "ClusterIP");
    put(spec, "sessionAffinity", "None");
    put(spec, "publishNotReadyAddresses", false);
    String type = String.valueOf(spec.get("type"));
    if (!type.equals("ExternalName")) {
      put(spec, "internalTrafficPolicy", "Cluster");
    }
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      put(spec, "externalTrafficPolicy", "Cluster");
    }
    if (type.equals("LoadBalancer")) {
      put(spec, "allocateLoadBalancerNodePorts", true);
    }
    for (Map<String, Object> port : items(spec, "ports")) {
      put(port, "protocol", "TCP");
      put(port, "targetPort", port.get("port"));
    }
  }

  private static void claim(Map<String, Object> spec) {
    put(spec, "volumeMode", "Filesystem");
  }

  /** Text that is given in the clear is stored in base 64. */
  private static void secret(Map<String, Object> tree) {
    put(tree, "type", "Opaque");
    put(tree, "immutable", false);
    Map<String, Object> clear = Tree.map(tree.remove("stringData"));
    if (!clear.isEmpty()) {
      Map<String, Object> stored = child(tree, "data");
      clear.forEach(
          (key, value) ->
              stored.put(
                  key,
                  Base64.getEncoder()
                      .encodeToString(String.valueOf(value).getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static void broker(Map<String, Object> spec) {
    put(spec, "replicas", 1L);
    put(spec, "terminationGracePeriodSeconds", 604800L);
    put(spec, "delayStartSeconds", 30L);
    put(child(spec, "service"), "type", "ClusterIP");
    put(child(spec, "persistence"), "storage", "10Gi");
    put(spec, "skipPostDeploySteps", false);
    put(spec, "autoEnableAllFeatureFlags", false);
  }

  private static void scaler(Map<String, Object> spec) {
    put(child(spec, "scaleTargetRef"), "apiVersion", "apps/v1");
    put(child(spec, "scaleTargetRef"), "kind", "Deployment");
    put(spec, "pollingInterval", 30L);
    put(spec, "cooldownPeriod", 300L);
    put(spec, "minReplicaCount", 0L);
    put(spec, "maxReplicaCount", 100L);
  }

  private static void template(Map<String, Object> spec) {
    podSpec(child(child(spec, "template"), "spec"));
  }

  private static void podSpec(Map<String, Object> spec) {
    put(spec, "restartPolicy", "Always");
    put(spec, "dnsPolicy", "ClusterFirst");
    put(spec, "schedulerName", "default-scheduler");
    put(spec, "terminationGracePeriodSeconds", 30L);
    put(spec, "enableServiceLinks", true);
    for (String flag : List.of("hostNetwork", "hostPID", "hostIPC")) {
      put(spec, flag, false);
    }
    child(spec, "securityContext");
    if (spec.containsKey("serviceAccountName")) {
      put(spec, "serviceAccount", spec.get("serviceAccountName"));
    }
    items(spec, "initContainers").forEach(ServerDefaults::container);
    items(spec, "containers").forEach(ServerDefaults::container);
    items(spec, "volumes").forEach(ServerDefaults::volume);
  }

  private static void container(Map<String, Object> container) {
    put(container, "terminationMessagePath", "/dev/termination-log");
    put(container, "terminationMessagePolicy", "File");
    put(container, "stdin", false);
    put(container, "tty", false);
    if (container.get("image") instanceof String image) {
      put(container, "imagePullPolicy", pullPolicy(image));
    }
    for (Map<String, Object> port : items(container, "ports")) {
      put(port, "protocol", "TCP");
    }
    for (Map<String, Object> mount : items(container, "volumeMounts")) {
      put(mount, "readOnly", false);
    }
    for (Map<String, Object> variable : items(container, "env")) {
      Object field = Tree.at(variable, "valueFrom", "fieldRef");
      if (field instanceof Map) {
        put(child(child(variable, "valueFrom"), "fieldRef"), "apiVersion", "v1");
      } else if (!variable.containsKey("valueFrom")) {
        put(variable, "value", "");
      }
    }
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(probe) instanceof Map) {
        probe(child(container, probe));
      }
    }
    for (String moment : List.of("postStart", "preStop")) {
      if (Tree.at(container, "lifecycle", moment) instanceof Map) {
        handler(child(child(container, "lifecycle"), moment));
      }
    }
    requests(child(container, "resources"));
  }

  private static String pullPolicy(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    boolean isMoving = !name.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
    return isMoving ? "Always" : "IfNotPresent";
  }

  private static void probe(Map<String, Object> probe) {
    put(probe, "initialDelaySeconds", 0L);
    put(probe, "timeoutSeconds", 1L);
    put(probe, "periodSeconds", 10L);
    put(probe, "successThreshold", 1L);
    put(probe, "failureThreshold", 3L);
    handler(probe);
  }

  private static void handler(Map<String, Object> handler) {
    if (handler.get("httpGet") instanceof Map) {
      put(child(handler, "httpGet"), "scheme", "HTTP");
      put(child(handler, "httpGet"), "path", "/");
    }
    if (handler.get("grpc") instanceof Map) {
      put(child(handler, "grpc"), "service", "");
    }
  }

  /** A limit without a request is a request too. */
  private static void requests(Map<String, Object> resources) {
    Map<String, Object> limits = Tree.map(resources, "limits");
    if (!limits.isEmpty()) {
      Map<String, Object> requests = child(resources, "requests");
      limits.forEach((resource, amount) -> put(requests, resource, amount));
    }
  }

  private static void volume(Map<String, Object> volume) {
    for (String source : List.of("configMap", "secret", "projected", "downwardAPI")) {
      if (volume.get(source) instanceof Map) {
        put(child(volume, source), "defaultMode", 420L);
      }
    }
    if (volume.get("hostPath") instanceof Map) {
      put(child(volume, "hostPath"), "type", "");
    }
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (map.get(key) == null && value != null) {
      map.put(key, value);
    }
  }

  /** The map below a key, made where there is nothing; one of its own where something else is. */
  @SuppressWarnings("unchecked") // Copies have keys of text.
  private static Map<String, Object> child(Map<String, Object> map, String key) {
    if (map.get(key) == null) {
      map.put(key, new LinkedHashMap<>());
    }
    return map.get(key) instanceof Map ? (Map<String, Object>) map.get(key) : new LinkedHashMap<>();
  }

  @SuppressWarnings("unchecked") // Copies have keys of text.
  private static List<Map<String, Object>> items(Map<String, Object> map, String key) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (Object item : Tree.list(map, key)) {
      if (item instanceof Map) {
        items.add((Map<String, Object>) item);
      }
    }
    return items;
  }

  private static Map<String, Object> copy(Map<String, Object> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key, copy(value)));
    return copy;
  }

  private static Object copy(Object value) {
    if (value instanceof Map) {
      return copy(Tree.map(value));
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(copy(item)));
      return copy;
    }
    return value;
  }
}
