package dev.chartwright.companion.leader;

/**
 * What the prover prints before it fails, and what it means. The first ones tell more than the
 * later ones, which are often printed too.
 */
public enum Cause implements Reason {
  DISK_FULL(
      "No space left on device",
      "the volume is full: free space on it, or increase leader.storage.size"),
  OTHER_STATE(
      "Inconsistent pre-state for first block",
      "the state before the first block is not the checkpoint of the witness: fetch the witness"
          + " with the block before as its checkpoint, or give the previous proof"),
  NO_CIRCUITS(
      "Unable to get circuits",
      "a worker lacks the circuits of a size that a block needs: widen the ranges of the circuits"),
  WRONG_WITNESS("KernelPanic", "the witness contradicts itself: fetch it again"),
  WRONG_LOGIN("ACCESS_REFUSED", "the broker refuses the user or the password"),
  NO_BROKER("connecting to AMQP host", "the leader cannot connect to the broker"),
  CONNECTION_LOST("IO error: Connection reset by peer", "the connection to the broker was lost"),
  NOT_WRITTEN(
      "failed to output proof for block", "a proof cannot be written: see the log of the run"),
  TASK_FAILED(
      "Proving task finished with error",
      "a task failed on a worker: look for 'execution error' in the logs of the workers");

  private final String printed;
  private final String sentence;

  Cause(String printed, String sentence) {
    this.printed = printed;
    this.sentence = sentence;
  }

  boolean isIn(String line) {
    return line.contains(printed);
  }

  /** What happened and what to do, to be put behind the name of the run. */
  public String sentence() {
    return sentence;
  }
}
