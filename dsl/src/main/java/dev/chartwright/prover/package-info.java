/**
 * The topology of a prover fleet: what a user declares and what follows from it as plain facts.
 *
 * <p>Everything here is immutable and may be shared between threads; builders may not. A model may
 * hold wrong values, such as a machine type that does not exist: the check stage reports all of
 * them at once, which a constructor that throws at the first cannot.
 */
package dev.chartwright.prover;
