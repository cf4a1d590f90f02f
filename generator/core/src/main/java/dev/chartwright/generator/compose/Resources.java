package dev.chartwright.generator.compose;

import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests and limits, as the default of a value. */
final class Resources {
  private Resources() {}

  /** The CPU limit equals the request, because the numbers of threads follow the limit. */
  static Map<String, Object> of(Cpu cpu, Memory request, Memory limit, DiskSize ephemeralStorage) {
    Map<String, Object> requests = new LinkedHashMap<>();
    requests.put("cpu", cpu.toString());
    requests.put("memory", request.toString());
    requests.put("ephemeral-storage", ephemeralStorage.toString());
    Map<String, Object> limits = new LinkedHashMap<>(requests);
    limits.put("memory", limit.toString());
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("requests", requests);
    resources.put("limits", limits);
    return resources;
  }
}
