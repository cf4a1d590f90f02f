package dev.chartwright.project;

import dev.chartwright.chart.Chart;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.WebService;

/**
 * What an author adds to the chart that comes of JKube's description of the project. Each method
 * gets what JKube describes and returns it with changes; one that is not overridden changes
 * nothing. Needs a public constructor without parameters; each call gives an equal result.
 */
public interface JkubeSource {
  /**
   * The component of a project that has a Service.
   *
   * @param described its image, replicas, ports, probes, resources and variables are those of JKube
   */
  default WebService web(WebService described) {
    return described;
  }

  /**
   * The component of a project without a Service.
   *
   * @param described its image, replicas, probes, resources and variables are those of JKube
   */
  default BackgroundWorker worker(BackgroundWorker described) {
    return described;
  }

  /**
   * The chart, for other components, values and notes.
   *
   * @param described has the name, the version and the description of the project, the component,
   *     and the ConfigMaps of JKube
   */
  default Chart.Builder chart(Chart.Builder described) {
    return described;
  }
}
