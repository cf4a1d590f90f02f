package dev.chartwright.jkube;

import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.eclipse.jkube.kit.common.JavaProject;
import org.eclipse.jkube.kit.common.util.ResourceUtil;

/**
 * What JKube needs to know of a project. Immutable, as far as JKube is.
 *
 * @param java the project in JKube's own terms
 * @param settings how JKube is configured
 * @param filter replaces the expressions in the text of a fragment, such as {@code
 *     ${project.version}}
 */
record JkubeProject(JavaProject java, JkubeSettings settings, UnaryOperator<String> filter) {
  private static final String FRAGMENTS = "src/main/jkube";

  JkubeProject {
    Objects.requireNonNull(java, "java");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(filter, "filter");
  }

  /** The folders of fragments, which need not exist. */
  List<File> fragments() {
    return ResourceUtil.getFinalResourceDirs(
        settings.resourceDir().orElse(new File(java.getBaseDirectory(), FRAGMENTS)),
        settings.environment().orElse(null));
  }
}
