package dev.chartwright.generator.source;

import dev.chartwright.chart.Chart;
import dev.chartwright.project.JkubeSource;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.WebService;
import java.util.stream.Stream;

/**
 * What a user adds to JKube's description in a class. Its failures are those of the user's code.
 *
 * @param code the user's own instance
 */
record Refinement(UserCode code) implements JkubeSource {
  @Override
  public WebService web(WebService described) {
    requireCalled("web", "worker", "a Service");
    return code.call("web", () -> source().web(described));
  }

  @Override
  public BackgroundWorker worker(BackgroundWorker described) {
    requireCalled("worker", "web", "no Service");
    return code.call("worker", () -> source().worker(described));
  }

  @Override
  public Chart.Builder chart(Chart.Builder described) {
    return code.call("chart", () -> source().chart(described));
  }

  /** One of the two methods is called; what the author writes in the other would be lost. */
  private void requireCalled(String called, String other, String described) {
    if (overrides(other) && !overrides(called)) {
      throw new TopologyException(
          "%s.%s() is never called, because JKube describes %s for this project: override %s() instead."
              .formatted(code.className(), other, described, called));
    }
  }

  private boolean overrides(String method) {
    return Stream.of(source().getClass().getMethods())
        .filter(each -> each.getName().equals(method) && !each.isBridge())
        .anyMatch(each -> each.getDeclaringClass() != JkubeSource.class);
  }

  private JkubeSource source() {
    return (JkubeSource) code.source();
  }
}
