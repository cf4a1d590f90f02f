package dev.chartwright.generator.capacity;

import dev.chartwright.cloud.Prices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What something costs, in US dollars. Immutable.
 *
 * @param perHour of everything that has a price
 * @param unpriced what has none
 */
public record Cost(BigDecimal perHour, List<String> unpriced) {
  private static final BigDecimal HOURS_PER_DAY = BigDecimal.valueOf(24);
  private static final BigDecimal HOURS_PER_MONTH = BigDecimal.valueOf(Prices.HOURS_PER_MONTH);

  public Cost {
    unpriced = List.copyOf(unpriced);
  }

  /** Of what costs this much in a month. */
  static BigDecimal hourOf(BigDecimal month) {
    return month.divide(HOURS_PER_MONTH, 12, RoundingMode.HALF_UP);
  }

  /** A day of 24 hours. */
  public BigDecimal perDay() {
    return perHour.multiply(HOURS_PER_DAY);
  }

  /** A month of 730 hours. */
  public BigDecimal perMonth() {
    return perHour.multiply(HOURS_PER_MONTH);
  }

  /** True if everything has a price. */
  public boolean isComplete() {
    return unpriced.isEmpty();
  }
}
