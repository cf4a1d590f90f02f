package dev.chartwright.jkube;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.service.RequestException;
import dev.chartwright.maven.ProjectChart;
import dev.chartwright.project.JkubeSource;
import java.io.File;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.jkube.kit.common.JavaProject;
import org.eclipse.jkube.kit.common.util.MavenUtil;

/**
 * The chart of a Maven project, with the configuration that the user has given to the plugin of
 * JKube. Stateless.
 */
public final class JkubeChart implements ProjectChart {
  private static final String PLUGIN = "org.eclipse.jkube:kubernetes-maven-plugin";
  private static final Set<String> PARAMETERS =
      Set.of(
          "images", "generator", "enricher", "resources", "profile", "resourceDir", "environment");

  /** What decides about images and clusters, and not about the resources or the chart. */
  private static final Set<String> OF_OTHER_GOALS =
      Set.of("access", "authConfig", "buildStrategy", "skip");

  @Override
  public Chart of(MavenSession session, MojoExecution execution, JkubeSource author, Log log) {
    ExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
    MavenProject project = session.getCurrentProject();
    try {
      JavaProject java = MavenUtil.convertMavenProjectToJKubeProject(project, session);
      new OwnModel(project.getOriginalModel(), text -> filtered(text, evaluator)).into(java);
      JkubeProject described =
          new JkubeProject(
              java, settings(project, evaluator, log), text -> filtered(text, evaluator));
      return Bridge.chart(java, JkubeResources.of(described, new JkubeLog(log)), author, log::warn);
    } catch (DependencyResolutionRequiredException unresolved) {
      throw new RequestException("The dependencies of the project are not resolved", unresolved);
    }
  }

  private static JkubeSettings settings(
      MavenProject project, ExpressionEvaluator evaluator, Log log) {
    JkubeSettings settings = new JkubeSettings();
    Xpp3Dom configured = new Xpp3Dom("configuration");
    Optional.ofNullable(project.getPlugin(PLUGIN))
        .ifPresent(
            plugin -> {
              parameters(plugin.getConfiguration(), configured, log);
              unread(plugin, log);
            });
    ClassLoader loader = JkubeChart.class.getClassLoader();
    try {
      new BasicComponentConfigurator()
          .configureComponent(
              settings,
              new XmlPlexusConfiguration(configured),
              evaluator,
              loader instanceof ClassRealm realm
                  ? realm
                  : new ClassRealm(new ClassWorld(), "jkube", loader));
    } catch (ComponentConfigurationException wrong) {
      throw new RequestException(
          "The configuration of " + PLUGIN + " cannot be read: " + wrong.getMessage(), wrong);
    }
    return settings.withDefaults(
        property("jkube.profile", evaluator).orElse(null),
        property("jkube.resourceDir", evaluator).map(File::new).orElse(null),
        property("jkube.environment", evaluator).orElse(null));
  }

  private static void parameters(Object all, Xpp3Dom configured, Log log) {
    if (all instanceof Xpp3Dom declared) {
      for (Xpp3Dom parameter : declared.getChildren()) {
        if (PARAMETERS.contains(parameter.getName())) {
          configured.addChild(parameter);
        } else if (!OF_OTHER_GOALS.contains(parameter.getName())) {
          log.warn(
              "<%s> in the configuration of %s has no effect on the chart."
                  .formatted(parameter.getName(), PLUGIN));
        }
      }
    }
  }

  private static void unread(Plugin plugin, Log log) {
    for (PluginExecution execution : plugin.getExecutions()) {
      if (execution.getConfiguration() != null
          && !execution.getConfiguration().equals(plugin.getConfiguration())) {
        log.warn(
            "The configuration in the execution %s of %s has no effect on the chart: move it to the <configuration> of the plugin."
                .formatted(execution.getId(), PLUGIN));
      }
    }
  }

  private static Optional<String> property(String name, ExpressionEvaluator evaluator) {
    return Optional.ofNullable(evaluated("${" + name + "}", evaluator))
        .map(Object::toString)
        .filter(text -> !text.isEmpty());
  }

  /** Unknown expressions stay as they are. */
  private static String filtered(String text, ExpressionEvaluator evaluator) {
    Object value = evaluated(text, evaluator);
    return value == null ? text : value.toString();
  }

  private static Object evaluated(String text, ExpressionEvaluator evaluator) {
    try {
      return evaluator.evaluate(text);
    } catch (ExpressionEvaluationException wrong) {
      throw new RequestException(wrong.getMessage(), wrong);
    }
  }
}
