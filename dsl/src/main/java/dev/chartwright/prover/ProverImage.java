package dev.chartwright.prover;

import java.util.Objects;
import java.util.Optional;

/**
 * The one image of leader, workers and verifier. It is declared once, because circuits of two
 * builds differ and proofs then fail to verify.
 *
 * @param repository registry and path, such as {@code ghcr.io/0xpolygonzero/zk_evm}
 * @param tag the version; may be absent if there is a digest
 * @param digest {@code sha256:} and 64 hexadecimal digits; wins over the tag
 * @param pullPolicy when nodes fetch it
 */
public record ProverImage(
    String repository, Optional<String> tag, Optional<String> digest, PullPolicy pullPolicy) {
  /** The repository to which the prover's project publishes. */
  public static final String PUBLISHED = "ghcr.io/0xpolygonzero/zk_evm";

  public ProverImage {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(pullPolicy, "pullPolicy");
  }

  public static ProverImage tagged(String repository, String tag) {
    return new ProverImage(
        repository, Optional.of(tag), Optional.empty(), PullPolicy.IF_NOT_PRESENT);
  }

  public static ProverImage digest(String repository, String digest) {
    return new ProverImage(
        repository, Optional.empty(), Optional.of(digest), PullPolicy.IF_NOT_PRESENT);
  }

  public ProverImage pullPolicy(PullPolicy pullPolicy) {
    return new ProverImage(repository, tag, digest, pullPolicy);
  }

  /** The image reference: {@code repository@digest}, or {@code repository:tag}. */
  public String reference() {
    return digest
        .map(value -> repository + "@" + value)
        .orElseGet(() -> repository + ":" + tag.orElse(""));
  }

  @Override
  public String toString() {
    return reference();
  }

  /** The policy that decides when a node pulls an image. */
  public enum PullPolicy {
    IF_NOT_PRESENT("IfNotPresent"),
    ALWAYS("Always"),
    NEVER("Never");

    private final String text;

    PullPolicy(String text) {
      this.text = text;
    }

    /** The spelling of Kubernetes. */
    @Override
    public String toString() {
      return text;
    }
  }
}
