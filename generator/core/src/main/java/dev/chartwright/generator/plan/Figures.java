package dev.chartwright.generator.plan;

import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, in every place of the world the same. */
final class Figures {
  private static final String MINUS = "−";

  private Figures() {}

  static String gib(Memory memory) {
    return gibNumber(memory) + " GiB";
  }

  static String gib(DiskSize size) {
    return gibNumber(size) + " GiB";
  }

  static String gibNumber(Memory memory) {
    return String.format(Locale.ROOT, "%,.1f", memory.gibibytes());
  }

  static String gibNumber(DiskSize size) {
    return String.format(Locale.ROOT, "%,.1f", size.gibibytes());
  }

  /** To the hundredth, for what is small. */
  static String precise(Memory memory) {
    return String.format(Locale.ROOT, "%,.2f", memory.gibibytes());
  }

  static String lessPrecise(Memory memory) {
    return MINUS + precise(memory);
  }

  static String less(DiskSize size) {
    return MINUS + gibNumber(size);
  }

  static String less(Cpu cpu) {
    return MINUS + cores(cpu);
  }

  /** Cores to the thousandth, without trailing zeros. */
  static String cores(Cpu cpu) {
    BigDecimal cores = BigDecimal.valueOf(cpu.millis(), 3).stripTrailingZeros();
    return (cores.scale() < 0 ? cores.setScale(0) : cores).toPlainString();
  }

  /** Such as {@code 1 core} or {@code 0.5 cores}. */
  static String withWord(Cpu cpu) {
    return cores(cpu) + (cpu.millis() == 1000 ? " core" : " cores");
  }

  static String mib(Memory memory) {
    return String.format(Locale.ROOT, "%,d MiB", memory.mebibytes());
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String dollars(BigDecimal dollars) {
    return String.format(Locale.ROOT, "$%,.2f", dollars);
  }

  static String wholeDollars(BigDecimal dollars) {
    return String.format(Locale.ROOT, "$%,.0f", dollars);
  }

  /** A number and its word, such as {@code 1 node} or {@code 2 nodes}. */
  static String count(long number, String word) {
    return number(number) + " " + word + (number == 1 ? "" : "s");
  }

  /** Such as {@code 30 min} or {@code 15 s}; what has both has both. */
  static String time(Duration time) {
    long minutes = time.toMinutes();
    int seconds = time.toSecondsPart();
    if (minutes == 0) {
      return seconds + " s";
    }
    return seconds == 0 ? number(minutes) + " min" : number(minutes) + " min " + seconds + " s";
  }
}
