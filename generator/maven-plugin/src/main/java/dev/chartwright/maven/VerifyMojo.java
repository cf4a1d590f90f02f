package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.prove.ProofReport;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Proves the chart in the Helm engine, whatever was proven before, and prints every case and every
 * finding. Writes nothing.
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class VerifyMojo extends ProvingMojo {
  @Override
  void run(Generated generated) throws MojoFailureException {
    for (ProofReport.Case rendering : prove(generated).cases()) {
      getLog()
          .info(
              "  "
                  + rendering.name()
                  + ", release "
                  + rendering.release()
                  + ": "
                  + rendering.objects()
                  + " objects");
    }
  }
}
