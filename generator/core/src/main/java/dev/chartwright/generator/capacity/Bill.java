package dev.chartwright.generator.capacity;

import dev.chartwright.cloud.MachineType;
import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Prices;
import dev.chartwright.cloud.Prices.Price;
import dev.chartwright.generator.infrastructure.Volume;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a fleet costs, part by part. Immutable.
 *
 * @param items machines, boot disks, volumes, the cluster, in this order
 */
public record Bill(List<Item> items) {
  public Bill {
    items = List.copyOf(items);
  }

  static Bill of(List<PoolLoad> pools, List<Volume> volumes, Prices prices) {
    List<Item> items = new ArrayList<>();
    pools.forEach(load -> items.add(machines(load, prices)));
    pools.forEach(load -> items.add(bootDisks(load, prices)));
    volumes.forEach(volume -> items.add(volume(volume, prices)));
    items.add(Item.of("cluster", "management", 1, 1, Optional.of(prices.clusterHour())));
    return new Bill(items);
  }

  /** Everything, at rest or at the maximum. */
  public Cost total(Basis basis, Moment moment) {
    BigDecimal perHour = BigDecimal.ZERO;
    List<String> unpriced = new ArrayList<>();
    for (Item item : items) {
      long count = item.count(moment);
      Optional<Price> price = item.hour(basis);
      if (price.isPresent()) {
        perHour = perHour.add(price.get().dollars().multiply(BigDecimal.valueOf(count)));
      } else if (count > 0) {
        unpriced.add(count + " × " + item.kind() + " of " + item.name());
      }
    }
    return new Cost(perHour, unpriced);
  }

  private static Item machines(PoolLoad load, Prices prices) {
    NodePool pool = load.pool();
    MachineType machine = load.machine();
    Optional<Price> onDemand = prices.hour(machine, false);
    Optional<Price> spot = prices.hour(machine, true);
    boolean mayBeSpot = pool.spot() || (load.isForWorkersOnly() && machine.spot());
    return new Item(
        pool.name(),
        machine + (pool.spot() ? " Spot" : ""),
        load.nodesAtMin(),
        load.nodesAtMax(),
        pool.spot() ? spot : onDemand,
        onDemand,
        mayBeSpot ? spot : onDemand);
  }

  private static Item bootDisks(PoolLoad load, Prices prices) {
    NodePool pool = load.pool();
    return Item.of(
        pool.name(),
        "boot disk " + NodeCapacity.bootDisk(pool.disk()) + " " + pool.diskType(),
        load.nodesAtMin(),
        load.nodesAtMax(),
        prices.month(pool.diskType(), pool.disk().gigabytes()).map(Bill::hour));
  }

  private static Item volume(Volume volume, Prices prices) {
    Optional<Price> month = Optional.empty();
    if (volume.medium() instanceof Volume.Disk disk) {
      month = prices.month(disk.type(), volume.size().wholeGibibytes());
    } else if (volume.medium() instanceof Volume.FilestoreInstance instance) {
      month = prices.month(instance.tier(), volume.size().wholeGibibytes());
    }
    return Item.of(
        volume.owner(),
        "volume " + volume.size() + " " + volume.medium(),
        volume.least(),
        volume.most(),
        month.map(Bill::hour));
  }

  private static Price hour(Price month) {
    return new Price(Cost.hourOf(month.dollars()), month.estimate());
  }

  /** Which of its prices a machine has. */
  public enum Basis {
    /** Spot where the pool is Spot. */
    DECLARED,
    /** No Spot at all: also what Spot pools cost while their fallback stands in. */
    ON_DEMAND,
    /** Spot for every pool that carries workers only. */
    SPOT
  }

  /** When. */
  public enum Moment {
    /** While the fleet rests. */
    MIN,
    /** While it does as much as it may. */
    MAX
  }

  /**
   * Equal parts of the bill.
   *
   * @param name the pool or the owner
   * @param kind what each is
   * @param atMin how many while the fleet rests
   * @param atMax how many at its maximum
   * @param declared the price of one for an hour, as declared; nothing if it is not known
   * @param onDemand the price of one for an hour, without Spot
   * @param spot the price of one for an hour, as Spot where that may be
   */
  public record Item(
      String name,
      String kind,
      long atMin,
      long atMax,
      Optional<Price> declared,
      Optional<Price> onDemand,
      Optional<Price> spot) {
    public Item {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(declared, "declared");
      Objects.requireNonNull(onDemand, "onDemand");
      Objects.requireNonNull(spot, "spot");
    }

    static Item of(String name, String kind, long atMin, long atMax, Optional<Price> price) {
      return new Item(name, kind, atMin, atMax, price, price, price);
    }

    /** How many there are. */
    public long count(Moment moment) {
      return moment == Moment.MIN ? atMin : atMax;
    }

    /** The price of one for an hour; nothing if it is not known. */
    public Optional<Price> hour(Basis basis) {
      return switch (basis) {
        case DECLARED -> declared;
        case ON_DEMAND -> onDemand;
        case SPOT -> spot;
      };
    }

    /** All of them for an hour; nothing if the price is not known. */
    public Optional<BigDecimal> total(Basis basis, Moment moment) {
      return hour(basis).map(price -> price.dollars().multiply(BigDecimal.valueOf(count(moment))));
    }
  }
}
