package dev.chartwright.generator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.push.ChartRepository.ChartMuseum;
import dev.chartwright.generator.push.ChartRepository.FileRepository;
import dev.chartwright.generator.push.ChartRepository.OciRegistry;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartRepositoryTest {
  private static ChartRepository of(String address, String type) {
    return ChartRepository.of(address, Optional.ofNullable(type), false, Charts.NAMES);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example, https://h.example/api/, https://h.example/",
    "https://h.example/, https://h.example/api/, https://h.example/",
    "https://h.example/org/repo, https://h.example/api/org/repo/, https://h.example/org/repo/",
    "https://h.example/api, https://h.example/api/, https://h.example/",
    "https://h.example/api/charts, https://h.example/api/, https://h.example/",
    "https://h.example/api/org/repo, https://h.example/api/org/repo/, https://h.example/org/repo/",
    "http://h.example:81/api/org/charts/, http://h.example:81/api/org/, http://h.example:81/org/",
    "https://h.example/cm/api/org/charts, https://h.example/cm/api/org/, https://h.example/cm/org/",
    "https://h.example/charts, https://h.example/api/charts/, https://h.example/charts/"
  })
  void theApiOfChartMuseumComesAfterTheHost(String address, String api, String charts) {
    assertThat(of(address, "ChartMuseum"))
        .isEqualTo(new ChartMuseum(URI.create(api), URI.create(charts)));
  }

  @ParameterizedTest
  @CsvSource({
    "oci://h.example/charts, https://h.example/, charts",
    "oci://h.example:5000, https://h.example:5000/, ''",
    "oci://h.example/a/b-c/, https://h.example/, a/b-c",
    "oci://docker.io/user, https://registry-1.docker.io/, user"
  })
  void aRegistryHasServerAndPath(String address, String server, String path) {
    assertThat(of(address, null)).isEqualTo(new OciRegistry(URI.create(server), path));
  }

  @Test
  void aRegistryWithoutTlsIsAskedFor() {
    assertThat(ChartRepository.of("oci://h/x", Optional.empty(), true, Charts.NAMES).server())
        .isEqualTo(URI.create("http://h/"));
  }

  @Test
  void aFolderOfFilesEndsWithASlash() {
    assertThat(of("https://h.example/artifactory/helm", "artifactory"))
        .isEqualTo(new FileRepository(URI.create("https://h.example/artifactory/helm/")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://h.example/x | | TYPE is missing: an http address does not show which API",
        "https://h.example/x | jfrog | TYPE is 'jfrog', which is not one of chartmuseum, artifactory, nexus",
        "https://h.example/x | oci | write oci://h.example/x",
        "oci://h.example/x | nexus | leave the type out",
        "ftp://h.example/x | nexus | 'ftp://h.example/x' has no known scheme",
        "h.example/x | nexus | 'h.example/x' has no known scheme",
        "oci:///x | | has no valid host",
        "oci://a_b/x | | has no valid host",
        "https://h.example/x?y=1 | nexus | has a query or a fragment",
        "https://h.example:99999/x | nexus | 'https://h.example:99999/x' names a port that does not exist",
        "oci://h.example:0/x | | 'oci://h.example:0/x' names a port that does not exist",
        "oci://h.example:/x | | 'oci://h.example:/x' names a port that does not exist",
        "oci://h.example/Charts | | 'Charts' is not a path in an OCI registry",
        "oci://h.example/site:1.0.0 | | 'site:1.0.0' is not a path in an OCI registry",
        "'oci://h.example/a b' | | is not an address"
      })
  void anAddressThatCannotBeUsedIsOneSentence(String address, String type, String message) {
    assertThatThrownBy(() -> of(address, type))
        .isInstanceOfSatisfying(
            PushException.class,
            thrown -> assertThat(thrown.kind()).isEqualTo(PushException.Kind.REQUEST))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "https://bob:s3cret@h.example/x, nexus",
    "oci://s3cret@h.example/x,",
    "bob:s3cret@h.example/x,",
    "oci:bob:s3cret@h.example/x,",
    "https:/bob:s3cret@h.example/x, nexus",
    "ftp://bob:s3cret@h.example/x, nexus"
  })
  void aPasswordInAnAddressIsRefusedAndNotShown(String address, String type) {
    assertThatThrownBy(() -> of(address, type))
        .hasMessage(
            "REPOSITORY contains a user name or a password, which logs would show: leave it out, and"
                + " set USER and PASSWORD")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aQueryIsNotShown() {
    assertThatThrownBy(() -> of("https://h.example/x?token=s3cret", "nexus"))
        .message()
        .contains("'https://h.example/x' has a query")
        .doesNotContain("s3cret");
  }

  @Test
  void theSchemeIsReadInLettersOfEitherCase() {
    assertThat(of("HTTPS://h.example/x", "nexus").server())
        .isEqualTo(URI.create("https://h.example/"));
  }

  /** Whatever is written, the answer is a repository on the host, or a sentence. */
  @Test
  void anyAddressGivesARepositoryOrASentence() {
    Random random = new Random(7);
    String letters = "abzAZ09:/@?#%._-+[] \\\"'äé\t";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder address =
          new StringBuilder(
              random.nextBoolean() ? "oci://" : random.nextBoolean() ? "https://" : "");
      random
          .ints(random.nextInt(20), 0, letters.length())
          .forEach(each -> address.append(letters.charAt(each)));
      String type = address.toString().startsWith("oci:") ? null : "chartmuseum";
      try {
        ChartRepository repository = of(address.toString(), type);
        assertThat(repository.server().getHost()).isNotEmpty();
        assertThat(repository.server().getRawPath()).isEqualTo("/");
      } catch (PushException refused) {
        assertThat(refused.kind()).isEqualTo(PushException.Kind.REQUEST);
      }
    }
  }
}
