package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ScalingRules.BRO_01;
import static dev.chartwright.generator.rule.ScalingRules.BRO_02;
import static dev.chartwright.generator.rule.ScalingRules.BRO_03;
import static dev.chartwright.generator.rule.ScalingRules.BRO_04;
import static dev.chartwright.generator.rule.ScalingRules.BRO_05;
import static dev.chartwright.generator.rule.ScalingRules.BRO_07;
import static dev.chartwright.generator.rule.ScalingRules.BRO_08;
import static dev.chartwright.generator.rule.ScalingRules.BRO_09;
import static dev.chartwright.generator.rule.ScalingRules.BRO_10;
import static dev.chartwright.generator.rule.ScalingRules.BRO_15;

import dev.chartwright.problem.Rule;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Version;
import dev.chartwright.units.Memory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules about the broker and the settings that long proofs need. */
final class BrokerRules implements RuleFamily {
  private static final long LEAST_MESSAGE_SIZE = 134_217_728;
  private static final int LONGEST_CONFIG = 100_000;

  @Override
  public Set<Rule> rules() {
    return Set.of(BRO_01, BRO_02, BRO_03, BRO_04, BRO_05, BRO_07, BRO_08, BRO_09, BRO_10, BRO_15);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    Broker broker = fleet.broker();
    replicas(broker, findings);
    settings(fleet, findings);
    resources(broker, findings);
    place(broker, findings);
    credentials(broker, findings);
    configuration(broker, findings);
    if (fleet.platform().operator().isAtLeast(Version.of(2, 20))
        && broker.version().isBefore(new Version(3, 13, 7))) {
      findings.warning(
          BRO_15,
          "broker.version",
          "operator "
              + fleet.platform().operator()
              + " does not support RabbitMQ "
              + broker.version(),
          "the behaviour of the operator with such a broker is undefined",
          "write rabbitmq(\"4.2-management\"), or use 3.13.7 or newer");
    }
  }

  private static void replicas(Broker broker, Findings findings) {
    if (broker.replicas() < 1 || broker.replicas() % 2 == 0) {
      findings.error(
          BRO_01,
          "broker.replicas",
          broker.replicas() + " is an even number of replicas",
          "a cluster with an even number of nodes stops when the network splits it into halves",
          "write replicas(1); more replicas do not protect the queues of the prover");
    } else if (broker.replicas() > 1) {
      findings.information(
          BRO_01,
          "broker.replicas",
          broker.replicas() + " replicas do not protect the queues of the prover better than one",
          "these queues are not replicated: each is lost with the replica that holds it",
          "write replicas(1)");
    }
  }

  private static void settings(ProverFleet fleet, Findings findings) {
    Broker broker = fleet.broker();
    Duration longest = fleet.longestTask();
    Map<String, String> settings = broker.settings(longest);
    String timeout = settings.get("consumer_timeout");
    long needed = Broker.consumerTimeout(longest).toMillis();
    if (broker.needsConsumerTimeout() && number(timeout) < needed) {
      findings.error(
          BRO_02,
          "broker.additionalConfig",
          "consumer_timeout = " + timeout + " is too short for tasks of " + hours(longest),
          "the broker takes the task from its worker, the result is lost, and the task starts"
              + " again forever",
          "remove the line, or write consumer_timeout = " + needed);
    }
    String size = settings.get("max_message_size");
    if (broker.needsMaxMessageSize()
        && (number(size) < LEAST_MESSAGE_SIZE || number(size) > Broker.MAX_MESSAGE_SIZE)) {
      findings.error(
          BRO_03,
          "broker.additionalConfig",
          "max_message_size = " + size + " is not between 128 and 512 MiB",
          "a large segment closes the channel of the leader",
          "remove the line, or write max_message_size = " + Broker.MAX_MESSAGE_SIZE);
    }
    String key = "deprecated_features.permit.transient_nonexcl_queues";
    if (broker.needsTransientQueues() && !"true".equals(settings.get(key))) {
      findings.error(
          BRO_04,
          "broker.additionalConfig",
          key + " = " + settings.get(key) + " with RabbitMQ " + broker.version(),
          "the prover cannot declare its queues, because they use a deprecated feature",
          "remove the line, or write " + key + " = true, or rabbitmq(\"4.2-management\")");
    }
  }

  private static void resources(Broker broker, Findings findings) {
    if (broker.memory().isLessThan(Memory.gib(2))) {
      findings.warning(
          BRO_05,
          "broker.memory",
          "the broker has " + broker.memory(),
          "the broker blocks the leader when waiting tasks fill 60 % of its memory",
          "use at least 2Gi, better 4Gi");
    }
    if (broker.storage().bytes() == 0) {
      findings.warning(
          BRO_05,
          "broker.storage",
          "the broker has no volume",
          "its users and settings are lost when its pod moves",
          "write storage(DiskSize.gib(20))");
    }
  }

  private static void place(Broker broker, Findings findings) {
    if (broker.pool().isTainted() || broker.pool().spot()) {
      findings.error(
          BRO_07,
          "broker.pool",
          "the broker runs on the pool "
              + broker.pool().name()
              + (broker.pool().spot() ? " of Spot nodes" : ", which is kept for other pods"),
          "all tasks are lost with the broker when the node is removed or a worker starves the"
              + " broker",
          "use Broker.on(…) with a pool without taint, on demand");
    }
  }

  private static void credentials(Broker broker, Findings findings) {
    Map<String, String> declared = broker.declaredSettings();
    for (String key : List.of("default_user", "default_pass")) {
      if (!declared.containsKey(key)) {
        continue;
      }
      if (declared.get(key).equals("guest")) {
        findings.error(
            BRO_09,
            "broker.additionalConfig",
            key + " is guest",
            "everyone knows this account, and RabbitMQ may reject it from other hosts",
            "remove the line; the operator creates an account and keeps it in a Secret");
      } else {
        findings.error(
            BRO_08,
            "broker.additionalConfig",
            key + " is written into the chart",
            "everyone who can read the release has the password, and a change after the first"
                + " start breaks every login",
            "remove the line, because the operator creates an account, or use"
                + " existingSecret(name)");
      }
    }
  }

  private static void configuration(Broker broker, Findings findings) {
    if (broker.additionalConfig().length() > LONGEST_CONFIG) {
      findings.error(
          BRO_10,
          "broker.additionalConfig",
          "the configuration has " + broker.additionalConfig().length() + " characters",
          "the API server rejects the broker",
          "use at most " + LONGEST_CONFIG + " characters");
    }
    Set<String> seen = new HashSet<>();
    int number = 0;
    for (String line : broker.additionalConfig().lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        findings.error(
            BRO_10,
            "broker.additionalConfig",
            "line " + number + " is not 'key = value'",
            "the operator cannot read the configuration, and does not start the broker",
            "correct line " + number);
      } else if (!seen.add(line.substring(0, equals).strip())) {
        findings.error(
            BRO_10,
            "broker.additionalConfig",
            "line " + number + " sets " + line.substring(0, equals).strip() + " again",
            "RabbitMQ ignores one of the two values without a message",
            "remove one of the lines");
      }
    }
    for (String plugin : broker.plugins()) {
      if (!plugin.matches("\\w{1,100}")) {
        findings.error(
            BRO_10,
            "broker.plugins",
            "'" + plugin + "' is not the name of a plugin",
            "the API server rejects the broker",
            "use letters, digits and underscores, such as rabbitmq_top");
      }
    }
  }

  private static String hours(Duration duration) {
    return duration.toMinutes() % 60 == 0
        ? duration.toHours() + " h"
        : duration.toMinutes() + " min";
  }

  private static long number(String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }
}
