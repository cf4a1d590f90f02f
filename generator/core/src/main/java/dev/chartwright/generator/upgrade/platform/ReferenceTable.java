package dev.chartwright.generator.upgrade.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A table of facts beside the classes: a row a line, words apart by spaces, comments after #. */
final class ReferenceTable {
  private ReferenceTable() {}

  static List<List<String>> rows(String file) {
    String path = "/dev/chartwright/generator/upgrade/platform/" + file;
    try (InputStream stream = ReferenceTable.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(path + " is missing from the library");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split(" +")))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
