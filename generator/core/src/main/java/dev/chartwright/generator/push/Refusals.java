package dev.chartwright.generator.push;

import java.util.Optional;

/**
 * Messages about requests that a server refuses: what it refused, its own message, and what to do.
 * Immutable.
 *
 * @param host of the server
 * @param credentials that were sent, if any
 * @param names how the user writes what messages refer to
 */
record Refusals(String host, Optional<Credentials> credentials, OptionNames names) {
  /** The token server refused the password. */
  PushException login(Reply reply) {
    return reply.status() == 401 || reply.status() == 403
        ? PushException.environment(unauthorized(reply))
        : PushException.environment(
            host + " gives no token " + quoted(reply) + ": check the address of the registry");
  }

  /**
   * A reply that does not report success.
   *
   * @param what was requested, such as {@code the upload of site 1.0.0}
   * @param chart what was to be pushed
   */
  PushException of(Reply reply, String what, ChartPackage chart) {
    String words = quoted(reply);
    String place =
        reply.address().getAuthority().equals(host) ? host : reply.address().getAuthority();
    if (reply.isRedirect()) {
      return PushException.environment(
          host
              + " redirects "
              + what
              + " to "
              + hidden(shown(reply.header("Location").orElse("nowhere")))
              + " "
              + words
              + ": an upload follows no redirect, so write the final address in "
              + names.repository());
    }
    String sentence =
        switch (reply.status()) {
          case 401 -> unauthorized(reply);
          case 403 ->
              place
                  + " refuses "
                  + what
                  + " by "
                  + credentials.map(Credentials::account).orElse("a user who is not logged in")
                  + " "
                  + words
                  + ": ask its administrator for the right to write, or "
                  + names.login();
          case 404, 405 ->
              place
                  + " has no such repository at "
                  + shown(reply.address().toString())
                  + " "
                  + words
                  + ": create it there, or correct "
                  + names.repository()
                  + " or "
                  + names.type();
          case 409 ->
              place
                  + " refuses "
                  + what
                  + ", because the file already exists "
                  + words
                  + ": give the chart another version, or have the repository allow the replacement of"
                  + " snapshots";
          case 413 ->
              place
                  + " refuses "
                  + what
                  + " as too large "
                  + words
                  + ": raise the limit of the server, or of the proxy before it, above "
                  + chart.size()
                  + " bytes";
          case 429 -> place + " has had too many requests " + words + ": run again later";
          default ->
              reply.status() >= 500
                  ? place
                      + " failed during "
                      + what
                      + " "
                      + words
                      + ": run again later; what is already there is not uploaded again"
                  : place
                      + " refuses "
                      + what
                      + " "
                      + words
                      + ": correct what it names, or ask its administrator";
        };
    return PushException.environment(sentence);
  }

  /** A reply that reports success, but is not what was requested. */
  PushException page(Reply reply, String what) {
    return PushException.environment(
        host
            + " answers with "
            + (reply.isPage() ? "a page" : "something")
            + " that is not "
            + what
            + " "
            + quoted(reply)
            + ": it may be a login page or a proxy, so correct "
            + names.repository()
            + " or "
            + names.type());
  }

  private String unauthorized(Reply reply) {
    return credentials
        .map(
            account ->
                host
                    + " does not accept the login of "
                    + account.account()
                    + " "
                    + quoted(reply)
                    + ": correct the user name or the password; to give them, "
                    + names.login())
        .orElseGet(
            () ->
                host
                    + " asks for a login "
                    + quoted(reply)
                    + ", and no credentials were found: "
                    + names.login());
  }

  /** The status and the message of a reply, in parentheses. */
  String quoted(Reply reply) {
    String words = ServerMessage.of(reply, this::hidden).map(text -> ": " + text).orElse("");
    return "(" + reply.status() + words + ")";
  }

  /** An address of a server without what may give access: its query, and a password. */
  static String shown(String address) {
    return address.replaceFirst("(?s)[?#].*", "").replaceFirst("//[^/]*@", "//");
  }

  private String hidden(String text) {
    return credentials.map(each -> each.hide(text)).orElse(text);
  }
}
