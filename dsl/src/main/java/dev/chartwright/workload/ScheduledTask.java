package dev.chartwright.workload;

import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Expression;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Work that is done at certain times: a CronJob and an account. Immutable.
 *
 * <p>By default a run that would overlap with the one before is left out.
 */
public final class ScheduledTask extends Workload<ScheduledTask> {
  private static final int MOST_KEPT = 1000;
  private static final String FIELD = "[0-9*/,A-Za-z-]+";

  /** Five fields, or a word such as {@code @daily}. */
  static final String CRON =
      "^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|"
          + FIELD
          + "( "
          + FIELD
          + "){4})$";

  private ScheduledTask(WorkloadSettings settings) {
    super(settings);
  }

  /** A task of that name, which is also the name of the main container. */
  public static ScheduledTask named(String name) {
    return new ScheduledTask(named(name, settings -> {}));
  }

  static ScheduledTask of(WorkloadSettings settings) {
    return new ScheduledTask(settings);
  }

  /**
   * A task for each entry of a map: one CronJob, called after the component and the key. What is
   * set outside of the function is the same for all entries, and its values are declared once.
   *
   * @param map its keys must be short enough for the names of CronJobs
   * @param change sets what differs, from the fields of the entry: {@code (task, entry) ->
   *     task.schedule(entry.text("schedule"))}
   */
  public static ScheduledTask each(
      String name,
      Value<? extends Map<String, ?>> map,
      BiFunction<ScheduledTask, LoopItem, ScheduledTask> change) {
    return new ScheduledTask(
        named(
            name,
            settings -> settings.entries = Optional.of(new WorkloadSettings.Entries(map, change))));
  }

  @Override
  ScheduledTask with(WorkloadSettings changed) {
    return new ScheduledTask(changed);
  }

  @Override
  WorkloadKind kind() {
    return WorkloadKind.CRON_JOB;
  }

  /**
   * The default of the value {@code schedule}: five fields of cron, such as {@code 0 3 * * *}, or
   * {@code @daily}.
   */
  public ScheduledTask schedule(String cron) {
    return set(
        copy -> {
          copy.container.require(
              cron.matches(CRON),
              "schedule",
              "'" + cron + "' is not a schedule of cron",
              "write five fields, such as '0 3 * * *'");
          copy.schedule = cron;
          copy.scheduleText = Optional.empty();
        });
  }

  /** The schedule from the author's values. */
  public ScheduledTask schedule(Expression cron) {
    return set(copy -> copy.scheduleText = Optional.of(cron));
  }

  /** Whether no further runs start, in place of the value {@code suspend}. */
  public ScheduledTask suspend(Expression flag) {
    return set(copy -> copy.suspended = Optional.of(flag));
  }

  /** Lets a run begin while the one before still runs. */
  public ScheduledTask overlapping() {
    return set(copy -> copy.concurrency = "Allow");
  }

  /** How many finished runs are kept; by default 3 that succeeded and 1 that failed. */
  public ScheduledTask keep(int succeeded, int failed) {
    return set(
        copy -> {
          if (copy.container.isWithin(
                  succeeded, 0, MOST_KEPT, "keep", "the number of runs that succeeded")
              && copy.container.isWithin(
                  failed, 0, MOST_KEPT, "keep", "the number of runs that failed")) {
            copy.successes = succeeded;
            copy.failures = failed;
          }
        });
  }

  /** How long a run may take, with all retries. */
  public ScheduledTask deadline(Duration time) {
    return limited(time);
  }

  /** How often a run is tried again when it fails; by default 3. */
  public ScheduledTask retries(int number) {
    return retried(number);
  }

  /** Changes the CronJob before the values are bound to its fields. */
  public ScheduledTask cronJob(UnaryOperator<CronJobBuilder> change) {
    return set(
        copy -> copy.edit(object -> change.apply(new CronJobBuilder((CronJob) object)).build()));
  }
}
