package dev.chartwright.generator.object;

import dev.chartwright.generator.yaml.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The RabbitMQ cluster operator: the Services, the StatefulSet and the Secrets of a {@code
 * RabbitmqCluster}.
 */
public final class RabbitmqOperator implements Operator {
  private static final List<String> CREDENTIALS =
      List.of(
          "username",
          "password",
          "host",
          "port",
          "connection_string",
          "default_user.conf",
          "provider",
          "type");

  @Override
  public List<RenderedObject> children(RenderedObject object) {
    if (!object.is("rabbitmq.com", "RabbitmqCluster")) {
      return List.of();
    }
    String name = object.name();
    Map<String, Object> labels =
        Map.of(
            "app.kubernetes.io/name", name,
            "app.kubernetes.io/component", "rabbitmq",
            "app.kubernetes.io/part-of", "rabbitmq");
    Map<String, Integer> ports =
        Tree.at(object.tree(), "spec", "tls", "secretName") == null
            ? Map.of("amqp", 5672, "management", 15672, "prometheus", 15692)
            : Map.of("amqps", 5671, "management-tls", 15671, "prometheus-tls", 15691);
    return List.of(
        child(object, "v1", "Service", name, "spec", service(labels, ports)),
        child(object, "v1", "Service", name + "-nodes", "spec", Map.of("selector", labels)),
        child(object, "apps/v1", "StatefulSet", name + "-server", "spec", stateful(labels, ports)),
        child(object, "v1", "ConfigMap", name + "-server-conf", "data", Map.of()),
        child(object, "v1", "Secret", name + "-default-user", "data", credentials()),
        child(
            object, "v1", "Secret", name + "-erlang-cookie", "data", Map.of(".erlang.cookie", "")));
  }

  private static RenderedObject child(
      RenderedObject cluster,
      String apiVersion,
      String kind,
      String name,
      String key,
      Object body) {
    return RenderedObject.of(
        cluster.source(),
        Map.of(
            "apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", name), key, body));
  }

  private static Map<String, Object> service(
      Map<String, Object> labels, Map<String, Integer> ports) {
    return Map.of("selector", labels, "ports", ports(ports, "port"));
  }

  private static Map<String, Object> stateful(
      Map<String, Object> labels, Map<String, Integer> ports) {
    Map<String, Integer> open = new HashMap<>(ports);
    open.put("epmd", 4369);
    open.put("cluster-rpc", 25672);
    Object container = Map.of("name", "rabbitmq", "ports", ports(open, "containerPort"));
    return Map.of(
        "selector", Map.of("matchLabels", labels),
        "template",
            Map.of(
                "metadata", Map.of("labels", labels),
                "spec", Map.of("containers", List.of(container))));
  }

  private static List<Map<String, Object>> ports(Map<String, Integer> ports, String key) {
    return ports.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(
            port -> Map.<String, Object>of("name", port.getKey(), key, port.getValue().longValue()))
        .toList();
  }

  private static Map<String, Object> credentials() {
    return CREDENTIALS.stream().collect(Collectors.toUnmodifiableMap(key -> key, key -> ""));
  }
}
