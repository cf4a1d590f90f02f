package dev.chartwright.chart;

import dev.chartwright.chart.tree.Expression;
import java.util.List;
import java.util.Optional;

/**
 * The events for which Helm runs an object separately from the release. Immutable.
 *
 * @param weight hooks of one event run from the lowest to the highest
 * @param weightValue what takes the place of the weight
 * @param deletePolicyValue what takes the place of the policies, as Helm writes them
 */
public record Hook(
    List<Event> events,
    int weight,
    List<DeletePolicy> deletePolicies,
    Optional<Expression> weightValue,
    Optional<Expression> deletePolicyValue) {
  public Hook {
    events = List.copyOf(events);
    deletePolicies = List.copyOf(deletePolicies);
  }

  public Hook(List<Event> events, int weight, List<DeletePolicy> deletePolicies) {
    this(events, weight, deletePolicies, Optional.empty(), Optional.empty());
  }

  /** The same with a weight that users set: a whole number. */
  public Hook weight(Expression value) {
    return new Hook(events, weight, deletePolicies, Optional.of(value), deletePolicyValue);
  }

  /** The same with policies that users set: see {@link Values#hookDeletePolicy}. */
  public Hook deletePolicy(Expression value) {
    return new Hook(events, weight, deletePolicies, weightValue, Optional.of(value));
  }

  /** A test that {@code helm test} runs; the pod of an earlier run is deleted first. */
  public static Hook test() {
    return new Hook(
        List.of(Event.TEST),
        0,
        List.of(DeletePolicy.BEFORE_HOOK_CREATION, DeletePolicy.HOOK_SUCCEEDED));
  }

  /** The moments of a release. */
  public enum Event {
    PRE_INSTALL,
    POST_INSTALL,
    PRE_UPGRADE,
    POST_UPGRADE,
    PRE_ROLLBACK,
    POST_ROLLBACK,
    PRE_DELETE,
    POST_DELETE,
    TEST;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** When Helm deletes the hook's object. */
  public enum DeletePolicy {
    BEFORE_HOOK_CREATION,
    HOOK_SUCCEEDED,
    HOOK_FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
