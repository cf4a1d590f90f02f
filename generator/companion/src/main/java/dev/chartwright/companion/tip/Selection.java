package dev.chartwright.companion.tip;

import java.util.Optional;

/** Which blocks are proven. */
public sealed interface Selection {
  /**
   * Every block, as one chain of proofs.
   *
   * @param blocks how many a run has
   */
  record Every(int blocks) implements Selection {}

  /** The newest final block when the prover has nothing else to do. */
  record Newest() implements Selection {}

  /** The blocks whose number can be divided by one. */
  record Stride(long divisor) implements Selection {}

  /** Blocks of one run. */
  record Range(long first, long last) {}

  /** Whether each proof continues the one before. */
  default boolean isChain() {
    return this instanceof Every;
  }

  /** The first block from a number on that can be proven. */
  default long from(long number) {
    return this instanceof Stride stride
        ? -Math.floorDiv(-number, stride.divisor()) * stride.divisor()
        : number;
  }

  /**
   * The blocks of the next run.
   *
   * @param next the first block that may be chosen
   * @param last the newest block that may be chosen
   * @param end the last block of all
   * @param open how many runs are chosen and not over
   * @param ahead how many may wait beside the one in progress
   */
  default Optional<Range> choose(long next, long last, long end, int open, int ahead) {
    long newest = Math.min(last, end);
    if (newest < next || open > (this instanceof Newest ? 0 : ahead)) {
      return Optional.empty();
    } else if (this instanceof Every every) {
      long until = Math.min(next + every.blocks() - 1, end);
      return until > newest ? Optional.empty() : Optional.of(new Range(next, until));
    } else if (this instanceof Stride) {
      long number = from(next);
      return number > newest ? Optional.empty() : Optional.of(new Range(number, number));
    }
    return Optional.of(new Range(newest, newest));
  }
}
