package dev.chartwright.generator.push;

import static dev.chartwright.generator.push.Charts.as;
import static dev.chartwright.generator.push.Charts.dry;
import static dev.chartwright.generator.push.Charts.signed;
import static dev.chartwright.generator.push.Charts.site;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.file.Digest;
import dev.chartwright.generator.push.LoopbackServer.Login;
import dev.chartwright.generator.push.PushResult.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OciPushTest {
  private final OciServer server = new OciServer();
  private final Push push = Charts.push("oci://" + server.host() + "/charts", null);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aChartGoesIntoARegistryManifestLastAndIsReadBack() {
    ChartPackage chart = site("1.0.0+build.7");
    PushResult result = push.of(chart);
    String manifest = "GET /v2/charts/site/manifests/1.0.0_build.7";
    List<String> requests = server.requests();
    assertThat(requests).startsWith(manifest).endsWith(manifest, blob(chart));
    assertThat(requests.get(requests.size() - 3)).isEqualTo(manifest.replace("GET", "PUT"));
    assertThat(result.outcome()).isEqualTo(Outcome.PUSHED);
    assertThat(result.lines())
        .containsExactly(
            "Pushed site-1.0.0+build.7.tgz ("
                + chart.size()
                + " bytes, "
                + chart.digest()
                + ") to oci://"
                + server.host()
                + "/charts/site:1.0.0_build.7",
            "Manifest: " + Digest.of(server.manifests.get("charts/site:1.0.0_build.7")).prefixed());
    assertThat(OciServer.digests(server.blobs)).contains(chart.digest()).hasSize(2);
  }

  private static String blob(ChartPackage chart) {
    return "GET /v2/charts/site/blobs/" + chart.digest();
  }

  @Test
  void theManifestIsThatOfHelmWithoutATime() {
    push.of(site("1.0.0"));
    String config = "{\"name\":\"site\",\"version\":\"1.0.0\",\"apiVersion\":\"v2\"}";
    ChartPackage chart = site("1.0.0");
    assertThat(server.manifests.get("charts/site:1.0.0"))
        .asString(UTF_8)
        .isEqualTo(
            "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.cncf.helm.config.v1+json\","
                + "\"digest\":\""
                + Digest.of(config.getBytes(UTF_8)).prefixed()
                + "\",\"size\":"
                + config.length()
                + "},\"layers\":[{\"mediaType\":\"application/vnd.cncf.helm.chart.content.v1.tar+gzip\","
                + "\"digest\":\""
                + chart.digest()
                + "\",\"size\":"
                + chart.size()
                + "}],\"annotations\":{\"org.opencontainers.image.title\":\"site\","
                + "\"org.opencontainers.image.version\":\"1.0.0\"}}");
  }

  @Test
  void theSameContentAgainChangesNothing() {
    push.of(site("1.0.0"));
    server.requests();
    PushResult again = push.of(site("1.0.0"));
    assertThat(again.outcome()).isEqualTo(Outcome.PRESENT);
    assertThat(again.lines().get(0)).contains("already exists with the same content");
    assertThat(server.requests()).containsExactly("GET /v2/charts/site/manifests/1.0.0");
  }

  @Test
  void aReleasedVersionIsNeverOverwritten() {
    push.of(site("1.0.0"));
    server.requests();
    assertThatThrownBy(() -> push.of(site("1.0.0", "second")))
        .isInstanceOf(PushException.class)
        .hasMessageContainingAll(
            "oci://" + server.host() + "/charts/site:1.0.0 exists with other content",
            site("1.0.0").digest(),
            site("1.0.0", "second").digest(),
            "give the chart another version");
    assertThat(server.requests()).containsExactly("GET /v2/charts/site/manifests/1.0.0");
  }

  @Test
  void aSnapshotIsReplaced() {
    push.of(site("1.0.0-SNAPSHOT"));
    PushResult second = push.of(site("1.0.0-SNAPSHOT", "second"));
    assertThat(second.outcome()).isEqualTo(Outcome.REPLACED);
    assertThat(second.lines().get(0)).startsWith("Replaced oci://");
  }

  @Test
  void aDryRunUploadsNothing() {
    PushResult result = dry(push).of(site("1.0.0"));
    assertThat(result.lines().get(0)).startsWith("Dry run: would push site-1.0.0.tgz (");
    assertThat(server.requests()).containsExactly("GET /v2/charts/site/manifests/1.0.0");
  }

  @Test
  void aPasswordIsSentWhenTheRegistryAsksForIt() {
    server.asksFor(Login.BASIC);
    assertThat(as(LoopbackServer.BOB, push).of(site("1.0.0")).outcome()).isEqualTo(Outcome.PUSHED);
    assertThat(server.requests().subList(0, 2)).containsOnly("GET /v2/charts/site/manifests/1.0.0");
  }

  @Test
  void aTokenIsFetchedWithThePassword() {
    server.asksFor(Login.TOKEN);
    assertThat(as(LoopbackServer.BOB, push).of(site("1.0.0")).outcome()).isEqualTo(Outcome.PUSHED);
    assertThat(server.requests()).filteredOn(request -> request.contains("/token")).hasSize(1);
  }

  @Test
  void anIdentityTokenIsExchanged() {
    server.asksFor(Login.TOKEN);
    Push push = as(Credentials.identityToken("id-t0ken"), this.push);
    assertThat(push.of(site("1.0.0")).outcome()).isEqualTo(Outcome.PUSHED);
    assertThat(server.requests()).contains("POST /token");
  }

  @Test
  void aWrongPasswordIsOneSentenceWithoutThePassword() {
    server.asksFor(Login.TOKEN);
    Credentials wrong = Credentials.password("bob", "wr0ng");
    assertThatThrownBy(() -> as(wrong, push).of(site("1.0.0")))
        .isInstanceOf(PushException.class)
        .hasMessageContaining("does not accept the login of 'bob' (401")
        .message()
        .doesNotContain("wr0ng");
  }

  @Test
  void withoutCredentialsTheMessageNamesTheWays() {
    server.asksFor(Login.BASIC);
    assertThatThrownBy(() -> push.of(site("1.0.0")))
        .hasMessage(
            server.host()
                + " asks for a login (401: log in, please), and no credentials were found: set USER"
                + " and PASSWORD");
  }

  @Test
  void aProvenanceFileIsALayerOfTheManifest() {
    ChartPackage chart = signed("1.0.0");
    assertThat(push.of(chart).lines().get(0)).endsWith(" with a provenance file");
    assertThat(OciServer.digests(server.blobs))
        .contains(Digest.of(chart.provenance().orElseThrow()).prefixed())
        .hasSize(3);
    assertThat(push.of(chart).outcome()).isEqualTo(Outcome.PRESENT);
  }

  @Test
  void aReleasedManifestIsNotReplacedForAProvenanceFile() {
    push.of(site("1.0.0"));
    assertThatThrownBy(() -> push.of(signed("1.0.0")))
        .hasMessageContaining("has this archive without a provenance file");
    assertThat(server.manifests.get("charts/site:1.0.0"))
        .isEqualTo(OciManifest.of(site("1.0.0")).json());
  }

  @Test
  void anotherArtifactUnderTheTagIsNotReplaced() {
    server.manifests.put(
        "charts/site:1.0.0-SNAPSHOT", "{\"schemaVersion\":2,\"layers\":[]}".getBytes(UTF_8));
    assertThatThrownBy(() -> push.of(site("1.0.0-SNAPSHOT")))
        .hasMessageContaining("is not a chart but another artifact");
  }

  @Test
  void anUploadThatIsSentElsewhereTakesNoPasswordThere() {
    server.asksFor(Login.BASIC);
    try (OciServer storage = new OciServer()) {
      server.fails(
          exchange -> {
            if (!exchange.getRequestMethod().equals("POST")
                || LoopbackServer.authorization(exchange).isEmpty()) {
              return false;
            }
            exchange
                .getResponseHeaders()
                .set(
                    "Location",
                    "http://" + storage.host() + "/v2/charts/site/blobs/uploads/7?state=a%2Fb");
            LoopbackServer.reply(exchange, 202, "text/plain", "");
            return true;
          });
      // The storage accepts only requests without a password; the registry then misses the blob.
      assertThatThrownBy(() -> as(LoopbackServer.BOB, push).of(site("1.0.0")))
          .hasMessageContaining("protocol: a manifest comes after");
      assertThat(storage.blobs).hasSize(2);
      assertThat(server.manifests).isEmpty();
    }
  }

  @Test
  void aRefusedManifestLeavesNothingPublished() {
    server.fails(
        exchange -> {
          if (!exchange.getRequestMethod().equals("PUT")
              || !exchange.getRequestURI().getPath().contains("/manifests/")) {
            return false;
          }
          LoopbackServer.reply(
              exchange,
              403,
              "application/json",
              "{\"errors\":[{\"message\":\"tags are immutable\"}]}");
          return true;
        });
    assertThatThrownBy(() -> push.of(site("1.0.0")))
        .hasMessageContaining("(403: tags are immutable)");
    assertThat(server.manifests).isEmpty();
  }
}
