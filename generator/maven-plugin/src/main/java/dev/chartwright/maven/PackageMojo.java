package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.write.ChartArchive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Packs the proven chart as {@code <name>-<version>.tgz}, the same bytes on every machine, and
 * attaches it to the project with type {@code tgz}, so that it is installed and deployed with it.
 */
@Mojo(
    name = "package",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class PackageMojo extends ProvingMojo {
  private final MavenProjectHelper projectHelper;

  /**
   * The folder that the archive is written to.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.packageDirectory",
      defaultValue = "${project.build.directory}",
      required = true)
  private File packageDirectory;

  /**
   * The output folder, with one folder for each chart or fleet. Files that lie in the folder of the
   * chart and were not generated are reported; the archive does not have them.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.outputDirectory",
      defaultValue = "${project.basedir}/charts-out",
      required = true)
  private File outputDirectory;

  /**
   * The classifier of the attached archive. Several charts in one project need different
   * classifiers.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.classifier", defaultValue = "helm", required = true)
  private String classifier;

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

  @Inject
  PackageMojo(MavenProjectHelper projectHelper) {
    this.projectHelper = projectHelper;
  }

  @Override
  void run(Generated generated) throws IOException, MojoFailureException {
    ChartArchive kind = archive();
    proveOnce(generated);
    reportForeignFiles(generated.name(), outputDirectory.toPath().normalize());
    byte[] archive = Generator.archive(generated, kind);
    Path file =
        packageDirectory
            .toPath()
            .resolve(generated.chart().name() + "-" + generated.chart().version() + ".tgz");
    Files.createDirectories(file.getParent());
    Files.write(file, archive);
    projectHelper.attachArtifact(project(), "tgz", classifier, file.toFile());
    getLog().info("Packed " + shown(file) + " (" + archive.length + " bytes)");
  }

  private ChartArchive archive() throws MojoFailureException {
    // As everywhere in Maven, a single character switches the property off that was inherited.
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
