package dev.chartwright.cloud;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What Google Cloud charges, in US dollars. What has no price here is reported as such and never
 * counted as nothing.
 *
 * @param machines by family of machines
 * @param disks for a GB, which is a GiB, and a month
 * @param filestore for a GiB and a month, by the spelling of the tier
 * @param clusterHour for the management of a cluster and an hour
 * @param multiplier by which everything but the management differs in the region
 * @param source where the prices are from
 * @param date when they held
 * @param findings what is wrong with prices that were left out
 */
public record Prices(
    Map<String, Machine> machines,
    Map<DiskType, Price> disks,
    Map<String, Price> filestore,
    Price clusterHour,
    BigDecimal multiplier,
    String source,
    String date,
    List<Finding> findings) {
  /** Hours of a month, as Google counts them. */
  public static final int HOURS_PER_MONTH = 730;

  private static final BigDecimal MIB_PER_GIB = BigDecimal.valueOf(1024);
  private static final Price MANAGEMENT = Price.estimate(0.10);

  public Prices {
    Objects.requireNonNull(clusterHour, "clusterHour");
    Objects.requireNonNull(multiplier, "multiplier");
    List<Finding> found = new ArrayList<>(findings);
    machines =
        Collections.unmodifiableMap(
            valid("machines", new LinkedHashMap<>(machines), Machine::isValid, found));
    disks = Collections.unmodifiableMap(valid("disks", copy(disks), Price::isValid, found));
    filestore =
        Collections.unmodifiableMap(
            valid("filestore", new LinkedHashMap<>(filestore), Price::isValid, found));
    if (!clusterHour.isValid()) {
      found.add(finding("clusterHour", clusterHour.toString()));
      clusterHour = MANAGEMENT;
    }
    if (multiplier.signum() <= 0) {
      found.add(finding("multiplier", multiplier + " times the list price"));
      multiplier = BigDecimal.ONE;
    }
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(date, "date");
    findings = List.copyOf(found);
  }

  /** The entries that are prices; each of the others becomes a finding. */
  private static <K, P> Map<K, P> valid(
      String setting, Map<K, P> prices, Predicate<P> isValid, List<Finding> found) {
    prices
        .entrySet()
        .removeIf(
            each -> {
              boolean isInvalid = !isValid.test(each.getValue());
              if (isInvalid) {
                found.add(finding(setting + "[" + each.getKey() + "]", each.getValue().toString()));
              }
              return isInvalid;
            });
    return prices;
  }

  private static Finding finding(String setting, String what) {
    return Finding.error(
        FleetDeclarationRules.PRICE, Place.ofCaller(setting), what + " is not a price");
  }

  /**
   * List prices of the class of us-central1. Disks, Filestore, the management and the families e2,
   * n2d, t2d, c2 and c3 are estimates; c4, n4, m1 and m3 have no price.
   */
  public static Prices listed() {
    Map<String, Machine> machines = new LinkedHashMap<>();
    machines.put("c3d", listed(0.02956, 0.003956, 0.40));
    machines.put("n2", listed(0.031611, 0.004237, 0.24));
    machines.put("c2d", listed(0.029563, 0.003959));
    machines.put("c4d", listed(0.0327035, 0.0037187, 0.40));
    machines.put("e2", estimated(0.02181, 0.002923));
    machines.put("n2d", estimated(0.027502, 0.003686));
    machines.put("t2d", estimated(0.027502, 0.003686));
    machines.put("c2", estimated(0.03398, 0.00455));
    machines.put("c3", estimated(0.03398, 0.00456));
    Map<DiskType, Price> disks = new EnumMap<>(DiskType.class);
    disks.put(DiskType.PD_STANDARD, Price.estimate(0.04));
    disks.put(DiskType.PD_BALANCED, Price.estimate(0.10));
    disks.put(DiskType.PD_SSD, Price.estimate(0.17));
    disks.put(DiskType.HYPERDISK_BALANCED, Price.estimate(0.08));
    Map<String, Price> filestore = new LinkedHashMap<>();
    filestore.put("standard", Price.estimate(0.20));
    filestore.put("premium", Price.estimate(0.30));
    return new Prices(
        machines,
        disks,
        filestore,
        MANAGEMENT,
        BigDecimal.ONE,
        "list prices of the class of us-central1, from the machine table of GKE's autoscaler",
        "November 2026",
        List.of());
  }

  /**
   * Returns these prices with other prices for a machine family, per vCPU and GiB and hour; no Spot
   * price.
   */
  public Prices family(String family, double vcpuHour, double gibHour) {
    return !isPrice(vcpuHour) || !isPrice(gibHour)
        ? without(
            "machines[" + family + "]", vcpuHour + " dollars a vCPU and " + gibHour + " a GiB")
        : family(family, listed(vcpuHour, gibHour));
  }

  /**
   * The same prices, with those of a family for a vCPU and a GiB an hour, and the part of them that
   * Spot costs, such as 0.4.
   */
  public Prices family(String family, double vcpuHour, double gibHour, double spotFactor) {
    return !isPrice(vcpuHour) || !isPrice(gibHour) || !(spotFactor > 0 && spotFactor <= 1)
        ? without(
            "machines[" + family + "]",
            vcpuHour
                + " dollars a vCPU, "
                + gibHour
                + " a GiB, and for Spot "
                + spotFactor
                + " of that")
        : family(family, listed(vcpuHour, gibHour, spotFactor));
  }

  /** Returns these prices with another price for a disk type, per GB and month. */
  public Prices disk(DiskType type, double gbMonth) {
    if (!isPrice(gbMonth)) {
      return without("disks[" + type + "]", gbMonth + " dollars a GB");
    }
    Map<DiskType, Price> changed = copy(disks);
    changed.put(type, Price.of(gbMonth));
    return new Prices(
        machines, changed, filestore, clusterHour, multiplier, source, date, findings);
  }

  /** Returns these prices with another price for a Filestore tier, per GiB and month. */
  public Prices filestore(String tier, double gibMonth) {
    if (!isPrice(gibMonth)) {
      return without("filestore[" + tier + "]", gibMonth + " dollars a GiB");
    }
    Map<String, Price> changed = new LinkedHashMap<>(filestore);
    changed.put(tier, Price.of(gibMonth));
    return new Prices(machines, disks, changed, clusterHour, multiplier, source, date, findings);
  }

  /** Returns these prices with another management fee of a cluster, per hour. */
  public Prices cluster(double hour) {
    if (!isPrice(hour)) {
      return without("clusterHour", hour + " dollars an hour");
    }
    return new Prices(
        machines, disks, filestore, Price.of(hour), multiplier, source, date, findings);
  }

  /**
   * Returns these prices multiplied by a factor, except the management fee; 1.1 for a region that
   * is 10 % more expensive.
   */
  public Prices multiplier(double multiplier) {
    if (!isPrice(multiplier) || multiplier == 0) {
      return without("multiplier", multiplier + " times the list price");
    }
    return new Prices(
        machines, disks, filestore, clusterHour, decimal(multiplier), source, date, findings);
  }

  /** Returns these prices with another source and date, such as an offer or a bill. */
  public Prices from(String source, String date) {
    return new Prices(machines, disks, filestore, clusterHour, multiplier, source, date, findings);
  }

  /** For one machine and hour; nothing if it is not known. */
  public Optional<Price> hour(MachineType machine, boolean spot) {
    Machine price = machines.get(machine.family());
    if (price == null || machine.hasLocalSsd() || machine.isSharedCore()) {
      return Optional.empty();
    }
    BigDecimal gib = BigDecimal.valueOf(machine.memory().mebibytes()).divide(MIB_PER_GIB);
    BigDecimal whole =
        price
            .vcpuHour()
            .multiply(BigDecimal.valueOf(machine.vcpus()))
            .add(price.gibHour().multiply(gib))
            .multiply(multiplier);
    return spot
        ? price.spotFactor().map(factor -> new Price(whole.multiply(factor), price.estimate()))
        : Optional.of(new Price(whole, price.estimate()));
  }

  /** For a disk of so many GiB and a month; nothing if it is not known. */
  public Optional<Price> month(DiskType type, long gib) {
    return Optional.ofNullable(disks.get(type)).map(price -> times(price, gib));
  }

  /** For a Filestore instance of so many GiB and a month, by its tier; nothing if not known. */
  public Optional<Price> month(String tier, long gib) {
    return Optional.ofNullable(filestore.get(tier)).map(price -> times(price, gib));
  }

  /** Returns these prices with a finding about an invalid price. */
  private Prices without(String setting, String what) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(finding(setting, what));
    return new Prices(machines, disks, filestore, clusterHour, multiplier, source, date, all);
  }

  private static boolean isPrice(double number) {
    return number >= 0 && Double.isFinite(number);
  }

  private Price times(Price price, long amount) {
    return new Price(
        price.dollars().multiply(BigDecimal.valueOf(amount)).multiply(multiplier),
        price.estimate());
  }

  private Prices family(String family, Machine price) {
    Map<String, Machine> changed = new LinkedHashMap<>(machines);
    changed.put(family, price);
    return new Prices(changed, disks, filestore, clusterHour, multiplier, source, date, findings);
  }

  private static Machine listed(double vcpuHour, double gibHour) {
    return new Machine(decimal(vcpuHour), decimal(gibHour), Optional.empty(), false);
  }

  private static Machine listed(double vcpuHour, double gibHour, double spotFactor) {
    return new Machine(
        decimal(vcpuHour), decimal(gibHour), Optional.of(decimal(spotFactor)), false);
  }

  private static Machine estimated(double vcpuHour, double gibHour) {
    return new Machine(decimal(vcpuHour), decimal(gibHour), Optional.empty(), true);
  }

  private static Map<DiskType, Price> copy(Map<DiskType, Price> disks) {
    Map<DiskType, Price> copy = new EnumMap<>(DiskType.class);
    copy.putAll(disks);
    return copy;
  }

  /** The decimal number that was written, not the binary one that it became. */
  private static BigDecimal decimal(double number) {
    return BigDecimal.valueOf(number);
  }

  /**
   * An amount of money.
   *
   * @param dollars 0 or more
   * @param estimate whether it is known roughly only
   */
  public record Price(BigDecimal dollars, boolean estimate) {
    public Price {
      Objects.requireNonNull(dollars, "dollars");
    }

    boolean isValid() {
      return dollars.signum() >= 0;
    }

    static Price of(double dollars) {
      return new Price(decimal(dollars), false);
    }

    static Price estimate(double dollars) {
      return new Price(decimal(dollars), true);
    }
  }

  /**
   * What machines of a family cost.
   *
   * @param vcpuHour for a vCPU and an hour
   * @param gibHour for a GiB of memory and an hour
   * @param spotFactor the part that Spot costs; nothing if it is not known
   * @param estimate whether it is known roughly only
   */
  public record Machine(
      BigDecimal vcpuHour, BigDecimal gibHour, Optional<BigDecimal> spotFactor, boolean estimate) {
    public Machine {
      Objects.requireNonNull(vcpuHour, "vcpuHour");
      Objects.requireNonNull(gibHour, "gibHour");
      Objects.requireNonNull(spotFactor, "spotFactor");
    }

    /** Whether no price is negative, and Spot costs a part of it. */
    boolean isValid() {
      return vcpuHour.signum() >= 0
          && gibHour.signum() >= 0
          && spotFactor
              .filter(part -> part.signum() <= 0 || part.compareTo(BigDecimal.ONE) > 0)
              .isEmpty();
    }
  }
}
