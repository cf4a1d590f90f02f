package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.Digest;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.write.ChartArchive;
import java.util.Optional;
import java.util.regex.Pattern;

/** A packed chart, and its provenance file if it has one. Immutable. */
public final class ChartPackage {
  private static final Pattern VERSION =
      Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
  private static final Pattern SNAPSHOT = Pattern.compile("[^+-]+-SNAPSHOT(\\+.*)?");

  private final ChartMetadata metadata;
  private final byte[] archive;
  private final String digest;
  private final Optional<byte[]> provenance;

  private ChartPackage(ChartMetadata metadata, byte[] archive, Optional<byte[]> provenance) {
    this.metadata = metadata;
    this.archive = archive;
    this.digest = Digest.of(archive).prefixed();
    this.provenance = provenance;
  }

  /**
   * A chart that was packed.
   *
   * @param files what the archive holds, by the paths below the folder of the chart
   * @throws PushException if {@code Chart.yaml} has no valid name or version
   */
  public static ChartPackage of(FileTree files, byte[] archive) {
    return new ChartPackage(metadata(files), archive.clone(), Optional.empty());
  }

  /**
   * Packs a chart.
   *
   * @param files by the paths below the folder of the chart
   * @throws PushException if {@code Chart.yaml} has no valid name or version
   */
  public static ChartPackage pack(FileTree files, ChartArchive kind) {
    ChartMetadata metadata = metadata(files);
    return new ChartPackage(metadata, kind.pack(metadata.name(), files), Optional.empty());
  }

  private static ChartMetadata metadata(FileTree files) {
    ParsedChart chart = ParsedChart.of(files);
    chart
        .metadataFile()
        .failure()
        .ifPresent(
            why -> {
              throw PushException.chart(
                  "Chart.yaml is not valid YAML, so nothing was pushed: " + why);
            });
    if (!ChartArchive.isName(chart.name())) {
      throw PushException.chart(
          "Chart.yaml: '"
              + chart.name()
              + "' is not a valid name of a chart, so nothing was pushed: write letters, digits and"
              + " hyphens");
    }
    if (!VERSION.matcher(chart.version()).matches()) {
      throw PushException.chart(
          "Chart.yaml: '"
              + chart.version()
              + "' is not a version, so nothing was pushed: write three numbers, such as 1.0.0");
    }
    return ChartMetadata.of(chart);
  }

  /** The same archive with a provenance file. */
  ChartPackage signed(String text) {
    return new ChartPackage(metadata, archive, Optional.of(text.getBytes(UTF_8)));
  }

  ChartMetadata metadata() {
    return metadata;
  }

  /** The name of the chart. */
  public String name() {
    return metadata.name();
  }

  /** The version of the chart. */
  public String version() {
    return metadata.version();
  }

  /** Such as {@code site-1.0.0.tgz}. */
  public String fileName() {
    return name() + "-" + version() + ".tgz";
  }

  /** Such as {@code site-1.0.0.tgz.prov}. */
  public String provenanceName() {
    return fileName() + ".prov";
  }

  /** Whether the version is a snapshot, which may be replaced. */
  public boolean isSnapshot() {
    return SNAPSHOT.matcher(version()).matches();
  }

  /** The archive. */
  public byte[] archive() {
    return archive.clone();
  }

  /** How many bytes the archive has. */
  public int size() {
    return archive.length;
  }

  /** The digest of the archive, such as {@code sha256:0f…}. */
  public String digest() {
    return digest;
  }

  /** The provenance file, if the chart is signed. */
  public Optional<byte[]> provenance() {
    return provenance.map(byte[]::clone);
  }

  @Override
  public String toString() {
    return name() + " " + version();
  }
}
