package dev.chartwright.generator.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a chart needs of a cluster and what that costs, at rest and at its maximum. Immutable.
 *
 * @param cluster the name of the cluster
 * @param location where it is
 * @param pools the node pools, with what runs on them
 * @param parts the parts of the bill
 * @param atRest what everything costs in US dollars while it rests
 * @param atMost what everything costs while it does as much as it may
 * @param unpriced what no price is known for, and no total contains
 * @param source where the prices are from, with their date
 */
public record CostSection(
    String cluster,
    String location,
    List<Pool> pools,
    List<Part> parts,
    Total atRest,
    Total atMost,
    List<String> unpriced,
    String source) {
  public CostSection {
    Objects.requireNonNull(cluster, "cluster");
    Objects.requireNonNull(location, "location");
    pools = List.copyOf(pools);
    parts = List.copyOf(parts);
    Objects.requireNonNull(atRest, "atRest");
    Objects.requireNonNull(atMost, "atMost");
    unpriced = List.copyOf(unpriced);
    Objects.requireNonNull(source, "source");
  }

  /**
   * Nodes of one kind.
   *
   * @param name of the pool
   * @param machine its machine type
   * @param nodesAtRest how many there are while the fleet rests
   * @param nodesAtMost how many there are at its maximum
   * @param tenants what runs on it
   */
  public record Pool(
      String name, String machine, long nodesAtRest, long nodesAtMost, List<Tenant> tenants) {
    public Pool {
      tenants = List.copyOf(tenants);
    }
  }

  /**
   * Pods of one kind.
   *
   * @param name whose they are
   * @param fit how many an empty node holds
   * @param atRest how many there are while the fleet rests
   * @param atMost how many there are at its maximum
   * @param pending how many of these never find a place
   */
  public record Tenant(String name, long fit, long atRest, long atMost, long pending) {}

  /**
   * Equal parts of the bill.
   *
   * @param name the pool or the owner
   * @param kind what each is
   * @param atRest how many while the fleet rests
   * @param atMost how many at its maximum
   * @param hour what one costs for an hour, in US dollars; nothing if that is not known
   */
  public record Part(
      String name, String kind, long atRest, long atMost, Optional<BigDecimal> hour) {
    public Part {
      Objects.requireNonNull(hour, "hour");
    }
  }

  /** What costs this much, in US dollars. */
  public record Total(BigDecimal hour, BigDecimal month) {
    public Total {
      Objects.requireNonNull(hour, "hour");
      Objects.requireNonNull(month, "month");
    }
  }
}
