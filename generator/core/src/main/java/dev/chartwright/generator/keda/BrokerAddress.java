package dev.chartwright.generator.keda;

import static dev.chartwright.generator.manifest.PlainTree.UNKNOWN;

import java.util.Locale;
import java.util.Optional;

/**
 * The address of a broker in its parts. A part that is not written out is empty, and so is one that
 * only the cluster knows.
 *
 * @param scheme in lower case; an empty text when there is certainly none
 * @param credentials what stands before the host
 * @param port digits, or whatever stands there
 * @param path what follows the port, with its slash
 */
record BrokerAddress(
    Optional<String> scheme,
    Optional<String> credentials,
    Optional<String> port,
    Optional<String> path) {

  static BrokerAddress of(String text) {
    int colon = text.indexOf("://");
    if (colon < 0) {
      return new BrokerAddress(
          text.contains(UNKNOWN) ? Optional.empty() : Optional.of(""),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    String rest = text.substring(colon + 3);
    int end = end(rest);
    String authority = rest.substring(0, end);
    int at = authority.lastIndexOf('@');
    String path = rest.substring(end);
    return new BrokerAddress(
        known(text.substring(0, colon).toLowerCase(Locale.ROOT)),
        at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at)),
        port(authority.substring(at + 1)),
        // What is unknown before it may hold a slash of its own.
        authority.endsWith(UNKNOWN) ? Optional.empty() : known(path));
  }

  /**
   * Where the host ends. A password may hold the characters that end it, which then stand before
   * something that looks like a host again.
   */
  private static int end(String rest) {
    int from = 0;
    int at = rest.lastIndexOf('@');
    if (at >= 0 && rest.substring(at + 1).matches("[^/?#]*:\\d+([/?#].*)?")) {
      from = at;
    }
    for (int i = from; i < rest.length(); i++) {
      if ("/?#".indexOf(rest.charAt(i)) >= 0) {
        return i;
      }
    }
    return rest.length();
  }

  private static Optional<String> port(String host) {
    int colon = host.lastIndexOf(':');
    boolean address = host.startsWith("[") && host.endsWith("]");
    return colon < 0 || address ? Optional.empty() : known(host.substring(colon + 1));
  }

  private static Optional<String> known(String text) {
    return text.contains(UNKNOWN) ? Optional.empty() : Optional.of(text);
  }
}
