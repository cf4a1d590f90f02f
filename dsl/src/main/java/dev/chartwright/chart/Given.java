package dev.chartwright.chart;

/** What a declaration was given, which is something: null is refused by name. */
final class Given {
  private Given() {}

  /**
   * The argument.
   *
   * @throws NullPointerException when it is null
   */
  static <T> T of(String what, T argument) {
    if (argument == null) {
      throw new NullPointerException(what + " is null");
    }
    return argument;
  }
}
