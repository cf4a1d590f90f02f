package dev.chartwright.jkube;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a project as that of its chart: charts have SemVer, Maven takes any text. */
final class ChartVersion {
  private static final Pattern VERSION =
      Pattern.compile("v?0*(\\d+)(?:\\.0*(\\d+))?(?:\\.0*(\\d+))?[.-]?(.*)");

  private ChartVersion() {}

  /** {@code 1.2} is {@code 1.2.0}, and {@code v1.2.3.Final} is {@code 1.2.3-Final}. */
  static String of(String version) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return "0.0.0-" + identifier(version);
    }
    String qualifier = identifier(parts.group(4));
    return number(parts.group(1))
        + "."
        + number(parts.group(2))
        + "."
        + number(parts.group(3))
        + (qualifier.isEmpty() ? "" : "-" + qualifier);
  }

  private static String number(String digits) {
    return digits == null ? "0" : digits;
  }

  /** Without what SemVer forbids: other characters, empty parts, numbers that begin with zero. */
  private static String identifier(String text) {
    return text.replaceAll("[^0-9A-Za-z.-]", "-")
        .replaceAll("\\.{2,}", ".")
        .replaceAll("^[.-]+|[.-]+$", "")
        .replaceAll("(^|\\.)0+(?=\\d+(\\.|$))", "$1");
  }
}
