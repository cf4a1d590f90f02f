package dev.chartwright.companion.leader;

/** What the companion notices of an attempt that has failed. */
public enum Loss implements Reason {
  TASK_LOST,
  QUEUE_LOST,
  BROKER_SILENT,
  BROKER_RESTARTED,
  REDELIVERIES,
  DEADLINE,
  WRONG_PROOF,
  INVALID_PROOF,
  LEADER_ENDED
}
