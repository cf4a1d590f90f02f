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

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
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
      findings.add(
          Finding.warning(
              BRO_15,
              Place.ofModel("broker.version"),
              "operator "
                  + fleet.platform().operator()
                  + " does not support RabbitMQ "
                  + broker.version()));
    }
  }

  private static void replicas(Broker broker, Findings findings) {
    if (broker.replicas() < 1 || broker.replicas() % 2 == 0) {
      findings.add(
          Finding.error(
                  BRO_01,
                  Place.ofModel("broker.replicas"),
                  broker.replicas() + " is an even number of replicas")
              .fixedBy("write replicas(1); more replicas do not protect the queues of the prover"));
    } else if (broker.replicas() > 1) {
      findings.add(
          Finding.note(
                  BRO_01,
                  Place.ofModel("broker.replicas"),
                  broker.replicas()
                      + " replicas do not protect the queues of the prover better than one")
              .because(
                  "these queues are not replicated: each is lost with the replica that holds it")
              .fixedBy("write replicas(1)"));
    }
  }

  private static void settings(ProverFleet fleet, Findings findings) {
    Broker broker = fleet.broker();
    Duration longest = fleet.longestTask();
    Map<String, String> settings = broker.settings(longest);
    String timeout = settings.get("consumer_timeout");
    long needed = Broker.consumerTimeout(longest).toMillis();
    if (broker.needsConsumerTimeout() && number(timeout) < needed) {
      findings.add(
          Finding.error(
                  BRO_02,
                  Place.ofModel("broker.additionalConfig"),
                  "consumer_timeout = " + timeout + " is too short for tasks of " + hours(longest))
              .fixedBy("remove the line, or write consumer_timeout = " + needed));
    }
    String size = settings.get("max_message_size");
    if (broker.needsMaxMessageSize()
        && (number(size) < LEAST_MESSAGE_SIZE || number(size) > Broker.MAX_MESSAGE_SIZE)) {
      findings.add(
          Finding.error(
              BRO_03,
              Place.ofModel("broker.additionalConfig"),
              "max_message_size = " + size + " is not between 128 and 512 MiB"));
    }
    String key = "deprecated_features.permit.transient_nonexcl_queues";
    if (broker.needsTransientQueues() && !"true".equals(settings.get(key))) {
      findings.add(
          Finding.error(
                  BRO_04,
                  Place.ofModel("broker.additionalConfig"),
                  key + " = " + settings.get(key) + " with RabbitMQ " + broker.version())
              .fixedBy(
                  "remove the line, or write " + key + " = true, or rabbitmq(\"4.2-management\")"));
    }
  }

  private static void resources(Broker broker, Findings findings) {
    if (broker.memory().isLessThan(Memory.gib(2))) {
      findings.add(
          Finding.warning(
                  BRO_05, Place.ofModel("broker.memory"), "the broker has " + broker.memory())
              .because("the broker blocks the leader when waiting tasks fill 60 % of its memory")
              .fixedBy("use at least 2Gi, better 4Gi"));
    }
    if (broker.storage().bytes() == 0) {
      findings.add(
          Finding.warning(BRO_05, Place.ofModel("broker.storage"), "the broker has no volume")
              .because("its users and settings are lost when its pod moves")
              .fixedBy("write storage(DiskSize.gib(20))"));
    }
  }

  private static void place(Broker broker, Findings findings) {
    if (broker.pool().isTainted() || broker.pool().spot()) {
      findings.add(
          Finding.error(
              BRO_07,
              Place.ofModel("broker.pool"),
              "the broker runs on the pool "
                  + broker.pool().name()
                  + (broker.pool().spot() ? " of Spot nodes" : ", which is kept for other pods")));
    }
  }

  private static void credentials(Broker broker, Findings findings) {
    Map<String, String> declared = broker.declaredSettings();
    for (String key : List.of("default_user", "default_pass")) {
      if (!declared.containsKey(key)) {
        continue;
      }
      if (declared.get(key).equals("guest")) {
        findings.add(
            Finding.error(BRO_09, Place.ofModel("broker.additionalConfig"), key + " is guest"));
      } else {
        findings.add(
            Finding.error(
                    BRO_08,
                    Place.ofModel("broker.additionalConfig"),
                    key + " is written into the chart")
                .fixedBy(
                    "remove the line, because the operator creates an account, or use"
                        + " existingSecret(name)"));
      }
    }
  }

  private static void configuration(Broker broker, Findings findings) {
    if (broker.additionalConfig().length() > LONGEST_CONFIG) {
      findings.add(
          Finding.error(
                  BRO_10,
                  Place.ofModel("broker.additionalConfig"),
                  "the configuration has " + broker.additionalConfig().length() + " characters")
              .fixedBy("use at most " + LONGEST_CONFIG + " characters"));
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
        findings.add(
            Finding.error(
                    BRO_10,
                    Place.ofModel("broker.additionalConfig"),
                    "line " + number + " is not 'key = value'")
                .fixedBy("correct line " + number));
      } else if (!seen.add(line.substring(0, equals).strip())) {
        findings.add(
            Finding.error(
                    BRO_10,
                    Place.ofModel("broker.additionalConfig"),
                    "line " + number + " sets " + line.substring(0, equals).strip() + " again")
                .because("RabbitMQ ignores one of the two values without a message")
                .fixedBy("remove one of the lines"));
      }
    }
    for (String plugin : broker.plugins()) {
      if (!plugin.matches("\\w{1,100}")) {
        findings.add(
            Finding.error(
                    BRO_10,
                    Place.ofModel("broker.plugins"),
                    "'" + plugin + "' is not the name of a plugin")
                .fixedBy("use letters, digits and underscores, such as rabbitmq_top"));
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
