package dev.chartwright.prover;

import java.util.Locale;

/**
 * Which final blocks of a chain are proven. Mainnet has a block every 12 s, and one fleet needs 29
 * to 77 minutes for one: it keeps up with one block in 145 to 385.
 *
 * @param kind how blocks are chosen
 * @param stride the distance of two blocks for {@link Kind#STRIDE}; 1 otherwise
 */
public record Selection(Kind kind, int stride) {
  /** Every block, each proof continuing the one before: one chain of proofs. */
  public static Selection every() {
    return new Selection(Kind.EVERY, 1);
  }

  /** The newest final block whenever the fleet has time for one, each proven alone. */
  public static Selection newest() {
    return new Selection(Kind.NEWEST, 1);
  }

  /** The blocks whose numbers are divisible by {@code distance}, each proven alone. */
  public static Selection stride(int distance) {
    return new Selection(Kind.STRIDE, distance);
  }

  /** How blocks are chosen. */
  public enum Kind {
    EVERY,
    NEWEST,
    STRIDE;

    /** The word of the value, such as {@code every}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
