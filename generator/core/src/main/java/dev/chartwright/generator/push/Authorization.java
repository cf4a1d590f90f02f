package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers the challenges of one server, with a password or with a token that the password gives.
 * Not for use by several threads.
 */
final class Authorization {
  /** Sends requests to the token server. */
  interface TokenServer {
    /**
     * Sends a request.
     *
     * @param authorization the header, if there is one
     * @param form the body of a POST; without, a GET
     */
    Reply ask(URI address, Optional<String> authorization, Optional<String> form);
  }

  private final URI server;
  private final Optional<Credentials> credentials;
  private final Optional<String> scope;
  private final TokenServer tokens;
  private Optional<String> header;

  /**
   * Answers the challenges of a server.
   *
   * @param scope the scope of the tokens; if empty, the scope that the server proposes
   * @param isPreemptive whether the password is sent before the server asks
   */
  Authorization(
      URI server,
      Optional<Credentials> credentials,
      Optional<String> scope,
      boolean isPreemptive,
      TokenServer tokens) {
    this.server = server;
    this.credentials = credentials;
    this.scope = scope;
    this.tokens = tokens;
    this.header =
        credentials.filter(each -> isPreemptive && !each.isToken()).map(Credentials::basic);
  }

  /** The header {@code Authorization} of the next request. */
  Optional<String> header() {
    return header;
  }

  /** Finds a new answer to the challenge of the server; false if none is left to try. */
  boolean answer(Reply unauthorized) {
    List<Challenge> challenges = Challenge.parse(unauthorized.headers("WWW-Authenticate"));
    Optional<String> answer =
        find(challenges, "bearer")
            .flatMap(this::token)
            .or(
                () ->
                    find(challenges, "basic")
                        .flatMap(none -> credentials)
                        .filter(each -> !each.isToken())
                        .map(Credentials::basic));
    if (answer.isEmpty() || answer.equals(header)) {
      return false;
    }
    header = answer;
    return true;
  }

  private static Optional<Challenge> find(List<Challenge> challenges, String scheme) {
    return challenges.stream().filter(each -> each.scheme().equals(scheme)).findFirst();
  }

  private Optional<String> token(Challenge challenge) {
    Map<String, String> asked = challenge.parameters();
    if (!asked.containsKey("realm")) {
      return Optional.empty();
    }
    URI realm = realm(asked.get("realm"));
    String service = asked.getOrDefault("service", "");
    String what = scope.orElse(asked.getOrDefault("scope", ""));
    String query =
        (service.isEmpty() ? "" : "&service=" + encoded(service))
            + (what.isEmpty() ? "" : "&scope=" + encoded(what));
    Reply reply;
    if (credentials.filter(Credentials::isToken).isPresent()) {
      String form =
          "grant_type=refresh_token&client_id=chartwright&refresh_token="
              + encoded(credentials.get().secret())
              + query;
      reply = tokens.ask(realm, Optional.empty(), Optional.of(form));
    } else {
      String separator = realm.getRawQuery() == null ? "?" : "&";
      String address = realm + (query.isEmpty() ? "" : separator + query.substring(1));
      reply =
          tokens.ask(URI.create(address), credentials.map(Credentials::basic), Optional.empty());
    }
    String token = reply.json().path("token").asText("");
    if (token.isEmpty()) {
      token = reply.json().path("access_token").asText("");
    }
    if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw PushException.environment(
          realm.getAuthority()
              + ", which gives the tokens of "
              + server.getAuthority()
              + ", answered without a token"
              + ServerMessage.of(reply, this::hidden).map(words -> " (" + words + ")").orElse("")
              + ": nothing was pushed; check the address of the registry");
    }
    return Optional.of("Bearer " + token);
  }

  /** Checks the address that gets the password. */
  private URI realm(String text) {
    return RepositoryClient.named(
        server, text, "which would get the password without TLS", why -> refused(text, why));
  }

  private PushException refused(String realm, String why) {
    return PushException.environment(
        server.getAuthority()
            + " sends logins to '"
            + hidden(Refusals.shown(realm))
            + "', "
            + why
            + ": nothing was pushed; have the registry name an https:// address");
  }

  private String hidden(String words) {
    return credentials.map(each -> each.hide(words)).orElse(words);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
