package dev.chartwright.generator.push;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends requests to one server. The password goes only to the scheme, host and port of that server,
 * and to its token server. Not for use by several threads.
 */
final class RepositoryClient {
  private static final int MOST_REDIRECTS = 5;
  private static final String NO_ADDRESS = "which is not an address";

  /** As much as Helm unpacks of a chart. */
  private static final int LONGEST_BODY = 100 << 20;

  private final HttpClient client;
  private final URI server;
  private final Optional<Credentials> credentials;
  private final Duration timeout;
  private final OptionNames names;
  private final Authorization authorization;

  /**
   * Makes a client.
   *
   * @param scope the scope of the tokens; if empty, the scope that the server proposes
   * @param timeout the longest that a request may take
   * @param names how the user writes what messages refer to
   */
  RepositoryClient(
      ChartRepository repository,
      Optional<Credentials> credentials,
      Optional<String> scope,
      Duration timeout,
      OptionNames names) {
    this.server = repository.server();
    this.credentials = credentials;
    this.timeout = timeout;
    this.names = names;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
    this.authorization =
        new Authorization(server, credentials, scope, scope.isEmpty(), this::askForToken);
  }

  /** Messages about replies of this server. */
  Refusals refusals() {
    return new Refusals(server.getAuthority(), credentials, names);
  }

  /**
   * A reply that reports success.
   *
   * @param what was requested, such as {@code the upload of site 1.0.0}
   * @param chart what was to be pushed
   * @throws PushException for any other reply
   */
  Reply require(Reply reply, String what, ChartPackage chart) {
    if (!reply.isSuccess()) {
      throw refusals().of(reply, what, chart);
    }
    return reply;
  }

  /** Fetches something, wherever the server says it is. */
  Reply get(URI address, String accepted) {
    URI here = address;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Reply reply = exchange("GET", here, "Accept", accepted, BodyPublishers.noBody());
      if (!reply.isRedirect() || reply.header("Location").isEmpty()) {
        return reply;
      }
      here = location(reply);
    }
    throw PushException.environment(
        server.getAuthority()
            + " redirects "
            + address
            + " in a circle: check the address of the repository");
  }

  /** Whether something is there, without fetching it. */
  Reply head(URI address) {
    return exchange("HEAD", address, "Accept", "*/*", BodyPublishers.noBody());
  }

  /** Sends something; a redirect is not followed. */
  Reply send(String method, URI address, String type, byte[] content) {
    BodyPublisher body =
        content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content);
    return exchange(method, address, "Content-Type", type, body);
  }

  /**
   * Where a reply sends the next request.
   *
   * @throws PushException if that is no address, or would leave TLS
   */
  URI location(Reply reply) {
    String text = reply.header("Location").orElse("");
    if (text.isEmpty()) {
      throw unusable(text, NO_ADDRESS);
    }
    return named(reply.address(), text, "which has no TLS", why -> unusable(text, why));
  }

  /**
   * An address that a server names.
   *
   * @param from the server, whose TLS is not left
   * @param noTls why not, for the refusal
   * @param refusal makes the exception from a reason
   */
  static URI named(URI from, String text, String noTls, Function<String, PushException> refusal) {
    URI named;
    try {
      named = from.resolve(text);
    } catch (IllegalArgumentException malformed) {
      throw refusal.apply(NO_ADDRESS);
    }
    if (!isAddress(named)) {
      throw refusal.apply(NO_ADDRESS);
    }
    if (from.getScheme().equalsIgnoreCase("https") && named.getScheme().equalsIgnoreCase("http")) {
      throw refusal.apply(noTls);
    }
    return named;
  }

  /** Whether a request can be sent there. */
  private static boolean isAddress(URI address) {
    return address.getHost() != null
        && String.valueOf(address.getScheme()).matches("(?i)https?")
        && hasValidPort(address);
  }

  static boolean hasValidPort(URI address) {
    return address.getPort() == -1
        ? !address.getRawAuthority().endsWith(":")
        : address.getPort() > 0 && address.getPort() <= 65_535;
  }

  private PushException unusable(String location, String why) {
    return PushException.environment(
        server.getAuthority()
            + " sends the request on to '"
            + Refusals.shown(location)
            + "', "
            + why
            + ": have the server, or the proxy before it, give its public https:// address");
  }

  private Reply exchange(
      String method, URI address, String headerName, String header, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).header(headerName, header).method(method, body);
    if (!isServer(address)) {
      return once(request);
    }
    authorization.header().ifPresent(value -> request.setHeader("Authorization", value));
    Reply reply = once(request);
    if (reply.status() == 401 && authorization.answer(reply)) {
      authorization.header().ifPresent(value -> request.setHeader("Authorization", value));
      reply = once(request);
    }
    return reply;
  }

  private boolean isServer(URI address) {
    return address.getScheme().equalsIgnoreCase(server.getScheme())
        && address.getHost().equalsIgnoreCase(server.getHost())
        && port(address) == port(server);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  private Reply askForToken(URI address, Optional<String> header, Optional<String> form) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    header.ifPresent(value -> request.header("Authorization", value));
    form.ifPresent(
        text ->
            request
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(text)));
    Reply reply = once(request);
    if (!reply.isSuccess()) {
      throw new Refusals(address.getAuthority(), credentials, names).login(reply);
    }
    return reply;
  }

  /** Sends a request. The time limit covers connection, header and body together. */
  private Reply once(HttpRequest.Builder builder) {
    HttpRequest request = builder.header("User-Agent", "chartwright").build();
    CompletableFuture<Reply> pending =
        client.sendAsync(request, head -> new LimitedBody(LONGEST_BODY)).thenApply(Reply::new);
    try {
      return pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      pending.cancel(true);
      throw late(request.uri(), late);
    } catch (InterruptedException stopped) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw PushException.environment("The push was interrupted", stopped);
    } catch (ExecutionException failed) {
      throw failure(request.uri(), failed.getCause());
    }
  }

  private PushException late(URI address, Throwable cause) {
    return PushException.environment(
        address.getAuthority()
            + " did not answer within "
            + timeout.toSeconds()
            + " s: run again later, or raise "
            + names.timeout(),
        cause);
  }

  private PushException failure(URI address, Throwable failure) {
    String host = address.getAuthority();
    if (failure instanceof HttpTimeoutException) {
      return late(address, failure);
    }
    if (has(failure, LimitedBody.TooLong.class)) {
      return PushException.environment(
          host
              + " answers with more than "
              + (LONGEST_BODY >> 20)
              + " MiB, which no chart has: correct "
              + names.repository()
              + ", or look at what is there",
          failure);
    }
    if (has(failure, UnknownHostException.class)
        || has(failure, UnresolvedAddressException.class)) {
      return PushException.environment(
          "The host "
              + address.getHost()
              + " is unknown: correct "
              + names.repository()
              + ", or check DNS and proxy of this machine",
          failure);
    }
    if (has(failure, java.net.ConnectException.class)) {
      return PushException.environment(
          host
              + " refuses the connection: start the server, or correct host and port in "
              + names.repository(),
          failure);
    }
    if (has(failure, SSLHandshakeException.class) && !has(failure, CertificateException.class)) {
      return PushException.environment(
          host
              + " and this Java do not agree on TLS ("
              + words(failure)
              + "): if it asks for a certificate of yours, start Java with"
              + " -Djavax.net.ssl.keyStore=FILE; otherwise ask its administrator",
          failure);
    }
    if (has(failure, SSLHandshakeException.class)) {
      return PushException.environment(
          "The certificate of "
              + host
              + " is not trusted ("
              + words(failure)
              + "): add its authority to a trust store and start Java with"
              + " -Djavax.net.ssl.trustStore=FILE",
          failure);
    }
    if (has(failure, SSLException.class)) {
      return PushException.environment(
          host
              + " does not speak TLS ("
              + words(failure)
              + "): correct the port, or set "
              + names.plainHttp()
              + " for a registry in a network that you trust",
          failure);
    }
    if (failure instanceof IOException) {
      return PushException.environment(
          host
              + " ended the connection before its answer was complete ("
              + words(failure)
              + "): run again; what is already there is not uploaded again",
          failure);
    }
    return PushException.environment(
        "The request to " + Refusals.shown(address.toString()) + " failed: " + words(failure),
        failure);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
