package dev.chartwright.generator.upgrade.platform;

import dev.chartwright.generator.object.RenderedObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of an API that Kubernetes serves no longer.
 *
 * @param goneIn the first minor release of Kubernetes 1 without it
 * @param successor the version that takes its place, such as {@code policy/v1}; empty when the kind
 *     is gone as a whole
 * @param servedSince the first minor release of Kubernetes 1 that serves the successor
 */
public record RemovedApi(int goneIn, String successor, int servedSince) {
  private static final Map<String, RemovedApi> ALL = load();

  private static Map<String, RemovedApi> load() {
    Map<String, RemovedApi> all = new HashMap<>();
    for (List<String> row : ReferenceTable.rows("removed-apis.txt")) {
      boolean isReplaced = !row.get(3).equals("-");
      all.put(
          row.get(0) + "/" + row.get(1),
          new RemovedApi(
              minor(row.get(2)),
              isReplaced ? row.get(3) : "",
              isReplaced ? minor(row.get(4)) : Integer.MAX_VALUE));
    }
    return all;
  }

  private static int minor(String release) {
    return Integer.parseInt(release.substring(release.indexOf('.') + 1));
  }

  public static Optional<RemovedApi> of(RenderedObject object) {
    return Optional.ofNullable(ALL.get(object.type()));
  }
}
