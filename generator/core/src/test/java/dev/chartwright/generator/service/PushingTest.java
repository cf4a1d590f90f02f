package dev.chartwright.generator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.push.ChartPackage;
import dev.chartwright.generator.push.CredentialSources;
import dev.chartwright.generator.push.Credentials;
import dev.chartwright.generator.push.LoopbackServer;
import dev.chartwright.generator.push.LoopbackServer.Login;
import dev.chartwright.generator.push.OciServer;
import dev.chartwright.generator.push.PushResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushingTest {
  private static final Spelling NAMES = new PlainSpelling();

  @TempDir private Path folder;
  private final OciServer server = new OciServer();

  @BeforeEach
  void writeAChart() throws IOException {
    write("1.0.0", "a: 1\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void write(String version, String values) throws IOException {
    Path chart = Files.createDirectories(folder.resolve("site"));
    Files.writeString(
        chart.resolve("Chart.yaml"), "apiVersion: v2\nname: site\nversion: " + version + "\n");
    Files.writeString(chart.resolve("values.yaml"), values);
  }

  private Pushing pushing(Map<String, String> environment) {
    return new Pushing(NAMES, new CredentialSources(environment, folder, "Linux"));
  }

  private PushOptions options(Optional<Integer> seconds, boolean isSigned, Optional<String> key) {
    return new PushOptions(
        "oci://" + server.host() + "/charts",
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        seconds,
        isSigned,
        key);
  }

  private PushOptions options() {
    return options(Optional.empty(), false, Optional.empty());
  }

  private PushResult push(Map<String, String> environment) {
    Pushing pushing = pushing(environment);
    return pushing.push(pushing.read(folder.resolve("site")), options());
  }

  @Test
  void aFolderIsPackedAndPushed() {
    assertThat(push(Map.of()).lines().get(0))
        .startsWith("Pushed site-1.0.0.tgz (")
        .endsWith("to oci://" + server.host() + "/charts/site:1.0.0");
  }

  @Test
  void anArchiveThatDoesNotExistIsSaidSo() {
    assertThatThrownBy(() -> pushing(Map.of()).read(folder.resolve("site-2.0.0.tgz")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "site-2.0.0.tgz does not exist, so nothing was pushed: write the path of an archive or"
                + " of the folder of a chart");
  }

  @Test
  void anArchiveIsPushedAsItIs() throws IOException {
    ChartPackage packed = pushing(Map.of()).read(folder.resolve("site"));
    Path archive = Files.write(folder.resolve("any.tgz"), packed.archive());
    ChartPackage read = pushing(Map.of()).read(archive);
    assertThat(read.digest()).isEqualTo(packed.digest());
    assertThat(read.fileName()).isEqualTo("site-1.0.0.tgz");
  }

  @Test
  void credentialsOfTheEnvironmentAreUsed() {
    server.asksFor(Login.BASIC);
    Credentials bob = LoopbackServer.BOB;
    assertThat(
            push(Map.of(
                    CredentialSources.USERNAME,
                    bob.username(),
                    CredentialSources.PASSWORD,
                    bob.secret()))
                .outcome())
        .isEqualTo(PushResult.Outcome.PUSHED);
  }

  @Test
  void anotherContentIsAMistakeOfTheChart() throws IOException {
    push(Map.of());
    write("1.0.0", "a: 2\n");
    assertThatThrownBy(() -> push(Map.of()))
        .satisfies(
            thrown -> assertThat(Failure.of(thrown, NAMES).kind()).isEqualTo(Failure.Kind.MODEL));
  }

  @Test
  void aServerThatRefusesIsTheEnvironment() {
    server.asksFor(Login.BASIC);
    assertThatThrownBy(() -> push(Map.of()))
        .hasMessageEndingWith(
            "no credentials were found: set CHARTWRIGHT_REPOSITORY_USERNAME and"
                + " CHARTWRIGHT_REPOSITORY_PASSWORD, or log in with 'helm registry login' or 'docker"
                + " login'")
        .satisfies(
            thrown ->
                assertThat(Failure.of(thrown, NAMES).kind()).isEqualTo(Failure.Kind.ENVIRONMENT));
  }

  @Test
  void optionsThatDoNothingAreRefused() {
    ChartPackage chart = pushing(Map.of()).read(folder.resolve("site"));
    assertThatThrownBy(
            () -> pushing(Map.of()).push(chart, options(Optional.of(0), false, Optional.empty())))
        .hasMessage("TIMEOUT is 0, in which no server answers: write 1 or more seconds");
    assertThatThrownBy(
            () ->
                pushing(Map.of()).push(chart, options(Optional.empty(), false, Optional.of("me"))))
        .hasMessage("KEY has no effect without SIGN: set both, or none");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFolderWithoutANameIsOneSentence() throws IOException {
    Files.writeString(folder.resolve("site/Chart.yaml"), "version: 1.0.0\n");
    assertThatThrownBy(() -> pushing(Map.of()).read(folder.resolve("site")))
        .hasMessageContaining("is not a valid name of a chart");
    Files.writeString(folder.resolve("site/Chart.yaml"), "name: ../x\nversion: 1.0.0\n");
    assertThatThrownBy(() -> pushing(Map.of()).read(folder.resolve("site")))
        .hasMessageContaining("is not a valid name of a chart");
  }
}
