package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.push.ChartPackage;
import dev.chartwright.generator.write.ChartArchive;
import java.io.File;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that packs the proven chart, to the same bytes on every machine. */
abstract class PackingMojo extends ProvingMojo {
  /**
   * The output folder, with one folder for each chart or fleet. Files in the folder of the chart
   * that were not generated are reported; the archive does not contain them.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.outputDirectory",
      defaultValue = "${project.basedir}/charts-out",
      required = true)
  private File outputDirectory;

  /**
   * The modification time of the files in the archive: ISO 8601, or seconds since 1970. Without it,
   * a fixed time.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.outputTimestamp",
      defaultValue = "${project.build.outputTimestamp}")
  private String outputTimestamp;

  /**
   * Whether to make a provenance file, which {@code helm verify} reads, with the program gpg.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.sign", defaultValue = "false")
  private boolean sign;

  /**
   * The secret key of gpg that signs: an id, a fingerprint or an address. By default the first
   * secret key. Its passphrase comes from the agent of gpg or from the variable
   * CHARTWRIGHT_GPG_PASSPHRASE.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.key")
  private String key;

  /** What the goal does with the archive. */
  abstract void packed(ChartPackage chart)
      throws IOException, MojoExecutionException, MojoFailureException;

  @Override
  final void run(Generated generated)
      throws IOException, MojoExecutionException, MojoFailureException {
    ChartArchive kind = archive();
    proveOnce(generated);
    reportForeignFiles(generated.name(), outputDirectory.toPath().normalize());
    packed(service().pack(generated, kind));
  }

  final boolean isSigned() {
    return sign;
  }

  final Optional<String> key() {
    return Optional.ofNullable(key);
  }

  private ChartArchive archive() throws MojoFailureException {
    // As everywhere in Maven, a single character switches an inherited property off.
    if (outputTimestamp == null || outputTimestamp.length() < 2) {
      return ChartArchive.reproducible();
    }
    try {
      return ChartArchive.stampedAt(
          outputTimestamp.chars().allMatch(Character::isDigit)
              ? Instant.ofEpochSecond(Long.parseLong(outputTimestamp))
              : OffsetDateTime.parse(outputTimestamp).toInstant());
    } catch (DateTimeException | IllegalArgumentException unusable) {
      throw new MojoFailureException(
          "<outputTimestamp> (chartwright.outputTimestamp, project.build.outputTimestamp) is '"
              + outputTimestamp
              + "': write a time from 1970 on such as 2026-11-01T00:00:00Z, or its seconds since 1970",
          unusable);
    }
  }
}
