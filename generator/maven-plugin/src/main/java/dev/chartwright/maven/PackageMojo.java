package dev.chartwright.maven;

import dev.chartwright.generator.push.ChartPackage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
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
public final class PackageMojo extends PackingMojo {
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
   * The classifier of the attached archive. Several charts in one project need different
   * classifiers.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.classifier", defaultValue = "helm", required = true)
  private String classifier;

  @Inject
  PackageMojo(MavenProjectHelper projectHelper) {
    this.projectHelper = projectHelper;
  }

  @Override
  void packed(ChartPackage packed) throws IOException {
    ChartPackage chart = isSigned() ? service().sign(packed, key()) : packed;
    Path folder = packageDirectory.toPath();
    Path file = folder.resolve(chart.fileName());
    Files.createDirectories(folder);
    Files.write(file, chart.archive());
    projectHelper.attachArtifact(project(), "tgz", classifier, file.toFile());
    getLog().info("Packed " + shown(file) + " (" + chart.size() + " bytes)");
    if (chart.provenance().isPresent()) {
      Path provenance = folder.resolve(chart.provenanceName());
      Files.write(provenance, chart.provenance().get());
      projectHelper.attachArtifact(project(), "tgz.prov", classifier, provenance.toFile());
      getLog().info("Signed " + shown(provenance));
    }
  }
}
