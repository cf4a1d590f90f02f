package dev.chartwright.companion.leader;

import java.util.Optional;

/**
 * Why an attempt has failed.
 *
 * @param reason for a program
 * @param sentence for the user
 */
public record Fault(Reason reason, String sentence) {
  /** A fault that the companion has noticed. */
  static Optional<Fault> of(Loss loss, String sentence) {
    return Optional.of(new Fault(loss, sentence));
  }
}
