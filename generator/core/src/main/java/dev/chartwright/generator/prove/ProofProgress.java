package dev.chartwright.generator.prove;

/** Is told how far a proof has come. Called by the thread that asked for the proof. */
@FunctionalInterface
public interface ProofProgress {
  /**
   * Some cases are through.
   *
   * @param done so far
   * @param planned in all, as far as is known; it may grow
   * @param findings problems so far
   */
  void cases(int done, int planned, int findings);

  /** Tells nobody. */
  static ProofProgress silent() {
    return (done, planned, findings) -> {};
  }
}
