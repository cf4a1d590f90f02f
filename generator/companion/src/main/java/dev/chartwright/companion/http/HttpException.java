package dev.chartwright.companion.http;

import java.io.IOException;

/** A call had no whole answer. Its message is a clause. */
public final class HttpException extends IOException {
  private static final long serialVersionUID = 1;

  /** What went wrong. */
  public enum Kind {
    /** Nobody answers at the address. */
    CONNECT,
    /** The time of the call is over. */
    LATE,
    /** The answer is longer than expected. */
    LONG,
    /** The answer is not HTTP, or its end is missing. */
    CUT
  }

  private final Kind kind;
  private final int status;

  HttpException(Kind kind, int status, String message) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  public Kind kind() {
    return kind;
  }

  /** The status of the answer; 0 if there was none. */
  public int status() {
    return status;
  }
}
