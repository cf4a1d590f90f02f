package dev.chartwright.generator.engine;

/** The Helm engine cannot be used on this machine. Nothing is wrong with the chart. */
public final class HelmUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HelmUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
