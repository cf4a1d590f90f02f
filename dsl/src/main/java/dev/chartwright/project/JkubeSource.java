package dev.chartwright.project;

import dev.chartwright.chart.Chart;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.WebService;

/**
 * Adds to the chart that is made from JKube's description of the project. Each method receives what
 * JKube describes and returns it with changes; by default it changes nothing. The class needs a
 * public constructor without parameters, and equal calls must give equal results.
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
