package dev.chartwright.problem;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a finding is: in a declaration, or in a chart. Immutable; what is not known is empty.
 *
 * @param model the path in the declaration, such as {@code workers[heavy].memory}
 * @param file the path of a file of the chart, such as {@code templates/web.yaml}
 * @param position the line, and perhaps the column, in the file, such as {@code 12:4}
 * @param object the rendered object
 * @param field the path of a field from the root of the object or of the file, such as {@code
 *     spec.replicas}; in {@code values.yaml} the path of a value
 * @param shownBy the case that shows it; nothing for what is in a file, rendered or not
 * @param declaredAt the line of Java that declared the object or the value
 */
public record Place(
    String model,
    String file,
    String position,
    Optional<ObjectName> object,
    String field,
    Optional<TriedCase> shownBy,
    Optional<SourceLine> declaredAt) {
  public Place {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(shownBy, "shownBy");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }

  /** A place in a declaration, such as {@code workers[heavy].memory}. */
  public static Place ofModel(String path) {
    return new Place(path, "", "", Optional.empty(), "", Optional.empty(), Optional.empty());
  }

  /** A place in a declaration, with the line of the user's code that declares it just now. */
  public static Place ofCaller(String path) {
    return ofModel(path).declaredAt(SourceLine.ofCaller());
  }

  /** A file of a chart as a whole. */
  public static Place ofFile(String file) {
    return new Place("", file, "", Optional.empty(), "", Optional.empty(), Optional.empty());
  }

  /** A field of a file that is YAML or JSON. */
  public static Place ofFile(String file, String field) {
    return ofFile(file).field(field);
  }

  /**
   * A line of a file.
   *
   * @param line its number, from 1
   */
  public static Place ofLine(String file, int line) {
    return ofFile(file).position(String.valueOf(line));
  }

  /** A value of the chart. */
  public static Place ofValue(String path) {
    return ofFile("values.yaml", path);
  }

  /** An object that a file renders to. */
  public static Place ofObject(String file, ObjectName object) {
    return new Place("", file, "", Optional.of(object), "", Optional.empty(), Optional.empty());
  }

  /** Returns this place with the path of a field. */
  public Place field(String path) {
    return new Place(model, file, position, object, path, shownBy, declaredAt);
  }

  /**
   * Returns this place with a line, and perhaps a column, in the file.
   *
   * @param lineAndColumn such as {@code 12} or {@code 12:4}
   */
  public Place position(String lineAndColumn) {
    return new Place(model, file, lineAndColumn, object, field, shownBy, declaredAt);
  }

  /** Returns this place with the case that shows the finding. */
  public Place shownBy(TriedCase values) {
    return new Place(model, file, position, object, field, Optional.of(values), declaredAt);
  }

  /** Returns this place without the case that shows the finding. */
  public Place withoutCase() {
    return new Place(model, file, position, object, field, Optional.empty(), declaredAt);
  }

  /** Returns this place with the line of Java that declared it; nothing changes without a line. */
  public Place declaredAt(Optional<SourceLine> line) {
    return line.isEmpty() ? this : new Place(model, file, position, object, field, shownBy, line);
  }

  /** The file, object and field in one line, without the case and the line of Java. */
  public String target() {
    StringBuilder text = new StringBuilder(model).append(file);
    if (!position.isEmpty()) {
      text.append(':').append(position);
    }
    object.ifPresent(each -> text.append(' ').append(each));
    if (!field.isEmpty()) {
      text.append(text.length() == 0 ? "" : " ").append(field);
    }
    return text.toString();
  }

  /** The whole place in one line, without the line of Java. */
  @Override
  public String toString() {
    String mark = shownBy.map(each -> each.mark(file)).orElse("");
    return mark.isEmpty() ? target() : target() + " (" + mark + ")";
  }
}
