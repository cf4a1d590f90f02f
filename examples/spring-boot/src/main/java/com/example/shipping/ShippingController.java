package com.example.shipping;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ShippingController {
  private final Tariff tariff;

  ShippingController(Tariff tariff) {
    this.tariff = tariff;
  }

  /** What the shipping of an order of so many cents costs. */
  @GetMapping("/shipping")
  Price shipping(@RequestParam int order) {
    return new Price(tariff.price(order));
  }

  record Price(int cents) {}
}
