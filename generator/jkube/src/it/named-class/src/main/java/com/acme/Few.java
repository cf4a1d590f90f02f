package com.acme;

import dev.chartwright.project.JkubeSource;
import dev.chartwright.workload.WebService;

public final class Few implements JkubeSource {
  @Override
  public WebService web(WebService described) {
    return described.replicas(2);
  }
}
