package dev.chartwright.generator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
            Optional.of("nobody@chartwright.invalid"), Optional.of("s3cret"), Charts.NAMES);
    assertThatThrownBy(() -> provenance.sign(Charts.site("1.0.0")))
        .isInstanceOf(PushException.class)
        .message()
        .matches(
            "gpg does not sign with the key 'nobody@chartwright.invalid' \\(.*\\): name a secret key .*"
                + " in KEY, .*|gpg cannot be run, .* or leave out SIGN")
        .doesNotContain("s3cret");
  }
}
