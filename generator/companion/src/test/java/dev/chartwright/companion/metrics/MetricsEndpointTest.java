package dev.chartwright.companion.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  private final Metrics metrics = new Metrics();
  private final MetricsEndpoint endpoint;

  MetricsEndpointTest() throws IOException {
    endpoint = new MetricsEndpoint(InetAddress.getLoopbackAddress(), 0, metrics::text);
  }

  @AfterEach
  void close() throws IOException {
    endpoint.close();
  }

  @Test
  void anHttpClientReadsTheMetrics() throws Exception {
    metrics.set(Metric.BROKER_UP, 1);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + endpoint.port() + "/metrics?x=1"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body()).isEqualTo(metrics.text()).contains("chartwright_broker_up 1\n");
  }

  @Test
  void everyOtherRequestIsRefused() throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("GET /metrics/.. HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("POST /metrics HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 ");
    assertThat(ask("GET /metrics\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(ask("\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET /metrics HTTP/1.1\r\nX: " + "x".repeat(9_000))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  @Tag("thorough")
  void silentClientsKeepNobodyWaitingForLong() throws Exception {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
      socket.getOutputStream().write("GET /metrics".getBytes(US_ASCII));
      silent.add(socket);
    }
    long start = System.nanoTime();
    assertThat(ask("GET /metrics HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(9);
    for (Socket socket : silent) {
      socket.close();
    }
  }

  @Test
  void aPortThatIsTakenIsAnError() {
    assertThatThrownBy(
            () ->
                new MetricsEndpoint(
                    InetAddress.getLoopbackAddress(), endpoint.port(), metrics::text))
        .isInstanceOf(IOException.class);
  }

  private String ask(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
