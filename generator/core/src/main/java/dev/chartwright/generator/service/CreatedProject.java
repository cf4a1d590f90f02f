package dev.chartwright.generator.service;

import java.util.List;

/**
 * A project that was made. Immutable.
 *
 * @param name of the project and of its chart
 * @param folder where it is, as a reader looks for it
 * @param files that were written, by their paths below the folder, sorted
 */
public record CreatedProject(String name, String folder, List<String> files) {
  public CreatedProject {
    files = List.copyOf(files);
  }

  /** What was written, and what to do next. */
  @Override
  public String toString() {
    return "Made the project "
        + name
        + " in "
        + folder
        + ":\n  "
        + String.join("\n  ", files)
        + "\n'mvn package' there tests, proves and packs its chart, and writes it to charts-out.";
  }
}
