package dev.chartwright.generator.project;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.template.Quoting;
import dev.chartwright.generator.template.Templates;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * A Maven project with a class that declares a chart, and a test of the chart. Immutable.
 *
 * @param name of the chart and of the project, such as {@code hello-web}
 * @param packageName of the classes, which is the group of the project too
 */
public record NewProject(String name, String packageName) {
  /** The version of Chartwright that the project uses: this one. */
  public static final String VERSION = "0.1.0-SNAPSHOT";

  /**
   * For short runs of the JVM; and some versions of Maven end their output with the control
   * characters that reset the colours of a terminal, which no reader of YAML accepts.
   */
  private static final String JVM_OPTIONS = "-XX:TieredStopAtLevel=1 -Djansi.noreset=true\n";

  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");

  /** Read when they are needed. */
  private static final class Lazy {
    static final Templates TEMPLATES = Templates.beside(NewProject.class, Quoting.none());
  }

  /**
   * @throws IllegalArgumentException if one of them is not valid; the message says what is
   */
  public NewProject {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(packageName, "packageName");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not the name of a chart: write at most 40 lowercase letters, digits and"
              + " hyphens, a letter first and no hyphen last, such as hello-web");
    }
    if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
      throw new IllegalArgumentException(
          "'" + packageName + "' is not the name of a package: write it like com.example.hello");
    }
  }

  /**
   * A project of that name, in a package below {@code com.example}.
   *
   * @throws IllegalArgumentException if the name is not valid
   */
  public static NewProject named(String name) {
    String simple = name.replace("-", "");
    return new NewProject(
        name, "com.example." + (SourceVersion.isKeyword(simple) ? simple + "chart" : simple));
  }

  /** The name of the class that declares the chart, without its package. */
  public String className() {
    return Stream.of(name.split("-+"))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining())
        + "Chart";
  }

  /** The files, by their paths below the folder of the project. */
  public FileTree files() {
    String folder = packageName.replace('.', '/') + "/" + className();
    return FileTree.builder()
        .add(".gitignore", "target/\n")
        .add(".mvn/jvm.config", JVM_OPTIONS)
        .add("pom.xml", text("pom.xml.ftl"))
        .add("src/main/java/" + folder + ".java", text("chart.java.ftl"))
        .add("src/test/java/" + folder + "Test.java", text("test.java.ftl"))
        .build();
  }

  private String text(String template) {
    return Lazy.TEMPLATES.render(
        template,
        Map.of(
            "name", name,
            "package", packageName,
            "class", className(),
            "version", VERSION));
  }
}
