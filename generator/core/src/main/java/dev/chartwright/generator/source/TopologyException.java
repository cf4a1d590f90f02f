package dev.chartwright.generator.source;

/** A topology class that cannot be used. The message is for its author and needs no stack trace. */
public final class TopologyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopologyException(String message) {
    super(message);
  }

  TopologyException(String message, Throwable cause) {
    super(message, cause);
  }
}
