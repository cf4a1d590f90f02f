package dev.chartwright.generator.capacity;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Prices;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The pools among which the compute class of a declared pool chooses. Immutable.
 *
 * @param pool the pool as declared
 * @param options in order of preference, each as if it carried everything alone; those of unknown
 *     machines are left out
 */
public record Choice(NodePool pool, List<Option> options) {
  /** By the price of a worker; one that is not known comes last. */
  private static final Comparator<Option> BY_PRICE =
      Comparator.comparing(
          option -> option.workerHour().orElse(null), Comparator.nullsLast(BigDecimal::compareTo));

  public Choice {
    Objects.requireNonNull(pool, "pool");
    options = List.copyOf(options);
  }

  /** The option that is tried first. */
  public Option preferred() {
    return options.get(0);
  }

  /** The option on which a worker costs least; of equal ones the preferred. */
  public Option best() {
    return options.stream().min(BY_PRICE).orElseThrow();
  }

  /**
   * The option on which a worker costs most, or has no known price; of equal ones the preferred.
   */
  public Option worst() {
    return options.stream().reduce((a, b) -> BY_PRICE.compare(b, a) > 0 ? b : a).orElseThrow();
  }

  /**
   * One of the pools.
   *
   * @param load what it takes to carry everything on it
   * @param nodeHour the price of a node with its boot disk for an hour; empty if not known
   * @param workerHour the price of a worker for an hour; empty if not known, or if none fits
   */
  public record Option(
      PoolLoad load, Optional<BigDecimal> nodeHour, Optional<BigDecimal> workerHour) {
    public Option {
      Objects.requireNonNull(load, "load");
      Objects.requireNonNull(nodeHour, "nodeHour");
      Objects.requireNonNull(workerHour, "workerHour");
    }

    static Option of(PoolLoad load, Prices prices) {
      return new Option(
          load, Assignment.nodeHour(load, prices), Assignment.workerHour(List.of(load), prices));
    }
  }
}
