package dev.chartwright.prover;

/** Which tasks a group of workers takes. */
public enum Routing {
  /** All tasks, from one queue. */
  SHARED,
  /** Segment proofs only; needs v0.7 and a light group beside it. */
  HEAVY,
  /** Aggregations and block proofs only; needs v0.7 and a heavy group beside it. */
  LIGHT;

  /** True if the leader must run in affinity mode. */
  public boolean isAffinity() {
    return this != SHARED;
  }
}
