package com.example.shipping;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** What shipping costs, in cents; orders of {@code freeFrom} cents and more are shipped for free. */
@ConfigurationProperties("shipping")
public record Tariff(int price, int freeFrom) {
  int price(int order) {
    return order >= freeFrom ? 0 : price;
  }
}
