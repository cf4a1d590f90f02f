package dev.chartwright.generator.space;

/**
 * How many cases of a chart's value space are tried, and which.
 *
 * @param limit the most cases that must render; cases that the schema must reject come on top
 * @param seed decides which settings are combined; the same seed gives the same cases
 */
public record SpaceRequest(int limit, long seed) {
  private static final int LIMIT = 120;
  private static final int THIRD_PARTY_LIMIT = 150;

  public SpaceRequest {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "a value space of " + limit + " cases proves nothing: write 1 or more");
    }
  }

  /** Returns the default: at most 120 cases that must render, and seed 1. */
  public static SpaceRequest standard() {
    return new SpaceRequest(LIMIT, 1);
  }

  /** Returns the default for third-party charts: at most 150 cases that must render. */
  public static SpaceRequest thirdParty() {
    return standard().withLimit(THIRD_PARTY_LIMIT);
  }

  public SpaceRequest withSeed(long other) {
    return new SpaceRequest(limit, other);
  }

  public SpaceRequest withLimit(int other) {
    return new SpaceRequest(other, seed);
  }
}
