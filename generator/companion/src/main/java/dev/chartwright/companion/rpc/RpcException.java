package dev.chartwright.companion.rpc;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a node of the chain did not tell what was asked. The message is a clause for the user, such
 * as "the node 10.0.0.3:8545 does not know block 7", with nothing of the address but host and port.
 */
public final class RpcException extends Exception {
  private static final long serialVersionUID = 1;

  /** What went wrong, for a program. */
  public enum Kind {
    /** No connection. */
    CONNECT,
    /** No answer, or no whole one, in time. */
    TIMEOUT,
    /** An HTTP status other than 200, such as 429 or 503. */
    STATUS,
    /** The answer ended early, or is longer than any that is expected. */
    CUT,
    /** The answer is no JSON, or has another form than the method gives. */
    JSON,
    /** The answer to another request. */
    ID,
    /** The node does not have the method. */
    METHOD,
    /** The node refused the request. */
    ERROR,
    /** Nothing, which does not mean that there is nothing: the node may lag, or have pruned it. */
    EMPTY,
    /** A node of another chain. */
    CHAIN,
    /** Two nodes differ. */
    DISAGREE;

    /** Its name in figures, such as {@code connect}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  RpcException(Kind kind, String sentence) {
    this(kind, sentence, Optional.empty());
  }

  RpcException(Kind kind, String sentence, Optional<Duration> retryAfter) {
    super(sentence);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** What a block means that does not fit those which are known. */
  public static RpcException contradiction(Header block) {
    return new RpcException(
        Kind.DISAGREE,
        "block %d %s does not follow the blocks before".formatted(block.number(), block.hash()));
  }

  /** The message as the begin of a sentence. */
  public String sentence() {
    return getMessage().substring(0, 1).toUpperCase(Locale.ROOT) + getMessage().substring(1);
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** How long the node wants to be left alone. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
