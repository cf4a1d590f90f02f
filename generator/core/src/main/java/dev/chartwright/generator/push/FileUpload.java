package dev.chartwright.generator.push;

import java.net.URI;
import java.util.Optional;

/** Sends files to the addresses from which they are then downloaded: Artifactory and Nexus. */
final class FileUpload implements Upload {
  private final RepositoryClient client;
  private final ChartPackage chart;
  private final Downloads files;
  private Reply accepted;

  FileUpload(
      ChartRepository.FileRepository repository, RepositoryClient client, ChartPackage chart) {
    this.client = client;
    this.chart = chart;
    this.files = new Downloads(client, chart, repository.folder());
  }

  @Override
  public String target() {
    return files.archive().toString();
  }

  @Override
  public Optional<String> find() {
    return files.digest();
  }

  @Override
  public void send(boolean isReplacement) {
    accepted = put(files.archive(), "application/gzip", chart.archive(), "the upload of " + chart);
  }

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
    put(
        files.provenance(),
        "text/plain",
        chart.provenance().orElseThrow(),
        "the provenance file of " + chart);
  }

  private Reply put(URI address, String type, byte[] content, String what) {
    return client.require(client.send("PUT", address, type, content), what, chart);
  }
}
