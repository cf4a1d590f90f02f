package dev.chartwright.generator.object;

import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A field of a rendered object: what it holds, and where it stands. A field that is absent holds
 * null and has nothing below it, so that a path can be followed without asking at each step.
 * Immutable.
 */
public final class Field {
  private final RenderedObject object;
  private final Field above;
  private final String key;
  private final int index;
  private final Object value;

  private Field(RenderedObject object, Field above, String key, int index, Object value) {
    this.object = object;
    this.above = above;
    this.key = key;
    this.index = index;
    this.value = value;
  }

  /** The whole object. */
  public static Field root(RenderedObject object) {
    return new Field(object, null, "", 0, object.tree());
  }

  /**
   * The whole of a file that holds no object.
   *
   * @param file such as {@code Chart.yaml}
   * @param tree what it holds
   */
  public static Field root(String file, Object tree) {
    return root(new RenderedObject(file, "", "", "", Tree.map(tree)));
  }

  /** The object that it belongs to. */
  public RenderedObject object() {
    return object;
  }

  /** Its key in a map; empty for the object itself and for an item of a list. */
  public String key() {
    return key;
  }

  /** What it holds, as {@link dev.chartwright.generator.yaml.YamlReader} reads it. */
  public Object value() {
    return value;
  }

  /**
   * The path from the object's root, such as {@code spec.containers[0].image}; empty for the object
   * itself. It is built when it is asked for.
   */
  public String path() {
    if (above == null) {
      return "";
    }
    return key.isEmpty() ? Tree.item(above.path(), index) : Tree.below(above.path(), key);
  }

  /** The field below, key by key. */
  public Field at(String... keys) {
    Field here = this;
    for (String each : keys) {
      Object below = here.value instanceof Map<?, ?> map ? map.get(each) : null;
      here = new Field(object, here, each, 0, below);
    }
    return here;
  }

  /** The items of a list, in order; none when it is no list. */
  public Stream<Field> items() {
    List<?> list = list();
    return IntStream.range(0, list.size())
        .mapToObj(item -> new Field(object, this, "", item, list.get(item)));
  }

  /** The items of the list below. */
  public Stream<Field> items(String... keys) {
    return at(keys).items();
  }

  /** The fields of a map, in order; none when it is no map. */
  public Stream<Field> fields() {
    return map().keySet().stream().map(this::at);
  }

  /** This field and everything below it, each map and list before what it holds. */
  public Stream<Field> all() {
    return Stream.of(this).mapMulti(Field::each);
  }

  private void each(Consumer<Field> visitor) {
    visitor.accept(this);
    if (value instanceof List<?> list) {
      for (int item = 0; item < list.size(); item++) {
        new Field(object, this, "", item, list.get(item)).each(visitor);
      }
    } else {
      map().forEach((name, below) -> new Field(object, this, name, 0, below).each(visitor));
    }
  }

  /** Whether it is there and holds something. */
  public boolean isPresent() {
    return value != null;
  }

  /** Whether it is a map that has a key. */
  public boolean has(String key) {
    return map().containsKey(key);
  }

  /** Whether it holds a value. */
  public boolean is(Object wanted) {
    return wanted.equals(value);
  }

  /** Its text; empty when it is no text. */
  public Optional<String> text() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The text of the field below. */
  public Optional<String> text(String... keys) {
    return at(keys).text();
  }

  /** Its entries; none when it is no map. */
  public Map<String, Object> map() {
    return Tree.map(value);
  }

  /** Its items; none when it is no list. */
  public List<?> list() {
    return value instanceof List<?> list ? list : List.of();
  }

  /** Where it stands. */
  public Place place() {
    return object.place(path());
  }

  /** An error about it, with the consequence and the fix that the register gives for the rule. */
  public Finding error(Rule rule, String what) {
    return Finding.error(rule, place(), what);
  }

  /** A warning about it, with the consequence and the fix that the register gives for the rule. */
  public Finding warning(Rule rule, String what) {
    return Finding.warning(rule, place(), what);
  }

  @Override
  public String toString() {
    return object + (above == null ? "" : " " + path());
  }
}
