package dev.chartwright.chart;

/** What a declaration was given, which is something: null is refused by name. */
final class Given {
  private Given() {}

  /**
   * The argument.
   *
   * @throws IllegalArgumentException when it is null
   */
  static <T> T of(String what, T argument) {
    if (argument == null) {
      throw new IllegalArgumentException(what + " is null");
    }
    return argument;
  }
}
