package dev.chartwright.jkube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javassist.CannotCompileException;
import javassist.ClassPool;
import org.eclipse.jkube.kit.common.Dependency;
import org.eclipse.jkube.kit.common.JavaProject;
import org.eclipse.jkube.kit.common.Plugin;

/** Projects as JKube sees them, on disk. */
final class Projects {
  private static final String BOOT = "org.springframework.boot";

  private Projects() {}

  /** A Spring Boot service with its actuator: JKube looks for the names of two classes only. */
  static JkubeProject springBoot(Path folder) throws IOException {
    return springBoot(folder, new Properties());
  }

  static JkubeProject springBoot(Path folder, Properties properties) throws IOException {
    Path classes = folder.resolve("target/classes");
    emptyClass(classes, "org.springframework.boot.actuate.health.HealthIndicator");
    emptyClass(classes, "org.springframework.web.context.support.GenericWebApplicationContext");
    write(
        classes.resolve("application.properties"),
        "server.port=8081\nmanagement.endpoint.health.probes.enabled=true\n");
    Dependency boot =
        Dependency.builder()
            .groupId(BOOT)
            .artifactId("spring-boot-starter-actuator")
            .version("3.5.7")
            .type("jar")
            .scope("compile")
            .file(emptyJar(folder.resolve("lib/actuator.jar")).toFile())
            .build();
    return project(
        java(folder, properties)
            .dependencies(List.of(boot))
            .dependenciesWithTransitive(List.of(boot))
            .plugin(
                Plugin.builder()
                    .groupId(BOOT)
                    .artifactId("spring-boot-maven-plugin")
                    .version("3.5.7")
                    .executions(List.of("repackage"))
                    .configuration(Map.of())
                    .build())
            .build());
  }

  /** A library, for which no generator makes an image. */
  static JkubeProject library(Path folder) {
    return project(java(folder, new Properties()).build());
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void emptyClass(Path classes, String name) throws IOException {
    try {
      new ClassPool(true).makeClass(name).writeFile(classes.toString());
    } catch (CannotCompileException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private static Path emptyJar(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
    return jar;
  }

  private static JkubeProject project(JavaProject java) {
    return new JkubeProject(java, new JkubeSettings(), UnaryOperator.identity());
  }

  private static JavaProject.JavaProjectBuilder java(Path folder, Properties properties) {
    Path target = folder.resolve("target");
    return JavaProject.builder()
        .dependencies(List.of())
        .dependenciesWithTransitive(List.of())
        .name("shop")
        .description("Sells things.")
        .groupId("com.acme")
        .artifactId("shop")
        .version("2.1.0")
        .packaging("jar")
        .baseDirectory(folder.toFile())
        .buildDirectory(target.toFile())
        .buildPackageDirectory(target.toFile())
        .outputDirectory(target.resolve("classes").toFile())
        .buildFinalName("shop-2.1.0")
        .compileClassPathElements(List.of(target.resolve("classes").toString()))
        .properties(properties);
  }
}
