package dev.chartwright.companion.bucket;

/** A call to the bucket failed. Its message is a sentence for the user. */
public final class BucketException extends Exception {
  private static final long serialVersionUID = 1;

  /** Who can help. */
  public enum Kind {
    /** Time: the call may succeed later. */
    AWAY,
    /** A person: somebody has to change the project or the settings. */
    DENIED
  }

  private final Kind kind;

  BucketException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
