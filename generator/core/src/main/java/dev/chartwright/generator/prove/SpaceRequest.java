package dev.chartwright.generator.prove;

/**
 * How much of a chart's value space is proven.
 *
 * @param limit the most cases that are to render; beside them stand those which the schema is to
 *     reject
 * @param seed decides which settings are combined; the same seed gives the same cases
 */
public record SpaceRequest(int limit, long seed) {
  private static final int LIMIT = 200;

  public SpaceRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("a value space of " + limit + " cases proves nothing");
    }
  }

  /** At most 200 cases that are to render: every value twice or more, and combinations. */
  public static SpaceRequest standard() {
    return new SpaceRequest(LIMIT, 1);
  }

  public SpaceRequest withSeed(long other) {
    return new SpaceRequest(limit, other);
  }

  public SpaceRequest withLimit(int other) {
    return new SpaceRequest(other, seed);
  }
}
