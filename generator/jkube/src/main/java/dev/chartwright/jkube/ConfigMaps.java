package dev.chartwright.jkube;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ConfigMaps of fragments: each gets the name of the release, and the pods restart when it
 * changes. Immutable.
 *
 * @param bySuffix the ConfigMaps by what is added to the full name of the release
 */
record ConfigMaps(Map<String, ConfigMap> bySuffix) {
  private static final List<String> REFERENCES =
      List.of("configMap", "configMapRef", "configMapKeyRef");

  /**
   * Finds a suffix for each name: {@code shop-pages} is {@code pages} in the chart {@code shop}.
   */
  static ConfigMaps of(String chart, List<ConfigMap> described) {
    Map<String, ConfigMap> bySuffix = new LinkedHashMap<>();
    for (ConfigMap each : described) {
      String name = each.getMetadata().getName();
      String suffix = name.startsWith(chart + "-") ? name.substring(chart.length() + 1) : name;
      bySuffix.put(name.equals(chart) ? "config" : suffix, each);
    }
    return new ConfigMaps(bySuffix);
  }

  List<Manifest> manifests() {
    return bySuffix.entrySet().stream()
        .map(each -> Manifest.of(manifest(each.getKey()), named(each.getKey(), each.getValue())))
        .toList();
  }

  private static ConfigMap named(String suffix, ConfigMap described) {
    Fields fields = Fields.of(described);
    Metadata.take(fields.in("metadata"));
    ConfigMap named =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(Templating.fullName(suffix))
            .endMetadata()
            .build();
    return fields.over(named, ConfigMap.class);
  }

  /** Lets the pods of a Deployment refer to the new names. */
  void rename(Fields deployment) {
    bySuffix.forEach(
        (suffix, described) -> {
          String name = described.getMetadata().getName();
          if (deployment.rename(REFERENCES, name, Templating.fullName(suffix))) {
            deployment
                .made("spec", "template", "metadata", "annotations")
                .put("checksum/" + suffix, Templating.checksum(manifest(suffix)).asString());
          }
        });
  }

  private static String manifest(String suffix) {
    return "configmap-" + suffix;
  }
}
