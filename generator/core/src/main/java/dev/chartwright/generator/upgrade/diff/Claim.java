package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something of which a cluster has one and that an object asks for, such as a node port.
 *
 * @param of what it is, with the namespace where that matters: the same for all who ask for it
 * @param words what it is called in a message, such as {@code the node port 30080}
 * @param refusal who refuses an object that asks for what another one still has; empty when nobody
 *     does, because others mind who has it and this object does not
 */
public record Claim(String of, String words, String refusal) {
  private static final String API_SERVER = "the API server refuses it";
  private static final String KEDA = "KEDA's webhook refuses it";

  public boolean isRefused() {
    return !refusal.isEmpty();
  }

  /** What an object asks for. */
  public static List<Claim> of(RenderedObject object) {
    return switch (object.group() + "/" + object.kind()) {
      case "/Service" -> ofService(object);
      case "networking.k8s.io/Ingress", "extensions/Ingress" -> ofIngress(object);
      case "keda.sh/ScaledObject" -> List.of(scaled(object, KEDA));
      // An HPA that is not meant to be alone says so.
      case "autoscaling/HorizontalPodAutoscaler" ->
          "false".equals(annotation(object, "validations.keda.sh/hpa-ownership"))
              ? List.of()
              : List.of(scaled(object, ""));
      case "scheduling.k8s.io/PriorityClass" ->
          Boolean.TRUE.equals(object.tree().get("globalDefault"))
              ? List.of(new Claim("default priority", "the place of the default class", API_SERVER))
              : List.of();
      default -> List.of();
    };
  }

  private static Claim scaled(RenderedObject scaler, String refusal) {
    String target = CaseDiff.target(scaler);
    return new Claim(
        "scaled " + namespace(scaler) + " " + target, "the scaling of " + target, refusal);
  }

  private static List<Claim> ofService(RenderedObject service) {
    List<Claim> claims = new ArrayList<>();
    Object spec = service.tree().get("spec");
    for (Object port : Tree.list(spec, "ports")) {
      nodePort(Tree.at(port, "nodePort")).ifPresent(claims::add);
    }
    nodePort(Tree.at(spec, "healthCheckNodePort")).ifPresent(claims::add);
    List<Object> addresses = new ArrayList<>(Tree.list(spec, "clusterIPs"));
    Tree.text(spec, "clusterIP").ifPresent(addresses::add);
    addresses.stream()
        .map(Object::toString)
        .distinct()
        .filter(address -> !address.isEmpty() && !address.equals("None"))
        .forEach(
            address ->
                claims.add(new Claim("address " + address, "the address " + address, API_SERVER)));
    return claims;
  }

  private static Optional<Claim> nodePort(Object number) {
    return number instanceof Number port && port.longValue() > 0
        ? Optional.of(new Claim("node port " + port, "the node port " + port, API_SERVER))
        : Optional.empty();
  }

  /** Hosts and paths, where ingress-nginx may serve them: other controllers refuse no Ingress. */
  private static List<Claim> ofIngress(RenderedObject ingress) {
    String className =
        Tree.text(ingress.tree(), "spec", "ingressClassName")
            .orElse(annotation(ingress, "kubernetes.io/ingress.class"));
    if (!className.isEmpty() && !className.toLowerCase(Locale.ROOT).contains("nginx")) {
      return List.of();
    }
    // A canary may stand beside the Ingress that it tries something for.
    boolean isCanary = "true".equals(annotation(ingress, "nginx.ingress.kubernetes.io/canary"));
    List<Claim> claims = new ArrayList<>();
    for (Object rule : Tree.list(ingress.tree(), "spec", "rules")) {
      String host = Tree.text(rule, "host").orElse("");
      for (Object path : Tree.list(rule, "http", "paths")) {
        String route = host + Tree.text(path, "path").orElse("/");
        claims.add(
            new Claim(
                "route " + className + " " + isCanary + " " + route,
                "the route " + route,
                className.isEmpty()
                    ? "ingress-nginx's webhook refuses it, where that serves Ingresses without a"
                        + " class"
                    : "ingress-nginx's webhook refuses it"));
      }
    }
    return claims;
  }

  public static String annotation(RenderedObject object, String name) {
    Object value = Tree.at(object.tree(), "metadata", "annotations", name);
    return value == null ? "" : value.toString();
  }

  private static String namespace(RenderedObject object) {
    return Tree.text(object.tree(), "metadata", "namespace").orElse("");
  }
}
