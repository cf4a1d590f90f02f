package dev.chartwright.generator.terraform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A value in Terraform's language. Text of the model is always a {@link Text}; only what an author
 * of this package wrote is {@link Code}. Immutable.
 */
sealed interface Expression {
  /** A string that stays the string it is. */
  record Text(String text) implements Expression {}

  /** A whole number. */
  record WholeNumber(long number) implements Expression {}

  /** True or false. */
  record Flag(boolean flag) implements Expression {}

  /** A list in brackets. */
  record Tuple(List<Expression> items) implements Expression {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** An object or map in braces, in the order given. */
  record Mapping(Map<String, Expression> entries) implements Expression {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** A string made of others, such as {@code "${var.cluster_name}-router"}. */
  record Template(List<Expression> parts) implements Expression {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /** A call of a function. */
  record Call(String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** Anything else, written as it is: references, conditions, types. */
  record Code(String code) implements Expression {}

  static Expression text(String text) {
    return new Text(text);
  }

  static Expression texts(List<String> texts) {
    return new Tuple(texts.stream().map(Expression::text).toList());
  }

  static Expression texts(Map<String, String> texts) {
    Map<String, Expression> entries = new LinkedHashMap<>();
    texts.forEach((key, text) -> entries.put(key, new Text(text)));
    return new Mapping(entries);
  }

  static Expression number(long number) {
    return new WholeNumber(number);
  }

  static Expression flag(boolean flag) {
    return new Flag(flag);
  }

  static Expression list(List<Expression> items) {
    return new Tuple(items);
  }

  static Expression template(Expression... parts) {
    return new Template(List.of(parts));
  }

  static Expression call(String function, Expression... arguments) {
    return new Call(function, List.of(arguments));
  }

  /** Code with no text of the model in it. */
  static Expression code(String code) {
    return new Code(code);
  }

  /** Something that the module declares, such as {@code google_compute_network.fleet.id}. */
  static Expression reference(String address) {
    if (!Address.FORM.matcher(address).matches()) {
      throw new IllegalArgumentException("not an address in Terraform: '" + address + "'");
    }
    return new Code(address);
  }

  static Expression variable(String name) {
    return reference("var." + name);
  }

  /** The form of addresses. */
  final class Address {
    static final Pattern FORM = Pattern.compile("[a-z]\\w*(\\.[a-z]\\w*|\\[\\d+])*");

    private Address() {}
  }
}
