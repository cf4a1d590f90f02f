package dev.chartwright.generator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
  @Test
  void whatIsSignedHasMetadataAndDigestAsHelmWritesThem() {
    ChartPackage chart = Charts.site("1.0.0");
    assertThat(Provenance.message(chart))
        .isEqualTo(
            "apiVersion: v2\nname: site\nversion: 1.0.0\n\n...\nfiles:\n  site-1.0.0.tgz: "
                + chart.digest()
                + "\n");
  }

  /** Where gpg is not installed, the sentence says that; in both cases the way out is named. */
  @Test
  @Tag("thorough")
  void aKeyThatIsNotThereIsOneSentence() {
    Provenance provenance =
        new Provenance(
            Optional.of("nobody@chartwright.invalid"),
            Map.of(Provenance.PASSPHRASE, "s3cret"),
            Charts.NAMES);
    assertThatThrownBy(() -> provenance.sign(Charts.site("1.0.0")))
        .isInstanceOf(PushException.class)
        .message()
        .matches(
            "gpg cannot sign with the key 'nobody@chartwright.invalid' \\(.*\\): name a secret key .*"
                + " in KEY, .*|gpg, which signs charts, cannot be run: .* or leave out SIGN")
        .doesNotContain("s3cret");
  }

  @Test
  @Tag("thorough")
  void gpgSignsWithAKeyThatHasAPassphrase(@TempDir Path home) throws Exception {
    Map<String, String> environment =
        Map.of("GNUPGHOME", home.toString(), Provenance.PASSPHRASE, "pass phrase");
    assumeThat(isInstalled()).as("gpg is installed").isTrue();
    try {
      gpg(
          environment,
          "--pinentry-mode",
          "loopback",
          "--passphrase",
          "pass phrase",
          "--quick-gen-key",
          "charts@example.com",
          "ed25519",
          "sign",
          "0");
      ChartPackage chart = Charts.site("1.0.0");
      String text =
          new Provenance(Optional.of("charts@example.com"), environment, Charts.NAMES).text(chart);
      assertThat(text)
          .startsWith("-----BEGIN PGP SIGNED MESSAGE-----\n")
          .contains("\n\n" + Provenance.message(chart), "-----BEGIN PGP SIGNATURE-----");
      Path file = Files.writeString(home.resolve("site-1.0.0.tgz.prov"), text);
      gpg(environment, "--verify", file.toString());
    } finally {
      run(environment, "gpgconf", "--kill", "all");
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return run(Map.of(), "gpg", "--version") == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static void gpg(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--quiet"));
    command.addAll(List.of(arguments));
    assertThat(run(environment, command.toArray(String[]::new))).isZero();
  }

  private static int run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }
}
