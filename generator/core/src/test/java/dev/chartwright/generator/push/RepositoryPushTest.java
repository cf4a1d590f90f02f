package dev.chartwright.generator.push;

import static dev.chartwright.generator.push.Charts.as;
import static dev.chartwright.generator.push.Charts.dry;
import static dev.chartwright.generator.push.Charts.signed;
import static dev.chartwright.generator.push.Charts.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.push.LoopbackServer.Login;
import dev.chartwright.generator.push.PushResult.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepositoryPushTest {
  /** A repository, and where it keeps the files of a chart. */
  enum Type {
    CHARTMUSEUM("/team", "/team/charts/", "POST /api/team/charts"),
    ARTIFACTORY("/repo", "/repo/", "PUT /repo/site-1.0.0.tgz"),
    NEXUS("/repo/", "/repo/", "PUT /repo/site-1.0.0.tgz");

    private final String address;
    private final String folder;
    private final String upload;

    Type(String address, String folder, String upload) {
      this.address = address;
      this.folder = folder;
      this.upload = upload;
    }
  }

  private final RepositoryServer server = new RepositoryServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Push push(Type type) {
    return Charts.push("http://" + server.host() + type.address, type.name());
  }

  @ParameterizedTest
  @EnumSource
  void aChartIsUploadedAndReadBack(Type type) {
    ChartPackage chart = site("1.0.0");
    PushResult result = push(type).of(chart);
    String file = type.folder + "site-1.0.0.tgz";
    assertThat(server.requests()).hasSize(3).endsWith(type.upload, "GET " + file);
    assertThat(server.files).containsOnlyKeys(file);
    assertThat(LoopbackServer.digests(server.files)).containsExactly(chart.digest());
    assertThat(result.lines())
        .containsExactly(
            "Pushed site-1.0.0.tgz ("
                + chart.size()
                + " bytes, "
                + chart.digest()
                + ") to http://"
                + server.host()
                + file);
  }

  @ParameterizedTest
  @EnumSource
  void aPasswordIsSentWithTheFirstRequest(Type type) {
    server.asksFor(Login.BASIC);
    assertThat(as(LoopbackServer.BOB, push(type)).of(site("1.0.0")).outcome())
        .isEqualTo(Outcome.PUSHED);
    assertThat(server.requests()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void theSameContentAgainChangesNothing(Type type) {
    push(type).of(site("1.0.0"));
    server.requests();
    assertThat(push(type).of(site("1.0.0")).outcome()).isEqualTo(Outcome.PRESENT);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aReleasedVersionIsNeverOverwritten(Type type) {
    push(type).of(site("1.0.0"));
    assertThatThrownBy(() -> push(type).of(site("1.0.0", "second")))
        .isInstanceOf(PushException.class)
        .hasMessageContainingAll(site("1.0.0").digest(), site("1.0.0", "second").digest());
    assertThat(LoopbackServer.digests(server.files)).contains(site("1.0.0").digest());
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotIsReplaced(Type type) {
    push(type).of(site("1.0.0-SNAPSHOT"));
    PushResult second = push(type).of(site("1.0.0-SNAPSHOT", "second"));
    assertThat(second.lines().get(0)).startsWith("Replaced http://");
    assertThat(LoopbackServer.digests(server.files))
        .hasSize(1)
        .contains(site("1.0.0-SNAPSHOT", "second").digest());
  }

  @ParameterizedTest
  @EnumSource
  void aDryRunUploadsNothing(Type type) {
    assertThat(dry(push(type)).of(signed("1.0.0")).lines().get(0))
        .startsWith("Dry run: would push ");
    assertThat(server.requests()).allMatch(request -> request.startsWith("GET "));
  }

  @ParameterizedTest
  @EnumSource
  void aProvenanceFileIsSentAfterTheArchive(Type type) {
    ChartPackage chart = signed("1.0.0");
    push(type).of(chart);
    assertThat(server.files).containsKey(type.folder + "site-1.0.0.tgz.prov").hasSize(2);
    server.requests();
    assertThat(push(type).of(chart).lines().get(0)).contains("nothing was pushed");
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedProvenanceFileIsCompletedByARepetition(Type type) {
    server.fails(
        exchange -> {
          boolean isProvenance =
              exchange.getRequestURI().getPath().matches(".*prov")
                  && !exchange.getRequestMethod().equals("GET");
          if (isProvenance) {
            LoopbackServer.reply(exchange, 403, "text/plain", "only archives here\nsorry");
          }
          return isProvenance;
        });
    assertThatThrownBy(() -> push(type).of(signed("1.0.0")))
        .hasMessageStartingWith(
            "The archive site-1.0.0.tgz is there, but its provenance file is not: ")
        .hasMessageContaining("(403: only archives here)")
        .hasMessageEndingWith("push again to send only the provenance file");
    server.fails(exchange -> false);
    assertThat(push(type).of(signed("1.0.0")).lines().get(0))
        .contains("pushed only its provenance file");
    assertThat(server.files).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void theProvenanceFileOfASnapshotIsReplacedWithIt(Type type) {
    push(type).of(signed("1.0.0-SNAPSHOT"));
    ChartPackage second = site("1.0.0-SNAPSHOT", "second");
    push(type).of(second.signed(Provenance.message(second)));
    assertThat(LoopbackServer.digests(server.files)).hasSize(2).contains(second.digest());
    assertThat(server.files.get(type.folder + "site-1.0.0-SNAPSHOT.tgz.prov"))
        .asString()
        .contains(second.digest());
  }
}
