package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ScalingRules.SCA_01;
import static dev.chartwright.generator.rule.ScalingRules.SCA_03;
import static dev.chartwright.generator.rule.ScalingRules.SCA_07;
import static dev.chartwright.generator.rule.ScalingRules.SCA_08;
import static dev.chartwright.generator.rule.ScalingRules.SCA_09;
import static dev.chartwright.generator.rule.ScalingRules.SCA_10;
import static dev.chartwright.generator.rule.ScalingRules.SCA_11;
import static dev.chartwright.generator.rule.ScalingRules.SCA_12;
import static dev.chartwright.generator.rule.ScalingRules.SCA_13;
import static dev.chartwright.generator.rule.ScalingRules.SCA_14;
import static dev.chartwright.generator.rule.ScalingRules.SCA_15;
import static dev.chartwright.generator.rule.ScalingRules.SCA_16;
import static dev.chartwright.generator.rule.ScalingRules.SCA_17;
import static dev.chartwright.generator.rule.ScalingRules.SCA_18;
import static dev.chartwright.generator.rule.ScalingRules.SCA_24;
import static dev.chartwright.generator.rule.ScalingRules.SCA_25;

import dev.chartwright.generator.keda.RabbitmqScaler;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Autoscaling.Backlog;
import dev.chartwright.prover.Autoscaling.Protocol;
import dev.chartwright.prover.Fallback;
import dev.chartwright.prover.Fallback.Behavior;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.ScaleIn;
import dev.chartwright.prover.Workers;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Rules about autoscaling: what KEDA and the HorizontalPodAutoscaler accept, and what scaling does
 * to running proofs.
 */
final class AutoscalingRules implements RuleFamily {
  private static final int LONGEST_NAME = 54;
  private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST_PERIOD = Duration.ofMinutes(30);

  /** Tasks of at least this length are likely to be hit by a scale-in that does not count them. */
  private static final Duration LONG_TASK = Duration.ofMinutes(5);

  /**
   * The time until a new worker takes its first task: it waits for its node, image and circuits.
   */
  private static final Duration START = Duration.ofMinutes(5);

  /** The rule reports more new workers than this before the first of them works. */
  private static final long LARGEST_RUSH = 20;

  @Override
  public Set<Rule> rules() {
    return Set.of(
        SCA_01, SCA_03, SCA_07, SCA_08, SCA_09, SCA_10, SCA_11, SCA_12, SCA_13, SCA_14, SCA_15,
        SCA_16, SCA_17, SCA_18, SCA_24, SCA_25);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    for (Workers group : fleet.workers()) {
      String path = findings.path(group);
      if (group.autoscaling().isPresent()) {
        Autoscaling scaling = group.autoscaling().get();
        String place = path + ".autoscaling";
        name(fleet, group, path, findings);
        limits(scaling, place, findings);
        trigger(fleet, group, scaling, place, findings);
        values(fleet, scaling, place, findings);
        scaleIn(group, place, findings);
        scaleOut(scaling, place, findings);
        fallback(fleet, scaling, place, findings);
      } else if (group.replicas() < 1) {
        findings.add(
            Finding.error(
                    group.routing().isAffinity() ? SCA_17 : SCA_01,
                    Place.ofModel(path + ".replicas"),
                    group.replicas() + " workers, and no autoscaling")
                .fixedBy("write replicas(1), or autoscaling(Autoscaling.between(1, …))"));
      }
    }
  }

  private static void name(ProverFleet fleet, Workers group, String path, Findings findings) {
    String full = fleet.name() + "-" + group.name();
    if (full.length() > LONGEST_NAME) {
      findings.add(
          Finding.error(
              SCA_18,
              Place.ofModel(path + ".name"),
              "the name of the ScaledObject is '" + full + "', " + full.length() + " characters"));
    }
  }

  private static void limits(Autoscaling scaling, String path, Findings findings) {
    if (scaling.max() < 1) {
      findings.add(
          Finding.error(
                  SCA_01, Place.ofModel(path + ".max"), "at most " + scaling.max() + " workers")
              .fixedBy("write 1 or more"));
    } else if (scaling.min() > scaling.max() || scaling.min() < 0) {
      findings.add(
          Finding.error(
                  SCA_01,
                  Place.ofModel(path + ".min"),
                  "at least " + scaling.min() + " workers, at most " + scaling.max())
              .fixedBy(
                  scaling.min() < 0
                      ? "write 0 or more"
                      : "write between(" + scaling.max() + ", " + scaling.min() + ")"));
    }
  }

  private static void trigger(
      ProverFleet fleet, Workers group, Autoscaling scaling, String path, Findings findings) {
    ProverRelease release = fleet.release();
    String expression = scaling.queueExpression(release, group.routing());
    boolean amqp = scaling.protocol() == Protocol.AMQP;
    if (amqp
        && (!expression.matches("[\\w.-]+")
            || !scaling.includeUnacknowledged()
            || scaling.backlog().filter(Backlog.ALL_TASK_QUEUES::equals).isPresent())) {
      findings.add(
          Finding.error(
                  SCA_09,
                  Place.ofModel(path + ".protocol"),
                  "amqp can only count all waiting messages of one queue, given by its plain name")
              .fixedBy("write protocol(Protocol.HTTP)"));
    }
    boolean blind = amqp || !scaling.includeUnacknowledged();
    if (blind && group.longestTask().compareTo(LONG_TASK) > 0) {
      findings.add(
          Finding.error(
                  SCA_11,
                  Place.ofModel(path + (amqp ? ".protocol" : ".includeUnacknowledged")),
                  (amqp ? "amqp" : "excludeUnacknowledged") + " does not count tasks in progress")
              .fixedBy(amqp ? "write protocol(Protocol.HTTP)" : "remove excludeUnacknowledged()"));
    }
    if (!amqp) {
      String fault = patternFault(expression, release, group);
      if (fault != null) {
        findings.add(
            Finding.error(
                    SCA_07,
                    Place.ofModel(path + ".queueExpression"),
                    "'" + expression + "' " + fault)
                .because(
                    "the fleet scales on messages that are not tasks, or sees none of its tasks")
                .fixedBy(
                    "leave queues(…) out, or write queues(\""
                        + Autoscaling.between(1, 1)
                            .build()
                            .queueExpression(release, group.routing())
                        + "\")"));
      }
    }
    if (scaling.pageSize() < 1 || scaling.pageSize() > RabbitmqScaler.LARGEST_PAGE) {
      findings.add(
          Finding.error(
                  SCA_08,
                  Place.ofModel(path + ".pageSize"),
                  scaling.pageSize() + " queues on one page")
              .fixedBy(
                  "write pageSize(100), or another size from 1 to " + RabbitmqScaler.LARGEST_PAGE));
    }
  }

  /** RabbitMQ looks for a match anywhere in the name, so the expression must be anchored. */
  private static String patternFault(String expression, ProverRelease release, Workers group) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      return "is not a regular expression";
    }
    String own = release.taskQueue(group.routing());
    if (pattern.matcher("x" + own).find() || pattern.matcher(own + "x").find()) {
      return "is not anchored, so it also matches queues whose names only contain that of a task"
          + " queue";
    }
    if (pattern.matcher(release.abortQueue()).find()) {
      return "also matches the abort queue " + release.abortQueue();
    }
    if (pattern.matcher(release.replyQueueExample()).find()) {
      return "also matches reply queues such as " + release.replyQueueExample();
    }
    return pattern.matcher(own).find() ? null : "does not match the task queue " + own;
  }

  private static void values(
      ProverFleet fleet, Autoscaling scaling, String path, Findings findings) {
    if (scaling.value() < 1) {
      findings.add(
          Finding.error(
                  SCA_10, Place.ofModel(path + ".value"), scaling.value() + " tasks per worker")
              .fixedBy("use the value 1"));
    } else if (scaling.value() > 1) {
      findings.add(
          Finding.warning(
                  SCA_10, Place.ofModel(path + ".value"), scaling.value() + " tasks per worker")
              .because("a worker takes one task at a time, so the other tasks wait")
              .fixedBy("use the value 1"));
    }
    long polling = scaling.pollingInterval().toSeconds();
    if (polling < 5 || polling > 60) {
      findings.add(
          Finding.warning(
                  SCA_24,
                  Place.ofModel(path + ".pollingInterval"),
                  "KEDA reads the queue every " + polling + " s")
              .because(
                  polling < 5
                      ? "the broker is busy with answers, although its figures change only every 5 s"
                      : "the first worker starts late"));
    }
    if (scaling.min() == 0) {
      zero(fleet, scaling, path, findings);
      if (scaling.activationValue() >= scaling.value()) {
        findings.add(
            Finding.warning(
                SCA_25,
                Place.ofModel(path + ".activationValue"),
                "a fleet at 0 starts only with more than " + scaling.activationValue() + " tasks"));
      }
    }
  }

  /** What keeps tasks while there are no workers, and workers between two tasks. */
  private static void zero(ProverFleet fleet, Autoscaling scaling, String path, Findings findings) {
    if (!fleet.runs().isEnabled()) {
      findings.add(
          Finding.warning(
              SCA_15,
              Place.ofModel(path + ".min"),
              "the fleet has no workers at rest, and no runs"));
    }
    if (scaling.cooldown().compareTo(START) < 0) {
      findings.add(
          Finding.warning(
                  SCA_15,
                  Place.ofModel(path + ".cooldown"),
                  "the fleet scales to 0 after "
                      + scaling.cooldown().toSeconds()
                      + " s without tasks")
              .because(
                  "workers are removed between two blocks, and new ones wait for a node and for"
                      + " their circuits")
              .fixedBy("use a cooldown of at least " + START.toSeconds() + " s"));
    }
  }

  private static void scaleIn(Workers group, String path, Findings findings) {
    if (!(group.scaleIn() instanceof ScaleIn.Drain drain)) {
      return;
    }
    range(path + ".scaleIn.window", drain.window(), Duration.ZERO, LONGEST_WINDOW, findings);
    range(
        path + ".scaleIn.period", drain.period(), Duration.ofSeconds(1), LONGEST_PERIOD, findings);
    atLeastOne(path + ".scaleIn.pods", drain.pods(), findings);
    long grace = group.terminationGracePeriod().toSeconds();
    long task = group.longestTask().toSeconds();
    if (grace < task) {
      findings.add(
          Finding.error(
                  SCA_12,
                  Place.ofModel(path + ".scaleIn"),
                  "a worker that is removed has " + grace + " s, a task may take " + task + " s")
              .fixedBy(
                  "leave terminationGracePeriod(…) out, which then is "
                      + task
                      + " s, or write ScaleIn.disabled()"));
    }
  }

  private static void scaleOut(Autoscaling scaling, String path, Findings findings) {
    Duration period = scaling.scaleOut().period();
    int pods = scaling.scaleOut().pods();
    range(path + ".scaleOut.period", period, Duration.ofSeconds(1), LONGEST_PERIOD, findings);
    atLeastOne(path + ".scaleOut.pods", pods, findings);
    long room = Math.max(0, (long) scaling.max() - Math.max(0, scaling.min()));
    long steps = Math.max(1, START.toSeconds() / Math.max(1, period.toSeconds()));
    long rush = Math.min(room, pods * steps);
    if (rush > LARGEST_RUSH) {
      findings.add(
          Finding.warning(
              SCA_16,
              Place.ofModel(path + ".scaleOut"),
              rush + " workers may start before the first of them has loaded its circuits"));
    }
  }

  private static void range(
      String path, Duration value, Duration least, Duration most, Findings findings) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      findings.add(
          Finding.error(SCA_13, Place.ofModel(path), value.toSeconds() + " s are out of range")
              .fixedBy("use " + least.toSeconds() + " to " + most.toSeconds() + " s"));
    }
  }

  private static void atLeastOne(String path, int pods, Findings findings) {
    if (pods < 1) {
      findings.add(
          Finding.error(SCA_13, Place.ofModel(path), "a step of " + pods + " workers")
              .fixedBy("write 1 or more"));
    }
  }

  private static void fallback(
      ProverFleet fleet, Autoscaling scaling, String path, Findings findings) {
    if (scaling.fallback().isEmpty()) {
      return;
    }
    Fallback fallback = scaling.fallback().get();
    boolean sets =
        fallback.behavior() == Behavior.STATIC
            || fallback.behavior() == Behavior.CURRENT_REPLICAS_IF_LOWER;
    if (!fleet.platform().kedaHasFallbackBehavior() && fallback.behavior() != Behavior.STATIC) {
      findings.add(
          Finding.error(
                  SCA_03,
                  Place.ofModel(path + ".fallback.behavior"),
                  "KEDA " + fleet.platform().keda() + " does not know " + fallback.behavior())
              .because(
                  "KEDA ignores the word and sets the number of workers at the first failed read")
              .fixedBy("remove the fallback, or use KEDA 2.17 or newer"));
    } else if (fallback.replicas() < 1) {
      findings.add(
          Finding.error(
                  SCA_14,
                  Place.ofModel(path + ".fallback.replicas"),
                  "a fallback to " + fallback.replicas() + " workers")
              .fixedBy(keepCurrent(scaling)));
    } else if (sets && fallback.replicas() < scaling.max()) {
      findings.add(
          Finding.error(
                  SCA_14,
                  Place.ofModel(path + ".fallback.replicas"),
                  "a fallback that sets " + fallback.replicas() + " workers of " + scaling.max())
              .fixedBy(
                  fleet.platform().kedaHasFallbackBehavior()
                      ? keepCurrent(scaling)
                      : "remove the fallback, or write Fallback.setTo(" + scaling.max() + ")"));
    }
    if (fallback.failureThreshold() < 1) {
      findings.add(
          Finding.error(
                  SCA_14,
                  Place.ofModel(path + ".fallback.failureThreshold"),
                  "a fallback after " + fallback.failureThreshold() + " failures")
              .because("the fallback applies although the broker answers, or KEDA rejects it")
              .fixedBy("use a threshold of 3"));
    }
  }

  private static String keepCurrent(Autoscaling scaling) {
    return "remove the fallback, or write Fallback.keepCurrent(" + Math.max(1, scaling.min()) + ")";
  }
}
