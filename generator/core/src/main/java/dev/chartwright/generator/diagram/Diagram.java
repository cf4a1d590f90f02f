package dev.chartwright.generator.diagram;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a picture shows, whatever it is drawn with. Immutable.
 *
 * @param title its headline
 * @param subtitle the line below
 * @param description the picture in a sentence, for those who cannot see it
 * @param elements groups and boxes, in the order in which a reader expects them
 * @param arrows their relations
 */
public record Diagram(
    String title, String subtitle, String description, List<Element> elements, List<Arrow> arrows) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*");

  public Diagram {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(subtitle, "subtitle");
    Objects.requireNonNull(description, "description");
    elements = List.copyOf(elements);
    arrows = List.copyOf(arrows);
    Map<String, Element> byId = new LinkedHashMap<>();
    collect(elements, byId);
    for (Arrow arrow : arrows) {
      if (!byId.containsKey(arrow.from()) || !byId.containsKey(arrow.to())) {
        throw new IllegalArgumentException("an arrow leads from nothing or to nothing: " + arrow);
      }
    }
  }

  /** Every element, each group before what is in it. */
  public Map<String, Element> byId() {
    Map<String, Element> byId = new LinkedHashMap<>();
    collect(elements, byId);
    return byId;
  }

  private static void collect(List<Element> elements, Map<String, Element> byId) {
    for (Element element : elements) {
      if (!ID.matcher(element.id()).matches()) {
        throw new IllegalArgumentException(
            "an id is a small letter, then small letters and digits: " + element.id());
      }
      if (byId.put(element.id(), element) != null) {
        throw new IllegalArgumentException("two elements have the id " + element.id());
      }
      if (element instanceof Group group) {
        collect(group.elements(), byId);
      }
    }
  }
}
