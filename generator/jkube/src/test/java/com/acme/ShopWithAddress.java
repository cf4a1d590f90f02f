package com.acme;

import dev.chartwright.project.JkubeSource;
import dev.chartwright.workload.WebService;

/** Has an address where the name of a host is due. */
public final class ShopWithAddress implements JkubeSource {
  @Override
  public WebService web(WebService described) {
    return described.ingress("https://shop.example.com");
  }
}
