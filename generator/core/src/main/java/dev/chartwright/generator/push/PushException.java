package dev.chartwright.generator.push;

import java.util.Objects;

/**
 * A chart that was not pushed. The message says why and what to do, needs no stack trace and
 * contains no password.
 */
public final class PushException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who can change what is wrong. */
  public enum Kind {
    /** The request: an address, a type, a key. */
    REQUEST,
    /** The chart: its version exists already. */
    CHART,
    /** The server, the network, or a program. */
    ENVIRONMENT
  }

  private final Kind kind;

  private PushException(Kind kind, String message, Throwable cause) {
    super(message);
    // Maven prints the messages of all causes behind the sentence, which says it better.
    if (cause != null) {
      addSuppressed(cause);
    }
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  static PushException request(String message) {
    return new PushException(Kind.REQUEST, message, null);
  }

  static PushException chart(String message) {
    return new PushException(Kind.CHART, message, null);
  }

  static PushException environment(String message) {
    return new PushException(Kind.ENVIRONMENT, message, null);
  }

  static PushException environment(String message, Throwable cause) {
    return new PushException(Kind.ENVIRONMENT, message, cause);
  }

  /** Who can change what is wrong. */
  public Kind kind() {
    return kind;
  }
}
