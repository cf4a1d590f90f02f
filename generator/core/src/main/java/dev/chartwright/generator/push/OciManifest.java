package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.generator.file.Digest;
import dev.chartwright.generator.yaml.GoJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The manifest of a chart, as {@code helm push} makes it, but without a time. Immutable. */
final class OciManifest {
  static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  /** Every kind of manifest, so that a registry also returns what is not a chart. */
  static final String ANY_TYPE =
      TYPE
          + ", application/vnd.oci.image.index.v1+json"
          + ", application/vnd.docker.distribution.manifest.v2+json"
          + ", application/vnd.docker.distribution.manifest.list.v2+json";

  private static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";
  private static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  private static final String PROVENANCE = "application/vnd.cncf.helm.chart.provenance.v1.prov";

  private final List<Blob> blobs;
  private final byte[] json;

  private OciManifest(List<Blob> blobs, byte[] json) {
    this.blobs = List.copyOf(blobs);
    this.json = json;
  }

  /** Content with its media type. */
  static final class Blob {
    private final String type;
    private final String digest;
    private final byte[] content;

    private Blob(String type, byte[] content) {
      this.type = type;
      this.digest = Digest.of(content).prefixed();
      this.content = content;
    }

    String digest() {
      return digest;
    }

    byte[] content() {
      return content;
    }

    private GoJson.Struct descriptor() {
      return GoJson.Struct.builder()
          .add("mediaType", type)
          .add("digest", digest)
          .add("size", content.length)
          .build();
    }
  }

  static OciManifest of(ChartPackage chart) {
    Blob config = new Blob(CONFIG, chart.metadata().json().getBytes(UTF_8));
    List<Blob> layers = new ArrayList<>();
    layers.add(new Blob(CHART, chart.archive()));
    chart.provenance().ifPresent(text -> layers.add(new Blob(PROVENANCE, text)));
    layers.sort(Comparator.comparing(Blob::digest));
    GoJson.Struct manifest =
        GoJson.Struct.builder()
            .add("schemaVersion", 2)
            .add("config", config.descriptor())
            .add("layers", layers.stream().map(Blob::descriptor).toList())
            .add("annotations", chart.metadata().annotations())
            .build();
    List<Blob> blobs = new ArrayList<>(List.of(config));
    blobs.addAll(layers);
    return new OciManifest(blobs, GoJson.of(manifest).getBytes(UTF_8));
  }

  /** What it refers to, the configuration first. */
  List<Blob> blobs() {
    return blobs;
  }

  /** The exact bytes that are sent. */
  byte[] json() {
    return json;
  }

  String digest() {
    return Digest.of(json).prefixed();
  }

  /**
   * The digest of the chart that a manifest has; nothing if it is the manifest of something else.
   */
  static Optional<String> chart(JsonNode manifest) {
    return layer(manifest, CHART);
  }

  static boolean isSigned(JsonNode manifest) {
    return layer(manifest, PROVENANCE).isPresent();
  }

  private static Optional<String> layer(JsonNode manifest, String type) {
    return StreamSupport.stream(manifest.path("layers").spliterator(), false)
        .filter(layer -> layer.path("mediaType").asText().equals(type))
        .map(layer -> layer.path("digest").asText())
        .findFirst();
  }
}
