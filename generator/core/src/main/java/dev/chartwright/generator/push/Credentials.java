package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Objects;

/**
 * A user name with its secret. {@link #toString} leaves the secret out. Immutable.
 *
 * @param username may be empty for an identity token
 * @param secret the password, or an identity token
 * @param isToken whether the secret is an identity token, which a registry exchanges for an access
 *     token
 */
public record Credentials(String username, String secret, boolean isToken) {
  public Credentials {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(secret, "secret");
  }

  /**
   * A user name and a password.
   *
   * @throws PushException if the user name has a colon, where a login takes it to end
   */
  public static Credentials password(String username, String password) {
    if (username.contains(":")) {
      throw PushException.request(
          "The user name '"
              + username.substring(0, username.indexOf(':'))
              + ":…' has a colon, where a login takes it to end: give the user name and the password"
              + " apart");
    }
    return new Credentials(username, password, false);
  }

  static Credentials identityToken(String token) {
    return new Credentials("", token, true);
  }

  /** The value of a header {@code Authorization}. */
  String basic() {
    return "Basic " + base64();
  }

  /** Removes the secret from a text of a server. */
  String hide(String text) {
    String hidden = text;
    if (!secret.isEmpty()) {
      hidden =
          hidden
              .replace(base64(), "***")
              .replace(URLEncoder.encode(secret, UTF_8), "***")
              .replace(secret, "***");
    }
    return hidden;
  }

  private String base64() {
    return Base64.getEncoder().encodeToString((username + ":" + secret).getBytes(UTF_8));
  }

  /** The account as a reader knows it. */
  String account() {
    return isToken || username.isEmpty() ? "the token" : "'" + username + "'";
  }

  @Override
  public String toString() {
    return account();
  }
}
