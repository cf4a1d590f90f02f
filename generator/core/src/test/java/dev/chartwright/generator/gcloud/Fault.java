package dev.chartwright.generator.gcloud;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Something that goes wrong on purpose with the requests that it is meant for. Threads may share
 * it.
 */
final class Fault {
  private final Kind kind;
  private final Predicate<Request> meant;
  private final int times;
  private final AtomicInteger seen = new AtomicInteger();

  private Fault(Kind kind, Predicate<Request> meant, int times) {
    this.kind = kind;
    this.meant = meant;
    this.times = times;
  }

  /** Hits each request that is meant, until it is lifted. */
  static Fault always(Kind kind, Predicate<Request> meant) {
    return new Fault(kind, meant, Integer.MAX_VALUE);
  }

  /** Hits the first request that is meant. */
  static Fault once(Kind kind, Predicate<Request> meant) {
    return new Fault(kind, meant, 1);
  }

  Kind kind() {
    return kind;
  }

  /** How many requests it has hit. */
  int hits() {
    return Math.min(times, seen.get());
  }

  boolean hits(Request request) {
    return meant.test(request) && seen.incrementAndGet() <= times;
  }

  @Override
  public String toString() {
    return kind.toString();
  }

  /** What can go wrong. */
  enum Kind {
    /** Somebody else made it a moment earlier. */
    CONFLICT(409),
    NO_PERMISSION(403),
    NOT_FOUND(404),
    TOO_MANY_REQUESTS(429),
    SERVER_ERROR(500),
    /** The request is carried out, and its answer is lost. */
    TIMEOUT(0),
    /** The request is accepted, and the operation that it starts fails. */
    FAILED_OPERATION(200);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
