package dev.chartwright.generator.cases;

import dev.chartwright.generator.cases.CaseRenderer.Outcome;
import dev.chartwright.generator.cases.CaseRenderer.Planned;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Renders cases batch by batch on one thread, and looks for symptoms on others. Closing it drops
 * what has not begun.
 */
public final class CasePipeline implements AutoCloseable {
  private final WorkQueue helm = WorkQueue.ofOneThread();
  private final WorkQueue looking = WorkQueue.ofAllProcessors();
  private final CaseRenderer renderer;
  private final BiFunction<Planned, Outcome, List<Finding>> look;
  private final BooleanSupplier mayBegin;

  /** A case that was rendered. */
  public record Seen(Planned planned, Outcome outcome, Future<List<Finding>> symptoms) {}

  /**
   * @param look whose symptoms are asked for; called by several threads
   * @param mayBegin whether another batch may begin; once false, it stays false
   */
  public CasePipeline(
      CaseRenderer renderer,
      BiFunction<Planned, Outcome, List<Finding>> look,
      BooleanSupplier mayBegin) {
    this.renderer = renderer;
    this.look = look;
    this.mayBegin = mayBegin;
  }

  /** Begins with some cases; they come in their order, and those that may not begin are missing. */
  public List<Future<List<Seen>>> start(List<Planned> cases) {
    List<Future<List<Seen>>> batches = new ArrayList<>();
    for (List<Planned> batch : renderer.batches(cases)) {
      batches.add(helm.add(() -> mayBegin.getAsBoolean() ? render(batch) : List.of()));
    }
    return batches;
  }

  private List<Seen> render(List<Planned> batch) {
    List<Seen> seen = new ArrayList<>();
    for (Outcome outcome : renderer.render(batch)) {
      Planned each = batch.get(seen.size());
      seen.add(new Seen(each, outcome, looking.add(() -> look.apply(each, outcome))));
    }
    return seen;
  }

  @Override
  public void close() {
    helm.close();
    looking.close();
  }
}
