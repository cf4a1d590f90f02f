package dev.chartwright.generator.space;

/**
 * How many cases of a chart's value space are tried, and which. Immutable.
 *
 * @param limit the most cases that must render; cases that the schema must reject come on top
 * @param casesPerValue so many cases must render for each value of a chart that has many, if that
 *     is more than the limit
 * @param seed decides which settings are combined; the same seed gives the same cases
 */
public record SpaceRequest(int limit, int casesPerValue, long seed) {
  private static final int LIMIT = 120;
  private static final int CASES_PER_VALUE = 3;
  private static final int THIRD_PARTY_LIMIT = 150;

  public SpaceRequest {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "a value space of " + limit + " cases proves nothing: write 1 or more");
    }
  }

  /** Returns the default: at most 120 cases that must render, or 3 for each value, and seed 1. */
  public static SpaceRequest standard() {
    return new SpaceRequest(LIMIT, CASES_PER_VALUE, 1);
  }

  /** Returns the default for third-party charts: at most 150 cases that must render. */
  public static SpaceRequest thirdParty() {
    return standard().withLimit(THIRD_PARTY_LIMIT);
  }

  public SpaceRequest withSeed(long other) {
    return new SpaceRequest(limit, casesPerValue, other);
  }

  /** Returns this request with a limit that holds for every chart. */
  public SpaceRequest withLimit(int other) {
    return new SpaceRequest(other, 0, seed);
  }

  /** The most cases of a chart that must render. */
  public int limit(int values) {
    return Math.max(limit, casesPerValue * values);
  }

  /** Whether it tries at least as many cases of every chart as another request. */
  public boolean isAtLeast(SpaceRequest other) {
    return limit >= other.limit && casesPerValue >= other.casesPerValue;
  }
}
