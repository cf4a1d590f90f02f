package dev.chartwright.generator.push;

import static dev.chartwright.generator.push.Charts.as;
import static dev.chartwright.generator.push.Charts.site;
import static dev.chartwright.generator.push.Charts.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each trouble is one sentence with the server's own words and the way out. */
class PushTroubleTest {
  private static final String PAGE = "<!DOCTYPE html>\n<html><title>Sign\n in</title><p>x</html>";

  private final RepositoryServer server = new RepositoryServer();
  private final Push push = Charts.push("http://" + server.host() + "/repo", "nexus");

  @AfterEach
  void stop() {
    server.close();
  }

  /** Fails at the upload only. */
  private void refuses(int status, String type, String text) {
    server.fails(
        exchange -> {
          boolean isUpload = exchange.getRequestMethod().equals("PUT");
          if (isUpload) {
            LoopbackServer.reply(exchange, status, type, text);
          }
          return isUpload;
        });
  }

  private void expect(String... parts) {
    assertThatThrownBy(() -> push.of(site("1.0.0")))
        .isInstanceOfSatisfying(
            PushException.class,
            thrown -> assertThat(thrown.kind()).isEqualTo(PushException.Kind.ENVIRONMENT))
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
    assertThat(server.files).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | asks for a login | set USER and PASSWORD",
        "403 | refuses the upload of site 1.0.0 by a user who is not logged in | right to write",
        "404 | has no such repository at http:// | correct REPOSITORY or TYPE",
        "405 | has no such repository at http:// | correct REPOSITORY or TYPE",
        "409 | already exists | another version",
        "413 | as too large | raise the limit",
        "422 | refuses the upload of site 1.0.0 | correct what it names",
        "429 | too many requests | run again later",
        "500 | failed during the upload | run again later",
        "507 | failed during the upload | run again later"
      })
  void aRefusalIsOneSentence(int status, String what, String fix) {
    refuses(status, "application/json", "{\"error\":\"own words.\"}");
    expect("localhost:", what, "(" + status + ": own words)", fix);
  }

  @Test
  void theWordsOfAServerAreFoundInJsonInAPageAndInText() {
    refuses(
        400,
        "application/json",
        "{\"errors\":[{\"code\":\"A\",\"message\":\"a\"},{\"code\":\"B\"}]}");
    expect("(400: a; B)");
    refuses(400, "application/json", "{\"error\":{\"code\":7,\"message\":\"nested\"}}");
    expect("(400: nested)");
    refuses(400, "text/html", PAGE);
    expect("(400: Sign in)");
    refuses(400, "text/plain", "\n first line \nsecond");
    expect("(400: first line)");
    refuses(400, "text/plain", "");
    expect("(400)");
    refuses(400, "text/plain", "x".repeat(100_000));
    expect("(400: " + "x".repeat(200) + "…)");
  }

  @Test
  void theWordsOfAServerDoNotShowThePassword() {
    refuses(400, "text/plain", "bob:s3cret:ü sent " + LoopbackServer.BOB.basic());
    server.asksFor(LoopbackServer.Login.BASIC);
    assertThatThrownBy(() -> as(LoopbackServer.BOB, push).of(site("1.0.0")))
        .hasMessageContaining("(400: bob:*** sent Basic ***)");
  }

  /** Neither is a part of it, where the words are shortened or cleaned. */
  @Test
  void noPartOfAPasswordIsLeftOfTheWordsOfAServer() {
    server.asksFor(LoopbackServer.Login.BASIC);
    for (String words :
        List.of("x".repeat(195) + "%s", "no <b>%s</b>", "{\"error\":\"%s\"}", "it was %s")) {
      refuses(400, "text/plain", words.formatted("s3cret:ü"));
      assertThatThrownBy(() -> as(LoopbackServer.BOB, push).of(site("1.0.0")))
          .hasMessageContaining("***")
          .message()
          .doesNotContain("s3c");
    }
    Credentials odd = Credentials.password("bob", "<pass>  word.");
    server.fails(exchange -> refused(exchange, "it was <pass>  word."));
    assertThatThrownBy(() -> as(odd, push).of(site("1.0.0")))
        .hasMessageContaining("(400: it was ***)");
  }

  private static boolean refused(HttpExchange exchange, String words) throws IOException {
    LoopbackServer.reply(exchange, 400, "text/plain", words);
    return true;
  }

  /** The query may be the signature that gives access to the storage. */
  @Test
  void theQueryOfAnAddressThatAServerGivesIsNotShown() {
    server.fails(
        exchange -> {
          if (exchange.getRequestURI().getPath().startsWith("/storage")) {
            LoopbackServer.reply(exchange, 404, "text/plain", "");
          } else {
            exchange.getResponseHeaders().set("Location", "/storage/x?Signature=s3cret");
            LoopbackServer.reply(exchange, 307, "text/plain", "");
          }
          return true;
        });
    assertThatThrownBy(() -> Charts.push("oci://" + server.host(), null).of(site("1.0.0")))
        .hasMessageNotContaining("s3cret");
    server.fails(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "ftp://bob:s3cret@h/x?Signature=s3cret");
          LoopbackServer.reply(exchange, 307, "text/plain", "");
          return true;
        });
    assertThatThrownBy(() -> push.of(site("1.0.0")))
        .hasMessageContaining("sends the request on to")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void anAnswerThatDoesNotEndIsGivenUp() {
    server.fails(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] chunk = new byte[1 << 20];
          for (int i = 0; i < 4_000; i++) {
            exchange.getResponseBody().write(chunk);
          }
          return true;
        });
    expect("answers with more than", "REPOSITORY");
  }

  @Test
  void aVeryLongChallengeIsOneSentence() {
    server.fails(
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("WWW-Authenticate", "Bearer realm=\"" + "x".repeat(100_000) + "\"");
          LoopbackServer.reply(exchange, 401, "text/plain", "");
          return true;
        });
    expect("localhost:");
  }

  @Test
  void anUploadIsNotRedirected() {
    server.fails(
        exchange -> {
          if (!exchange.getRequestMethod().equals("PUT")) {
            return false;
          }
          exchange.getResponseHeaders().set("Location", "https://elsewhere.example.com/repo");
          LoopbackServer.reply(exchange, 301, "text/plain", "");
          return true;
        });
    expect(
        "redirects the upload of site 1.0.0 to https://elsewhere.example.com/repo", "REPOSITORY");
  }

  @Test
  void aDownloadIsRedirectedWithoutThePassword() {
    server.asksFor(LoopbackServer.Login.BASIC);
    try (RepositoryServer storage = new RepositoryServer()) {
      storage.files.put("/repo/site-1.0.0.tgz", site("1.0.0").archive());
      server.fails(
          exchange -> {
            exchange
                .getResponseHeaders()
                .set("Location", "http://" + storage.host() + exchange.getRequestURI());
            LoopbackServer.reply(exchange, 307, "text/plain", "");
            return true;
          });
      // The storage refuses requests with a password.
      assertThat(as(LoopbackServer.BOB, push).of(site("1.0.0")).outcome())
          .isEqualTo(PushResult.Outcome.PRESENT);
    }
  }

  @Test
  void redirectsInACircleEnd() {
    server.fails(
        exchange -> {
          exchange.getResponseHeaders().set("Location", exchange.getRequestURI().toString());
          LoopbackServer.reply(exchange, 302, "text/plain", "");
          return true;
        });
    expect("in a circle");
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void aPageInsteadOfTheArchiveIsNoChart() {
    server.fails(exchange -> always(exchange, 200, PAGE));
    expect("answers with a page that is not the archive of a chart (200: Sign in)", "login page");
  }

  @Test
  void aPageInsteadOfTheAnswerToAnUploadIsFoundByReadingBack() {
    refuses(200, "text/html", PAGE);
    expect("accepted site 1.0.0 (200: Sign in), but does not have it at http://");
  }

  @Test
  void aPageIsNoRegistryAndNoChartMuseum() {
    server.fails(exchange -> always(exchange, 200, PAGE));
    assertThatThrownBy(() -> Charts.push("oci://" + server.host(), null).of(site("1.0.0")))
        .hasMessageContaining("a page that is not a manifest of an OCI registry (200: Sign in)");
    assertThatThrownBy(
            () -> Charts.push("http://" + server.host(), "chartmuseum").of(site("1.0.0")))
        .hasMessageContaining("a page that is not an answer of the API of ChartMuseum");
    server.fails(exchange -> always(exchange, 404, PAGE));
    assertThatThrownBy(() -> Charts.push("oci://" + server.host(), null).of(site("1.0.0")))
        .hasMessageContaining("has no such repository at http://");
  }

  private static boolean always(HttpExchange exchange, int status, String page) throws IOException {
    LoopbackServer.reply(exchange, status, "text/html", page);
    return true;
  }

  @Test
  void anArchiveThatArrivesChangedIsFoundByReadingBack() {
    server.fails(
        exchange -> {
          boolean isUpload = exchange.getRequestMethod().equals("PUT");
          if (isUpload) {
            server.files.put("/repo/site-1.0.0.tgz", site("1.0.0", "changed").archive());
            LoopbackServer.reply(exchange, 201, "text/plain", "");
          }
          return isUpload;
        });
    assertThatThrownBy(() -> push.of(site("1.0.0")))
        .hasMessageContainingAll(
            "is not what was pushed",
            site("1.0.0").digest(),
            site("1.0.0", "changed").digest(),
            "push again");
  }

  @Test
  void anAnswerThatIsCutOffIsOneSentence() {
    server.fails(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          return true;
        });
    expect("ended the connection before its answer was complete", "run again");
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    CountDownLatch end = new CountDownLatch(1);
    server.fails(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          await(end);
          return true;
        });
    try {
      assertThatThrownBy(() -> within(Duration.ofMillis(300), push).of(site("1.0.0")))
          .hasMessageContainingAll("did not answer within", "raise TIMEOUT");
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aPortWithoutAServerRefusesTheConnection() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(
            () -> Charts.push("http://localhost:" + free + "/repo", "nexus").of(site("1.0.0")))
        .hasMessage(
            "localhost:"
                + free
                + " refuses the connection: start the server, or correct host and port in REPOSITORY");
  }

  @Test
  void aHostThatNobodyKnowsIsNamed() {
    assertThatThrownBy(() -> Charts.push("http://charts.invalid/repo", "nexus").of(site("1.0.0")))
        .hasMessageStartingWith("The host charts.invalid is unknown: ");
  }

  @Test
  void aServerWithoutTlsIsOneSentence() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(() -> answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8)));
      server.start();
      String address = "https://localhost:" + socket.getLocalPort() + "/repo";
      assertThatThrownBy(() -> Charts.push(address, "nexus").of(site("1.0.0")))
          .hasMessageContainingAll("localhost:", "does not speak TLS", "PLAIN_HTTP");
      server.join();
    }
  }

  @Test
  void aServerThatRefusesTheHandshakeIsNotCalledUntrusted() throws Exception {
    byte[] handshakeFailure = {0x15, 3, 3, 0, 2, 2, 40};
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> answer(socket, handshakeFailure));
      server.start();
      String address = "https://localhost:" + socket.getLocalPort() + "/repo";
      assertThatThrownBy(() -> Charts.push(address, "nexus").of(site("1.0.0")))
          .hasMessageContainingAll("localhost:", "do not agree on TLS", "keyStore=FILE");
      server.join();
    }
  }

  private static void answer(ServerSocket socket, byte[] bytes) {
    try (Socket connection = socket.accept()) {
      // Closed with unread input, the connection would be reset, and the client would try again.
      connection.getInputStream().read(new byte[1 << 14]);
      connection.getOutputStream().write(bytes);
    } catch (IOException closed) {
      // The client has seen enough.
    }
  }

  @Test
  @Tag("thorough")
  void aCertificateThatIsNotTrustedIsOneSentence(@TempDir Path temporary) throws Exception {
    try (RepositoryServer tls = new RepositoryServer(withTls(temporary.resolve("keys")))) {
      assertThatThrownBy(
              () -> Charts.push("https://" + tls.host() + "/repo", "nexus").of(site("1.0.0")))
          .hasMessageContainingAll(
              "The certificate of " + tls.host() + " is not trusted",
              "-Djavax.net.ssl.trustStore=FILE");
      assertThat(tls.requests()).isEmpty();
    }
  }

  private static HttpsServer withTls(Path keys) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            keys.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(keys)) {
      store.load(stream, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }

  @Test
  void aLoginIsSentToAnAddressOnly() {
    server.fails(
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("WWW-Authenticate", "Bearer realm=\"ftp://login.example.com/token\"");
          LoopbackServer.reply(exchange, 401, "text/plain", "");
          return true;
        });
    expect("sends logins to 'ftp://login.example.com/token'", "nothing was pushed");
  }

  @Test
  void aTokenServerWithoutATokenIsOneSentence() {
    server.fails(
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/token")) {
            LoopbackServer.reply(exchange, 200, "application/json", "{\"error\":\"nothing\"}");
            return true;
          }
          exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"/token\"");
          LoopbackServer.reply(exchange, 401, "text/plain", "");
          return true;
        });
    expect("answered without a token (nothing)");
  }
}
