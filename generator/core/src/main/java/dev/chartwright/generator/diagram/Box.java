package dev.chartwright.generator.diagram;

import java.util.List;
import java.util.Objects;

/**
 * One thing of a diagram. Immutable.
 *
 * @param id small letters and digits, unique in its diagram
 * @param role what it is
 * @param title its name
 * @param lines what else there is to say
 */
public record Box(String id, Role role, String title, List<String> lines) implements Element {
  public Box {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(title, "title");
    lines = List.copyOf(lines);
  }
}
