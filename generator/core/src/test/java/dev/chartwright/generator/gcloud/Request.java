package dev.chartwright.generator.gcloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A request as it arrived. Immutable by agreement: nobody changes its body.
 *
 * @param method such as {@code POST}
 * @param path without the query, such as {@code /compute/v1/projects/p/global/networks}
 * @param query as it came, or empty
 * @param body what was sent, or a missing node
 */
record Request(String method, String path, String query, JsonNode body) {
  /** What only asks, although it is a POST. */
  private static final Set<String> QUESTIONS =
      Set.of(":getIamPolicy", ":testIamPermissions", "/wait");

  /** True if it means to change something. */
  boolean changes() {
    return !method.equals("GET") && QUESTIONS.stream().noneMatch(path::endsWith);
  }

  /** A change without what is particular to a name, such as {@code POST networks}. */
  String kind() {
    String[] steps = path.split("/");
    String last = steps[steps.length - 1];
    return method + " " + (method.equals("POST") ? last : steps[steps.length - 2]);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
