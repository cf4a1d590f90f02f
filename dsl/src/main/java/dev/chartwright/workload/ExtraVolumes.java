package dev.chartwright.workload;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Types;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import java.util.List;
import java.util.Map;

/** Volumes that users of the chart add to the pods, and mount into the main container. */
record ExtraVolumes(
    Value<List<Map<String, Object>>> volumes, Value<List<Map<String, Object>>> mounts) {

  /** Declares the values; names and folders that the component uses are refused. */
  static ExtraVolumes declare(Values values, ContainerSettings main, Containers containers) {
    String[] names = containers.volumeNames().toArray(String[]::new);
    String[] folders =
        main.mounts.stream().map(ContainerSettings.Mount::path).toArray(String[]::new);
    return new ExtraVolumes(
        values
            .objects(
                "extraVolumes",
                List.of(),
                Types.object(
                        Types.field(
                                "name",
                                Types.text("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
                                    .length(1, 63)
                                    .except(names),
                                "Name of the volume; not one that the chart uses.")
                            .required())
                    .andOthers())
            .uniqueBy("name")
            .describe("Additional volumes, as in a pod: `name` and a source."),
        values
            .objects(
                "extraVolumeMounts",
                List.of(),
                Types.object(
                        Types.field("name", Types.text().length(1, 63), "Name of the volume.")
                            .required(),
                        Types.field(
                                "mountPath",
                                Types.text("^(/[^/]+)+$").length(1, 4096).except(folders),
                                "Path in the container; not one that the chart mounts.")
                            .required())
                    .andOthers())
            .uniqueBy("mountPath")
            .describe("Additional volume mounts, as in a container: `name` and `mountPath`."));
  }

  /** Adds them to the object that runs the pods. */
  Manifest in(Manifest workload, String pod, String container) {
    return workload
        .append(pod + ".containers[" + container + "].volumeMounts", mounts)
        .append(pod + ".volumes", volumes);
  }
}
