package dev.chartwright.generator.capacity;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Prices;
import dev.chartwright.cloud.Prices.Price;
import dev.chartwright.generator.infrastructure.Volume;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fleet on certain machines, one for each pool. Immutable.
 *
 * @param pools the pools with what runs on them
 * @param bill what all of it costs
 * @param workerHour the price of one worker for an hour, its part of a full node; of several groups
 *     the average by their maximum. Empty if a price is not known or no worker fits
 */
public record Assignment(List<PoolLoad> pools, Bill bill, Optional<BigDecimal> workerHour) {
  public Assignment {
    pools = List.copyOf(pools);
    Objects.requireNonNull(bill, "bill");
    Objects.requireNonNull(workerHour, "workerHour");
  }

  static Assignment of(
      List<PoolLoad> declared,
      List<Choice> choices,
      Function<Choice, Choice.Option> choose,
      List<Volume> volumes,
      Prices prices) {
    List<PoolLoad> pools =
        declared.stream()
            .map(
                load ->
                    choices.stream()
                        .filter(choice -> choice.pool().name().equals(load.pool().name()))
                        .findFirst()
                        .map(choice -> choose.apply(choice).load())
                        .orElse(load))
            .toList();
    return new Assignment(pools, Bill.of(pools, volumes, prices), workerHour(pools, prices));
  }

  /** A node with its boot disk for an hour. */
  static Optional<BigDecimal> nodeHour(PoolLoad load, Prices prices) {
    NodePool pool = load.pool();
    Optional<BigDecimal> machine = prices.hour(load.machine(), pool.spot()).map(Price::dollars);
    Optional<BigDecimal> disk =
        prices
            .month(pool.diskType(), pool.disk().gigabytes())
            .map(month -> Cost.hourOf(month.dollars()));
    return machine.flatMap(dollars -> disk.map(dollars::add));
  }

  static Optional<BigDecimal> workerHour(List<PoolLoad> pools, Prices prices) {
    BigDecimal sum = BigDecimal.ZERO;
    long workers = 0;
    for (PoolLoad load : pools) {
      Optional<BigDecimal> node = nodeHour(load, prices);
      for (Tenant group : load.workers()) {
        if (node.isEmpty() || group.neverFits()) {
          return Optional.empty();
        }
        BigDecimal each = BigDecimal.valueOf(group.fit().pods());
        sum =
            sum.add(
                node.get()
                    .multiply(BigDecimal.valueOf(group.most()))
                    .divide(each, MathContext.DECIMAL64));
        workers += group.most();
      }
    }
    return workers == 0
        ? Optional.empty()
        : Optional.of(sum.divide(BigDecimal.valueOf(workers), MathContext.DECIMAL64));
  }
}
