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
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
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
        findings.add(
            Finding.error(
                CIR_02,
                Place.ofModel(path),
                "release " + release + " has no table " + table.key()));
      } else if (!range.isValid()) {
        valid = false;
        boolean reversed = CircuitRange.of(range.to(), range.from()).isValid();
        findings.add(
            Finding.error(
                    CIR_01,
                    Place.ofModel(path),
                    "the range "
                        + range
                        + (reversed ? " is reversed" : " is outside the limits of the" + " prover"))
                .fixedBy(
                    reversed
                        ? rangeCall(table, CircuitRange.of(range.to(), range.from()))
                        : rangeCall(table, table.recommendedRange(release))
                            + ", in general 4 <= from < to <= 30"));
      }
    }
    if (valid && !circuits.testConfig() && !circuits.coverMainnet(release)) {
      CircuitTable narrow =
          release.circuitTables().stream()
              .filter(
                  table -> !circuits.range(release, table).covers(table.recommendedRange(release)))
              .findFirst()
              .orElseThrow();
      findings.add(
          Finding.warning(
                  CIR_13,
                  Place.ofModel("circuits.ranges." + narrow.key()),
                  "the range "
                      + circuits.range(release, narrow)
                      + " is narrower than mainnet needs, "
                      + narrow.recommendedRange(release))
              .fixedBy(
                  rangeCall(narrow, narrow.recommendedRange(release))
                      + ", or accept the rule for blocks that are known to fit"));
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
      findings.add(
          Finding.error(
                  CIR_04,
                  Place.ofModel("circuits.directory"),
                  "'" + directory + "' does not end with " + suffix)
              .fixedBy(
                  "write directory(\""
                      + directory.replaceAll("(" + suffix + ")?/*$", "")
                      + suffix
                      + "\")"));
    }
    if (circuits.testConfig() && !directory.contains("test")) {
      findings.add(
          Finding.error(
                  CIR_16,
                  Place.ofModel("circuits.directory"),
                  "test circuits are in '" + directory + "', whose name does not contain test")
              .fixedBy(
                  "write directory(\""
                      + fleet.release().circuitsDirectory(circuits.mountPath(), true)
                      + "\")"));
    }
    if (!directory.startsWith(circuits.mountPath() + "/")) {
      findings.add(
          Finding.error(
                  CIR_07,
                  Place.ofModel("circuits.directory"),
                  "'" + directory + "' is not on the volume mounted at " + circuits.mountPath())
              .because(
                  "circuits are built again at every start, on a file system that is read-only")
              .fixedBy("leave directory(…) out, or use a folder below " + circuits.mountPath()));
    }
  }

  private static void sharedVolume(SharedVolume volume, Gke gke, Findings findings) {
    if (volume.accessMode() == AccessMode.READ_WRITE_ONCE) {
      findings.add(
          Finding.error(
              CIR_06,
              Place.ofModel("circuits.storage.accessMode"),
              "a volume for all workers is " + volume.accessMode()));
    }
    if (volume.storageClass().isBlank()) {
      findings.add(
          Finding.error(
                  CIR_07,
                  Place.ofModel("circuits.storage.storageClass"),
                  "the storage class has no name")
              .because(
                  "the default class of the cluster creates a disk that only one node can mount")
              .fixedBy("name a class that can be shared, such as standard-rwx"));
    }
    if (volume.isOnFilestore() && !gke.network().name().equals(Network.DEFAULT)) {
      findings.add(
          Finding.error(
              CIR_11,
              Place.ofModel("circuits.storage.storageClass"),
              "the class "
                  + volume.storageClass()
                  + " of GKE creates volumes in the network default, but the cluster is in "
                  + gke.network().name()));
    }
  }

  private static void size(CircuitStorage storage, Findings findings) {
    Optional<DiskSize> sold = leastSold(storage);
    DiskSize least = sold.orElse(LEAST);
    if (storage.size().isLessThan(least)) {
      findings.add(
          Finding.warning(
                  CIR_10,
                  Place.ofModel("circuits.storage.size"),
                  "the volume of the circuits has " + storage.size())
              .because(
                  sold.isPresent()
                      ? "Filestore rejects a claim below " + least
                      : "circuits with one size for each table take 10 GB, and every additional size"
                          + " takes more")
              .fixedBy("use " + least + " or more"));
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
      findings.add(
          Finding.warning(
              CIR_12,
              Place.ofModel(findings.path(group) + ".memory"),
              "a worker of " + group.memory() + " loads all tables at once"));
    }
    boolean fromZero = group.autoscaling().map(scaling -> scaling.min() == 0).orElse(false);
    boolean madeAtStart =
        circuits.storage() instanceof PodVolume || circuits.persistence() == Persistence.NONE;
    if (fromZero && madeAtStart && !circuits.testConfig()) {
      findings.add(
          Finding.warning(
              CIR_15,
              Place.ofModel(findings.path(group) + ".autoscaling.min"),
              "the fleet scales to 0, and every worker builds its circuits at its start"));
    }
  }
}
