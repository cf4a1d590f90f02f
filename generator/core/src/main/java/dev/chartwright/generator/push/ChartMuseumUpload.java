package dev.chartwright.generator.push;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/** Sends a chart to the API of ChartMuseum. */
final class ChartMuseumUpload implements Upload {
  private final ChartRepository.ChartMuseum repository;
  private final RepositoryClient client;
  private final ChartPackage chart;
  private final Downloads files;
  private Reply accepted;

  ChartMuseumUpload(
      ChartRepository.ChartMuseum repository, RepositoryClient client, ChartPackage chart) {
    this.repository = repository;
    this.client = client;
    this.chart = chart;
    this.files = new Downloads(client, chart, repository.charts().resolve("charts/"));
  }

  @Override
  public String target() {
    return files.archive().toString();
  }

  /**
   * Asks the API. Its answer also shows that the server is a ChartMuseum, and not some other page.
   */
  @Override
  public Optional<String> find() {
    Reply reply =
        client.get(
            repository.api().resolve("charts/" + chart.name() + "/" + chart.version()),
            "application/json");
    JsonNode json = reply.json();
    if (reply.status() != 404) {
      client.require(reply, "the download of " + chart, chart);
    }
    if (!json.isObject()) {
      throw client.refusals().page(reply, "an answer of the API of ChartMuseum");
    }
    // The server also takes the version for a range, and build metadata is not part of one.
    if (reply.status() == 404 || !json.path("version").asText().equals(chart.version())) {
      return Optional.empty();
    }
    String digest = json.path("digest").asText("");
    if (digest.isEmpty()) {
      throw client.refusals().page(reply, "an answer of the API of ChartMuseum");
    }
    return Optional.of("sha256:" + digest);
  }

  @Override
  public void send(boolean isReplacement) {
    accepted =
        post(
            "charts", isReplacement, "application/gzip", chart.archive(), "the upload of " + chart);
  }

  /** From the storage: the API answers from an index that may be updated later. */
  @Override
  public String readBack() {
    return files.readBack(accepted);
  }

  @Override
  public boolean isSigned() {
    return files.isSigned();
  }

  @Override
  public void sendProvenance(boolean isReplacement) {
    post(
        "prov",
        isReplacement,
        "text/plain",
        chart.provenance().orElseThrow(),
        "the provenance file of " + chart);
  }

  private Reply post(String what, boolean isReplacement, String type, byte[] content, String name) {
    URI address = repository.api().resolve(what + (isReplacement ? "?force" : ""));
    return client.require(client.send("POST", address, type, content), name, chart);
  }
}
