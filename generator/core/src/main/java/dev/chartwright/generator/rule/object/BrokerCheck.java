package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ScalingRules.BRO_01;
import static dev.chartwright.generator.rule.ScalingRules.BRO_08;
import static dev.chartwright.generator.rule.ScalingRules.BRO_10;
import static dev.chartwright.generator.rule.ScalingRules.BRO_11;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** RabbitmqClusters: what their operator, its webhook or RabbitMQ itself would turn down. */
public final class BrokerCheck implements RenderCheck {
  private static final Set<String> CREDENTIALS = Set.of("default_user", "default_pass");
  private static final Set<String> HOST = Set.of("hostNetwork", "hostPID", "hostIPC");

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .filter(object -> object.is("rabbitmq.com", "RabbitmqCluster"))
        .map(object -> Field.root(object).at("spec"))
        .flatMap(
            spec ->
                Stream.of(
                        replicas(spec.at("replicas")),
                        configuration(spec.at("rabbitmq", "additionalConfig")),
                        override(spec.at("override")))
                    .flatMap(each -> each))
        .toList();
  }

  private static Stream<Finding> replicas(Field field) {
    return field.value() instanceof Long replicas && replicas > 0 && replicas % 2 == 0
        ? Stream.of(
            field.error(BRO_01, replicas + " nodes have no majority when they are cut into halves"))
        : Stream.empty();
  }

  private static Stream<Finding> configuration(Field field) {
    List<Finding> findings = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    int number = 0;
    for (String line : field.text().orElse("").lines().map(String::strip).toList()) {
      number++;
      int sign = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String key = sign < 0 ? "" : line.substring(0, sign).strip();
      if (key.isEmpty()) {
        findings.add(
            unreadable(field, "line " + number + " is not a key, an equals sign and a value"));
      } else if (!keys.add(key)) {
        findings.add(unreadable(field, "line " + number + " gives " + key + " a second time"));
      }
      if (CREDENTIALS.contains(key)) {
        findings.add(
            field
                .error(BRO_08, "it sets " + key)
                .fixedBy(
                    "leave it to the operator, or name a Secret in secretBackend.externalSecret"));
      }
    }
    return findings.stream();
  }

  private static Finding unreadable(Field field, String what) {
    return field.error(BRO_10, what);
  }

  /** What the webhook of operator 2.22 and later refuses, wherever the override has it. */
  private static Stream<Finding> override(Field override) {
    return override
        .all()
        .filter(BrokerCheck::isPrivileged)
        .map(field -> field.error(BRO_11, field.key() + " gives the broker more than it may have"));
  }

  private static boolean isPrivileged(Field field) {
    String key = field.key();
    return key.equals("hostPath")
        || ((HOST.contains(key) || key.equals("privileged")) && field.is(true))
        || (key.equals("runAsUser") && field.is(0L));
  }
}
