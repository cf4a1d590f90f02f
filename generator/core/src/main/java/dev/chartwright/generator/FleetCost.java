package dev.chartwright.generator;

import dev.chartwright.cloud.Prices;
import dev.chartwright.cloud.Prices.Price;
import dev.chartwright.generator.capacity.Bill.Basis;
import dev.chartwright.generator.capacity.Bill.Moment;
import dev.chartwright.generator.capacity.Cost;
import dev.chartwright.generator.plan.CapacityPlan;
import dev.chartwright.generator.report.CostSection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A capacity plan in the words of a report that any chart may have. */
final class FleetCost {
  private FleetCost() {}

  static CostSection of(CapacityPlan plan) {
    Prices prices = plan.gke().prices();
    Cost atRest = plan.bill().total(Basis.DECLARED, Moment.MIN);
    Cost atMost = plan.bill().total(Basis.DECLARED, Moment.MAX);
    Set<String> unpriced = new LinkedHashSet<>(atMost.unpriced());
    unpriced.addAll(atRest.unpriced());
    return new CostSection(
        plan.gke().cluster(),
        plan.gke().location(),
        plan.pools().stream()
            .map(
                load ->
                    new CostSection.Pool(
                        load.pool().name(),
                        load.machine() + (load.pool().spot() ? " Spot" : ""),
                        load.nodesAtMin(),
                        load.nodesAtMax(),
                        load.tenants().stream()
                            .map(
                                tenant ->
                                    new CostSection.Tenant(
                                        tenant.name(),
                                        tenant.fit().pods(),
                                        tenant.least(),
                                        tenant.most(),
                                        tenant.pending()))
                            .toList()))
            .toList(),
        plan.bill().items().stream()
            .map(
                item ->
                    new CostSection.Part(
                        item.name(),
                        item.kind(),
                        item.atMin(),
                        item.atMax(),
                        item.hour(Basis.DECLARED).map(Price::dollars)))
            .toList(),
        total(atRest),
        total(atMost),
        List.copyOf(unpriced),
        prices.source() + ", " + prices.date());
  }

  private static CostSection.Total total(Cost cost) {
    return new CostSection.Total(cost.perHour(), cost.perMonth());
  }
}
