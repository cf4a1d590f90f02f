package dev.chartwright.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.Gke;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketTest {
  @Test
  void proofsStayOnTheVolumeUnlessABucketIsDeclared() {
    ProverFleet fleet = ProverFleet.named("provers").build();

    assertThat(fleet.publish()).isEmpty();
    assertThat(fleet.leaderAccount()).isEmpty();
  }

  @Test
  void everySettingIsKept() {
    Bucket bucket = Bucket.gcs("proofs").chain(11_155_111).location("EU").account("proofs-writer");

    assertThat(bucket)
        .isEqualTo(
            new Bucket(
                "proofs",
                Optional.of(11_155_111L),
                Optional.of("EU"),
                Optional.of("proofs-writer"),
                List.of()));
    assertThat(ProverFleet.named("provers").publish(bucket).build().leaderAccount())
        .contains("proofs-writer");
  }

  @Test
  void proofsAreOfTheFollowedChainOrElseOfMainnet() {
    ProverFleet.Builder fleet = ProverFleet.named("provers").publish(Bucket.gcs("proofs"));

    assertThat(fleet.build().publishedChain()).isEqualTo(1);
    assertThat(
            fleet
                .follow(Follow.chain(560_048).rpc(new SecretReference("node", "url")))
                .build()
                .publishedChain())
        .isEqualTo(560_048);
    assertThat(fleet.publish(Bucket.gcs("proofs").chain(5)).build().publishedChain()).isEqualTo(5);
  }

  @Test
  void theAccountOfTheLeaderIsNamedAfterTheCluster() {
    ProverFleet fleet =
        ProverFleet.named("provers")
            .publish(Bucket.gcs("proofs"))
            .gke(Gke.cluster("a-cluster-with-quite-a-long-name"))
            .build();

    assertThat(fleet.leaderAccount()).contains("a-cluster-with-quite-a-proofs");
  }

  @Test
  void aMistakeIsReportedAtItsPlaceAndLeftOut() {
    Bucket bucket = Bucket.gcs("My Proofs").chain(0).location("E U").account("p");

    assertThat(bucket.findings())
        .extracting(Finding::what)
        .containsExactly(
            "'My Proofs' is not the name of a bucket",
            "the chain 0",
            "the location 'E U'",
            "'p' is not the id of a service account");
    assertThat(ProverFleet.named("provers").publish(bucket).build().findings())
        .extracting(finding -> finding.place().model())
        .containsExactly("publish.name", "publish.chain", "publish.location", "publish.account");
    assertThat(bucket.chain()).isEmpty();
  }
}
