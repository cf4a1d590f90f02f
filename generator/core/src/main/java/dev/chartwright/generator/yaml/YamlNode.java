package dev.chartwright.generator.yaml;

import java.util.List;
import java.util.Objects;

/** A part of a YAML text, with its place and its comments. Immutable. */
public sealed interface YamlNode {
  /** Where it begins. */
  Mark at();

  /**
   * A place in a text.
   *
   * @param index of its character, from 0
   * @param line from 1
   * @param column from 1
   */
  record Mark(int index, int line, int column) {
    @Override
    public String toString() {
      return line + ":" + column;
    }
  }

  /**
   * Text, a number, a boolean or nothing.
   *
   * @param text as it stands there, without quotes
   * @param isPlain whether it has no quotes and is no block, so that it may mean something else
   *     than text
   */
  record Leaf(Mark at, String text, boolean isPlain) implements YamlNode {
    public Leaf {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(text, "text");
    }

    /** What it means: null, a Boolean, a Long, a BigInteger, a Double or text. */
    public Object value() {
      return isPlain ? PlainScalar.read(text) : text;
    }
  }

  /** A map, in the order of the text; no two entries have the same key. */
  record Entries(Mark at, List<Entry> entries) implements YamlNode {
    public Entries {
      Objects.requireNonNull(at, "at");
      entries = List.copyOf(entries);
    }
  }

  /**
   * A key and what stands there.
   *
   * @param comment the lines above it and the one behind it, without their signs; empty for none
   */
  record Entry(Mark at, String key, YamlNode value, String comment) {
    public Entry {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(comment, "comment");
    }
  }

  /** A list. */
  record Items(Mark at, List<Item> items) implements YamlNode {
    public Items {
      Objects.requireNonNull(at, "at");
      items = List.copyOf(items);
    }
  }

  /**
   * An item of a list.
   *
   * @param comment as of an {@link Entry}
   */
  record Item(YamlNode value, String comment) {
    public Item {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(comment, "comment");
    }
  }
}
