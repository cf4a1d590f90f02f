package dev.chartwright.generator.plan;

import static dev.chartwright.generator.plan.Figures.cores;
import static dev.chartwright.generator.plan.Figures.count;
import static dev.chartwright.generator.plan.Figures.dollars;
import static dev.chartwright.generator.plan.Figures.gib;
import static dev.chartwright.generator.plan.Figures.gibNumber;
import static dev.chartwright.generator.plan.Figures.less;
import static dev.chartwright.generator.plan.Figures.lessPrecise;
import static dev.chartwright.generator.plan.Figures.number;
import static dev.chartwright.generator.plan.Figures.precise;
import static dev.chartwright.generator.plan.Figures.time;
import static dev.chartwright.generator.plan.Figures.wholeDollars;
import static dev.chartwright.generator.plan.Figures.withWord;

import dev.chartwright.cloud.Fit;
import dev.chartwright.cloud.MachineType;
import dev.chartwright.cloud.MachineType.Reservation;
import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.NodeResource;
import dev.chartwright.cloud.Prices;
import dev.chartwright.generator.capacity.Bill;
import dev.chartwright.generator.capacity.Bill.Basis;
import dev.chartwright.generator.capacity.Bill.Item;
import dev.chartwright.generator.capacity.Bill.Moment;
import dev.chartwright.generator.capacity.Choice;
import dev.chartwright.generator.capacity.Cost;
import dev.chartwright.generator.capacity.PoolLoad;
import dev.chartwright.generator.capacity.ProofCost;
import dev.chartwright.generator.capacity.Tenant;
import dev.chartwright.generator.infrastructure.Volume;
import dev.chartwright.generator.template.Quoting;
import dev.chartwright.generator.template.Templates;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/plan.md}: the capacity plan as a page. */
public final class PlanDocument {
  private static final String UNKNOWN = "no price known";
  private static final String ESTIMATE = "≈ ";

  private final CapacityPlan plan;
  private final Prices prices;

  private PlanDocument(CapacityPlan plan) {
    this.plan = plan;
    this.prices = plan.gke().prices();
  }

  /** Set up when the first plan is rendered. */
  private static final class Lazy {
    static final Templates TEMPLATES = Templates.beside(PlanDocument.class, Quoting.markdown());
  }

  /** The page, in Markdown. */
  public static String of(CapacityPlan plan) {
    return Lazy.TEMPLATES.render("plan.md.ftl", new PlanDocument(plan).model());
  }

  private Map<String, Object> model() {
    Map<String, Object> model = new HashMap<>();
    model.put("fleet", plan.fleet());
    model.put("cluster", plan.gke().cluster());
    model.put("location", plan.gke().location());
    model.put("summary", summary());
    model.put("pools", plan.pools().stream().map(this::pool).toList());
    model.put("obstacles", obstacles());
    model.put("limits", limits());
    model.put("growth", growth());
    model.put("storage", storage());
    model.put("items", items());
    model.put("totals", totals());
    model.put("unpriced", unpriced());
    model.put("estimates", plan.bill().items().stream().anyMatch(PlanDocument::isEstimated));
    model.put("source", prices.source());
    model.put("date", prices.date());
    model.put("multiplier", multiplier());
    model.put("hours", Prices.HOURS_PER_MONTH);
    model.put("budget", budget());
    model.put("fallbacks", fallbacks());
    model.put("choices", plan.capacity().choices().stream().map(this::choice).toList());
    model.put("workerHour", plan.capacity().workerHour().map(Figures::dollars).orElse(""));
    model.put("proofs", plan.proofs().stream().map(this::proof).toList());
    model.put("window", plan.gke().maintenanceWindow().isPresent());
    model.put("replacements", plan.pools().stream().map(PlanDocument::replacement).toList());
    model.put("drains", plan.drains().stream().map(PlanDocument::drain).toList());
    model.put("cut", plan.drains().stream().filter(Drain::mayCut).map(Drain::pods).toList());
    model.put("scaleUps", plan.scaleUps().stream().map(this::scaleUp).toList());
    return model;
  }

  private List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (PoolLoad load : plan.pools()) {
      for (Tenant group : load.workers()) {
        lines.add(
            group.neverFits()
                ? "No `" + group.name() + "` fits a node of `" + load.pool().name() + "`."
                : String.format(
                    Locale.ROOT,
                    "A node of `%s` (%s) holds %d × `%s`, limited by %s.",
                    load.pool().name(),
                    load.machine(),
                    group.fit().pods(),
                    group.name(),
                    bindings(group.fit())));
      }
    }
    lines.add(
        number(plan.mostWorkers())
            + " of "
            + count(plan.declaredWorkers(), "worker")
            + " run at the maximum.");
    lines.add(
        "Cost at rest: "
            + cost(Basis.DECLARED, Moment.MIN)
            + "; at the maximum: "
            + cost(Basis.DECLARED, Moment.MAX)
            + ".");
    if (!plan.capacity().choices().isEmpty()) {
      lines.add(
          "At the maximum, the cheapest machines cost "
              + cost(plan.capacity().best().bill(), Basis.DECLARED, Moment.MAX)
              + ", the dearest "
              + cost(plan.capacity().worst().bill(), Basis.DECLARED, Moment.MAX)
              + ".");
    }
    return lines;
  }

  private Map<String, Object> choice(Choice choice) {
    Map<String, Object> model = new HashMap<>();
    model.put("name", choice.pool().name());
    List<List<String>> rows = new ArrayList<>();
    for (Choice.Option option : choice.options()) {
      PoolLoad load = option.load();
      rows.add(
          List.of(
              Integer.toString(rows.size() + 1),
              "`" + load.pool().name() + "`",
              load.machine() + (load.pool().spot() ? ", Spot" : ""),
              load.pool().minNodes() + " to " + load.pool().maxNodes(),
              load.tenants().stream()
                  .map(tenant -> tenant.fit().pods() + " × " + tenant.name())
                  .collect(Collectors.joining(" or ")),
              load.tenants().stream()
                  .map(
                      tenant ->
                          tenant.pending() == 0
                              ? number(tenant.placed())
                              : number(tenant.placed()) + " of " + number(tenant.most()))
                  .collect(Collectors.joining(", ")),
              number(load.nodesAtMax()),
              option.nodeHour().map(Figures::dollars).orElse(UNKNOWN),
              option.workerHour().map(Figures::dollars).orElse(UNKNOWN)));
    }
    model.put("rows", rows);
    return model;
  }

  private List<String> proof(ProofCost cost) {
    String more = cost.isComplete() ? "" : " and more";
    return List.of(
        number(cost.workers())
            + switch (cost.machines()) {
              case PREFERRED -> "";
              case BEST -> ", cheapest machines";
              case WORST -> ", dearest machines";
            },
        time(cost.time()),
        String.format(Locale.ROOT, "%,.1f", cost.workerTime().toMinutes() / 60.0),
        cost.ofWorkers().map(Figures::dollars).orElse(UNKNOWN),
        dollars(cost.ofFleet()) + more,
        cost.ofDay().map(day -> dollars(day) + more).orElse("–"));
  }

  private String cost(Basis basis, Moment moment) {
    return cost(plan.bill(), basis, moment);
  }

  private static String cost(Bill bill, Basis basis, Moment moment) {
    Cost cost = bill.total(basis, moment);
    return dollars(cost.perHour())
        + " per hour, "
        + wholeDollars(cost.perMonth())
        + " per month"
        + (cost.isComplete() ? "" : " and items without a known price");
  }

  private Map<String, Object> pool(PoolLoad load) {
    NodePool pool = load.pool();
    Map<String, Object> model = new HashMap<>();
    model.put("name", pool.name());
    model.put("machine", load.machine().toString());
    model.put("kind", pool.spotFirst() ? "Spot first" : pool.spot() ? "Spot" : "on demand");
    model.put(
        "taints", pool.created().get(0).taints().stream().map(taint -> "`" + taint + "`").toList());
    model.put("chosen", pool.hasChoice());
    model.put("memory", memory(load.machine()));
    model.put("cpu", cpu(load.machine()));
    model.put("disk", disk(load));
    model.put("pods", load.node().pods());
    model.put("tenants", load.tenants().stream().map(tenant -> tenant(tenant)).toList());
    model.put(
        "nodes",
        List.of(
            pool.minNodes() + " to " + pool.maxNodes(),
            number(load.nodesAtMin()),
            number(load.nodesAtMax())));
    model.put("mixed", load.workers().size() > 1);
    model.put("fallback", pool.fallback().map(NodePool::name).orElse(""));
    return model;
  }

  private static List<List<String>> memory(MachineType machine) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("nominal; Google writes GB and means GiB", precise(machine.memory())));
    rows.add(
        List.of(
            "the kernel: 1/64 and " + (machine.memory().mebibytes() > 3072 ? "80 MiB" : "16 MiB"),
            lessPrecise(machine.kernelMemory())));
    for (Reservation part : machine.kubeletMemory()) {
      rows.add(List.of("the kubelet: " + share(part), lessPrecise(part.amount())));
    }
    rows.add(
        List.of(
            "eviction: " + Figures.mib(MachineType.EVICTION_MEMORY),
            lessPrecise(MachineType.EVICTION_MEMORY)));
    rows.add(List.of("**allocatable**", "**" + precise(machine.usableMemory()) + "**"));
    rows.add(List.of("margin for system pods", lessPrecise(MachineType.SYSTEM_MEMORY)));
    rows.add(List.of("**for workloads**", "**" + precise(machine.workloadMemory()) + "**"));
    return rows;
  }

  private static String share(Reservation part) {
    Memory size = part.to().minus(part.from());
    return part.percent()
        + " % of "
        + (part.from().bytes() == 0 ? "the first " : "the next ")
        + Figures.mib(size);
  }

  private static List<List<String>> cpu(MachineType machine) {
    return List.of(
        List.of("nominal", number(machine.vcpus())),
        List.of(
            "the kubelet: 6 % of the first core, 1 % of the second, 0.5 % of two, 0.25 % of the"
                + " others",
            less(machine.kubeletCpu())),
        List.of("**allocatable**", "**" + cores(machine.allocatableCpu()) + "**"),
        List.of("margin for system pods", less(MachineType.SYSTEM_CPU)),
        List.of("**for workloads**", "**" + cores(machine.workloadCpu()) + "**"));
  }

  private static List<List<String>> disk(PoolLoad load) {
    DiskSize whole = NodeCapacity.bootDisk(load.pool().disk());
    DiskSize eviction = new DiskSize(whole.bytes() / 10);
    DiskSize left = load.node().storage();
    DiskSize system = new DiskSize(whole.bytes() - eviction.bytes() - left.bytes());
    return List.of(
        List.of("boot disk, " + load.pool().diskType(), gibNumber(whole)),
        List.of("eviction: 10 %", less(eviction)),
        List.of("GKE: the least of half the disk, 6 GiB and 35 %, and 100 GiB", less(system)),
        List.of("**for workloads**", "**" + gibNumber(left) + "**"));
  }

  private static List<String> tenant(Tenant tenant) {
    Fit fit = tenant.fit();
    boolean storage = tenant.requests().storage().bytes() > 0;
    return List.of(
        tenant.name(),
        tenant.requests().memory().toString(),
        cores(tenant.requests().cpu()),
        storage ? tenant.requests().storage().toString() : "–",
        number(fit.byMemory()),
        number(fit.byCpu()),
        storage ? number(fit.byStorage()) : "–",
        "**" + fit.pods() + "**, by " + bindings(fit),
        number(tenant.least()),
        tenant.pending() == 0
            ? number(tenant.placed())
            : number(tenant.placed()) + " of " + number(tenant.most()));
  }

  private static String bindings(Fit fit) {
    return fit.bindings().stream().map(NodeResource::toString).collect(Collectors.joining(" and "));
  }

  private List<List<String>> obstacles() {
    return plan.obstacles().stream()
        .map(each -> List.of(each.pods(), "`" + each.pool() + "`", each.reason()))
        .toList();
  }

  /** The largest pod that fits on a node of each pool. */
  private List<List<String>> limits() {
    return plan.pools().stream()
        .map(
            load ->
                List.of(
                    "`" + load.pool().name() + "`",
                    gib(load.node().memory()),
                    cores(load.node().cpu()),
                    gib(load.node().storage())))
        .toList();
  }

  private List<List<String>> growth() {
    return plan.growth().stream()
        .map(
            growth ->
                List.of(
                    growth.group(),
                    growth.perNode()
                        + " of "
                        + growth.requests().memory()
                        + ", "
                        + withWord(growth.requests().cpu()),
                    growth.largest().memory() + ", " + withWord(growth.largest().cpu()),
                    "+" + gib(growth.memoryToSpare()),
                    growth.perNode()
                        + 1
                        + " of "
                        + growth.forOneMore().memory()
                        + ", "
                        + withWord(growth.forOneMore().cpu())))
        .toList();
  }

  private List<List<String>> storage() {
    List<List<String>> rows = new ArrayList<>();
    for (PoolLoad load : plan.pools()) {
      rows.add(
          List.of(
              "boot disks of `" + load.pool().name() + "`",
              load.pool().diskType().toString(),
              gib(NodeCapacity.bootDisk(load.pool().disk())),
              number(load.nodesAtMin()),
              number(load.nodesAtMax())));
    }
    for (Volume volume : plan.volumes()) {
      rows.add(
          List.of(
              volume.owner(),
              volume.medium().toString(),
              gib(volume.size()),
              number(volume.least()),
              number(volume.most())));
    }
    return rows;
  }

  private List<List<String>> items() {
    return plan.bill().items().stream().map(this::item).toList();
  }

  private List<String> item(Item item) {
    String mark = isEstimated(item) ? ESTIMATE : "";
    return List.of(
        item.name(),
        item.kind(),
        item.declared().map(price -> mark + hourly(price.dollars())).orElse(UNKNOWN),
        number(item.atMin()),
        item.total(Basis.DECLARED, Moment.MIN).map(sum -> mark + hourly(sum)).orElse(UNKNOWN),
        number(item.atMax()),
        item.total(Basis.DECLARED, Moment.MAX).map(sum -> mark + hourly(sum)).orElse(UNKNOWN));
  }

  /** Disks cost fractions of a cent. */
  private static String hourly(BigDecimal dollars) {
    return String.format(Locale.ROOT, "$%,.4f", dollars);
  }

  private static boolean isEstimated(Item item) {
    return item.declared().filter(Prices.Price::estimate).isPresent();
  }

  private List<List<String>> totals() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(total("as declared, at rest", Basis.DECLARED, Moment.MIN));
    rows.add(total("as declared, at the maximum", Basis.DECLARED, Moment.MAX));
    if (!plan.capacity().choices().isEmpty()) {
      rows.add(total("cheapest machines, at the maximum", plan.capacity().best().bill()));
      rows.add(total("dearest machines, at the maximum", plan.capacity().worst().bill()));
    }
    rows.add(total("all on demand, at rest", Basis.ON_DEMAND, Moment.MIN));
    rows.add(total("all on demand, at the maximum", Basis.ON_DEMAND, Moment.MAX));
    rows.add(total("all workers on Spot, at rest", Basis.SPOT, Moment.MIN));
    rows.add(total("all workers on Spot, at the maximum", Basis.SPOT, Moment.MAX));
    return rows;
  }

  private List<String> total(String what, Basis basis, Moment moment) {
    return total(what, plan.bill().total(basis, moment));
  }

  private static List<String> total(String what, Bill bill) {
    return total(what, bill.total(Basis.DECLARED, Moment.MAX));
  }

  private static List<String> total(String what, Cost cost) {
    String more = cost.isComplete() ? "" : " and more";
    return List.of(
        what,
        dollars(cost.perHour()) + more,
        dollars(cost.perDay()) + more,
        wholeDollars(cost.perMonth()) + more);
  }

  /** What the totals leave out, each once. */
  private List<String> unpriced() {
    Stream<String> declared =
        Stream.of(Basis.values())
            .flatMap(basis -> plan.bill().total(basis, Moment.MAX).unpriced().stream());
    Stream<String> dearest =
        plan.capacity().worst().bill().total(Basis.DECLARED, Moment.MAX).unpriced().stream();
    return Stream.concat(declared, dearest).distinct().toList();
  }

  private String multiplier() {
    return prices.multiplier().compareTo(BigDecimal.ONE) == 0
        ? ""
        : prices.multiplier().toPlainString();
  }

  private String budget() {
    Optional<BigDecimal> budget = plan.gke().monthlyBudget();
    if (budget.isEmpty()) {
      return "";
    }
    Cost most = plan.capacity().worst().bill().total(Basis.DECLARED, Moment.MAX);
    String share =
        most.perMonth().compareTo(budget.get()) > 0
            ? "the maximum of " + wholeDollars(most.perMonth()) + " is above it"
            : "the maximum of " + wholeDollars(most.perMonth()) + " is within it";
    return "The budget is "
        + wholeDollars(budget.get())
        + " per month; "
        + share
        + (most.isComplete() ? "." : ", as far as prices are known.");
  }

  private List<String> fallbacks() {
    return plan.pools().stream()
        .map(PoolLoad::pool)
        .filter(NodePool::onDemandFallback)
        .map(NodePool::name)
        .toList();
  }

  private static List<String> replacement(PoolLoad load) {
    NodePool pool = load.pool();
    return List.of("`" + pool.name() + "`", number(pool.maxSurge()), number(pool.maxUnavailable()));
  }

  private static List<String> drain(Drain drain) {
    return List.of(
        "`" + drain.pods() + "`",
        "`" + drain.pool() + "`",
        time(drain.grace()),
        time(drain.allowed()));
  }

  private Map<String, Object> scaleUp(ScaleUp scaleUp) {
    Map<String, Object> model = new HashMap<>();
    model.put("group", scaleUp.group());
    model.put("from", scaleUp.from());
    model.put("to", scaleUp.to());
    model.put("polling", time(scaleUp.polling()));
    model.put("pods", count(scaleUp.scaleOut().pods(), "worker"));
    model.put("period", time(scaleUp.scaleOut().period()));
    model.put("wave", time(scaleUp.wave()));
    model.put(
        "node",
        ScaleUp.NODE_AT_LEAST.toMinutes() + " to " + ScaleUp.NODE_AT_MOST.toMinutes() + " min");
    model.put("loaded", scaleUp.circuits() == ScaleUp.Circuits.LOADED);
    model.put("sizes", plan.circuitSizes());
    model.put("expiry", time(ScaleUp.QUEUE_EXPIRY));
    model.put("left", time(scaleUp.leftBeforeExpiry()));
    model.put("fromZero", scaleUp.from() == 0);
    model.put("onSpot", scaleUp.onSpot());
    model.put("leased", scaleUp.leased());
    return model;
  }
}
