package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.chartwright.generator.file.Digest;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registry that knows the Distribution Specification and accepts nothing else. */
public final class OciServer extends LoopbackServer {
  private static final Pattern PATH =
      Pattern.compile("/v2/([a-z/-]+)/(manifests|blobs)/(uploads/[^?]*|[^?]+)(?:\\?(.*))?");
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

  @Override
  void answer(HttpExchange exchange, String method, String path, byte[] body) throws IOException {
    Matcher parts = PATH.matcher(path);
    require(parts.matches(), "the path " + path);
    String name = parts.group(1);
    String what = parts.group(3);
    if (parts.group(2).equals("manifests")) {
      manifest(exchange, method, name + ":" + what, body);
    } else if (method.equals("POST")) {
      require(what.equals("uploads/") && body.length == 0, "an upload begins empty");
      exchange.getResponseHeaders().set("Location", "/v2/" + name + "/blobs/uploads/7?state=a%2Fb");
      reply(exchange, 202, "text/plain", "");
    } else if (method.equals("PUT")) {
      require(what.equals("uploads/7"), "an upload goes where the registry says");
      String query = URLDecoder.decode(parts.group(4), UTF_8);
      require(
          query.equals("state=a/b&digest=" + Digest.of(body).prefixed()), "the digest is " + query);
      require(
          "application/octet-stream".equals(exchange.getRequestHeaders().getFirst("Content-Type")),
          "a blob is bytes");
      blobs.put(name + "@" + Digest.of(body).prefixed(), body);
      reply(exchange, 201, "text/plain", "");
    } else if (blobs.containsKey(name + "@" + what)) {
      reply(exchange, 200, "application/octet-stream", blobs.get(name + "@" + what));
    } else {
      unknown(exchange, "BLOB_UNKNOWN");
    }
  }

  private void manifest(HttpExchange exchange, String method, String reference, byte[] body)
      throws IOException {
    if (method.equals("PUT")) {
      require(
          OciManifest.TYPE.equals(exchange.getRequestHeaders().getFirst("Content-Type")),
          "the media type of a manifest");
      JsonNode manifest = JSON.readTree(body);
      List<JsonNode> descriptors = new ArrayList<>(List.of(manifest.path("config")));
      manifest.path("layers").forEach(descriptors::add);
      for (JsonNode each : descriptors) {
        String blob = reference.replaceFirst(":.*", "@") + each.path("digest").asText();
        require(blobs.containsKey(blob), "a manifest comes after " + blob);
        require(blobs.get(blob).length == each.path("size").asInt(), "the size of " + blob);
      }
      manifests.put(reference, body);
      reply(exchange, 201, "text/plain", "");
    } else if (manifests.containsKey(reference)) {
      require(
          exchange.getRequestHeaders().getFirst("Accept").contains(OciManifest.TYPE),
          "the media type is accepted");
      reply(exchange, 200, OciManifest.TYPE, manifests.get(reference));
    } else {
      unknown(exchange, "MANIFEST_UNKNOWN");
    }
  }

  private static void unknown(HttpExchange exchange, String code) throws IOException {
    reply(exchange, 404, "application/json", "{\"errors\":[{\"code\":\"" + code + "\"}]}");
  }
}
