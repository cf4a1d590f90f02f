package dev.chartwright.maven;

import dev.chartwright.generator.service.ChartService;
import dev.chartwright.generator.service.RequestException;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints all rules, or one rule with an example that breaks it. Needs no project. */
@Mojo(name = "rules", requiresProject = false, threadSafe = true)
public final class RulesMojo extends AbstractMojo {
  /**
   * The id of the rule to print, such as CAP-01. By default all rules, one on a line.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.rule")
  private String rule;

  @Override
  public void execute() throws MojoFailureException {
    ChartService service = ChartService.spelling(new PluginOptions("rules", Path::toString));
    try {
      ChartMojo.print(rule == null ? service.rules() : service.rule(rule));
    } catch (RequestException unknown) {
      throw new MojoFailureException(unknown.getMessage(), unknown);
    }
  }
}
