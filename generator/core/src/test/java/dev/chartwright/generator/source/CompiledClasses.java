package dev.chartwright.generator.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Classes of some user, compiled into a folder. */
final class CompiledClasses {
  /** What makes a named chart whole. */
  static final String PAGE =
      ".describe(\"A page.\").manifest(Manifest.of(\"page\","
          + " new io.fabric8.kubernetes.api.model.ConfigMapBuilder()"
          + ".withNewMetadata().withName(\"page\").endMetadata().build())).build()";

  private final Path folder;
  private final List<Path> classPath;

  CompiledClasses(Path folder, Path... classPath) {
    this.folder = folder;
    this.classPath = List.of(classPath);
  }

  /** Compiles a class of the package {@code acme}. */
  CompiledClasses with(String simpleName, String declaration) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source")).resolve(simpleName + ".java");
    Files.writeString(
        source,
        """
        package acme;
        import dev.chartwright.chart.*;
        import dev.chartwright.prover.*;
        """
            + declaration);
    List<String> path =
        new ArrayList<>(List.of(System.getProperty("java.class.path"), folder.toString()));
    classPath.forEach(entry -> path.add(entry.toString()));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-g",
                "-d",
                folder.toString(),
                "-cp",
                String.join(System.getProperty("path.separator"), path),
                source.toString());
    if (result != 0) {
      throw new IllegalArgumentException(simpleName + " does not compile");
    }
    return this;
  }
}
