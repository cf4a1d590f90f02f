package dev.chartwright.prover;

/**
 * The tables of the proof system, in the prover's own order.
 *
 * <p>{@link #defaultRange()} is what the binaries assume when nothing is set; {@link
 * #recommendedRange(ProverRelease)} is what proving Ethereum mainnet takes.
 */
public enum CircuitTable {
  ARITHMETIC("arithmetic", "a", "ARITHMETIC", "16..23", "16..25", "16..21"),
  BYTE_PACKING("bytePacking", "bp", "BYTE_PACKING", "9..21", "8..25", "8..21"),
  CPU("cpu", "c", "CPU", "12..25", "12..27", "8..21"),
  KECCAK("keccak", "k", "KECCAK", "14..20", "14..25", "4..20"),
  KECCAK_SPONGE("keccakSponge", "ks", "KECCAK_SPONGE", "9..15", "9..20", "8..17"),
  LOGIC("logic", "l", "LOGIC", "12..18", "12..25", "4..21"),
  MEMORY("memory", "m", "MEMORY", "17..28", "17..28", "17..24"),
  /** Since v0.7. */
  MEMORY_BEFORE("memoryBefore", "m_b", "MEMORY_BEFORE", "7..23", "7..23", "16..23"),
  /** Since v0.7. */
  MEMORY_AFTER("memoryAfter", "m_a", "MEMORY_AFTER", "7..27", "7..27", "7..23");

  private final String key;
  private final String shortName;
  private final String variable;
  private final CircuitRange defaultRange;
  private final CircuitRange recommendedBefore07;
  private final CircuitRange recommendedSince07;

  CircuitTable(
      String key,
      String shortName,
      String variable,
      String defaultRange,
      String recommendedBefore07,
      String recommendedSince07) {
    this.key = key;
    this.shortName = shortName;
    this.variable = variable + "_CIRCUIT_SIZE";
    this.defaultRange = CircuitRange.parse(defaultRange);
    this.recommendedBefore07 = CircuitRange.parse(recommendedBefore07);
    this.recommendedSince07 = CircuitRange.parse(recommendedSince07);
  }

  /** The name in values and paths, such as {@code keccakSponge}. */
  public String key() {
    return key;
  }

  /** The name in circuit files, such as {@code ks}. */
  public String shortName() {
    return shortName;
  }

  /** The environment variable of every binary, such as {@code KECCAK_SPONGE_CIRCUIT_SIZE}. */
  public String variable() {
    return variable;
  }

  /** The range that the binaries use if the variable is not set; the same in all releases. */
  public CircuitRange defaultRange() {
    return defaultRange;
  }

  /** The range that proving Ethereum mainnet needs with this release. */
  public CircuitRange recommendedRange(ProverRelease release) {
    return release == ProverRelease.V0_7 ? recommendedSince07 : recommendedBefore07;
  }
}
