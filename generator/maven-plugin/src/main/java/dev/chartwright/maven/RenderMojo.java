package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
   * The file that the manifests are written to; printed when absent.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.outputFile")
  private File outputFile;

  @Override
  void run(Generated generated) throws IOException, MojoFailureException {
    String name = release == null ? generated.chart().name() : release;
    Rendering rendering = Generator.render(generated, name, namespace, texts());
    if (rendering instanceof HelmFailure failure) {
      throw new MojoFailureException(
          generated.name() + " cannot be rendered with these values: " + failure.message());
    }
    String manifest = ((Rendering.Rendered) rendering).manifest();
    if (outputFile == null) {
      manifest.lines().forEach(getLog()::info);
      return;
    }
    Path file = outputFile.toPath();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, manifest);
    getLog().info("Rendered " + generated.name() + " to " + shown(file));
  }

  private List<String> texts() throws IOException, MojoFailureException {
    List<String> texts = new ArrayList<>();
    for (File file : values == null ? List.<File>of() : values) {
      try {
        texts.add(Files.readString(file.toPath()));
      } catch (NoSuchFileException missing) {
        throw new MojoFailureException(
            "<values> (chartwright.values): there is no file " + file, missing);
      } catch (CharacterCodingException unreadable) {
        throw new MojoFailureException(
            "<values> (chartwright.values): " + file + " is not UTF-8 text", unreadable);
      }
    }
    return texts;
  }
}
