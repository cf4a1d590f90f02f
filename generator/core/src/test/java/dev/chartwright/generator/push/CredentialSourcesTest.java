package dev.chartwright.generator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialSourcesTest {
  /** bob:pass:word. */
  private static final String LOGIN = "{\"auths\":{\"%s\":{\"auth\":\"Ym9iOnBhc3M6d29yZA==\"}}}";

  private static final Credentials BOB = Credentials.password("bob", "pass:word");

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  private Optional<Credentials> find(String host) {
    return find(host, "Linux");
  }

  private Optional<Credentials> find(String host, String system) {
    return new CredentialSources(environment, home, system).find(host);
  }

  private Path write(String path, String content) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void nothingIsFoundWhereNothingIs() {
    assertThat(find("h.example")).isEmpty();
  }

  @Test
  void theEnvironmentComesFirst() throws IOException {
    write(".docker/config.json", LOGIN.formatted("h.example"));
    environment.put(CredentialSources.USERNAME, "eve");
    environment.put(CredentialSources.PASSWORD, "x");
    assertThat(find("h.example")).contains(Credentials.password("eve", "x"));
  }

  /** What comes after the colon may be the password, so it is not shown. */
  @Test
  void aUserNameWithAColonIsRefused() {
    environment.put(CredentialSources.USERNAME, "eve:s3cret");
    environment.put(CredentialSources.PASSWORD, "x");
    assertThatThrownBy(() -> find("h.example"))
        .hasMessageContaining("The user name 'eve:…' has a colon")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void halfAnEnvironmentIsRefused() {
    environment.put(CredentialSources.PASSWORD, "s3cret");
    assertThatThrownBy(() -> find("h.example"))
        .hasMessage(
            "CHARTWRIGHT_REPOSITORY_PASSWORD is set and CHARTWRIGHT_REPOSITORY_USERNAME is not: set"
                + " both variables, or none");
  }

  /** As a build server sets them for a secret that it does not give to this build. */
  @Test
  void anEmptyVariableIsNotSet() throws IOException {
    write(".docker/config.json", LOGIN.formatted("h.example"));
    environment.put(CredentialSources.USERNAME, "");
    environment.put(CredentialSources.PASSWORD, "");
    assertThat(find("h.example")).contains(BOB);
    environment.put(CredentialSources.USERNAME, "eve");
    assertThatThrownBy(() -> find("h.example"))
        .hasMessage(
            "CHARTWRIGHT_REPOSITORY_USERNAME is set and CHARTWRIGHT_REPOSITORY_PASSWORD is not: set"
                + " both variables, or none");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, .config/helm/registry/config.json",
    "Mac OS X, Library/Preferences/helm/registry/config.json",
    "Windows 11, helm/registry/config.json",
    "Linux, .docker/config.json"
  })
  void theLoginFileIsWhereThePlatformHasIt(String system, String path) throws IOException {
    write(path, LOGIN.formatted("h.example:5000"));
    assertThat(find("h.example:5000", system)).contains(BOB);
    assertThat(find("h.example", system)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HELM_REGISTRY_CONFIG, one/login.json, one/login.json",
    "HELM_CONFIG_HOME, one, one/registry/config.json",
    "XDG_CONFIG_HOME, one, one/helm/registry/config.json",
    "DOCKER_CONFIG, one, one/config.json"
  })
  void aVariableNamesAnotherPlace(String variable, String value, String path) throws IOException {
    write(path, LOGIN.formatted("h.example"));
    environment.put(variable, home.resolve(value).toString());
    assertThat(find("h.example")).contains(BOB);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example/v2/, h.example",
    "H.example, h.example",
    "https://index.docker.io/v1/, registry-1.docker.io",
    "docker.io, registry-1.docker.io"
  })
  void anEntryMayBeAnAddress(String key, String host) throws IOException {
    write(".docker/config.json", LOGIN.formatted(key));
    assertThat(find(host)).contains(BOB);
  }

  @Test
  void anIdentityTokenIsAToken() throws IOException {
    write(
        ".docker/config.json",
        "{\"auths\":{\"h\":{\"auth\":\"MDAwOg==\",\"identitytoken\":\"t0ken\"}}}");
    assertThat(find("h")).contains(Credentials.identityToken("t0ken"));
  }

  @Test
  void anEmptyFileIsNoLogin() throws IOException {
    write(".config/helm/registry/config.json", "");
    write(".docker/config.json", LOGIN.formatted("h"));
    assertThat(find("h")).contains(BOB);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"auths\":{\"h\":{\"auth\":\"s3cret=\"}}} | has a damaged entry for h: log in there again",
        "{\"auths\":{\"h\":{\"auth\":\"czNjcmV0\"}}} | has a damaged entry for h: log in there again",
        "{\"auths\" s3cret | is not valid JSON: log in again"
      })
  void aDamagedFileIsOneSentenceWithoutItsContent(String content, String message)
      throws IOException {
    Path file = write(".docker/config.json", content);
    assertThatThrownBy(() -> find("h"))
        .hasMessageStartingWith("The login file " + file)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aProgramThatIsMissingIsNamed() throws IOException {
    Path file = write(".docker/config.json", "{\"credsStore\":\"missing-here\"}");
    assertThatThrownBy(() -> find("h"))
        .hasMessageStartingWith(
            "The login file "
                + file
                + " leaves the credentials to docker-credential-missing-here, which cannot be run");
  }

  @Test
  void noSecretIsPrinted() {
    assertThat(BOB).hasToString("'bob'");
    assertThat(Credentials.identityToken("t0ken")).hasToString("the token");
    assertThat(BOB.hide("a pass:word b " + BOB.basic())).isEqualTo("a *** b Basic ***");
  }
}
