package dev.chartwright.generator.prove;

/** Receives how far a proof has come. Called by the thread that asked for the proof. */
@FunctionalInterface
public interface ProofProgress extends AutoCloseable {
  /**
   * Some cases are judged.
   *
   * @param done so far
   * @param planned in all, as far as is known; it may grow
   * @param findings so far
   */
  void cases(int done, int planned, int findings);

  /** The proof is over. */
  @Override
  default void close() {}

  /** Ignores it. */
  static ProofProgress silent() {
    return (done, planned, findings) -> {};
  }
}
