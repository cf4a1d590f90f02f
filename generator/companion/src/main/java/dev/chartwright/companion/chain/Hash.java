package dev.chartwright.companion.chain;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A hash or a root of 32 bytes. Its text begins with 0x.
 *
 * @param hex 64 digits without 0x, in lower case
 */
public record Hash(String hex) {
  private static final int LIMBS = 8;
  private static final int DIGITS = 8; // of a limb

  public Hash {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("no hash of 32 bytes: " + hex);
    }
    hex = hex.toLowerCase(Locale.ROOT);
  }

  /** The hash that a text spells, with 0x and in any case; empty if it spells none. */
  public static Optional<Hash> of(String text) {
    String hex = text.startsWith("0x") ? text.substring(2) : "";
    return isHex(hex) ? Optional.of(new Hash(hex)) : Optional.empty();
  }

  /** The hash whose 8 limbs of 32 bits begin at an index, the least first. */
  static Hash ofLimbs(long[] numbers, int from) {
    StringBuilder hex = new StringBuilder();
    for (int i = from + LIMBS - 1; i >= from; i--) {
      hex.append(HexFormat.of().toHexDigits((int) numbers[i]));
    }
    return new Hash(hex.toString());
  }

  /** The 8 limbs of 32 bits, the least first. */
  long[] limbs() {
    long[] limbs = new long[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      int end = hex.length() - i * DIGITS;
      limbs[i] = Long.parseLong(hex.substring(end - DIGITS, end), 16);
    }
    return limbs;
  }

  private static boolean isHex(String text) {
    boolean hex = text.length() == LIMBS * DIGITS;
    for (int i = 0; hex && i < text.length(); i++) {
      hex = HexFormat.isHexDigit(text.charAt(i));
    }
    return hex;
  }

  @Override
  public String toString() {
    return "0x" + hex;
  }
}
