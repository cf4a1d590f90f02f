package dev.chartwright.generator.space;

/**
 * How much of a chart's value space is proven.
 *
 * @param limit the most cases that are to render; beside them stand those which the schema is to
 *     reject
 * @param seed decides which settings are combined; the same seed gives the same cases
 */
public record SpaceRequest(int limit, long seed) {
  private static final int LIMIT = 120;
  private static final int FOREIGN_LIMIT = 150;

  public SpaceRequest {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "a value space of " + limit + " cases proves nothing: write 1 or more");
    }
  }

  /** At most 120 cases that are to render. */
  public static SpaceRequest standard() {
    return new SpaceRequest(LIMIT, 1);
  }

  /** At most 150 cases: a chart that others made may have subcharts, and take longer for each. */
  public static SpaceRequest foreign() {
    return standard().withLimit(FOREIGN_LIMIT);
  }

  public SpaceRequest withSeed(long other) {
    return new SpaceRequest(limit, other);
  }

  public SpaceRequest withLimit(int other) {
    return new SpaceRequest(other, seed);
  }
}
