package dev.chartwright.generator.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands in a file, or between the braces of a block. Immutable.
 *
 * @param items in the order in which they are written
 */
record Body(List<Item> items) {
  Body {
    items = List.copyOf(items);
  }

  static Builder builder() {
    return new Builder();
  }

  /** The blocks directly in it. */
  Stream<Block> blocks() {
    return items.stream().filter(Block.class::isInstance).map(Block.class::cast);
  }

  /** The attributes directly in it. */
  Stream<Attribute> attributes() {
    return items.stream().filter(Attribute.class::isInstance).map(Attribute.class::cast);
  }

  /** One part of a body. */
  sealed interface Item {
    /** The comment above it; may be empty. */
    String comment();
  }

  /** A name and its value. */
  record Attribute(String comment, String name, Expression value) implements Item {}

  /** A type, labels, and a body in braces. */
  record Block(String comment, String type, List<String> labels, Body body) implements Item {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z]\\w*");

    Block {
      labels = List.copyOf(labels);
      for (String label : labels) {
        if (!IDENTIFIER.matcher(label).matches()) {
          throw new IllegalArgumentException("not an identifier in Terraform: '" + label + "'");
        }
      }
    }
  }

  /** A comment on nothing in particular. Its lines stay as they are. */
  record Remark(String comment) implements Item {}

  /** Collects items. */
  static final class Builder {
    private final List<Item> items = new ArrayList<>();
    private String comment = "";

    private Builder() {}

    /** Why the next item is what it is. */
    Builder comment(String comment) {
      this.comment = comment;
      return this;
    }

    Builder set(String name, Expression value) {
      return add(new Attribute(takeComment(), name, value));
    }

    Builder set(String name, String text) {
      return set(name, Expression.text(text));
    }

    Builder set(String name, long number) {
      return set(name, Expression.number(number));
    }

    Builder set(String name, boolean flag) {
      return set(name, Expression.flag(flag));
    }

    Builder block(String type, Builder body) {
      return add(new Block(takeComment(), type, List.of(), body.build()));
    }

    Builder block(String type, String label, Builder body) {
      return add(new Block(takeComment(), type, List.of(label), body.build()));
    }

    Builder resource(String type, String name, Builder body) {
      return add(new Block(takeComment(), "resource", List.of(type, name), body.build()));
    }

    Builder data(String type, String name, Builder body) {
      return add(new Block(takeComment(), "data", List.of(type, name), body.build()));
    }

    Builder remark(String lines) {
      return add(new Remark(lines));
    }

    Body build() {
      return new Body(items);
    }

    private Builder add(Item item) {
      items.add(item);
      return this;
    }

    private String takeComment() {
      String taken = comment;
      comment = "";
      return taken;
    }
  }
}
