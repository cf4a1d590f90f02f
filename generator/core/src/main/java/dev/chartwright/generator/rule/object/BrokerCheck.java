package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ScalingRules.BRO_01;
import static dev.chartwright.generator.rule.ScalingRules.BRO_08;
import static dev.chartwright.generator.rule.ScalingRules.BRO_10;
import static dev.chartwright.generator.rule.ScalingRules.BRO_11;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** RabbitmqClusters: what their operator, its webhook or RabbitMQ itself would turn down. */
public final class BrokerCheck implements RenderCheck {
  private static final Set<String> CREDENTIALS = Set.of("default_user", "default_pass");
  private static final Set<String> HOST = Set.of("hostNetwork", "hostPID", "hostIPC");
  private static final String CONFIGURATION = "spec.rabbitmq.additionalConfig";

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("rabbitmq.com", "RabbitmqCluster")) {
        checkReplicas(object, findings);
        checkConfiguration(object, findings);
        checkOverride(
            object, Tree.at(object.tree(), "spec", "override"), "spec.override", findings);
      }
    }
    return findings;
  }

  private static void checkReplicas(RenderedObject cluster, List<Finding> findings) {
    if (Tree.at(cluster.tree(), "spec", "replicas") instanceof Long replicas
        && replicas > 0
        && replicas % 2 == 0) {
      findings.add(
          Finding.error(
              BRO_01,
              cluster.place("spec.replicas"),
              replicas + " nodes have no majority when they are cut into halves",
              "the whole cluster stops",
              "write an odd number"));
    }
  }

  private static void checkConfiguration(RenderedObject cluster, List<Finding> findings) {
    String text = Tree.text(cluster.tree(), "spec", "rabbitmq", "additionalConfig").orElse("");
    Set<String> keys = new HashSet<>();
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      int sign = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String key = sign < 0 ? "" : line.substring(0, sign).strip();
      if (key.isEmpty()) {
        findings.add(
            unreadable(cluster, "line " + number + " is not a key, an equals sign and a value"));
      } else if (!keys.add(key)) {
        findings.add(unreadable(cluster, "line " + number + " gives " + key + " a second time"));
      }
      if (CREDENTIALS.contains(key)) {
        findings.add(
            Finding.error(
                BRO_08,
                cluster.place(CONFIGURATION),
                "it sets " + key,
                "it counts at the first start only, everybody can read it, and the operator's Secret"
                    + " tells something else",
                "leave it to the operator, or name a Secret in secretBackend.externalSecret"));
      }
    }
  }

  private static Finding unreadable(RenderedObject cluster, String what) {
    return Finding.error(
        BRO_10, cluster.place(CONFIGURATION), what, "RabbitMQ does not start", "correct the line");
  }

  /** What the webhook of operator 2.22 and later refuses, wherever the override has it. */
  private static void checkOverride(
      RenderedObject cluster, Object node, String path, List<Finding> findings) {
    if (node instanceof List<?> list) {
      int index = 0;
      for (Object item : list) {
        checkOverride(cluster, item, Tree.item(path, index), findings);
        index++;
      }
    } else if (node instanceof Map) {
      Tree.map(node)
          .forEach(
              (key, value) -> {
                String below = Tree.below(path, key);
                boolean isPrivileged =
                    key.equals("hostPath")
                        || ((HOST.contains(key) || key.equals("privileged"))
                            && Boolean.TRUE.equals(value))
                        || (key.equals("runAsUser") && Long.valueOf(0).equals(value));
                if (isPrivileged) {
                  findings.add(
                      Finding.error(
                          BRO_11,
                          cluster.place(below),
                          key + " gives the broker more than it may have",
                          "the operator's webhook refuses the cluster",
                          "remove it"));
                }
                checkOverride(cluster, value, below, findings);
              });
    }
  }
}
