package dev.chartwright.companion.leader;

import dev.chartwright.companion.chain.Dialect;
import dev.chartwright.companion.chain.StateRoots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How runs are proven.
 *
 * @param release the form of witnesses and proofs
 * @param stateRoots the node of the chain, if one is declared
 * @param leader the script that starts a leader: {@code leader WITNESS [PREVIOUS]}
 * @param verify the script that verifies a proof: {@code verify PROOF}
 * @param circuitsMarker the file that is there once the circuits are whole; empty if none is kept
 * @param circuits a digest of what the circuits depend on: no proof continues one made with others
 * @param image the image of the prover, as it was pulled
 * @param attempts how many attempts of a run may fail without a new proof between them
 * @param deadline how long all attempts of a run may take together
 * @param grace how long a leader may go on after the companion was told to stop
 * @param limits when an attempt counts as failed
 * @param tick how often the leader and the broker are looked at
 * @param lease how often the task queues are renewed
 * @param hasWorkers true if the fleet always has a worker
 */
public record ProverSettings(
    Dialect release,
    StateRoots stateRoots,
    Path leader,
    Path verify,
    Optional<Path> circuitsMarker,
    String circuits,
    String image,
    int attempts,
    Duration deadline,
    Duration grace,
    Watch.Limits limits,
    Duration tick,
    Duration lease,
    boolean hasWorkers) {}
