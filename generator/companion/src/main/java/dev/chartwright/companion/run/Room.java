package dev.chartwright.companion.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The room on the volume of the runs. */
public final class Room {
  /** What makes room. */
  public static final String MAKE_ROOM =
      "delete old runs with their witnesses, or increase leader.storage.size.";

  private Room() {}

  /** The bytes that may still be written to the volume of a folder. */
  public static long of(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /**
   * Why something does not fit; empty if it does.
   *
   * @param what what does not fit, such as "the rest of the run needs"
   * @param needed in bytes
   */
  public static Optional<String> lacking(Path folder, String what, long needed) throws IOException {
    long room = of(folder);
    return room >= needed
        ? Optional.empty()
        : Optional.of(
            "The volume of "
                + folder
                + " has room for "
                + (room >> 20)
                + " MiB, and "
                + what
                + " "
                + (needed >> 20)
                + " MiB: "
                + MAKE_ROOM);
  }
}
