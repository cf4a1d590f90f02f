package dev.chartwright.generator.compose;

import static dev.chartwright.prover.Follow.every;

import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.Follow;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.SecretReference;

/**
 * A fleet that follows a chain, with every setting but the default one, and sends its proofs away.
 */
final class FollowedChain {
  private FollowedChain() {}

  static ProverFleet fleet() {
    return ProverFleet.named("followed")
        .follow(
            Follow.chain(11_155_111)
                .rpc(new SecretReference("sepolia", "url"))
                .secondRpc(new SecretReference("sepolia-2", "url"))
                .traces(new SecretReference("sepolia-traces", "address"))
                .type(Follow.NodeType.JERIGON)
                .confirmations(32)
                .select(every())
                .from(7_000_000)
                .until(7_100_000)
                .batch(4)
                .ahead(3)
                .maxLag(600)
                .onLag(Follow.OnLag.SKIP))
        .publish(Bucket.gcs("proofs-of-sepolia"))
        .build();
  }
}
