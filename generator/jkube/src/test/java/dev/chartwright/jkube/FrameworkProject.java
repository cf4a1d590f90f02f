package dev.chartwright.jkube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The project {@code shop} with a framework, from the sources of the integration builds. */
record FrameworkProject(Path folder) {
  private static final Path BUILDS = Path.of("src/it");

  /** Writes the project, in a version of its own. */
  static FrameworkProject create(Path folder, String framework, String version) throws IOException {
    Path sources = BUILDS.resolve(framework).resolve("src");
    Path module = folder.resolve("shop");
    if (Files.exists(sources)) {
      copy(sources, module.resolve("src"));
    }
    Projects.write(
        folder.resolve("pom.xml"),
        filled(Files.readString(BUILDS.resolve(framework).resolve("pom.xml")))
            .replaceFirst("(?s)<modules>.*</modules>", "<modules><module>shop</module></modules>")
            .replace("2.1.0", version));
    Projects.write(
        module.resolve("pom.xml"),
        Files.readString(BUILDS.resolve("modules/bare/pom.xml"))
            .replace("<artifactId>bare<", "<artifactId>shop<")
            .replace("@packaging@", "jar")
            .replace("2.1.0", version));
    return new FrameworkProject(folder);
  }

  /** Lets JKube and Chartwright make their charts, in one run of Maven. */
  void makeCharts(Program maven, Path settings, Path repository)
      throws IOException, InterruptedException {
    String jkube = "org.eclipse.jkube:kubernetes-maven-plugin:" + property("jkube.version") + ":";
    maven.require(
        folder,
        "-B",
        "-ntp",
        "-s",
        settings.toString(),
        "-Dmaven.repo.local=" + repository,
        "-Djkube.generator.name=%a:%v",
        "-pl",
        "shop",
        "process-classes",
        jkube + "resource",
        jkube + "helm");
  }

  Path chartOfJkube() {
    return folder.resolve("shop/target/jkube/helm/shop/kubernetes");
  }

  Path chart() {
    return folder.resolve("shop/charts-out/shop/helm/shop");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Projects.write(to.resolve(from.relativize(file)), Files.readString(file));
      }
    }
  }

  private static String filled(String pom) throws IOException {
    Matcher places = Pattern.compile("@([\\w.-]+)@").matcher(pom);
    StringBuilder filled = new StringBuilder();
    while (places.find()) {
      places.appendReplacement(filled, property(places.group(1)));
    }
    return places.appendTail(filled).toString();
  }

  /** From this module or its parent, as Maven would look for it. */
  private static String property(String name) throws IOException {
    String poms = Files.readString(Path.of("pom.xml")) + Files.readString(Path.of("../../pom.xml"));
    String tag = name.equals("project.version") ? "version" : name;
    Matcher value = Pattern.compile("<" + tag + ">([^<$]*)</" + tag + ">").matcher(poms);
    if (!value.find()) {
      throw new IOException("No POM has the property " + name);
    }
    return value.group(1);
  }
}
