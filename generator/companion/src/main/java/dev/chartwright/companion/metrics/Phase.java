package dev.chartwright.companion.metrics;

/** What the companion does at a time. */
public enum Phase {
  /** Nothing: no run can begin. */
  WAITING,
  /** It reads witnesses and proofs. */
  CHECKING,
  /** It empties queues, and waits for broker, fence or workers. */
  PREPARING,
  /** A leader works. */
  PROVING,
  /** A verifier works; its leader may do so too. */
  VERIFYING
}
