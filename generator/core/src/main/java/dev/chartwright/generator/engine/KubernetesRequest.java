package dev.chartwright.generator.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The cluster that a chart is proven for.
 *
 * @param version of Kubernetes, such as {@code 1.34} or {@code 1.34.2}; when empty, the one that a
 *     proof usually takes
 * @param apiVersions APIs that it has beside those of Kubernetes itself, such as {@code
 *     cert-manager.io/v1/Certificate}
 */
public record KubernetesRequest(Optional<String> version, Set<String> apiVersions) {
  private static final Pattern VERSION = Pattern.compile("v?1\\.[0-9]{1,3}(\\.[0-9]{1,9})?");
  private static final Pattern API = Pattern.compile("[a-z0-9.-]+(/[a-z0-9]+(/[A-Za-z0-9]+)?)?");

  public KubernetesRequest {
    apiVersions = Set.copyOf(apiVersions);
  }

  /** The usual version, and no more APIs than it has. */
  public static KubernetesRequest usual() {
    return new KubernetesRequest(Optional.empty(), Set.of());
  }

  /**
   * Parses a request of a user.
   *
   * @param version empty for the usual one
   * @param apiVersions each with a version, and a kind where it matters
   * @throws IllegalArgumentException when one of them is not written as Kubernetes writes it; the
   *     message says which
   */
  public static KubernetesRequest of(String version, List<String> apiVersions) {
    String stripped = version.strip();
    if (!stripped.isEmpty() && !VERSION.matcher(stripped).matches()) {
      throw new IllegalArgumentException(
          "'" + version + "' is not a version of Kubernetes: write it like 1.34 or 1.34.2");
    }
    Set<String> apis = new TreeSet<>();
    for (String words : apiVersions) {
      for (String api : words.split(",")) {
        if (!API.matcher(api.strip()).matches()) {
          throw new IllegalArgumentException(
              "'"
                  + api
                  + "' is not an API version: write it like cert-manager.io/v1 or"
                  + " cert-manager.io/v1/Certificate");
        }
        apis.add(api.strip());
      }
    }
    return new KubernetesRequest(
        stripped.isEmpty() ? Optional.empty() : Optional.of(complete(stripped)), apis);
  }

  private static String complete(String version) {
    String plain = version.startsWith("v") ? version.substring(1) : version;
    return plain.indexOf('.') == plain.lastIndexOf('.') ? plain + ".0" : plain;
  }
}
