package dev.chartwright.companion.chain;

import java.util.Arrays;
import java.util.Optional;

/** The form of witnesses and proofs of a release of the prover. */
public enum Dialect {
  V0_6("v0.6", "rpc fetch --rpc-url URL"),
  V0_7("v0.7", "rpc --rpc-url URL fetch");

  private final String release;
  private final String fetch;

  Dialect(String release, String fetch) {
    this.release = release;
    this.fetch = fetch;
  }

  /**
   * The dialect of a release such as v0.7 or 0.7.0.
   *
   * @throws IllegalArgumentException if the release has another form
   */
  public static Dialect of(String release) {
    String version = (release.startsWith("v") ? "" : "v") + release + ".";
    return Arrays.stream(values())
        .filter(dialect -> version.startsWith(dialect.release + "."))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no known release: " + release));
  }

  /** The command that fetches blocks, with their checkpoint if its number is known. */
  String fetch(long first, long last, Optional<Long> checkpoint) {
    String block = checkpoint.map(String::valueOf).orElse("CHECKPOINT");
    return (checkpoint.isPresent()
            ? ""
            : "(CHECKPOINT is the block before the first of the chain) ")
        + fetch
        + " -s "
        + first
        + " -e "
        + last
        + " -c "
        + block;
  }

  @Override
  public String toString() {
    return release;
  }
}
