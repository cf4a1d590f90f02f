package dev.chartwright.generator.rule.selector;

import static dev.chartwright.generator.rule.ObjectRules.NAM_09;
import static dev.chartwright.generator.rule.ObjectRules.NET_03;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.ArrayList;
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
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("networking.k8s.io", "NetworkPolicy")) {
        Map<String, Object> own = Tree.map(object.tree(), "spec", "podSelector");
        new Policy(object, render, findings).checkRules("ingress", "from", own);
        new Policy(object, render, findings).checkRules("egress", "to", own);
      }
    }
    return findings;
  }

  private record Policy(RenderedObject object, Render render, List<Finding> findings) {
    void checkRules(String direction, String peers, Map<String, Object> own) {
      int index = 0;
      for (Object rule : Tree.list(object.tree(), "spec", direction)) {
        String path = Tree.item("spec." + direction, index);
        List<Map<String, Object>> selectors = new ArrayList<>();
        boolean onlyPods = !Tree.list(rule, peers).isEmpty();
        int peer = 0;
        for (Object each : Tree.list(rule, peers)) {
          String place = Tree.item(path + "." + peers, peer);
          checkRange(Tree.at(each, "ipBlock"), place + ".ipBlock");
          if (Tree.at(each, "podSelector") instanceof Map && !hasNamespace(each)) {
            Map<String, Object> selector = Tree.map(each, "podSelector");
            checkPeer(selector, place + ".podSelector");
            selectors.add(selector);
          } else {
            onlyPods = false;
          }
          peer++;
        }
        // The port is one of those that receive: the policy's own pods, or the pods it lets them
        // to.
        if (direction.equals("ingress")) {
          checkPorts(rule, path, List.of(own));
        } else if (onlyPods) {
          checkPorts(rule, path, selectors);
        }
        index++;
      }
    }

    private static boolean hasNamespace(Object peer) {
      return Tree.map(peer).containsKey("namespaceSelector");
    }

    /** A selector that tells the release can only mean pods of it. */
    private void checkPeer(Map<String, Object> selector, String path) {
      boolean isOurs =
          Tree.map(selector, "matchLabels").values().stream()
              .anyMatch(value -> value instanceof String text && render.owns(text));
      if (isOurs && pods(selector).findAny().isEmpty()) {
        findings.add(
            Finding.error(
                NAM_09,
                object.place(path),
                "no pod of this chart has these labels",
                "the connection that is meant stays closed",
                "select labels that pods of this chart carry"));
      }
    }

    private Stream<PodTemplate> pods(Map<String, Object> selector) {
      return render.allPods().stream()
          .filter(pods -> SelectorCheck.matches(selector, pods.labels()));
    }

    private void checkPorts(Object rule, String path, List<Map<String, Object>> selectors) {
      List<?> open =
          selectors.stream()
              .flatMap(this::pods)
              .flatMap(pods -> pods.containers().stream())
              .flatMap(container -> Tree.list(container.tree(), "ports").stream())
              .toList();
      int index = 0;
      for (Object port : Tree.list(rule, "ports")) {
        Object wanted = Tree.at(port, "port");
        boolean isRange = Tree.at(port, "endPort") != null;
        // Pods need not declare their ports, so only those that declare others are suspicious.
        if (wanted != null
            && !isRange
            && !open.isEmpty()
            && open.stream().noneMatch(each -> PortCheck.is(each, wanted))) {
          // A number may be open although it is not declared.
          boolean isName = wanted instanceof String;
          findings.add(
              new Finding(
                  isName ? Severity.ERROR : Severity.WARNING,
                  NAM_09,
                  object.place(Tree.item(path + ".ports", index) + ".port"),
                  "no container of the pods that receive has the port " + wanted,
                  "the port that they do have stays closed",
                  "use a port that exists"));
        }
        index++;
      }
    }

    private void checkRange(Object block, String path) {
      Tree.text(block, "cidr").ifPresent(cidr -> checkRange(cidr, path + ".cidr"));
      int index = 0;
      for (Object except : Tree.list(block, "except")) {
        String place = Tree.item(path + ".except", index);
        Optional.of(except)
            .filter(String.class::isInstance)
            .ifPresent(cidr -> checkRange((String) cidr, place));
        index++;
      }
    }

    private void checkRange(String cidr, String path) {
      if (!IPV4.matcher(cidr).matches() && !IPV6.matcher(cidr).matches()) {
        findings.add(
            Finding.error(
                NET_03,
                object.place(path),
                "\"" + cidr + "\" is not a range of addresses",
                "the API server refuses the policy",
                "write an address and the length of its prefix, such as 10.0.0.0/8"));
      }
    }
  }
}
