package dev.chartwright.prover;

import java.util.Locale;

/**
 * The value of {@code RUST_LOG}. There are coarser levels, but on them the binaries do not say that
 * they succeeded, and workers not that a proof is done, for which their pods wait before they stop.
 */
public enum LogLevel {
  INFO,
  DEBUG,
  TRACE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
