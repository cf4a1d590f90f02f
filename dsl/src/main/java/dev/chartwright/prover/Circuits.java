package dev.chartwright.prover;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import dev.chartwright.units.DiskSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The circuits of a fleet: one declaration for workers, leader and verifier, because a proof made
 * with other ranges does not verify.
 *
 * @param ranges the ranges that differ from the recommended ones of the release
 * @param persistence whether circuits outlive the process
 * @param loadStrategy how much of them a worker holds in memory
 * @param storage where they live
 * @param mountPath the folder in every pod where the storage is mounted
 * @param directory the circuits directory, if not the one that follows from the release
 * @param testConfig whether they are fast circuits of low security, never for real proofs
 * @param findings what is wrong with settings that were left out
 */
public record Circuits(
    Map<CircuitTable, CircuitRange> ranges,
    Persistence persistence,
    LoadStrategy loadStrategy,
    CircuitStorage storage,
    String mountPath,
    Optional<String> directory,
    boolean testConfig,
    List<Finding> findings) {
  private static final String MOUNT_PATH = "/[^\\s:]+[^\\s:/]";

  public Circuits {
    Map<CircuitTable, CircuitRange> copy = new EnumMap<>(CircuitTable.class);
    copy.putAll(ranges);
    ranges = Collections.unmodifiableMap(copy);
    Objects.requireNonNull(persistence, "persistence");
    Objects.requireNonNull(loadStrategy, "loadStrategy");
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(mountPath, "mountPath");
    Objects.requireNonNull(directory, "directory");
    findings = List.copyOf(findings);
  }

  /** The recommended ranges of the release on a shared volume. */
  public static Builder recommended() {
    return new Builder();
  }

  /** The range of a table: the declared one, else the recommended one of the release. */
  public CircuitRange range(ProverRelease release, CircuitTable table) {
    CircuitRange declared = ranges.get(table);
    return declared != null ? declared : table.recommendedRange(release);
  }

  /** The range of every table of the release, in its order. */
  public Map<CircuitTable, CircuitRange> ranges(ProverRelease release) {
    Map<CircuitTable, CircuitRange> all = new EnumMap<>(CircuitTable.class);
    release.circuitTables().forEach(table -> all.put(table, range(release, table)));
    return Collections.unmodifiableMap(all);
  }

  /** The ranges in the form that the prover puts into file names: {@code a_16-23_bp_9-21_…}. */
  public String digest(ProverRelease release) {
    return ranges(release).entrySet().stream()
        .map(
            entry ->
                entry.getKey().shortName()
                    + "_"
                    + entry.getValue().from()
                    + "-"
                    + entry.getValue().to())
        .collect(Collectors.joining("_"));
  }

  /** True if every table is made in at least the sizes that Ethereum mainnet takes. */
  public boolean coverMainnet(ProverRelease release) {
    return ranges(release).entrySet().stream()
        .allMatch(entry -> entry.getValue().covers(entry.getKey().recommendedRange(release)));
  }

  /**
   * The circuits directory without the digest that {@link #directory(ProverRelease, String)} adds.
   */
  public String directory(ProverRelease release) {
    return directory.orElseGet(() -> release.circuitsDirectory(mountPath, testConfig));
  }

  /**
   * The circuits directory for one image and one set of ranges: {@code
   * /circuits/v0.7-0a1b2c3d_circuit_cache}. So circuits are never taken for others, and never
   * removed under workers that still use them.
   *
   * @param digest of image and ranges, which can change when the chart is installed
   */
  public String directory(ProverRelease release, String digest) {
    String suffix = release.circuitsDirectorySuffix().orElse("");
    String base = directory(release);
    return base.endsWith(suffix)
        ? base.substring(0, base.length() - suffix.length()) + "-" + digest + suffix
        : base + "-" + digest;
  }

  /** Whether circuits outlive the process. */
  public enum Persistence {
    NONE,
    DISK;

    /** The spelling of {@code --persistence}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The strategy with which a worker loads circuits into memory. */
  public enum LoadStrategy {
    /** Tables are read when a proof needs them. */
    ON_DEMAND,
    /** Every table at once. */
    MONOLITHIC;

    /** The spelling of {@code --load-strategy}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Collects the settings of circuits; each has a default. */
  public static final class Builder {
    private final Map<CircuitTable, CircuitRange> ranges = new EnumMap<>(CircuitTable.class);
    private Persistence persistence = Persistence.DISK;
    private LoadStrategy loadStrategy = LoadStrategy.ON_DEMAND;
    private CircuitStorage storage = CircuitStorage.shared("standard-rwx", DiskSize.tib(1));
    private String mountPath = "/circuits";
    private Optional<String> directory = Optional.empty();
    private boolean testConfig;
    private final List<Finding> findings = new ArrayList<>();

    private Builder() {}

    /** Sizes 2^from to 2^(to−1) of one table. Default: the recommended range of the release. */
    public Builder range(CircuitTable table, int from, int to) {
      ranges.put(table, CircuitRange.of(from, to));
      return this;
    }

    /** Default disk. */
    public Builder persistence(Persistence persistence) {
      this.persistence = persistence;
      return this;
    }

    /** Default on demand: base circuits at start, tables when needed. */
    public Builder loadStrategy(LoadStrategy loadStrategy) {
      this.loadStrategy = loadStrategy;
      return this;
    }

    /** Default: a shared volume of 1 TiB from the class {@code standard-rwx}. */
    public Builder storage(CircuitStorage storage) {
      this.storage = storage;
      return this;
    }

    /** The folder where the storage is mounted. Default {@code /circuits}. */
    public Builder mountPath(String mountPath) {
      if (mountPath.matches(MOUNT_PATH)) {
        this.mountPath = mountPath;
      } else {
        findings.add(
            Finding.error(
                FleetDeclarationRules.MOUNT_PATH,
                Place.ofCaller("mountPath"),
                "'" + mountPath + "' is not an absolute path without a slash at its end"));
      }
      return this;
    }

    /**
     * The circuits directory, which v0.7 wants to end in {@code _circuit_cache}. In the chart a
     * digest of image and ranges stands before that ending.
     */
    public Builder directory(String directory) {
      this.directory = Optional.of(directory);
      return this;
    }

    /** Fast circuits of low security for the whole fleet; such proofs prove nothing. */
    public Builder testConfig() {
      this.testConfig = true;
      return this;
    }

    public Circuits build() {
      return new Circuits(
          ranges, persistence, loadStrategy, storage, mountPath, directory, testConfig, findings);
    }
  }
}
