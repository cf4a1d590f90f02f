package dev.chartwright.companion.rpc;

import java.net.URI;

/** The address of a node. It often contains a key, so only its host and port are ever printed. */
public record NodeAddress(URI uri) {
  /**
   * The address that a text spells.
   *
   * @throws IllegalArgumentException if it is none with http or https
   */
  public static NodeAddress of(String text) {
    URI uri = null;
    try {
      uri = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      // Without its text, which may contain a key.
    }
    if (uri == null || uri.getHost() == null || !("" + uri.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "The address of the node is not one such as https://node.example.com.");
    }
    return new NodeAddress(uri);
  }

  /** A text of somebody else without the parts of this address that may contain a key. */
  public String hiddenIn(String text) {
    String hidden = text;
    for (String part : new String[] {uri.getRawPath(), uri.getRawQuery(), uri.getRawUserInfo()}) {
      hidden = part == null || part.length() < 2 ? hidden : hidden.replace(part, "...");
    }
    return hidden;
  }

  /** The node with its host and port. */
  @Override
  public String toString() {
    int port = uri.getPort();
    return "the node " + uri.getHost() + (port < 0 ? "" : ":" + port);
  }
}
