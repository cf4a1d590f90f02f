package com.acme;

import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;

import dev.chartwright.chart.Chart;
import dev.chartwright.project.JkubeSource;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.WebService;
import java.util.Map;

public final class Refined implements JkubeSource {
  @Override
  public WebService web(WebService described) {
    return described.replicas(4).config(Map.of("GREETING", "Hello"));
  }

  @Override
  public Chart.Builder chart(Chart.Builder described) {
    return described.add(
        BackgroundWorker.named("mail")
            .image("registry.example.com/acme/mail")
            .resources(requests("100m", "64Mi"), limits("1", "64Mi")));
  }
}
