package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.write.WriteReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Checks the declared chart or fleet, renders it, proves it with the Helm engine, and writes the
 * files that changed. If neither the class path nor the output has changed, the goal does nothing.
 */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class GenerateMojo extends WritingMojo {
  /** Without loading a class of the project, which takes much longer than to look at all files. */
  @Override
  boolean isUpToDate() throws IOException, MojoExecutionException, MojoFailureException {
    Optional<List<String>> last = stamp().read();
    if (isForced() || last.isEmpty()) {
      return false;
    }
    String name = last.get().get(0);
    Path folder = folder(name);
    if (!service().fingerprint(name, output()).equals(Optional.of(last.get().get(1)))) {
      return false;
    }
    showAgain(Proof.remembered(last.get().subList(3, last.get().size())));
    getLog().info(last.get().get(2) + " (" + shown(folder) + ")");
    reportForeignFiles(name, output());
    return true;
  }

  @Override
  void generate() throws IOException, MojoExecutionException, MojoFailureException {
    Generator.prepare();
    super.generate();
  }

  @Override
  void written(Generated generated, Proof proof)
      throws IOException, MojoExecutionException, MojoFailureException {
    Optional<String> output = service().fingerprint(generated.name(), output());
    // The class path does not tell whether what JKube finds has changed.
    if (output.isPresent() && !isKept(generated)) {
      stamp()
          .write(
              generated.name(),
              output.get(),
              upToDate(generated),
              proof.summary(),
              proof.warnings());
    }
  }

  private static String upToDate(Generated generated) {
    List<String> files = List.copyOf(generated.output().files().keySet());
    return new WriteReport(List.of(), List.of(), files).summary();
  }

  private Stamp stamp() throws IOException, MojoExecutionException, MojoFailureException {
    Fingerprint input =
        new Fingerprint()
            .withArtifacts(generator())
            .withClassPath(classPath())
            .with(topology())
            .with(parts())
            .with(output())
            .withClassPath(List.of(dependencies()));
    return new Stamp(
        stamps().resolve("generate-" + execution().getExecutionId()), withDemands(input).hex());
  }
}
