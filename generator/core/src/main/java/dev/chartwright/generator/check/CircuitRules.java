package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.CIR_01;
import static dev.chartwright.generator.rule.FleetRules.CIR_02;
import static dev.chartwright.generator.rule.FleetRules.CIR_04;
import static dev.chartwright.generator.rule.FleetRules.CIR_06;
import static dev.chartwright.generator.rule.FleetRules.CIR_07;
import static dev.chartwright.generator.rule.FleetRules.CIR_10;
import static dev.chartwright.generator.rule.FleetRules.CIR_11;
import static dev.chartwright.generator.rule.FleetRules.CIR_12;
import static dev.chartwright.generator.rule.FleetRules.CIR_13;
import static dev.chartwright.generator.rule.FleetRules.CIR_15;
import static dev.chartwright.generator.rule.FleetRules.CIR_16;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.CircuitRange;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.CircuitStorage.AccessMode;
import dev.chartwright.prover.CircuitStorage.Filestore;
import dev.chartwright.prover.CircuitStorage.PodVolume;
import dev.chartwright.prover.CircuitStorage.SharedVolume;
import dev.chartwright.prover.CircuitTable;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Circuits.LoadStrategy;
import dev.chartwright.prover.Circuits.Persistence;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.Optional;
import java.util.Set;

/** Rules about circuits: their ranges, their folder and the volume that stores them. */
final class CircuitRules implements RuleFamily {
  private static final DiskSize LEAST = DiskSize.gib(50);

  /** All tables at the recommended sizes at once; production circuits of 47 sizes took over 20. */
  private static final Memory MONOLITHIC = Memory.gib(64);

  @Override
  public Set<Rule> rules() {
    return Set.of(
        CIR_01, CIR_02, CIR_04, CIR_06, CIR_07, CIR_10, CIR_11, CIR_12, CIR_13, CIR_15, CIR_16);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    ranges(fleet, findings);
    directory(fleet, findings);
    if (fleet.circuits().storage() instanceof SharedVolume volume) {
      sharedVolume(volume, fleet.gke(), findings);
    }
    size(fleet.circuits().storage(), findings);
    for (Workers group : fleet.workers()) {
      loading(fleet.circuits(), group, findings);
    }
  }

  private static void ranges(ProverFleet fleet, Findings findings) {
    Circuits circuits = fleet.circuits();
    ProverRelease release = fleet.release();
    boolean valid = true;
    for (var entry : circuits.ranges().entrySet()) {
      CircuitTable table = entry.getKey();
      CircuitRange range = entry.getValue();
      String path = "circuits.ranges." + table.key();
      if (!release.circuitTables().contains(table)) {
        findings.error(
            CIR_02,
            path,
            "release " + release + " has no table " + table.key(),
            "the prover ignores the range without a message",
            "remove the range, or use a release that has the table");
      } else if (!range.isValid()) {
        valid = false;
        boolean reversed = CircuitRange.of(range.to(), range.from()).isValid();
        findings.error(
            CIR_01,
            path,
            "the range "
                + range
                + (reversed ? " is reversed" : " is outside the limits of the" + " prover"),
            "the prover rejects the range, or builds circuits of sizes that are not needed",
            reversed
                ? rangeCall(table, CircuitRange.of(range.to(), range.from()))
                : rangeCall(table, table.recommendedRange(release))
                    + ", in general 4 <= from < to <= 30");
      }
    }
    if (valid && !circuits.testConfig() && !circuits.coverMainnet(release)) {
      CircuitTable narrow =
          release.circuitTables().stream()
              .filter(
                  table -> !circuits.range(release, table).covers(table.recommendedRange(release)))
              .findFirst()
              .orElseThrow();
      findings.warning(
          CIR_13,
          "circuits.ranges." + narrow.key(),
          "the range "
              + circuits.range(release, narrow)
              + " is narrower than mainnet needs, "
              + narrow.recommendedRange(release),
          "a proof that needs another size fails with 'Attempting to load circuit'",
          rangeCall(narrow, narrow.recommendedRange(release))
              + ", or accept the rule for blocks that are known to fit");
    }
  }

  private static String rangeCall(CircuitTable table, CircuitRange range) {
    return "write range(CircuitTable."
        + table.name()
        + ", "
        + range.from()
        + ", "
        + range.to()
        + ")";
  }

  private static void directory(ProverFleet fleet, Findings findings) {
    Circuits circuits = fleet.circuits();
    String directory = circuits.directory(fleet.release());
    String suffix = fleet.release().circuitsDirectorySuffix().orElse("");
    if (!directory.endsWith(suffix)) {
      findings.error(
          CIR_04,
          "circuits.directory",
          "'" + directory + "' does not end with " + suffix,
          "every binary of release " + fleet.release() + " exits at its start",
          "write directory(\"" + directory.replaceAll("(" + suffix + ")?/*$", "") + suffix + "\")");
    }
    if (circuits.testConfig() && !directory.contains("test")) {
      findings.error(
          CIR_16,
          "circuits.directory",
          "test circuits are in '" + directory + "', whose name does not contain test",
          "files of test and real circuits have equal names, so proofs fail or test proofs verify",
          "write directory(\""
              + fleet.release().circuitsDirectory(circuits.mountPath(), true)
              + "\")");
    }
    if (!directory.startsWith(circuits.mountPath() + "/")) {
      findings.error(
          CIR_07,
          "circuits.directory",
          "'" + directory + "' is not on the volume mounted at " + circuits.mountPath(),
          "circuits are built again at every start, on a file system that is read-only",
          "leave directory(…) out, or use a folder below " + circuits.mountPath());
    }
  }

  private static void sharedVolume(SharedVolume volume, Gke gke, Findings findings) {
    if (volume.accessMode() == AccessMode.READ_WRITE_ONCE) {
      findings.error(
          CIR_06,
          "circuits.storage.accessMode",
          "a volume for all workers is " + volume.accessMode(),
          "pods on a second node never start: Multi-Attach error",
          "use " + AccessMode.READ_WRITE_MANY + ", or CircuitStorage.perPod(…)");
    }
    if (volume.storageClass().isBlank()) {
      findings.error(
          CIR_07,
          "circuits.storage.storageClass",
          "the storage class has no name",
          "the default class of the cluster creates a disk that only one node can mount",
          "name a class that can be shared, such as standard-rwx");
    }
    if (volume.isOnFilestore() && !gke.network().name().equals(Network.DEFAULT)) {
      findings.error(
          CIR_11,
          "circuits.storage.storageClass",
          "the class "
              + volume.storageClass()
              + " of GKE creates volumes in the network default, but the cluster is in "
              + gke.network().name(),
          "the claim stays Pending forever, and so does every worker",
          "use storage(CircuitStorage.filestore(DiskSize.tib(1))), which brings a class for "
              + gke.network().name());
    }
  }

  private static void size(CircuitStorage storage, Findings findings) {
    Optional<DiskSize> sold = leastSold(storage);
    DiskSize least = sold.orElse(LEAST);
    if (storage.size().isLessThan(least)) {
      findings.warning(
          CIR_10,
          "circuits.storage.size",
          "the volume of the circuits has " + storage.size(),
          sold.isPresent()
              ? "Filestore rejects a claim below " + least
              : "circuits with one size for each table take 10 GB, and every additional size"
                  + " takes more",
          "use " + least + " or more");
    }
  }

  private static Optional<DiskSize> leastSold(CircuitStorage storage) {
    if (storage instanceof Filestore filestore) {
      return Optional.of(filestore.tier().least());
    }
    boolean standard =
        storage instanceof SharedVolume volume && volume.storageClass().equals("standard-rwx");
    return standard ? Optional.of(Filestore.Tier.STANDARD.least()) : Optional.empty();
  }

  private static void loading(Circuits circuits, Workers group, Findings findings) {
    boolean monolithic = circuits.loadStrategy() == LoadStrategy.MONOLITHIC;
    if (monolithic && !circuits.testConfig() && group.memory().isLessThan(MONOLITHIC)) {
      findings.warning(
          CIR_12,
          findings.path(group) + ".memory",
          "a worker of " + group.memory() + " loads all tables at once",
          "the worker runs out of memory at its start",
          "use " + MONOLITHIC + " or more, or loadStrategy(LoadStrategy.ON_DEMAND)");
    }
    boolean fromZero = group.autoscaling().map(scaling -> scaling.min() == 0).orElse(false);
    boolean madeAtStart =
        circuits.storage() instanceof PodVolume || circuits.persistence() == Persistence.NONE;
    if (fromZero && madeAtStart && !circuits.testConfig()) {
      findings.warning(
          CIR_15,
          findings.path(group) + ".autoscaling.min",
          "the fleet scales to 0, and every worker builds its circuits at its start",
          "a task queue without a worker for 30 minutes is deleted with its tasks",
          "use a minimum of 1, or circuits on a shared volume");
    }
  }
}
