package dev.chartwright.generator.rule.selector;

import static dev.chartwright.generator.rule.ObjectRules.NAM_09;
import static dev.chartwright.generator.rule.ObjectRules.NET_03;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * NetworkPolicies: the pods of this release that they let in or out exist, their ports are open,
 * and address ranges are such.
 */
public final class NetworkPolicyCheck implements RenderCheck {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 =
      Pattern.compile(BYTE + "(\\." + BYTE + "){3}/(3[0-2]|[12]?[0-9])");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*/[0-9]{1,3}");

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .filter(object -> object.is("networking.k8s.io", "NetworkPolicy"))
        .map(object -> Field.root(object).at("spec"))
        .flatMap(
            spec ->
                Stream.concat(
                    spec.items("ingress").flatMap(rule -> ofRule(rule, "from", render)),
                    spec.items("egress").flatMap(rule -> ofRule(rule, "to", render))))
        .toList();
  }

  private static Stream<Finding> ofRule(Field rule, String direction, Render render) {
    List<Field> peers = rule.items(direction).toList();
    return Stream.concat(
        peers.stream().flatMap(peer -> ofPeer(peer, render)),
        ofPorts(rule, receivers(rule, direction, peers), render));
  }

  /**
   * Which pods have the port: those of the policy itself, or those that it lets its own pods reach.
   * Nothing is known where other pods may be meant too.
   */
  private static List<Map<String, Object>> receivers(
      Field rule, String direction, List<Field> peers) {
    if (direction.equals("from")) {
      return List.of(Field.root(rule.object()).at("spec", "podSelector").map());
    }
    List<Field> pods = peers.stream().flatMap(peer -> ownPods(peer).stream()).toList();
    return pods.size() == peers.size() ? pods.stream().map(Field::map).toList() : List.of();
  }

  /** The selector of a peer that means pods of the release's own namespace. */
  private static Optional<Field> ownPods(Field peer) {
    return Optional.of(peer.at("podSelector"))
        .filter(selector -> selector.value() instanceof Map && !peer.has("namespaceSelector"));
  }

  private static Stream<Finding> ofPeer(Field peer, Render render) {
    Field block = peer.at("ipBlock");
    return Stream.concat(
        Stream.concat(Stream.of(block.at("cidr")), block.items("except"))
            .flatMap(range -> ofRange(range).stream()),
        ownPods(peer).flatMap(selector -> ofSelector(selector, render)).stream());
  }

  /** A selector that tells the release can only mean pods of it. */
  private static Optional<Finding> ofSelector(Field selector, Render render) {
    boolean isOurs =
        selector
            .at("matchLabels")
            .fields()
            .anyMatch(label -> label.text().filter(render::owns).isPresent());
    return isOurs && pods(selector.map(), render).findAny().isEmpty()
        ? Optional.of(
            selector
                .error(NAM_09, "no pod of this chart has these labels")
                .because("the policy does not allow the connection that is meant"))
        : Optional.empty();
  }

  private static Stream<PodTemplate> pods(Map<String, Object> selector, Render render) {
    return render.allPods().stream().filter(pods -> SelectorCheck.matches(selector, pods.labels()));
  }

  private static Stream<Finding> ofPorts(
      Field rule, List<Map<String, Object>> receivers, Render render) {
    List<Field> open =
        receivers.stream()
            .flatMap(selector -> pods(selector, render))
            .flatMap(pods -> pods.containers().stream())
            .flatMap(container -> container.items("ports"))
            .toList();
    // Pods need not declare their ports, so only those that declare others are suspicious.
    return open.isEmpty()
        ? Stream.empty()
        : rule.items("ports")
            .filter(port -> !port.at("endPort").isPresent())
            .map(port -> port.at("port"))
            .filter(Field::isPresent)
            .filter(wanted -> open.stream().noneMatch(port -> PortCheck.is(port, wanted.value())))
            .map(NetworkPolicyCheck::closed);
  }

  /** A number may be open although it is not declared. */
  private static Finding closed(Field port) {
    String what = "no container of the pods that receive has the port " + port.value();
    Severity severity = port.text().isPresent() ? Severity.ERROR : Severity.WARNING;
    return port.error(NAM_09, what)
        .severity(severity)
        .because("the policy keeps the port closed that these pods have");
  }

  private static Optional<Finding> ofRange(Field range) {
    return range
        .text()
        .filter(cidr -> !IPV4.matcher(cidr).matches() && !IPV6.matcher(cidr).matches())
        .map(cidr -> range.error(NET_03, "\"" + cidr + "\" is not a range of addresses"));
  }
}
