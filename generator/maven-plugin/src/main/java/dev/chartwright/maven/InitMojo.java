package dev.chartwright.maven;

import dev.chartwright.generator.service.ChartService;
import dev.chartwright.generator.service.Failure;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes a Maven project with a class that declares a chart, and a test of it. No file that exists
 * is changed. Needs no project.
 */
@Mojo(name = "init", requiresProject = false, threadSafe = true)
public final class InitMojo extends AbstractMojo {
  /**
   * The folder of the new project, made if there is none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.folder", defaultValue = ".", required = true)
  private File folder;

  /**
   * The name of the chart, such as hello-web. By default the name of the folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.name")
  private String name;

  /**
   * The package of the classes, and the group of the project. By default one below com.example.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.packageName")
  private String packageName;

  @Override
  public void execute() throws MojoFailureException {
    PluginOptions spelling = new PluginOptions("init", InitMojo::shown);
    try {
      String made =
          ChartService.spelling(spelling)
              .init(folder.toPath(), Optional.ofNullable(name), Optional.ofNullable(packageName))
              .toString();
      made.lines().forEach(getLog()::info);
    } catch (RuntimeException failure) {
      throw new MojoFailureException(Failure.of(failure, spelling).message(), failure);
    }
  }

  /** As seen from the folder that Maven was started in. */
  private static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path relative = path.startsWith(here) ? here.relativize(path) : path;
    return relative.toString().isEmpty() ? "." : relative.toString();
  }
}
