package dev.chartwright.generator.keda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of KEDA, as far as parameters came with it. */
public record KedaVersion(int major, int minor) {
  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(\\..*)?");

  /**
   * Reads a version such as {@code 2.14.0}.
   *
   * @throws IllegalArgumentException when it does not begin with two numbers
   */
  public static KedaVersion parse(String text) {
    Matcher version = VERSION.matcher(text);
    if (!version.matches()) {
      throw new IllegalArgumentException("not a version of KEDA: '" + text + "'");
    }
    return new KedaVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
  }

  boolean isBefore(KedaVersion other) {
    return major < other.major || (major == other.major && minor < other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
