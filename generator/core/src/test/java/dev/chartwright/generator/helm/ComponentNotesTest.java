package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.when;
import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.test.ChartTest;
import dev.chartwright.workload.WebService;
import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;

class ComponentNotesTest {
  private static final String FORWARD = "port-forward service/";

  private final Values values = Values.create();
  private final WebService web =
      WebService.named("web")
          .image("docker.io/nginxinc/nginx-unprivileged", "1.27.4")
          .port(8080)
          .resources(requests("50m", "64Mi"), limits("500m", "64Mi"));

  @Test
  void thePortIsForwardedFromTheNamespaceOfTheService() {
    values.namespaceOverride();
    ChartTest chart = chart(web).namespace("here");

    assertThat(chart.notes()).contains("kubectl --namespace here " + FORWARD);
    assertThat(chart.with("namespaceOverride", "there").notes())
        .contains("kubectl --namespace there " + FORWARD);
  }

  @Test
  void noPortIsForwardedWithoutTheComponent() {
    Value<Boolean> flag = values.flag("web.enabled", true).describe("Runs the web service.");
    ChartTest chart = chart(web.onlyWhen(when(flag)));

    assertThat(chart.notes()).contains(FORWARD);
    assertThat(chart.with(flag, false).notes()).doesNotContain(FORWARD);
  }

  @Test
  void noPortIsForwardedWithoutTheService() {
    Value<Boolean> flag = values.flag("service.enabled", true).describe("Creates the Service.");
    ChartTest chart = chart(web.manifest("service", service -> service.onlyWhen(when(flag))));

    assertThat(chart.notes()).contains(FORWARD);
    assertThat(chart.with(flag, false).objects(Service.class)).isEmpty();
    assertThat(chart.with(flag, false).notes()).doesNotContain(FORWARD);
  }

  private ChartTest chart(WebService main) {
    return ChartTest.of(
        Chart.named("site").version("1.0.0").describe("A site.").values(values).main(main).build());
  }
}
