package dev.chartwright.prover;

/** A class that declares a fleet; the Maven plugin looks for it by name. */
@FunctionalInterface
public interface FleetSource {
  /** The whole fleet; called once a run, and pure. */
  ProverFleet fleet();
}
