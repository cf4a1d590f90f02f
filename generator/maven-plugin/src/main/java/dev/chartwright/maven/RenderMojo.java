package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.service.ChartService;
import dev.chartwright.generator.service.RenderOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Renders the chart as {@code helm template} does, hooks and tests included, and prints the
 * manifests or writes them to a file. Every API that the chart asks a cluster for is taken to be
 * there.
 */
@Mojo(name = "render", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class RenderMojo extends ChartMojo {
  /**
   * Values files, later ones win; the defaults of the chart when absent.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.values")
  private List<File> values;

  /**
   * The name of the release; that of the chart when absent.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.release")
  private String release;

  /**
   * The namespace of the release.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.namespace", defaultValue = "default", required = true)
  private String namespace;

  /**
   * The file that the manifests are written to; printed on standard output when absent, also under
   * {@code -q}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.outputFile")
  private File outputFile;

  @Override
  void run(Generated generated) throws IOException, MojoFailureException {
    RenderOptions options =
        new RenderOptions(
            Optional.ofNullable(release),
            namespace,
            values == null ? List.of() : values.stream().map(File::toPath).toList());
    Rendering rendering = service().render(generated, options);
    if (rendering instanceof HelmFailure failure) {
      throw new MojoFailureException(ChartService.refusal(generated, failure));
    }
    String manifest = ((Rendering.Rendered) rendering).manifest();
    if (outputFile == null) {
      print(manifest);
      return;
    }
    Path file = outputFile.toPath();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, manifest);
    getLog().info("Rendered " + generated.name() + " to " + shown(file));
  }
}
