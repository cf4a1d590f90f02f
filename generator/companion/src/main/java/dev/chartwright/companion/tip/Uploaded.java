package dev.chartwright.companion.tip;

import java.io.IOException;
import java.util.OptionalLong;

/** What was uploaded, and cannot be taken back. */
public interface Uploaded {
  /** Nothing is uploaded. */
  Uploaded NOTHING = OptionalLong::empty;

  /** The newest block whose proof was uploaded, or may have been. */
  OptionalLong newest() throws IOException;
}
