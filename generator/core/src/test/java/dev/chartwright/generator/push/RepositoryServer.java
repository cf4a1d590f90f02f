package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chartwright.generator.file.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A repository of files below {@code /repo/}, and the API of ChartMuseum below {@code /api/}. */
final class RepositoryServer extends LoopbackServer {
  private static final Pattern VERSION = Pattern.compile("/api/team/charts/([a-z]+)/([0-9][^?/]*)");

  /** By their paths. */
  final Map<String, byte[]> files = new ConcurrentHashMap<>();

  RepositoryServer() {}

  RepositoryServer(HttpServer server) {
    super(server);
  }

  @Override
  void answer(HttpExchange exchange, String method, String path, byte[] body) throws IOException {
    Matcher version = VERSION.matcher(path);
    if (method.equals("PUT") && path.startsWith("/repo/")) {
      files.put(path, body);
      reply(exchange, 201, "text/plain", "");
    } else if (method.equals("POST") && path.matches("/api/team/(charts|prov)([?]force)?")) {
      // The server takes name and version from the content.
      boolean isProvenance = path.contains("/prov");
      String file = "/team/charts/site-" + version(isProvenance ? body : unpacked(body)) + ".tgz";
      post(exchange, path.endsWith("?force"), file + (isProvenance ? ".prov" : ""), body);
    } else if (version.matches()) {
      byte[] archive = files.get("/team/charts/site-" + version.group(2) + ".tgz");
      if (archive == null) {
        reply(exchange, 404, "application/json", "{\"error\":\"improper constraint\"}");
      } else {
        reply(
            exchange,
            200,
            "application/json",
            "{\"name\":\"site\",\"version\":\""
                + version.group(2)
                + "\",\"digest\":\""
                + Digest.of(archive).hex()
                + "\"}");
      }
    } else if (method.equals("GET") && files.containsKey(path)) {
      reply(exchange, 200, "application/octet-stream", files.get(path));
    } else {
      reply(exchange, 404, "text/html", "<html><title>404 - Not there</title></html>");
    }
  }

  private void post(HttpExchange exchange, boolean isForced, String file, byte[] body)
      throws IOException {
    if (files.containsKey(file) && !isForced) {
      reply(exchange, 409, "application/json", "{\"error\":\"file already exists\"}");
    } else {
      files.put(file, body);
      reply(exchange, 201, "application/json", "{\"saved\":true}");
    }
  }

  private static byte[] unpacked(byte[] archive) throws IOException {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      return stream.readAllBytes();
    }
  }

  private static String version(byte[] content) {
    Matcher version = Pattern.compile("version: (\\S+)").matcher(new String(content, UTF_8));
    require(version.find(), "a chart with a version");
    return version.group(1);
  }
}
