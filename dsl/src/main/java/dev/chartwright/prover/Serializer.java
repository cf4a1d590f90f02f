package dev.chartwright.prover;

import java.util.Locale;

/**
 * How leader and workers write messages; declared once, because a worker that cannot read hangs.
 */
public enum Serializer {
  POSTCARD,
  CBOR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
