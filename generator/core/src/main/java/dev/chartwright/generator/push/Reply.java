package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** What a server answered. Immutable. */
final class Reply {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpResponse<byte[]> response;

  Reply(HttpResponse<byte[]> response) {
    this.response = response;
  }

  URI address() {
    return response.uri();
  }

  int status() {
    return response.statusCode();
  }

  boolean isSuccess() {
    return status() / 100 == 2;
  }

  boolean isRedirect() {
    return List.of(301, 302, 303, 307, 308).contains(status());
  }

  byte[] body() {
    return response.body();
  }

  String text() {
    return new String(body(), UTF_8);
  }

  /** The body; missing if it is not JSON. */
  JsonNode json() {
    try {
      JsonNode json = JSON.readTree(body());
      return json == null ? MissingNode.getInstance() : json;
    } catch (IOException otherwise) {
      return MissingNode.getInstance();
    }
  }

  /** Whether the body is a page for people. */
  boolean isPage() {
    return header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent()
        || text().stripLeading().regionMatches(true, 0, "<!doctype html", 0, 14);
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  List<String> headers(String name) {
    return response.headers().allValues(name);
  }
}
