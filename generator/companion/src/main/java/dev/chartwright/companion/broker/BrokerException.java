package dev.chartwright.companion.broker;

/** What kept the broker from doing what was asked. The message is one sentence for the user. */
public final class BrokerException extends Exception {
  private static final long serialVersionUID = 1;

  /** What went wrong, for a program. */
  public enum Kind {
    /** No answer, or none in time. Later it may be another. */
    UNREACHABLE,
    /** The broker does not know the user, or the password is another. */
    LOGIN_REFUSED,
    /** The user is known, but is no administrator, or may not use the virtual host. */
    NOT_ADMINISTRATOR,
    /** A queue is there with other settings than the prover's. */
    OTHER_QUEUE,
    /** Somebody else has closed the fence. */
    FENCE_OF_ANOTHER,
    /** Workers still listen to the task queues; the fence stays closed. */
    WORKERS_LEFT,
    /** The broker answered, but nothing that is expected here. */
    UNEXPECTED
  }

  private final Kind kind;

  BrokerException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
