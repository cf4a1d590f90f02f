package dev.chartwright.companion.json;

import java.io.IOException;

/** Input that is not JSON, or more of it than the reader accepts. */
public final class JsonException extends IOException {
  private static final long serialVersionUID = 1;

  private final long offset;

  JsonException(String message, long offset) {
    super(message + " at byte " + offset);
    this.offset = offset;
  }

  /** The position in the input, in bytes from 0. */
  public long offset() {
    return offset;
  }
}
