package dev.chartwright.generator.diagram;

import java.util.List;

/** A box, or a group of elements. */
public sealed interface Element permits Box, Group {
  /** Small letters and digits, unique in its diagram. */
  String id();

  Role role();

  /** Its name. */
  String title();

  /** What else there is to say, a line each. */
  List<String> lines();
}
