package dev.chartwright.generator.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.generator.file.Digest;
import java.net.URI;
import java.util.Optional;

/**
 * Sends a chart to a registry by the Distribution Specification. The manifest goes last, so nobody
 * sees a chart that is not complete; the provenance file is part of it.
 */
final class OciUpload implements Upload {
  private static final String BYTES = "application/octet-stream";

  private final RepositoryClient client;
  private final ChartPackage chart;
  private final OciName name;
  private final OciManifest manifest;
  private final URI root;
  private final String target;

  OciUpload(
      ChartRepository.OciRegistry registry,
      OciName name,
      RepositoryClient client,
      ChartPackage chart) {
    this.client = client;
    this.chart = chart;
    this.name = name;
    this.manifest = OciManifest.of(chart);
    this.root = registry.server().resolve("/v2/" + name.repository() + "/");
    this.target = "oci://" + registry.host() + "/" + name.repository() + ":" + name.tag();
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Optional<String> pin() {
    return Optional.of(manifest.digest());
  }

  @Override
  public Optional<String> find() {
    Optional<Reply> there = tag();
    if (there.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = there.get().json();
    if (!json.isObject() || !json.has("schemaVersion")) {
      throw client.refusals().page(there.get(), "a manifest of an OCI registry");
    }
    return Optional.of(
        OciManifest.chart(json)
            .orElseThrow(
                () ->
                    PushException.chart(
                        target
                            + " is not a chart but another artifact, which is not replaced: push to another"
                            + " path or with another version")));
  }

  private Optional<Reply> tag() {
    Reply reply = client.get(root.resolve("manifests/" + name.tag()), OciManifest.ANY_TYPE);
    if (reply.status() == 404 && !reply.isPage()) {
      return Optional.empty();
    }
    return Optional.of(client.require(reply, "the download of " + chart, chart));
  }

  @Override
  public void send(boolean isReplacement) {
    manifest.blobs().forEach(this::send);
    Reply reply =
        client.send(
            "PUT", root.resolve("manifests/" + name.tag()), OciManifest.TYPE, manifest.json());
    client.require(reply, "the manifest of " + chart, chart);
  }

  private void send(OciManifest.Blob blob) {
    Reply present = client.head(root.resolve("blobs/" + blob.digest()));
    if (present.isSuccess()) {
      return;
    }
    Reply started = client.send("POST", root.resolve("blobs/uploads/"), BYTES, new byte[0]);
    client.require(started, "the upload of " + chart, chart);
    if (started.header("Location").isEmpty()) {
      throw client.refusals().page(started, "the place of an upload");
    }
    URI place = client.location(started);
    String separator = place.getRawQuery() == null ? "?" : "&";
    Reply reply =
        client.send(
            "PUT",
            URI.create(place + separator + "digest=" + blob.digest()),
            BYTES,
            blob.content());
    client.require(reply, "the upload of " + chart, chart);
  }

  @Override
  public String readBack() {
    Reply tagged =
        tag()
            .orElseThrow(
                () ->
                    PushException.environment(
                        client.refusals().host()
                            + " accepted "
                            + chart
                            + ", but does not have "
                            + target
                            + ": check the log of the registry"));
    if (!Digest.of(tagged.body()).prefixed().equals(manifest.digest())) {
      throw PushException.environment(
          target
              + " is not what was pushed: its manifest is "
              + Digest.of(tagged.body()).prefixed()
              + " instead of "
              + manifest.digest()
              + ", so another push or a proxy changed it; run again");
    }
    Reply blob = client.get(root.resolve("blobs/" + chart.digest()), "*/*");
    client.require(blob, "the download of " + chart, chart);
    return Digest.of(blob.body()).prefixed();
  }

  @Override
  public boolean isSigned() {
    return tag().filter(reply -> OciManifest.isSigned(reply.json())).isPresent();
  }

  /** Called only for an archive that was pushed before without a provenance file. */
  @Override
  public void sendProvenance(boolean isReplacement) {
    if (!isReplacement) {
      throw PushException.chart(
          target
              + " has this archive without a provenance file, and adding one would change the manifest"
              + " of the tag: give the chart another version, and sign its first push");
    }
    send(true);
  }
}
