package dev.chartwright.generator.diagram;

import java.util.List;
import java.util.Objects;

/**
 * A thing of a diagram with others in it. Immutable.
 *
 * @param id small letters and digits, unique in its diagram
 * @param role what it is
 * @param title its name
 * @param lines what else there is to say
 * @param elements what is in it, at least one
 */
public record Group(String id, Role role, String title, List<String> lines, List<Element> elements)
    implements Element {
  public Group {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(title, "title");
    lines = List.copyOf(lines);
    elements = List.copyOf(elements);
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("a group without elements is a box: " + id);
    }
  }
}
