package dev.chartwright.maven;

import dev.chartwright.chart.Chart;
import dev.chartwright.project.JkubeSource;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;

/**
 * Makes a chart from what a build knows of its project, without a class that declares it. The
 * plugin finds it as a service among its dependencies. Stateless.
 */
public interface ProjectChart {
  /**
   * The chart of the current project of a session.
   *
   * @param execution the goal that runs
   * @param author adds to the chart
   * @param log receives what is assumed on the way
   * @throws dev.chartwright.generator.service.RequestException if the project makes no chart
   */
  Chart of(MavenSession session, MojoExecution execution, JkubeSource author, Log log);
}
