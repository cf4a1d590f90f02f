package com.example.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ShippingControllerTest {
  @Autowired private TestRestTemplate service;

  @Test
  void aSmallOrderPaysForShipping() {
    assertThat(answer("/shipping?order=4999")).isEqualTo("{\"cents\":490}");
  }

  @Test
  void aLargeOrderIsShippedForFree() {
    assertThat(answer("/shipping?order=5000")).isEqualTo("{\"cents\":0}");
  }

  /** The paths that the chart asks. */
  @Test
  void theServiceTellsThatItIsAliveAndReady() {
    assertThat(answer("/actuator/health/liveness")).isEqualTo("{\"status\":\"UP\"}");
    assertThat(answer("/actuator/health/readiness")).isEqualTo("{\"status\":\"UP\"}");
  }

  private String answer(String path) {
    return service.getForObject(path, String.class);
  }
}
