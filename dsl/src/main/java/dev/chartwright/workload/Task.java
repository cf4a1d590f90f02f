package dev.chartwright.workload;

import dev.chartwright.chart.Hook;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Work that is done once for each release or upgrade: a Job that Helm runs as a hook, with an
 * account that exists in its phase. Immutable.
 */
public final class Task extends Workload<Task> {
  /** When Helm runs a task. */
  public enum Phase {
    /** After the objects of a new release or an upgrade are there. */
    AFTER_INSTALL(Hook.Event.POST_INSTALL, Hook.Event.POST_UPGRADE),
    /** Before anything of a new release or an upgrade is there, such as a migration. */
    BEFORE_INSTALL(Hook.Event.PRE_INSTALL, Hook.Event.PRE_UPGRADE),
    /** Before the objects of a release are deleted. */
    BEFORE_DELETE(Hook.Event.PRE_DELETE);

    private final List<Hook.Event> events;

    Phase(Hook.Event... events) {
      this.events = List.of(events);
    }
  }

  private Task(WorkloadSettings settings) {
    super(settings);
  }

  /** A task of that name, which is also the name of the main container. */
  public static Task named(String name) {
    return new Task(named(name, settings -> settings.events = Phase.AFTER_INSTALL.events));
  }

  @Override
  Task with(WorkloadSettings changed) {
    return new Task(changed);
  }

  @Override
  WorkloadKind kind() {
    return WorkloadKind.JOB;
  }

  /** When Helm runs it, and waits for its end; by default after install and upgrade. */
  public Task hook(Phase phase) {
    Objects.requireNonNull(phase, "phase");
    return set(copy -> copy.events = phase.events);
  }

  /** In which moments of a release Helm runs it, instead of those of a phase. */
  public Task hook(Hook.Event... events) {
    return set(copy -> copy.events = List.of(events));
  }

  /**
   * Orders the tasks of one phase: they run one after the other, from the lowest weight to the
   * highest. By default 0.
   *
   * @param number from -9 to 1000: what the task needs has the weight -10
   */
  public Task weight(int number) {
    return set(
        copy -> {
          copy.container.require(
              number >= WorkloadObjects.LEAST_WEIGHT && number <= WorkloadObjects.MOST_WEIGHT,
              "weight",
              number + " is not a weight from -9 to 1000",
              "write another number");
          copy.weight = number;
        });
  }

  /**
   * Lets users change the weight and when Helm deletes the Job: the values {@code hook.weight} and
   * {@code hook.deletePolicy}.
   */
  public Task hookValues() {
    return set(copy -> copy.hookValues = true);
  }

  /** How long it may take, with all retries. */
  public Task deadline(Duration time) {
    return limited(time);
  }

  /** How often it is tried again when it fails; by default 3. */
  public Task retries(int number) {
    return retried(number);
  }

  /** Changes the Job before the values are bound to its fields. */
  public Task job(UnaryOperator<JobBuilder> change) {
    return set(copy -> copy.edit(object -> change.apply(new JobBuilder((Job) object)).build()));
  }
}
