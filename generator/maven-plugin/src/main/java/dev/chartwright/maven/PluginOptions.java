package dev.chartwright.maven;

import dev.chartwright.generator.service.Spelling;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/**
 * How parameters are written in a POM and on the command line of Maven. Immutable.
 *
 * @param goal the goal that runs
 * @param shown a path as a reader of the log looks for it
 */
record PluginOptions(String goal, Function<Path, String> shown) implements Spelling {
  @Override
  public String option(Option option) {
    String name = option == Option.DECLARING_CLASS ? "topology" : camel(option.name());
    return "<" + name + "> (chartwright." + name + ")";
  }

  @Override
  public String login() {
    return "name a server of settings.xml in <server> (chartwright.server), "
        + Spelling.super.login();
  }

  @Override
  public String compile() {
    return "mvn compile chartwright:" + goal;
  }

  /** Without loading the bridge to JKube. */
  @Override
  public String withoutClass() {
    boolean hasBridge =
        PluginOptions.class.getResource("/META-INF/services/" + ProjectChart.class.getName())
            != null;
    return hasBridge
        ? "\nA chart that comes of JKube is made in the same build: mvn process-classes"
            + " chartwright:from-jkube chartwright:"
            + goal
            + "."
        : "";
  }

  @Override
  public String path(Path path) {
    return shown.apply(path);
  }

  /** {@code KUBE_VERSION} as {@code kubeVersion}. */
  private static String camel(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
