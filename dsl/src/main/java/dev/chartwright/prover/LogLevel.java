package dev.chartwright.prover;

import java.util.Locale;

/**
 * The value of {@code RUST_LOG}; below {@link #INFO} the binaries do not say that they succeeded.
 */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
