package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.generator.object.RenderedObject;
import java.util.List;
import java.util.Optional;

/** What becomes of an object. */
public sealed interface ObjectChange {
  /** The new chart has it, the previous one did not. */
  record Added(RenderedObject after) implements ObjectChange {}

  /** The previous chart had it, the new one does not. */
  record Removed(RenderedObject before) implements ObjectChange {}

  /** To the cluster one object goes and another one comes; to a reader it is the same. */
  record Renamed(RenderedObject before, RenderedObject after) implements ObjectChange {}

  /**
   * It stays.
   *
   * @param changes the fields that differ once the API server has filled in its defaults; neither
   *     {@code status}, nor {@code apiVersion}, nor the number of replicas of a workload
   */
  record Kept(RenderedObject before, RenderedObject after, List<FieldChange> changes)
      implements ObjectChange {
    public Kept {
      changes = List.copyOf(changes);
    }

    /** The first change of a field, or below it. */
    public Optional<FieldChange> first(String... field) {
      return changes.stream().filter(each -> each.path().isIn(field)).findFirst();
    }

    public boolean is(String group, String kind) {
      return after.is(group, kind);
    }
  }
}
